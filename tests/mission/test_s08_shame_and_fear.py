# SPDX-License-Identifier: Apache-2.0
"""S8 shame and fear: disclosure is safe for a client who was told to keep quiet.

Now: leave is asked, all can be skipped, silencing threats are kept, every step says who could notice.
Later: the session page and the tablet.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import example_path, run_json, run_on, visit

from leeward.knowledge import Catalogue

Captured = pytest.CaptureFixture[str]


def test_leave_is_asked_and_everything_can_be_skipped(
    tmp_path: Path, capsys: Captured, book: Catalogue
) -> None:
    """Not today is an answer, and so is nothing."""
    assert "o1" == run_on(capsys, tmp_path, "screen", visit(age=34))["next"][0]
    skipped = {item.linkId: None for item in book.items.values() if item.type != "display"}
    document = run_on(capsys, tmp_path, "screen", visit(skipped))
    assert sorted(skipped) == sorted(document["unanswered"])
    assert [] == document["flags"] == document["means"]


@pytest.mark.parametrize(
    ("threat", "flag"), [("erase", "wipe-threat"), ("children", "children-threatened"), ("share", "silenced")]
)
def test_a_silencing_threat_is_kept_and_answered(
    threat: str, flag: str, tmp_path: Path, capsys: Captured
) -> None:
    """Tell anyone and I wipe your drive; your children won't be safe; I show them to everyone."""
    document = run_on(capsys, tmp_path, "screen", visit({"c7": "yes", "t2": [threat]}))
    assert {"silenced", flag} <= {one["id"] for one in document["flags"]}
    shown = {one["id"] for one in (*document["next_ten_minutes"], *document["also"])}
    assert "silenced" in shown


def test_a_wipe_threat_comes_before_any_change(tmp_path: Path, capsys: Captured) -> None:
    """What matters is copied before anything that shows."""
    document = run_on(capsys, tmp_path, "screen", visit({"c7": "yes", "t2": ["erase"]}))
    line = next(one for one in document["next_ten_minutes"] if one["id"] == "wipe-first")
    assert "before any change that shows" in line["text"]


def test_every_option_says_before_the_step_who_could_notice(capsys: Captured) -> None:
    """And when."""
    for one in run_json(capsys, "board", str(example_path("session-a-mother")))["options"]:
        assert one["who_could_notice"]["who"] and one["who_could_notice"]["when"]


def test_a_taken_back_answer_is_not_taken_for_an_all_clear(tmp_path: Path, capsys: Captured) -> None:
    """Yes, then no, out of fear: asked again in person today."""
    raw = {
        **visit({"c7": "no"}),
        "earlier_answers": [{"linkId": "c7", "answer": "yes", "changed_at": "2026-11-23"}],
    }
    document = run_on(capsys, tmp_path, "screen", raw)
    assert "ask-in-person-today" in {one["id"] for one in document["flags"]}
