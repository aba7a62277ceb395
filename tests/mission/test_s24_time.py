# SPDX-License-Identifier: Apache-2.0
"""S24 time: "not now" is a valid choice, with a return date and what would change it.

The choice, its date and its place on the board, in the plan and on Today; later visits keep it.
"""

from __future__ import annotations

import html
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.support.answers import NINE, example_path, planned, run_json, run_on, the_book, visit
from tests.support.practice import Home
from tests.support.visits import visit_with

Captured = pytest.CaptureFixture[str]


def test_not_now_can_be_said_and_has_its_day(tmp_path: Path, capsys: Captured) -> None:
    """Of a single option, kept on the board with its date, behind the others."""
    raw = {
        **visit({"c1": "yes"}, now="2026-11-23T14:00"),
        "not_now": {"police-report": "2026-12-14", "talk-to-lawyer": None},
    }
    board = {one["id"]: one for one in run_on(capsys, tmp_path, "board", raw)["options"]}
    assert ("not-now", "2026-12-14") == (
        board["police-report"]["standing"],
        board["police-report"]["return_on"],
    )
    assert {"police-report": date(2026, 12, 14), "talk-to-lawyer": date(2026, 12, 7)} == {
        one.option_id: one.return_on for one in planned(raw).not_now
    }


@pytest.mark.parametrize("name", NINE)
def test_waiting_is_on_every_board(name: str, capsys: Captured) -> None:
    """However great the danger: not now about the person, while care for today goes on."""
    order = run_json(capsys, "board", str(example_path(name)))["order"]
    assert {"wait-and-watch", "review-date", "log-only"} <= set(order)


@pytest.mark.parametrize("said", ["think", "not_now"])
def test_not_now_about_everything_is_heard(said: str, tmp_path: Path, capsys: Captured) -> None:
    """The line: agree the day we ask again, and what would bring it forward."""
    document = run_on(capsys, tmp_path, "screen", visit({"c1": "yes", "g2": said}))
    assert "wants-no-action-now" in {one["id"] for one in document["flags"]}
    line = next(one for one in document["next_ten_minutes"] if one["id"] == "not-now-date")
    assert "agree the day we ask again" in line["text"]


def test_no_wish_no_step() -> None:
    """A plan without steps is a plan."""
    assert () == planned(visit({"c1": "yes", "g2": "not_now"})).steps


def test_not_now_on_the_page_comes_back_on_its_day(home: Home) -> None:
    """It stands in the plan with its day, and on Today when that has come."""
    from django.utils import timezone

    today = timezone.localdate().isoformat()
    at = visit_with(home, visit({"c1": "yes"}))
    sent = {"seen": "1", "was": "{}", "v:police-report": "not-now", "d:police-report": today}
    assert 302 == at.browser.post(at.url("board"), sent).status_code
    plan = at.get("plan")
    assert "Make a police report" in plan
    assert "We ask again on" in plan
    assert "Make a police report" in at.browser.get("/today/").content.decode()


def test_not_now_says_what_would_change_it_and_comes_back_on_its_day(home: Home) -> None:
    """In the client's own words, on the plan, and at the next visit too."""
    at = visit_with(home, visit({"c1": "yes"}, state="US-WA"))
    number = str([one.id for one in the_book().options].index("police-report"))
    other = str([one.id for one in the_book().options].index("safety-plan"))
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    said = {"act": "later", "options": [number, other], "of": number, "change": "If they come to my work",
            "again": day, "seen": "99"}  # fmt: skip
    assert 302 == at.browser.post(at.url("side-by-side"), said).status_code
    assert date.fromisoformat(day) == at.chain.wishes.not_now["police-report"]
    assert "What would change it: “If they come to my work”" in html.unescape(at.get("plan"))
