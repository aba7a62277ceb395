# SPDX-License-Identifier: Apache-2.0
"""What an overlay may not do: quieten an alarm, or take away help that answers today.

A practice may correct and add as it likes. But an overlay may have been copied from anywhere, and a
lowered alarm is a change nobody sees in the room; so it is refused by name when content is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leeward.knowledge.models.flag import SEVERITIES, Flag
from leeward.knowledge.models.option import Option
from leeward.knowledge.models.service import Phone, Retired, Service
from leeward.terms.text import LANGUAGES

EMERGENCY_NUMBERS = ("911", "988")
"""Numbers that anybody in the country can call at any hour; a line that answers there is guarded."""
_CALLED_NOW = frozenset({"crisis", "suicide"})


def weakened(ours: Any, theirs: Any) -> str | None:
    """Why an overlay's entry may not take the place of ours; None when it may."""
    if isinstance(ours, Flag) and isinstance(theirs, Flag):
        return _weakened_flag(ours, theirs)
    if isinstance(ours, Option) and isinstance(theirs, Option) and ours.answers_now:
        if not theirs.answers_now:
            return "an overlay may not make help that answers today wait"
        if theirs.hidden_when and theirs.hidden_when != ours.hidden_when:
            return "an overlay may not hide help that answers today"
    if isinstance(ours, Service) and isinstance(theirs, Service) and _is_emergency_line(ours):
        return _weakened_line(ours, theirs)
    return None


def gainsays(theirs: Any, services: Iterable[Service]) -> str | None:
    """Why an overlay may not call a service retired; None when it may, and for any other entry."""
    if not isinstance(theirs, Retired):
        return None
    names = {name for one in services if _is_emergency_line(one) for name in (one.id, one.name, one.name_es)}
    is_called_so = {theirs.id, theirs.name, theirs.name_es} & (names - {None})
    return "an overlay may not retire help that answers today" if is_called_so else None


def _is_emergency_line(service: Service) -> bool:
    is_there = any(phone.number in EMERGENCY_NUMBERS for phone in service.phones)
    return service.status == "active" and bool(_CALLED_NOW & set(service.services)) and is_there


def _weakened_line(ours: Service, theirs: Service) -> str | None:
    if theirs.status != ours.status:
        return "an overlay may not retire help that answers today"
    lost = sorted(_ways_in(ours.phones) - _ways_in(theirs.phones))
    if lost:
        return f"an overlay may not take away the number {lost[0][0]!r}"
    if ours.hours != theirs.hours and (ours.hours or "").startswith("24/7"):
        return "an overlay may not make help that answers today wait"
    narrower = (_CALLED_NOW & set(ours.services)) - set(theirs.services) or (
        set(ours.jurisdictions) - set(theirs.jurisdictions)
    )
    if narrower or theirs.audience not in (ours.audience, "both") or _leaves_ages_out(ours, theirs):
        return "an overlay may not hide help that answers today"
    return None


def _ways_in(phones: Iterable[Phone]) -> set[tuple[str, str, str]]:
    """Number, kind and language of each confirmed emergency number: others are on no paper."""
    return {
        (phone.number, phone.type, language)
        for phone in phones
        for language in set(LANGUAGES) & set(phone.languages)
        if phone.number in EMERGENCY_NUMBERS and phone.confidence == "confirmed"
    }


def _leaves_ages_out(ours: Service, theirs: Service) -> bool:
    before, after = ours.eligibility, theirs.eligibility
    is_later = (after.minimum_age or 0) > (before.minimum_age or 0)
    is_over_sooner = after.maximum_age is not None and (
        before.maximum_age is None or after.maximum_age < before.maximum_age
    )
    return is_later or is_over_sooner


def _weakened_flag(ours: Flag, theirs: Flag) -> str | None:
    if SEVERITIES.index(theirs.severity) > SEVERITIES.index(ours.severity):
        return f"an overlay may not lower the severity {ours.severity} to {theirs.severity}"
    if theirs.raised_when != ours.raised_when and ours.raised_when is not None:
        return "an overlay may not change what raises a flag; add a flag of your own instead"
    lost = sorted(set(ours.lines) - set(theirs.lines))
    return f"an overlay may not take away the line {lost[0]!r}" if lost else None
