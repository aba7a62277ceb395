# SPDX-License-Identifier: Apache-2.0
"""S22 directory: organisations and websites that help, matched to the case, the state, age and language.

Search on the command line, the plan's own short list, and the directory's page, filled in from each visit;
what somebody dialed stands beside the number, and what nobody dialed lately says so.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from tests.support.answers import NINE, example, planned, run_json, the_book
from tests.support.directories import theirs
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.cli import main

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


@pytest.mark.parametrize("name", NINE)
def test_the_page_finds_who_fits_this_client_and_somebody_who_called_says_so(home: Home, name: str) -> None:
    """Each hit is for this state and age, says what it leaves behind, and can be offered."""
    from leeward.practice.directory.reading import service_in_use

    at = visit_with(home, example(name))
    text = unescape(at.get("directory"))
    found = re.findall(r'data-entry="service:([^"]+)"', text)
    context = at.chain.answers.context
    age = 17 if context.age is None and context.is_minor else context.age
    for one in map(service_in_use, found):
        assert {"US", "INTL", context.state} & set(one.jurisdictions), one.id
        assert age is None or (one.eligibility.minimum_age or 0) <= age <= (
            one.eligibility.maximum_age or age
        )
    assert text.count("Traces:") == text.count("Offer this to the ") == len(found) > 0
    line = next(one for one in found if service_in_use(one).phones)
    at.browser.post("/directory/queue/", {"service": line, "outcome": "called-right", "visit": at.visit_id})
    beside = unescape(at.get("directory")).split(f'data-entry="service:{line}"')[1].split("data-entry=")[0]
    assert re.search(r"Called on \w+ \d+, \d+: answered", beside)


def test_a_local_directory_is_loaded_beside_ours_and_says_that_nobody_checked_it(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 211 feed in HSDS: found by need and by words in Spanish, with its source; ours goes out."""
    monkeypatch.setenv("LEEWARD_HOME", str(tmp_path))
    (tmp_path / "feed.json").write_text(json.dumps([theirs(assured_date=None)]), encoding="utf-8")
    assert main(["directory", "import", str(tmp_path / "feed.json"), "--name", "ex-county"]) == 0
    capsys.readouterr()
    for asked in (("--need", "legal", "--state", "US-WA"), ("--search", "ayuda legal, un abogado")):
        found = run_json(capsys, "services", *asked, "--json")["services"]
        fed = [one for one in found if one["id"].startswith("feed-ex-county-")]
        assert [one["check"] for one in fed] == ["Not verified; check first"]
        assert all(source["publisher"] and source["seen"] for source in fed[0]["sources"])
    assert main(["directory", "export", "--out", str(tmp_path / "ours.json")]) == 0
