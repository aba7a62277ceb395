# SPDX-License-Identifier: Apache-2.0
"""Documented cases: what people noticed, what it turned out to be, and where the differential put it.

One half was there while the links of the signs were weighed (`tune`), the other was kept aside
(`kept`). The half of a case is drawn from its id, so that nobody chooses. docs/differential.md tells
both figures, and a test here holds it to them.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.answers import the_book

from leeward.formulation.differential import Differential, rank_mechanisms
from leeward.formulation.signs import read_signs
from leeward.screening.context import read_context

FOLDER = Path(__file__).parent / "cases"
PAGE = (Path(__file__).parents[2] / "docs" / "differential.md").read_text(encoding="utf-8")
HALVES = ("tune", "kept")
AT_LEAST = 40
KINDS = {"court", "agency", "press", "research", "organisation", "survivor-account", "forum"}
FIRST, IN_THREE = 0.70, 0.90

Case = dict[str, Any]


@cache
def cases(half: str) -> tuple[Case, ...]:
    """The cases of one half, by id."""
    files = sorted((FOLDER / half).glob("*.yaml"))
    return tuple({**yaml.safe_load(file.read_text(encoding="utf-8")), "file": file.stem} for file in files)


def differential(case: Case) -> Differential:
    """What Leeward would have said in the first talk."""
    book = the_book()
    return rank_mechanisms(read_signs(case, book), read_context(case.get("context", {}), book), book)


def place(case: Case) -> int:
    """The best rank of a true one in its list, everyday causes in theirs. 0: it did not come up."""
    found = differential(case)
    shown = (*found.mechanisms, *found.other_explanations)
    return min((one.rank for one in shown if one.id in case["true_mechanisms"]), default=0)


def figures(half: str) -> tuple[int, int, int]:
    """How many cases; how many with a true one first; and within the first three."""
    places = [place(case) for case in cases(half)]
    return len(places), places.count(1), sum(1 <= one <= 3 for one in places)


@pytest.mark.parametrize("half", HALVES)
def test_each_case_is_whole_and_cites_what_was_read(half: str) -> None:
    """Known ids, a cited source with the day it was read, the half that its id draws."""
    book = the_book()
    for case in cases(half):
        name = case["file"]
        assert name == case["id"] and half == case["half"], name
        drawn = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2
        assert HALVES[drawn] == half, name
        assert case["sources"], name
        for source in case["sources"]:
            assert re.fullmatch(r"https?://\S+", source["url"]), name
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(source["seen"])), name
            assert source["title"] and source["kind"] in KINDS, name
        assert len(case["summary"].split()) <= 100 and case["mapping"], name
        assert len(read_signs(case, book).reported) >= 2, name
        read_context(case.get("context", {}), book)
        assert case["true_mechanisms"], name
        for true in case["true_mechanisms"]:
            assert book.mechanism(true).id == true, name


def test_there_are_enough_cases_and_none_stands_in_both_halves() -> None:
    """At least forty, half of them kept aside."""
    tune, kept = ({case["id"] for case in cases(half)} for half in HALVES)
    assert len(tune | kept) >= AT_LEAST and min(len(tune), len(kept)) >= AT_LEAST // 3
    assert not tune & kept


@pytest.mark.parametrize("half", HALVES)
def test_a_true_cause_stands_first_or_near_it(half: str) -> None:
    """Seven in ten first, nine in ten among the first three."""
    count, first, in_three = figures(half)
    told = f"{half}: of {count} cases {first} first, {in_three} among the first three"
    assert first >= FIRST * count, told
    assert in_three >= IN_THREE * count, told


@pytest.mark.parametrize("half", HALVES)
def test_the_page_tells_the_figures_of_now(half: str) -> None:
    """Not those of a better day."""
    count, first, in_three = figures(half)
    row = f"| `{half}` | {count} | {first} ({first / count:.0%}) | {in_three} ({in_three / count:.0%}) |"
    assert row in PAGE
