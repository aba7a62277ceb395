# SPDX-License-Identifier: Apache-2.0
"""S15 options: considered, tried and how it went, wanted, not now; what may help and what may backfire.

The whole board on the command line, and as a page on which the client's view of each is kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import run_on, the_book, visit
from tests.support.practice import Home
from tests.support.visits import visit_with

Captured = pytest.CaptureFixture[str]


RAW = {
    **visit({"c1": "yes", "m0": ["social_media", "messaging"]}, state="US-WA"),
    "tried": {"block-now": "worse", "report-platform": "nothing"},
    "wanted": ["safety-plan", "incident-log"],
    "not_now": {"police-report": "2026-12-14"},
}


def test_the_board_keeps_what_was_tried_wanted_and_put_off(tmp_path: Path, capsys: Captured) -> None:
    """With how it went and when to ask again."""
    board = {one["id"]: one for one in run_on(capsys, tmp_path, "board", RAW)["options"]}
    assert ("tried", "worse") == (board["block-now"]["standing"], board["block-now"]["outcome"])
    assert ("tried", "nothing") == (board["report-platform"]["standing"], board["report-platform"]["outcome"])
    assert "wanted" == board["incident-log"]["standing"]
    assert ("not-now", "2026-12-14") == (
        board["police-report"]["standing"],
        board["police-report"]["return_on"],
    )


def test_every_option_says_what_may_help_and_most_what_may_backfire(tmp_path: Path, capsys: Captured) -> None:
    """Honest on both sides, in the language of the client."""
    options = run_on(capsys, tmp_path, "board", {**RAW, "language": "es"})["options"]
    assert all(one["may_help"] and one["title"] for one in options)
    backfiring = [one for one in options if one["may_backfire"]]
    assert len(backfiring) > len(options) * 0.8


def test_others_are_offered_besides_those_the_client_thought_of(tmp_path: Path, capsys: Captured) -> None:
    """From every family there is."""
    options = run_on(capsys, tmp_path, "board", RAW)["options"]
    assert len(options) > 30
    assert len({one["family"] for one in options}) >= 9


def test_what_made_it_worse_is_not_offered_again_as_new(tmp_path: Path, capsys: Captured) -> None:
    """It stands last, behind all that does not hang on it."""
    order = run_on(capsys, tmp_path, "board", RAW)["order"]
    assert order.index("block-now") > len(order) * 0.8


def test_the_page_of_the_board_shows_every_option_with_what_was_said_of_it(home: Home) -> None:
    """On top what the client spoke of; each with what may help and what may backfire."""
    at = visit_with(home, RAW)
    page, board = at.get("board"), at.chain.board
    for one in board.options:
        assert 1 == page.count(f'name="v:{one.option.id}" value=""'), one.option.id
    assert 'name="v:police-report" value="not-now" checked' in page
    assert 'name="d:police-report"' in page and 'value="2026-12-14"' in page
    assert 'name="v:block-now" value="tried" checked' in page
    assert len(board.options) == page.count("<b>May help</b>") == page.count("<b>May backfire</b>")
    assert page.index('name="v:safety-plan"') < page.index('id="first"') < page.index('id="rest"')


def test_two_options_stand_side_by_side_on_what_this_client_said_matters(home: Home) -> None:
    """Help and harm level, from content alone, and what is not known said so."""
    at = visit_with(home, RAW)
    numbers = [
        str([one.id for one in the_book().options].index(id)) for id in ("police-report", "safety-plan")
    ]
    matters = {"act": "compare", "options": numbers, "weights": ["no-court", "keeping-phone"], "seen": "99"}
    assert 302 == at.browser.post(at.url("side-by-side"), matters).status_code
    page = at.get("side-by-side")
    for row in ("Not going to court", "Keeping my phone", "May help", "May backfire", "Can it be undone?"):
        assert row in page
    assert "It may lead to court one day" in page
    assert "Not known to us" in page
