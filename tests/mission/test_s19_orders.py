# SPDX-License-Identifier: Apache-2.0
"""S19 orders: which restraining orders this person could ask for here, given the relationship and age.

Now: by state, relationship and age, on the board and on a page of the visit, with who files, what may
backfire and what else there is. Later: forms.
"""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from tests.support.answers import run_json, run_on, the_book, visit
from tests.support.practice import Home
from tests.support.visits import visit_with

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


def test_the_page_of_a_visit_names_the_orders_who_files_and_what_may_backfire(home: Home) -> None:
    """Filled in from what was said; the day the papers are handed over comes before the papers."""
    at = visit_with(
        home, {"answers": {"c1": "yes", "w1": "ex_partner"}, "context": {"age": 15, "state": "US-WA"}}
    )
    page = unescape(at.get("orders"))
    order = page.split('data-entry="provision:wa-protective-order-stalking-protection-order"')[1]
    assert "The client, alone, from the age of 15" in order.split("data-entry")[0]
    assert "plan that day first" in order.split("data-entry")[0]


def test_where_no_order_fits_the_page_says_so_and_what_else_there_is(home: Home) -> None:
    """A stranger in Pennsylvania."""
    answered = home.signed_in().post("/orders/", {"state": "US-PA", "relationship": "stranger", "age": "30"})
    page = unescape(answered.content.decode())
    assert "No order could be named. What there is instead" in page
    assert "An advocate or legal aid" in page
