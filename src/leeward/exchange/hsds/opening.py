# SPDX-License-Identifier: Apache-2.0
"""Hours between a sentence and the rules of HSDS: only what is plain becomes a rule; the sentence stays.

>>> [(one.byday, one.opens_at, one.closes_at) for one in rules_of("Monday-Friday 10:00-22:00 Eastern")]
[('MO,TU,WE,TH,FR', '10:00', '22:00')]
>>> rules_of("Office hours")
()
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from leeward.exchange.hsds.model import DAYS, Day, Schedule

_NAMES: dict[str, Day] = dict(
    zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), DAYS, strict=True)
)
_DAY = "|".join(_NAMES)
_SPAN = re.compile(
    rf"(?:(?P<first>{_DAY})(?:(?:-|–| to )(?P<last>{_DAY}))?|(?P<daily>daily))"
    r" (?P<opens>[012][0-9]:[0-5][0-9])-(?P<closes>[012][0-9]:[0-5][0-9])"
    r"(?: (?:eastern|central|mountain|pacific))?",
    re.IGNORECASE,
)
_LONGEST_HOURS = 400


def rules_of(hours: str) -> tuple[Schedule, ...]:
    """The rules a sentence amounts to, when all of it is plain; none otherwise.

    Round the clock is written as HSDS advises, from 00:00 to 23:59. Zones of the United States change
    with summer time, for which a rule has no place: the zone stays in the sentence.
    """
    if hours.strip().lower() == "24/7":
        return (Schedule(freq="WEEKLY", byday=",".join(DAYS), opens_at="00:00", closes_at="23:59"),)
    found = []
    for part in hours.split(", "):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            return ()
        days = ",".join(_days(match["first"], match["last"], is_daily=match["daily"] is not None))
        found.append(Schedule(freq="WEEKLY", byday=days, opens_at=match["opens"], closes_at=match["closes"]))
    return tuple(found)


def _days(first: str | None, last: str | None, *, is_daily: bool) -> Sequence[Day]:
    if is_daily or first is None:
        return DAYS
    start = DAYS.index(_NAMES[first.lower()])
    end = DAYS.index(_NAMES[last.lower()]) if last is not None else start
    return DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1])


def said_hours(schedules: Iterable[Schedule]) -> str | None:
    """What others' rules and words amount to in one line; None when they say nothing."""
    found = list(dict.fromkeys(line for one in schedules if (line := _said(one))))
    return "; ".join(found)[:_LONGEST_HOURS] or None


def _said(one: Schedule) -> str:
    if one.description:
        return one.description.strip()
    if not one.opens_at or not one.closes_at:
        return ""
    opens, closes = one.opens_at[:5], one.closes_at[:5]
    days = [_in_words(part.strip()) for part in (one.byday or "").split(",") if part.strip()]
    if (opens, closes) == ("00:00", "23:59") and len(days) == len(DAYS):
        return "24/7"
    which = "Daily" if len(days) == len(DAYS) else ", ".join(days)
    rare = " (some weeks of the month)" if one.freq == "MONTHLY" else ""
    return f"{which} {opens}-{closes}{rare}".strip()


def _in_words(day: str) -> str:
    code = day[-2:].upper()
    names = {value: name.title() for name, value in _NAMES.items()}
    return names.get(code, day)  # type: ignore[call-overload, no-any-return]
