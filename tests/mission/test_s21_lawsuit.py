# SPDX-License-Identifier: Apache-2.0
"""S21 lawsuit: which civil claims may fit and who helps.

Now: civil provisions by what happened, the option with what it opens, lawyers in the directory.
Later: a packet.
"""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from tests.support.answers import example_path, run_json, run_on, visit
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.knowledge import Catalogue

Captured = pytest.CaptureFixture[str]


def test_a_suit_comes_after_a_lawyer_and_says_what_it_opens(capsys: Captured, book: Catalogue) -> None:
    """A claim for emotional harm may open the whole record."""
    options = {
        one["id"]: one
        for one in run_json(capsys, "board", str(example_path("session-c-candidate")))["options"]
    }
    suit = options["civil-suit"]
    assert ["talk-to-lawyer"] == suit["before_this"]
    privilege = book.option("civil-suit").privilege
    assert privilege is not None and "open the whole record" in privilege.en


@pytest.mark.parametrize("place", ["US-CA", "US-NY", "US-TX", "US-WA", "US-FED"])
def test_civil_routes_can_be_looked_up(place: str, capsys: Captured) -> None:
    """With their citations."""
    routes = [
        one for one in run_json(capsys, "law", place, "--json")["provisions"] if one["route"] == "civil"
    ]
    assert routes
    assert all(one["citation"] for one in routes)


def test_an_image_has_its_own_civil_action(tmp_path: Path, capsys: Captured) -> None:
    """Federal law has one, so every state offers it."""
    raw = visit(
        {"c6": "yes", "x1": "nude", "x2": "adult", "x5": "shared", "m0": ["image_abuse"]},
        age=30,
        state="US-TX",
    )
    assert "image-civil-action" in run_on(capsys, tmp_path, "board", raw)["order"]


def test_someone_helps_with_it(capsys: Captured) -> None:
    """Lawyers stand in the directory."""
    assert run_json(capsys, "services", "--need", "legal", "--state", "US-CA", "--json")["services"]


def test_a_suit_is_talked_over_with_what_it_opens_and_who_helps(home: Home) -> None:
    """A claim over pictures in Texas: the law, the questions, the record, and somebody to ask."""
    at = visit_with(
        home,
        {
            "answers": {"c6": "yes", "x1": "nude", "x2": "adult", "x5": "shared", "m0": ["image_abuse"]},
            "context": {"age": 30, "state": "US-TX"},
        },
    )
    page = unescape(at.get("courts"))
    claim = page.split('data-entry="talk:claim-images"')[1].split('data-entry="talk:')[0]
    assert "provision:tx-civil-action-unlawful-disclosure-of-intimate-visual-material" in claim
    assert "provision:fed-civil-intimate-6851" in claim
    assert 'data-entry="talk:claim-record"' in page
    assert 'data-entry="service:' in page
