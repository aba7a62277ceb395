# SPDX-License-Identifier: Apache-2.0
"""S21 lawsuit: which civil claims may fit and who helps.

Now: civil provisions by state, the option with what it opens, lawyers in the directory. Later: a packet.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import example_path, run_json, run_on, visit

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
