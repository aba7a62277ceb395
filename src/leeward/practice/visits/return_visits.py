# SPDX-License-Identifier: Apache-2.0
"""The answers a new visit's document begins with, marked with the day they were given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leeward.practice.book import book
from leeward.practice.visits.documents import Sheet
from leeward.screening.return_visit import asked_again, kept_for_return

ANSWER = "a:"
"""Before each linkId in the document of answers."""
CARRIED, WAS, PASSED = "carried", "was", "passed"
"""Of earlier visits: linkId -> day, for answers that still stand; linkId -> answer and day, for those
replaced today; and linkIds that were put today and skipped."""


def given_in(words: Mapping[str, Any]) -> dict[str, Any]:
    """linkId -> answer as stored."""
    return {key.removeprefix(ANSWER): value for key, value in words.items() if key.startswith(ANSWER)}


def carried_over(before: Sheet, said_at: datetime | None) -> dict[str, Any]:
    """The keys a new visit's answers begin with. `said_at`: when the visit before was."""
    if said_at is None:
        return {}
    kept = kept_for_return(given_in(before.words), book())
    days: Mapping[str, str] = before.words.get(CARRIED, {})
    day = said_at.date().isoformat()
    return {
        **{f"{ANSWER}{link_id}": value for link_id, value in kept.items()},
        CARRIED: {link_id: days.get(link_id, day) for link_id in kept},
        "by_hand": list(before.words.get("by_hand", [])),
    }


def asked_again_in(sheet: Sheet) -> frozenset[str]:
    """linkIds to ask in this visit because of an earlier one."""
    words = sheet.words
    return asked_again(words.get(CARRIED, {}), given_in(words), book(), passed=words.get(PASSED, ()))
