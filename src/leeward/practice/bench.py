# SPDX-License-Identifier: Apache-2.0
"""How long the page about a case takes in practices of several sizes, made up for the measurement.

    small, large = page_medians((100, 10_000), rounds=200)

Each practice is a process with a home, database, ring and key agent of its own, all real, in a
temporary folder. They are asked in turns for random cases, so that whatever else the machine does
meets all of them. Nothing of the practice that may be on this machine is read or written.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from leeward.terms.errors import LeewardError

_WARM_UP = 20
_VISITS = 4
_PASSPHRASE = "made up for one measurement"  # noqa: S105
_PASSWORD = "nobody signs in with this one"  # noqa: S105
_OF_THE_PRACTICE_HERE = ("DATABASE_URL", "LEEWARD_ADDRESS", "LEEWARD_SETUP_CODE", "LEEWARD_SERVER_ID")

Ask = Callable[[int], float]


def page_medians(sizes: Sequence[int], *, rounds: int) -> list[float]:
    """Median seconds of one page about a case, for practices with so many cases, in that order."""
    chance = random.Random(1)  # noqa: S311
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lw")))
        homes = [folder / str(at) for at in range(len(sizes))]
        lines = [stack.enter_context(_line_to(home, size)) for home, size in zip(homes, sizes, strict=True)]
        asked = [_after_filling(line) for line in lines]
        times: list[list[float]] = [[] for _ in sizes]
        for _ in range(rounds + _WARM_UP):
            for at in chance.sample(range(len(sizes)), len(sizes)):
                times[at].append(asked[at](chance.randrange(sizes[at])))
    return [median(each[_WARM_UP:]) for each in times]


@contextmanager
def _line_to(home: Path, cases: int) -> Iterator[Connection]:
    """A practice in a process of its own; it ends when the line is closed."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_practice, args=(home, cases, theirs))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(20)
        process.kill()
        process.join()


def _after_filling(line: Connection) -> Ask:
    _answer(line)

    def ask(number: int) -> float:
        line.send(number)
        return _answer(line)

    return ask


def _answer(line: Connection) -> float:
    try:
        seconds: float = line.recv()
    except EOFError as error:
        raise LeewardError(
            "A practice made up for the measurement broke off",
            expected="a page for each request",
            do="Look at what it printed; the practice on this machine was not touched",
        ) from error
    return seconds


def _practice(home: Path, cases: int, line: Connection) -> None:
    """Fills a practice, then answers each number of a case with the seconds its page took."""
    from leeward.practice import serving

    for name in _OF_THE_PRACTICE_HERE:
        os.environ.pop(name, None)
    os.environ["LEEWARD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
    os.umask(0o077)
    home.mkdir()
    serving.prepare_database()
    with serving.AgentProcess(home):
        ids = _fill(cases)
        browser = _signed_in()
        line.send(0.0)  # filled
        try:
            while True:
                line.send(_seconds(browser, f"/clients/{ids[line.recv()]}/"))
        except EOFError:
            return


def _fill(cases: int) -> list[str]:
    """One owner, and so many cases with words in them; their ids."""
    from leeward.practice.cases.bulk import open_cases
    from leeward.practice.first_run import services
    from leeward.practice.first_run.models import Practice

    services.make_ring(_PASSPHRASE)
    services.name_practice("Example House", ["US-WA"])
    owner = services.add_first_account("robin", _PASSWORD)
    Practice.objects.update(is_example=True)  # made-up clients: set-up may end without a paper
    services.finish()
    ids = open_cases(owner, [_made_up(number) for number in range(cases)])
    _add_visits(ids)
    return ids


def _add_visits(ids: list[str]) -> None:
    """Some ended visits for each, and one that goes on."""
    from django.utils import timezone

    from leeward.practice.sealing import new_id
    from leeward.practice.visits.models import Visit

    now = timezone.now()
    days = [(now - timedelta(days=7 * week), week) for week in range(_VISITS)]
    Visit.objects.bulk_create(
        Visit(id=new_id(), case_id=id, opened_at=at, changed_at=at, ended_at=at if week else None)
        for id in ids
        for at, week in days
    )


def _made_up(number: int) -> Any:
    from leeward.practice.cases.services import CaseInput
    from leeward.practice.cases.values import PersonWords

    said = {
        "setting": "room",
        "alone": "yes",
        "phone": "off",
        "reason": f"Made up, number {number}: " + secrets.token_hex(100),
        "police": "with",
        "contact": "none",
        "overheard": "yes",
    }
    person = {"called": f"Example {number}", "language": "English", "pronouns": "she", "interpreter": "no"}
    return CaseInput(
        {"code_name": f"Tern {number}", "affected": "one"},
        said,
        (PersonWords("", person), PersonWords("", {**person, "called": "Example sister"})),
    )


def _signed_in() -> Any:
    from django.test import Client

    browser = Client(headers={"host": "localhost"})
    answer = browser.post("/sign-in/", {"name": "robin", "password": _PASSWORD})
    if answer.status_code != 302:
        raise RuntimeError(f"signing in gave {answer.status_code}")
    return browser


def _seconds(browser: Any, address: str) -> float:
    start = time.perf_counter()
    answer = browser.get(address)
    seconds = time.perf_counter() - start
    if answer.status_code != 200 or b"Example sister" not in answer.content:
        raise RuntimeError(f"the page gave {answer.status_code}, or another page")
    return seconds
