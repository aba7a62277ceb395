# SPDX-License-Identifier: Apache-2.0
"""S4 scenarios: each of the six has its own pathway: questions, dangers, first steps, options, law, services.

Now: all of it from answers to a plan on paper. Later: hand-outs per scenario as papers, pages.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import SIX, example, example_path, planned, run, run_json

from leeward.knowledge import Catalogue

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(("scenario", "name"), SIX.items(), ids=SIX)
def test_a_scenario_leads_from_answers_to_its_own_plan(
    scenario: str, name: str, tmp_path: Path, capsys: Captured, book: Catalogue
) -> None:
    """Raised first, with options of its own, law of its kinds and services, on paper at the end."""
    source = str(example_path(name))
    assert scenario == run_json(capsys, "screen", source)["scenarios"][0]["id"]
    entry = book.scenario(scenario)
    assert entry.danger_flags and entry.do_first and entry.never_do and entry.ask_about
    board = run_json(capsys, "board", source)
    own = [
        one
        for one in board["options"]
        if {"scenario"} == {r["kind"] for r in one["why"]} or scenario in {r["ref"] for r in one["why"]}
    ]
    assert len(own) >= 3
    plan = planned(example(name))
    assert {one.kind for place in plan.law for one in place.provisions} & set(entry.legal_kinds)
    assert plan.services
    out = tmp_path / "plan.pdf"
    assert "" == run(capsys, "plan", source, "--out", str(out))
    assert out.stat().st_size > 1000


def test_the_six_pathways_differ(capsys: Captured) -> None:
    """Six scenarios, six boards."""
    tops = [tuple(run_json(capsys, "board", str(example_path(name)))["order"][:12]) for name in SIX.values()]
    assert 6 == len(set(tops))


def test_the_six_are_those_of_the_article(book: Catalogue) -> None:
    """And each of them has something never to do."""
    assert set(SIX) == {one.id for one in book.scenarios if one.from_article}
