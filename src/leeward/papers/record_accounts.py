# SPDX-License-Identifier: Apache-2.0
"""The record's part on accounts: what was looked at together, by whom it was seen, when, and what was not.

A find is told as a find, never as what it could mean; nobody's own words stand here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from leeward.knowledge import Catalogue
from leeward.papers.dates import day_in_words
from leeward.planning.check_up import NOT_LOOKED, Items, Looked
from leeward.terms.text import Language, Text

_STATES: dict[str, Text] = {
    "found": Text(en="Found", es="Se encontró"),
    "unsure": Text(en="Not sure", es="No está claro"),
    "fine": Text(en="Nothing odd", es="Nada raro"),
    "not-looked": Text(en="Not looked at", es="Sin mirar"),
}
_SEEN = Text(en="seen here", es="se vio aquí")
_TOLD = Text(en="told by the client", es="lo contó su cliente")


class LookedAt(NamedTuple):
    """The accounts of a visit. `platforms`: those that were looked at, by id."""

    platforms: Sequence[str]
    items: Items


NOTHING_LOOKED_AT = LookedAt((), {})


def accounts_in_words(accounts: LookedAt, catalogue: Catalogue, language: Language) -> list[dict[str, str]]:
    """One row for each platform: its name, how each thing was left, how it is known and on which days."""
    names = {platform.id: platform.name for platform in catalogue.platforms}
    rows = []
    for platform in accounts.platforms:
        left = {
            item.kind: accounts.items.get((platform, item.kind), NOT_LOOKED)
            for item in catalogue.checkup(platform).items
        }
        parts = []
        for state in _STATES:
            titles = [
                catalogue.checkup_kind(kind).title.said_in(language)
                for kind, one in left.items()
                if one.state == state
            ]
            if titles:
                parts.append(f"{_STATES[state].said_in(language)}: {'; '.join(titles)}.")
        known = _how_and_when(tuple(left.values()), language)
        rows.append({"question": names[platform], "answer": " ".join(parts), "day": known})
    return rows


def _how_and_when(left: Sequence[Looked], language: Language) -> str:
    looked = [one for one in left if one.how]
    ways = [_SEEN] * any(one.how == "seen" for one in looked)
    ways += [_TOLD] * any(one.how == "told" for one in looked)
    days = sorted({one.on for one in looked if one.on})
    words = [way.said_in(language) for way in ways]
    words += [day_in_words(date.fromisoformat(day), language) for day in days]
    return ", ".join(words)
