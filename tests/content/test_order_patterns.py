# SPDX-License-Identifier: Apache-2.0
"""Written fact patterns: the order finder names the right orders and no wrong one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.catalogues import real_catalogue

from leeward.planning.orders import OrderFacts, OrdersFound, find_orders

FOLDER = Path(__file__).parent / "orders"


def patterns() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        found += yaml.safe_load(path.read_text(encoding="utf-8"))["patterns"]
    return found


PATTERNS = {pattern["id"]: pattern for pattern in patterns()}


def answer(pattern: dict[str, Any]) -> OrdersFound:
    facts = OrderFacts(
        state=pattern["state"],
        relationship=pattern["relationship"],
        age=pattern["age"],
        other_age=pattern.get("other_age"),
        other_state=pattern.get("other_state"),
        ties=frozenset(pattern["ties"]) if "ties" in pattern else None,
        acts=frozenset(pattern.get("acts", ())),
        special=frozenset(pattern.get("special", ())),
    )
    return find_orders(facts, real_catalogue())


def test_there_are_thirty_and_ten_of_them_are_hard() -> None:
    """Each once; ten with a minor, tribal land, police, papers or two states."""
    assert len(PATTERNS) == len(patterns()) >= 30
    hard = [one for one in PATTERNS.values() if one["age"] < 18 or {"special", "other_state"} & one.keys()]
    assert len(hard) >= 10


@pytest.mark.parametrize("name", PATTERNS)
def test_the_right_orders_are_named_and_no_wrong_one(name: str) -> None:
    pattern = PATTERNS[name]
    named = {one.provision.id for one in answer(pattern).orders}
    assert set(pattern["expected"]) - named == set(), "an order is missing"
    assert named & set(pattern["forbidden"]) == set(), "an order that is not open"


@pytest.mark.parametrize("name", PATTERNS)
def test_who_files_and_what_changes_the_first_steps(name: str) -> None:
    pattern = PATTERNS[name]
    found = answer(pattern)
    for one in found.orders:
        if one.provision.id == (pattern["expected"] or [""])[0] and "files" in pattern:
            assert one.who_files is not None and pattern["files"] in one.who_files.en
            assert pattern.get("not_files", "\0") not in one.who_files.en
    if "note" in pattern:
        assert any(pattern["note"] in note.en for note in found.notes)


@pytest.mark.parametrize("name", [name for name, one in PATTERNS.items() if one.get("none")])
def test_where_none_fits_it_is_said_and_other_roads_are_named(name: str) -> None:
    found = answer(PATTERNS[name])
    assert found.orders == ()
    assert "No civil order" in found.instead[0].why.en
    assert any(one.provisions for one in found.instead), "no crime to report and no claim was named"


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_names_orders_that_exist_and_a_source_that_was_read(name: str) -> None:
    pattern = PATTERNS[name]
    known = real_catalogue().provisions
    assert [one for one in (*pattern["expected"], *pattern["forbidden"]) if one not in known] == []
    assert pattern["source"]["url"].startswith("http") and pattern["source"]["seen"]
