# SPDX-License-Identifier: Apache-2.0
"""S18 state law: every state, DC and the federal level, with citations, dates and where to get advice.

Now: by place and kind on the command line, and in the plan. Later: the law pages and their updates.
"""

from __future__ import annotations

import pytest
from tests.support.answers import example_path, run_json

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
