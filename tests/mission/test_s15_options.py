# SPDX-License-Identifier: Apache-2.0
"""S15 options: considered, tried and how it went, wanted, not now; what may help and what may backfire.

Now: the whole board on the command line. Later: the board as a page.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import run_on, visit

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
