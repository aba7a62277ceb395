# SPDX-License-Identifier: Apache-2.0
"""What a later visit starts from: what was said before, less what is asked anew. Pure functions.

Danger today, the room, suicide and how the client is are asked again each time; a skip is never kept.
Source: knowledge:screen/recheck and rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from leeward.knowledge import Catalogue
from leeward.screening.answers import is_readable

ROOM = "room"
LASTING = frozenset({"danger", "threats"})
"""Sections whose answers stay up until they are given anew: a gun is not forgotten because a week went by."""


def kept_for_return(given: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The answers by linkId that still stand at the next visit. Answers of instruments never do."""
    short = set(catalogue.screen.recheck.short_set)
    dropped = short - items_of(LASTING, catalogue) | items_of({ROOM}, catalogue)
    return {
        link_id: value
        for link_id, value in given.items()
        if value is not None
        and link_id in catalogue.items
        and link_id not in dropped
        and is_readable(link_id, value, catalogue)
    }


def asked_again(kept: Collection[str], given: Collection[str], catalogue: Catalogue) -> frozenset[str]:
    """linkIds to ask in this visit because of an earlier one.

    What stands from then and belongs to the short list of a return; and where danger was told then, the
    rest of that list's questions about danger, whatever opens their section today.

    Args:
        kept: linkIds whose answer is still the one of an earlier visit. `given`: all that have one.
    """
    short, lasting = set(catalogue.screen.recheck.short_set), items_of(LASTING, catalogue)
    was_told = bool(lasting & set(kept))
    return frozenset(short & set(kept) | (short & lasting - set(given) if was_told else set()))


def items_of(sections: Collection[str], catalogue: Catalogue) -> set[str]:
    """linkIds of the items in these sections of the screen."""
    found = (section for section in catalogue.screen.sections if section.id in sections)
    return {item.linkId for section in found for item in section.items}
