# SPDX-License-Identifier: Apache-2.0
"""S16 technical fixes: how could they know, then ordered steps that keep proof and tip nobody off.

From signs to one sequence, in the command, on the page's chain and on paper.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support.answers import run_on, the_book, visit
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.planning.checks import PHASES

Captured = pytest.CaptureFixture[str]
KNOWS_WHERE = {**visit({"c1": "yes"}), "reported_signs": ["knows-location-past", "sharing-is-on"]}


def test_they_know_where_i_was_leads_to_steps_in_order(tmp_path: Path, capsys: Captured) -> None:
    """Proof is kept before anything changes; what may be noticed waits for an agreement."""
    checks = run_on(capsys, tmp_path, "board", KNOWS_WHERE)["checks"]
    phases = [PHASES.index(one["phase"]) for one in checks]
    assert sorted(phases) == phases
    assert {"keep", "look", "act"} <= {one["phase"] for one in checks}
    assert all(one["waits_for"] for one in checks if one["may_notice"] != "no")
    assert any(one["keep_first"] for one in checks if one["phase"] == "act")


def test_every_step_says_who_does_it_what_is_noticed_and_why(tmp_path: Path, capsys: Captured) -> None:
    for one in run_on(capsys, tmp_path, "board", KNOWS_WHERE)["checks"]:
        assert one["who"] in {"client", "MHP-with-client", "tech-clinic", "law-enforcement"}
        assert one["noticed"] and one["confidence"] and one["because"]


def test_without_a_sign_nothing_is_offered_to_look_at(tmp_path: Path, capsys: Captured) -> None:
    """The board is what it was."""
    assert "checks" not in run_on(capsys, tmp_path, "board", visit({"c1": "yes"}))


def test_while_the_client_may_be_doing_it_the_command_explains_nothing(
    tmp_path: Path, capsys: Captured
) -> None:
    stopped = {**KNOWS_WHERE, "context": {"flags_by_hand": ["client-may-be-doing-it"]}}
    assert "checks" not in run_on(capsys, tmp_path, "board", stopped)


def test_in_a_session_the_first_steps_are_on_the_plan_at_one_tap(home: Home) -> None:
    """And the same steps stand in the record, in the order of the list."""
    at: Any = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 34}})
    said = {f"s:{sign}": "reported" for sign in KNOWS_WHERE["reported_signs"]}
    at.browser.post(at.url("picture"), {"seen": "1", "was": "{}", **said})
    (first, *_) = at.chain.check_list.mechanisms
    seen = str(at.words.document("signs").version)
    assert 302 == at.browser.post(at.url("picture"), {"seen": seen, "checks": first}).status_code
    on_plan = {one.step.key for one in at.chain.chosen_checks if one.chosen}
    assert {f"k:{first}:{one.order}" for one in the_book().mechanism(first).how_to_check} == on_plan
