# SPDX-License-Identifier: Apache-2.0
"""S22 directory: organisations and websites that help, matched to the case, the state, age and language.

Now: search on the command line, and the plan's own short list. Later: a page, and numbers dialled each month.
"""

from __future__ import annotations

import pytest
from tests.support.answers import NINE, example, planned, run_json, the_book

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("tag", [tag.id for tag in the_book().vocabulary.service_tags])
def test_every_need_has_somebody_who_helps(tag: str, capsys: Captured) -> None:
    """Each with words in two languages, a way to reach it and the trace it leaves."""
    found = run_json(capsys, "services", "--need", tag, "--state", "US-OH", "--json")["services"]
    assert found, f"nobody helps with {tag}"
    for one in found:
        assert tag in one["services"]
        assert one["description"]["en"] and one["description"]["es"]
        assert one["leaves_trace_notes"]["en"]
        assert one.get("phones") or one.get("url") or one.get("contact")


def test_matched_to_age_and_language(capsys: Captured) -> None:
    """A 14-year-old who speaks Spanish."""
    found = run_json(capsys, "services", "--need", "crisis", "--age", "14", "--language", "es", "--json")[
        "services"
    ]
    assert "es" in found[0]["languages"]
    assert all((one["eligibility"].get("minimum_age") or 0) <= 14 for one in found)


@pytest.mark.parametrize("state", [one.jurisdiction for one in the_book().law if len(one.jurisdiction) == 5])
def test_every_state_has_its_own_lines(state: str, capsys: Captured) -> None:
    """Child-abuse line, coalition, compensation, legal aid."""
    here = run_json(capsys, "services", "--state", state, "--json")["state_help"]
    if here:  # territories may be missing
        assert here[0]["child_abuse_report"] and here[0]["dv_sa_coalition"] and here[0]["legal_aid_finder"]
    else:
        assert state in ("US-PR", "US-GU", "US-VI")


@pytest.mark.parametrize("name", NINE)
def test_a_plan_names_services_for_this_client(name: str) -> None:
    """Few, and nearest first."""
    assert 1 <= len(planned(example(name)).services) <= 8
