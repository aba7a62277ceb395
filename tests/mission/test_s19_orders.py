# SPDX-License-Identifier: Apache-2.0
"""S19 orders: which restraining orders this person could ask for here, given the relationship and age.

Now: by state, relationship and age; on the board without anything that must come first. Later: forms.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import run_json, run_on, the_book, visit

Captured = pytest.CaptureFixture[str]


def order_ids(capsys: Captured, *more: str) -> list[str]:
    """The protective orders of Washington that may be open."""
    arguments = ("law", "US-WA", "--kind", "protective-order", "--json", *more)
    return [one["id"] for one in run_json(capsys, *arguments)["provisions"]]


def test_the_orders_differ_by_relationship(capsys: Captured) -> None:
    """Partners and family have one more."""
    ex = order_ids(capsys, "--relationship", "ex-partner")
    stranger = order_ids(capsys, "--relationship", "stranger")
    assert "wa-protective-order-domestic-violence-protection-order" in ex
    assert "wa-protective-order-domestic-violence-protection-order" not in stranger
    assert "wa-protective-order-stalking-protection-order" in stranger


def test_for_a_minor_what_says_something_about_minors_comes_first(capsys: Captured) -> None:
    """Who may file for whom."""
    minor = order_ids(capsys, "--age", "15")
    assert set(minor) == set(order_ids(capsys, "--age", "30"))
    rows = run_json(capsys, "law", "US-WA", "--kind", "protective-order", "--age", "15", "--json")[
        "provisions"
    ]
    has_rule = [bool(one.get("minors")) for one in rows]
    assert sorted(has_rule, reverse=True) == has_rule


@pytest.mark.parametrize(
    ("relationship", "order"),
    [("ex-partner", "protective-order-dv"), ("coworker", "protective-order-stalking")],
)
def test_an_order_can_be_asked_for_today(
    relationship: str, order: str, tmp_path: Path, capsys: Captured
) -> None:
    """Nothing must come before an emergency order."""
    board = run_on(capsys, tmp_path, "board", visit({"c1": "yes"}, relationship=relationship, state="US-WA"))
    option = next(one for one in board["options"] if one["id"] == order)
    assert [] == option["before_this"] == option["one_of"]


@pytest.mark.parametrize(
    "state", [one.jurisdiction for one in the_book().law if one.jurisdiction != "US-FED"]
)
def test_every_state_has_at_least_one_order(state: str, capsys: Captured) -> None:
    """An empty list would read as: there is none."""
    assert run_json(capsys, "law", state, "--kind", "protective-order", "--json")["provisions"]
