# SPDX-License-Identifier: Apache-2.0
"""What a later visit starts from: what was said before, and what of it is asked anew. Pure functions.

    kept = kept_for_return({"o2": "yes", "w7": "yes"}, catalogue)      # {"w7": "yes"}: the room is not kept
    after_skip("w7", carried={"w7": "2026-11-23"}, was={}, catalogue)  # it stays: a skip is not a no

Danger today, the room, suicide and how the client is are asked again each time. Until then what was said
before stands, with its day: only a new answer takes it away. Source: knowledge:screen/recheck and rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal

from leeward.knowledge import Catalogue
from leeward.screening.answers import is_readable

ROOM = "room"
LASTING = frozenset({"danger", "threats"})
"""Sections about danger: once something was told there, the rest of them is asked too."""
WISHES_OF_A_DAY = frozenset({"g1", "g2"})
"""What they want now: last week's wish is no wish of today."""


def kept_for_return(given: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The answers by linkId that still stand at the next visit. Answers of instruments never do."""
    dropped = WISHES_OF_A_DAY | items_of({ROOM}, catalogue)
    return {
        link_id: value
        for link_id, value in given.items()
        if value is not None
        and link_id in catalogue.items
        and link_id not in dropped
        and is_readable(link_id, value, catalogue)
    }


def asked_again(
    kept: Collection[str], given: Collection[str], catalogue: Catalogue, *, passed: Collection[str] = ()
) -> frozenset[str]:
    """linkIds to ask in this visit because of an earlier one.

    What stands from then and belongs to the short list of a return; and where danger was told then, the
    rest of that list's questions about danger, whatever opens their section today.

    Args:
        kept: linkIds whose answer is still the one of an earlier visit. `given`: all that have one.
        passed: those of `kept` that were put today and skipped; they are not put twice.
    """
    short, lasting = set(catalogue.screen.recheck.short_set), items_of(LASTING, catalogue)
    was_told = bool(lasting & set(kept))
    return frozenset(short & set(kept) - set(passed) | (short & lasting - set(given) if was_told else set()))


def changes_from_day_to_day(catalogue: Catalogue) -> frozenset[str]:
    """linkIds of a return's short list that may honestly differ: a new answer takes nothing back."""
    return frozenset(set(catalogue.screen.recheck.short_set) - items_of(LASTING, catalogue))


def after_skip(
    link_id: str, carried: Collection[str], was: Mapping[str, Any], catalogue: Catalogue
) -> Literal["stays", "comes-back", "skipped"]:
    """What a skip does to a question that was answered at an earlier visit.

    Args:
        carried: linkIds whose answer is still the earlier one.
        was: earlier answers that were replaced today. One of danger comes back when today's is withdrawn.
    """
    if link_id in carried:
        return "stays"
    return "comes-back" if is_danger(link_id, was.get(link_id), catalogue) else "skipped"


def is_danger(link_id: str, answer: Any, catalogue: Catalogue) -> bool:
    """Whether an answer, as stored, is one of those that mean danger."""
    item = catalogue.items.get(link_id)
    codes = answer if isinstance(answer, list | tuple) else (answer,)
    return item is not None and bool(set(item.danger_codes).intersection(map(str, codes)))


def is_taken_back(link_id: str, before: Any, now: Any, catalogue: Catalogue) -> bool:
    """Whether something that meant danger before is not said any more."""
    item = catalogue.items.get(link_id)
    if item is None or now is None:
        return False
    old, new = (set(map(str, one if isinstance(one, list | tuple) else (one,))) for one in (before, now))
    return bool(set(item.danger_codes) & old - new)


def is_asked_for_now(said_at: datetime, now: datetime, *, ended_at: datetime | None) -> bool:
    """Whether what was said of the room holds today: said on this day, and no visit ended since.

    Args:
        said_at, now, ended_at: in one zone, that of the practice. `ended_at`: of the last visit; None: it
            goes on, or there was none.
    """
    return said_at.date() == now.date() and (ended_at is None or said_at > ended_at)


def items_of(sections: Collection[str], catalogue: Catalogue) -> set[str]:
    """linkIds of the items in these sections of the screen."""
    found = (section for section in catalogue.screen.sections if section.id in sections)
    return {item.linkId for section in found for item in section.items}
