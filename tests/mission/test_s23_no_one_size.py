# SPDX-License-Identifier: Apache-2.0
"""S23 no one size: nothing is prescribed; options are ranked with reasons, the client's wishes decide.

The same danger with other wishes gives another order and another plan; the pages say whose choice it is.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.answers import NINE, example_path, planned, run_json, run_on, the_book, visit
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.planning.comparing import compare

Captured = pytest.CaptureFixture[str]


BASE = visit(
    {"c1": "yes", "c2": "yes", "m0": ["social_media", "location_sharing"], "w1": "ex_partner"}, state="US-WA"
)


def test_the_wish_changes_the_order(tmp_path: Path, capsys: Captured) -> None:
    """Who wants to know how is shown another way than who wants it to stop."""
    orders = {}
    for wish in ("know_how", "law", "feel_better"):
        raw = {**BASE, "answers": {**BASE["answers"], "g1": [wish]}}
        orders[wish] = tuple(run_on(capsys, tmp_path, "board", raw)["order"])
    assert 3 == len(set(orders.values()))
    assert 1 == len({frozenset(order) for order in orders.values()}), "a wish hides nothing"


def test_what_is_wanted_comes_earlier(tmp_path: Path, capsys: Captured) -> None:
    """Chosen by the client, not by the program."""
    before = run_on(capsys, tmp_path, "board", BASE)["order"]
    after = run_on(capsys, tmp_path, "board", {**BASE, "wanted": ["privacy-tuning"]})["order"]
    assert after.index("privacy-tuning") < before.index("privacy-tuning")


def test_the_plan_holds_what_was_chosen_and_no_more() -> None:
    """Only what a chosen step needs is added, and it says so."""
    plan = planned({**BASE, "wanted": ["code-word"]})
    assert ["code-word"] == [step.entry.option.id for step in plan.steps]
    assert [] == list(planned(BASE).steps)


@pytest.mark.parametrize("name", NINE)
def test_every_option_gives_its_reason_and_none_a_score(name: str, capsys: Captured) -> None:
    """Ranked with reasons, not with numbers."""
    for one in run_json(capsys, "board", str(example_path(name)))["options"]:
        assert one["why"]
        assert not {"score", "rank", "probability", "risk"} & set(one)


def test_the_pages_prescribe_nothing(home: Home) -> None:
    """The board says so and gives reasons; the plan holds the client's choice and marks what that needs."""
    at = visit_with(home, {**BASE, "wanted": ["code-word"]})
    board = at.get("board")
    assert "Nothing is prescribed." in board
    assert len(at.chain.board.options) == board.count("<b>Because:</b>")
    plan = at.get("plan")
    assert "One step they chose" in plan
    assert [step.entry.option.id for step in at.chain.plan.steps] == ["code-word"]
    assert "That is a choice too." in visit_with(home, BASE).get("plan")


def test_what_matters_to_a_client_adds_a_row_and_scores_nothing() -> None:
    """Another client, other rows over the same options; their order stays the one of the board."""
    board = planned(BASE).board
    pair = board.order[:2]
    court = compare(board, pair, ("no-court",), the_book())
    phone = compare(board, pair, ("keeping-phone", "privacy"), the_book())
    assert ["no-court"] == [one.id for one in court.rows if one.named]
    assert ["keeping-phone", "privacy"] == [one.id for one in phone.rows if one.named]
    assert court.ids == phone.ids == pair
    told = [one.text.en for row in phone.rows for cell in row.cells for one in cell]
    assert not [one for one in told if re.search(r"\b(best|better choice|score|recommend|should)\b", one)]


def test_neither_is_as_easy_to_press_as_either(home: Home) -> None:
    """Buttons of one size; none of them is the one to press."""
    page = visit_with(home, BASE).get("side-by-side")
    buttons = re.findall(r'<button class="([a-z]+)" name="act" value="(want:\d+|both|neither|later)"', page)
    assert {"second"} == {kind for kind, _ in buttons}
    assert {"both", "neither", "later"} < {act for _, act in buttons}
