# SPDX-License-Identifier: Apache-2.0
"""S20 charges: which offences may fit, what evidence supports them, how to report.

Now: provisions by kind, report options with what to keep first; questions to take along, and where to report.
Later: a packet for a lawyer.
"""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from tests.support.answers import NINE, example, example_path, planned, run_json, run_on, the_book, visit
from tests.support.practice import Home
from tests.support.visits import visit_with

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("name", NINE)
def test_offences_that_may_fit_stand_in_the_plan(name: str) -> None:
    """Criminal provisions of the state, of the kinds that belong to the scenario."""
    plan = planned(example(name))
    criminal = [one for place in plan.law for one in place.provisions if one.route == "criminal"]
    assert criminal
    kinds = {kind for one in plan.board.picture.scenarios for kind in the_book().scenario(one.id).legal_kinds}
    kinds |= {kind for step in plan.steps for kind in step.entry.option.legal_kinds}
    assert {one.kind for one in criminal} <= kinds


def test_a_report_waits_for_nothing_and_is_better_with_the_words_kept(capsys: Captured) -> None:
    """A log helps; it is not a condition."""
    options = {
        one["id"]: one for one in run_json(capsys, "board", str(example_path("session-a-mother")))["options"]
    }
    report = options["police-report"]
    assert [] == report["before_this"]
    assert {"save-words", "incident-log"} & set(report["better_after"])


def test_how_to_report_depends_on_what_was_done(tmp_path: Path, capsys: Captured) -> None:
    """Extortion, hate, a child's picture, a hacked account: each has its own door."""
    doors = {
        "fbi-ic3": visit({"c6": "yes", "x1": "nude", "x5": "deadline"}, age=30),
        "ncmec-report": visit({"c6": "yes", "x2": "under18", "x1": "nude"}, age=14),
        "hate-crime-report": visit({"c5": "yes", "b2": ["race"], "b1": "school"}),
        "police-other-agency": visit({"w1": "police_court"}),
    }
    for option, raw in doors.items():
        assert option in run_on(capsys, tmp_path, "board", raw)["order"]


def test_charges_are_talked_over_as_questions_with_where_to_report(home: Home) -> None:
    """What is asked, what to keep, which door, what happens next, and what police can have kept."""
    at = visit_with(
        home,
        {"answers": {"c6": "yes", "x1": "nude", "x5": "deadline"}, "context": {"age": 15, "state": "US-TX"}},
    )
    page = unescape(at.get("courts"))
    for entry in (
        "talk:charge-extortion",
        "door:local-police",
        "door:fbi-ic3",
        "door:ncmec",
        "road:criminal",
    ):
        assert f'data-entry="{entry}"' in page
    assert "What do they want: money, more pictures, sex, silence?" in page
    assert "18 U.S.C. 2703(f)" in page


def test_police_are_not_sent_to_their_own_office(home: Home) -> None:
    at = visit_with(home, {"answers": {"c1": "yes", "w1": "police_court"}, "context": {"state": "US-OH"}})
    page = unescape(at.get("courts"))
    assert 'data-entry="door:other-agency"' in page
    assert 'data-entry="door:local-police"' not in page
