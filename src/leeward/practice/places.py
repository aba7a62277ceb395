# SPDX-License-Identifier: Apache-2.0
"""The places whose law the program knows, to choose from."""

from __future__ import annotations

from leeward.practice.book import book


def states() -> list[tuple[str, str]]:
    """Id and name of every state, DC and territory, by name; the federal level holds everywhere."""
    places = [(law.jurisdiction, law.name) for law in book().law if law.jurisdiction != "US-FED"]
    return sorted(places, key=lambda place: place[1])
