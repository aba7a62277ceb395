# SPDX-License-Identifier: Apache-2.0
"""What an overlay may not say of services: nothing that takes away help that answers today.

Which kinds and fields it may touch at all stands in `overlay_fields`; this is what holds within them. A line
that answers at 911 or 988 is never changed, not in a word: a practice adds its own line beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Literal

from leeward.knowledge.models.service import Retired, Service

EMERGENCY_NUMBERS = ("911", "988")
"""Numbers that anybody in the country can call at any hour; a line that answers there stays as it is."""
CALLED_NOW = frozenset({"crisis", "suicide"})
MAY_DIFFER = frozenset({"sources", "reviewed", "local"})
"""What an overlay may say otherwise of a line that answers at those numbers."""
OWN_LINE = "add your own line beside it"
Narrowed = Literal["needs", "ages", "places", "people"]


def weakened(ours: Any, theirs: Any) -> str | None:
    """Why an overlay's entry may not take the place of ours; None when it may."""
    if isinstance(ours, Service) and isinstance(theirs, Service):
        return _weakened_service(ours, theirs)
    return None


def gainsays(theirs: Any, services: Iterable[Service]) -> str | None:
    """Why an overlay may not add this entry: it calls an emergency line retired, or takes its name."""
    if not isinstance(theirs, Retired | Service):
        return None
    lines = [one for one in services if is_emergency_line(one)]
    names = {_folded(name) for one in lines for name in (one.id, one.name, one.name_es) if name}
    if not {_folded(name) for name in (theirs.id, theirs.name, theirs.name_es) if name} & names:
        return None
    if isinstance(theirs, Retired):
        return "an overlay may not retire help that answers today"
    return f"an overlay may not use the name of an emergency line; {OWN_LINE}, under a name of its own"


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_emergency_line(service: Service) -> bool:
    """Whether it answers, today, at a number that anybody can call at any hour."""
    is_there = any(phone.number in EMERGENCY_NUMBERS for phone in service.phones)
    return service.status == "active" and bool(CALLED_NOW & set(service.services)) and is_there


def narrowed(ours: Service, theirs: Service) -> Narrowed | None:
    """Which of its people a crisis line of ours would no longer be found by; None for other services."""
    if not CALLED_NOW & set(ours.services) or ours.status != "active" or theirs.status != "active":
        return None
    if (CALLED_NOW & set(ours.services)) - set(theirs.services):
        return "needs"
    if _leaves_ages_out(ours, theirs):
        return "ages"
    if set(ours.jurisdictions) - set(theirs.jurisdictions):
        return "places"
    lost = set(ours.scenarios) - set(theirs.scenarios) if ours.scenarios else set(theirs.scenarios)
    is_for_fewer = ours.eligibility.population != theirs.eligibility.population
    return "people" if lost or is_for_fewer or theirs.audience not in (ours.audience, "both") else None


def _weakened_service(ours: Service, theirs: Service) -> str | None:
    is_emergency = is_emergency_line(ours)
    if is_emergency and theirs.status != ours.status:
        return "an overlay may not retire help that answers today"
    if narrowed(ours, theirs) is not None:
        return "an overlay may not hide help that answers today"
    changed = changed_in_line(ours, theirs) if is_emergency else ()
    if "phones" in changed:
        return f"an overlay may not change the numbers of an emergency line; {OWN_LINE}"
    if changed:
        return f"an overlay may not change the {changed[0]} of an emergency line; {OWN_LINE}"
    return None


def changed_in_line(ours: Service, theirs: Service) -> tuple[str, ...]:
    """The fields of an emergency line that would no longer be as we brought them."""
    names = (name for name in ours.__struct_fields__ if name not in MAY_DIFFER)
    return tuple(name for name in names if getattr(ours, name) != getattr(theirs, name))


def _leaves_ages_out(ours: Service, theirs: Service) -> bool:
    before, after = ours.eligibility, theirs.eligibility
    is_later = (after.minimum_age or 0) > (before.minimum_age or 0)
    is_over_sooner = after.maximum_age is not None and (
        before.maximum_age is None or after.maximum_age < before.maximum_age
    )
    return is_later or is_over_sooner
