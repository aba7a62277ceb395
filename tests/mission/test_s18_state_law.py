# SPDX-License-Identifier: Apache-2.0
"""S18 state law: every state, DC and the federal level, with citations, dates and where to get advice.

By place and kind on the command line, in the plan, and by what happened on the law pages.
"""

from __future__ import annotations

from html import unescape

import pytest
from tests.support.answers import example, example_path, run_json
from tests.support.catalogues import real_catalogue
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.knowledge import Catalogue

Captured = pytest.CaptureFixture[str]


def test_every_state_dc_and_the_federal_level_can_be_looked_up(capsys: Captured, book: Catalogue) -> None:
    """Fifty states, DC and the country, each provision with citation, source and confidence."""
    places = {one.jurisdiction for one in book.law}
    assert len(places) >= 52 and {"US-DC", "US-FED"} <= places
    for place in sorted(places):
        document = run_json(capsys, "law", place, "--json")
        assert document["provisions"], place
        for one in document["provisions"]:
            assert one["citation"] and one["summary"] and one["sources"]
            dated = one["reviewed"] or any(source["seen"] for source in one["sources"])
            assert "check" in one or (one["confidence"] == "confirmed" and dated), one["id"]


def test_laws_differ_by_state(capsys: Captured) -> None:
    """The same question, other answers."""
    stalking = {
        place: {
            one["citation"]
            for one in run_json(capsys, "law", place, "--kind", "stalking", "--json")["provisions"]
        }
        for place in ("US-WA", "US-TX", "US-NY")
    }
    assert all(stalking.values())
    assert not stalking["US-WA"] & stalking["US-TX"] and not stalking["US-TX"] & stalking["US-NY"]


def test_it_says_that_it_is_no_advice_and_where_advice_is(capsys: Captured) -> None:
    """Lawyers and legal aid stand in the directory and on the board."""
    assert "Not legal advice" in run_json(capsys, "law", "US-WA", "--json")["notice"]
    services = run_json(capsys, "services", "--need", "legal", "--state", "US-WA", "--json")
    assert services["services"]
    assert services["state_help"][0]["legal_aid_finder"]
    assert "talk-to-lawyer" in run_json(capsys, "board", str(example_path("session-a-mother")))["order"]


def test_the_page_answers_by_what_happened_in_every_state(home: Home) -> None:
    """Not by the name of a statute: a tracker, in plain words, leads somewhere in every place."""
    browser = home.signed_in()
    for place in (law.jurisdiction for law in real_catalogue().law):
        answer = browser.post("/law/", {"place": place, "words": "he put a tracker in my car and follows me"})
        page = unescape(answer.content.decode())
        assert answer.status_code == 200, place
        assert "Orders to stay away" in page or "What may be a crime" in page, place
        assert page.count("Not legal advice.") == 1 and "Before anybody records a talk" in page


def test_a_move_to_another_state_is_seen_side_by_side_with_what_we_do_not_know(home: Home) -> None:
    """Laws differ by state; a gap is ours, and is said to be."""
    asked = {"place": "US-OR", "other": "US-NM", "happened": ["tracked"]}
    page = unescape(home.signed_in().post("/law/", asked).content.decode())
    assert "Or. Rev. Stat. 163.715" in page and "Not known to us" in page


def test_a_visit_brings_its_own_state_and_what_was_told(home: Home) -> None:
    """Nobody types a state twice in front of a crying client."""
    at = visit_with(home, example("session-b-boy"))
    page = unescape(at.get("law"))
    assert "Texas" in page and "Sexual coercion" in page and "What you must report" in page
