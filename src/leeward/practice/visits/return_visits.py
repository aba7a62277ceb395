# SPDX-License-Identifier: Apache-2.0
"""What a later visit starts from: what was said before, marked as such, less what is asked anew.

Danger, the room, suicide and how the client is are asked again each time; a skip is never carried over.
Source: knowledge:screen/recheck and rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from leeward.practice.book import book
from leeward.practice.visits.documents import Sheet
from leeward.screening.answers import read_answer
from leeward.terms.errors import InputError

ANSWER = "a:"
"""Before each linkId in the document of answers."""
ROOM = "room"
LASTING = frozenset({"danger", "threats"})
"""Sections whose answers stay up until they are given anew: a gun is not forgotten because a week went by."""


def carried_over(before: Sheet, said_at: datetime | None) -> dict[str, Any]:
    """The keys a new visit's answers begin with. `said_at`: when the visit before was."""
    if said_at is None:
        return {}
    catalogue = book()
    asked_again = set(catalogue.screen.recheck.short_set) - _items_of(LASTING) | _items_of({ROOM})
    kept = {
        key: value
        for key, value in before.words.items()
        if key.startswith(ANSWER)
        and value is not None
        and (link_id := key.removeprefix(ANSWER)) in catalogue.items
        and link_id not in asked_again
        and _is_readable(link_id, value)
    }
    days: Mapping[str, str] = before.words.get("carried", {})
    day = said_at.date().isoformat()
    carried = {key.removeprefix(ANSWER): days.get(key.removeprefix(ANSWER), day) for key in kept}
    return {**kept, "carried": carried, "by_hand": list(before.words.get("by_hand", []))}


def asked_again(sheet: Sheet) -> frozenset[str]:
    """linkIds to ask in this visit because of an earlier one.

    What stands from then and belongs to the short list of a return; and where danger was told then, the
    rest of that list's questions about danger, whatever opens their section today.
    """
    carried, short = set(sheet.words.get("carried", {})), set(book().screen.recheck.short_set)
    lasting = _items_of(LASTING)
    open_ones = {link_id for link_id in short & lasting if f"{ANSWER}{link_id}" not in sheet.words}
    return frozenset(carried & short | (open_ones if carried & lasting else set()))


def _items_of(sections: Collection[str]) -> set[str]:
    found = (section for section in book().screen.sections if section.id in sections)
    return {item.linkId for section in found for item in section.items}


def _is_readable(link_id: str, value: Any) -> bool:
    """Whether the questions of today still have this answer."""
    try:
        read_answer(link_id, value, book())
    except InputError:
        return False
    return True
