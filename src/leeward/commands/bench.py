# SPDX-License-Identifier: Apache-2.0
"""`leeward bench`: speed as ratios to a limit or a peer measured in the same run, never absolute times.

`leeward bench web` measures a working day over a line instead: 25 clinicians and 10 devices, 10,000 cases.
`leeward bench inspection` measures messages read and judged beside Python's own reader of mail, and app
lists beside a plain loop over their lines; plain `leeward bench` does so too, on mails made up for it.
`leeward bench directory` searches 50,000 made-up services; plain `leeward bench` does so in fewer.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from leeward.commands.bench_directory import measure_directory
from leeward.commands.bench_inspection import measure_inspection
from leeward.commands.io import print_json
from leeward.formulation import ReportedSigns, form_picture
from leeward.knowledge import load_catalogue
from leeward.papers import RECORD_PARTS, record_plan
from leeward.planning import make_board, make_plan
from leeward.planning.wishes import NO_WISHES
from leeward.screening import find, read_answers

ROUNDS = 7
WARM_LOAD_AT_MOST = 10.0
CHAIN_AT_MOST = 10.0
CASELOADS = (100, 10_000)
PAGE_ROUNDS = 200
PAGE_AT_MOST = 1.3
WEB_PAGE_AT_MOST = 3.0
SERVICES_IN_SHORT = 10_000


def run(arguments: argparse.Namespace) -> int:
    """Measures and prints; exit code 1 when a target is missed."""
    document = _measured(arguments)
    if arguments.json:
        print_json(document)
    else:
        for target in document["targets"]:
            verdict = "met" if target["met"] else "MISSED"
            bound = (
                f"at most {target['at_most']}" if "at_most" in target else f"at least {target['at_least']}"
            )
            print(f"{target['id']}: {target['ratio']} ({bound}) {verdict}")
    return 0 if all(target["met"] for target in document["targets"]) else 1


def _measured(arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.what == "web":
        return measure_web(is_quick=arguments.quick)
    if arguments.what == "inspection":
        return measure_inspection(arguments.files)
    if arguments.what == "directory":
        return measure_directory()
    return measure()


def measure() -> dict[str, Any]:
    """Runs each piece several times beside its peer; medians and their ratios."""
    from leeward.practice.bench import page_medians  # Django: not for other commands

    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        book = load_catalogue(cache=cache)
        payload = msgspec.json.encode(book)
        peer = _median(lambda: json.loads(payload))
        warm = _median(lambda: load_catalogue(cache=cache))
        answers = read_answers(BUSY_CASE, book)

        def chain() -> None:
            picture = form_picture(find(answers, book), ReportedSigns(), book)
            make_plan(make_board(picture, NO_WISHES, book), book)

        chained = _median(chain)
        picture = form_picture(find(answers, book), ReportedSigns(), book)
        plan = make_plan(make_board(picture, NO_WISHES, book), book)
        paper = _median(lambda: record_plan(plan, book, "en", "letter", parts=frozenset(RECORD_PARTS)))
    small, large = page_medians(CASELOADS, rounds=PAGE_ROUNDS)
    inspected = measure_inspection(None)
    searched = measure_directory(SERVICES_IN_SHORT)
    runs = {
        "json-loads-of-the-same-bytes": (peer, ROUNDS),
        "load-content-warm": (warm, ROUNDS),
        "answers-to-plan": (chained, ROUNDS),
        "record-on-paper": (paper, ROUNDS),
        "client-page-at-100-cases": (small, PAGE_ROUNDS),
        "client-page-at-10000-cases": (large, PAGE_ROUNDS),
    }
    return {
        "runs": [
            {"id": name, "median_seconds": round(seconds, 5), "rounds": rounds}
            for name, (seconds, rounds) in runs.items()
        ],
        "targets": [
            _target("load-content-warm-to-json-loads", warm / peer, WARM_LOAD_AT_MOST),
            _target("answers-to-plan-to-json-loads", chained / peer, CHAIN_AT_MOST),
            _target("client-page-at-10000-cases-to-100", large / small, PAGE_AT_MOST),
            *inspected.pop("targets"),
            *searched.pop("targets"),
        ],
        "inspection": inspected,
        "directory": searched,
    }


def measure_web(*, is_quick: bool) -> dict[str, Any]:
    """Pages of a working day beside a page that reads a row and commits a row, window by window."""
    from leeward.practice.bench_web import A_QUICK_DAY, A_WORKING_DAY, measure_day

    day = A_QUICK_DAY if is_quick else A_WORKING_DAY
    found = measure_day(day)
    return {
        "clinicians": day.size.clinicians,
        "devices": day.size.devices,
        "cases": day.size.cases,
        "window_seconds": day.window_seconds,
        "think_seconds": day.think_seconds,
        "windows": [
            {
                "page_p95_seconds": round(one.page_seconds, 5),
                "peer_p95_seconds": round(one.peer_seconds, 5),
                "ratio": round(one.ratio, 2),
                "pages": one.pages,
                "peers": one.peers,
                "errors": one.errors,
            }
            for one in found.windows
        ],
        "pages": [
            {"id": name, "p95_seconds": round(seconds, 5), "asked": asked}
            for name, (seconds, asked) in found.pages.items()
        ],
        "faults": sorted(set(found.faults)),
        "targets": [
            _target("page-p95-to-peer-p95-in-the-worst-window", found.worst_ratio, WEB_PAGE_AT_MOST),
            _target("errors", len(found.faults), 0),
        ],
    }


def _target(name: str, ratio: float, at_most: float) -> dict[str, Any]:
    return {"id": name, "ratio": round(ratio, 2), "at_most": at_most, "met": ratio <= at_most}


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[ROUNDS // 2]


BUSY_CASE: dict[str, Any] = {
    "context": {"age": 34, "relationship": "ex-partner", "state": "US-WA"},
    "answers": {
        "c1": "yes", "c2": "yes", "c3": "yes", "c4": "yes", "c7": "yes", "c8": "known", "c10": 9,
        "w1": "ex_partner", "w2": "weeks", "w7": "yes", "t1": ["hurt_children", "self"], "p4": "worse",
        "m0": ["tracking_device", "account_takeover", "child_device"], "s1": "yes", "s5": "yes",
    },
}  # fmt: skip
"""A made-up case with many flags, so that the chain has work to do."""
