# SPDX-License-Identifier: Apache-2.0
"""Whether somebody answers now, by the hours that are listed. What is not plain is not known.

>>> from datetime import UTC, datetime
>>> monday = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)     # 11:00 in New York
>>> open_now("Mon-Fri 9-5 ET", monday), open_now("24/7", monday), open_now("Office hours", monday)
('open', 'open', 'unknown')

Hours with a note that they change or want checking count as not known, as do hours without a time zone.
Holidays are nowhere listed: "open" means by the listed hours.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

OpenNow = Literal["open", "closed", "unknown"]

_ALWAYS = re.compile(r"24/7( (by phone|automated))?|24 hours( a day)?(, (7 days|every day).*)?")
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_DAYS = re.compile(rf"({_DAY})(?:\s*(?:-|–|to|through)\s*({_DAY}))?")
_GROUPS = {
    **dict.fromkeys(("daily", "every day", "7 days"), frozenset(range(7))),
    **dict.fromkeys(("weekdays", "weekday"), frozenset(range(5))),
    **dict.fromkeys(("weekends", "weekend"), frozenset({5, 6})),
}
_TIME = r"(\d{1,2})(?::(\d\d))?\s*([ap]\.?m\.?)?|(noon|midnight)"
_CLAUSE = re.compile(
    rf"(?P<days>[a-z0-9 –-]+?)[ ,:]+(?P<opens>{_TIME})\s*(?:-|–|to)\s*"
    rf"(?P<closes>{_TIME})\s*(?P<zone>[a-z]*)(?: time)?(?: by phone)?"
)
_ZONES = {
    **dict.fromkeys(("et", "est", "edt", "eastern"), "America/New_York"),
    **dict.fromkeys(("ct", "cst", "cdt", "central"), "America/Chicago"),
    **dict.fromkeys(("mt", "mst", "mdt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pt", "pst", "pdt", "pacific"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt", "alaska"), "America/Anchorage"),
    **dict.fromkeys(("hst", "hawaii"), "Pacific/Honolulu"),
}
NOON = 12
EARLIEST_MORNING = 6
"""In "9-5" the five is in the afternoon; "3-5" could be either, and is not guessed at."""


class Span(msgspec.Struct, frozen=True):
    """Open on these days (Monday is 0) between two times; overnight where `closes` is not later."""

    days: frozenset[int]
    opens: time
    closes: time

    def covers(self, day: int, at: time) -> bool:
        """Whether it is open on this weekday at this time, where it is."""
        if self.opens < self.closes:
            return day in self.days and self.opens <= at < self.closes
        return (day in self.days and at >= self.opens) or ((day - 1) % 7 in self.days and at < self.closes)


class Hours(msgspec.Struct, frozen=True):
    """Hours in one time zone; `zone` is empty where somebody answers day and night."""

    zone: str = ""
    spans: tuple[Span, ...] = ()


def open_now(hours: str | None, now: datetime | None) -> OpenNow:
    """Whether it is open by its listed hours. `now`: aware; None where no moment is asked about."""
    read = read_hours(hours or "")
    if read is None:
        return "unknown"
    if not read.zone:
        return "open"
    if now is None:
        return "unknown"
    there = now.astimezone(ZoneInfo(read.zone))
    is_open = any(span.covers(there.weekday(), there.time()) for span in read.spans)
    return "open" if is_open else "closed"


@lru_cache(maxsize=1024)
def read_hours(text: str) -> Hours | None:
    """The hours in a text; None where they are not plain."""
    plain = re.sub(r"\([^)]*\)", "", text).split(";")[0].strip().casefold().rstrip(".")
    if "check" in text.casefold() or "change" in text.casefold():
        return None
    if _ALWAYS.fullmatch(plain):
        return Hours()
    clauses = [_CLAUSE.fullmatch(clause.strip()) for clause in re.split(r",\s*(?=[a-z])", plain)]
    spans, zones = [], []
    for clause in clauses:
        span = _span(clause) if clause is not None else None
        if clause is None or span is None:
            return None
        spans.append(span)
        zones.append(clause["zone"])
    last = zones[-1]
    if last not in _ZONES or any(zone not in ("", last) for zone in zones):
        return None
    return Hours(_ZONES[last], tuple(spans))


def _span(clause: re.Match[str]) -> Span | None:
    days = _days(clause["days"].strip())
    between = _times(clause["opens"], clause["closes"])
    return Span(days, *between) if days and between is not None else None


def _days(text: str) -> frozenset[int]:
    if text in _GROUPS:
        return _GROUPS[text]
    found: set[int] = set()
    for part in re.split(r"\s+and\s+|\s*&\s*", text):
        match = _DAYS.fullmatch(part.strip())
        if match is None:
            return frozenset()
        first = _DAY_NAMES.index(match[1][:3])
        last = _DAY_NAMES.index(match[2][:3]) if match[2] else first
        found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(found)


def _times(opens: str, closes: str) -> tuple[time, time] | None:
    """Two times, where there is one way to read them."""
    first, last = _parts(opens), _parts(closes)
    if first is None or last is None:
        return None
    (hour, minute, half), (to_hour, to_minute, to_half) = first, last
    if half and to_half:
        return _clock(hour, minute, half), _clock(to_hour, to_minute, to_half)
    if half:
        return None
    if to_half:
        if not 1 <= hour <= NOON or to_half == "am":
            return None
        own = "pm" if hour % NOON < to_hour % NOON else "am"
        return _clock(hour, minute, own), _clock(to_hour, to_minute, to_half)
    if ":" in opens and ":" in closes and len(opens.split(":")[0]) == len(closes.split(":")[0]) == 2:
        return time(hour % 24, minute), time(to_hour % 24, to_minute)
    if to_hour > NOON:
        return time(hour % 24, minute), time(to_hour % 24, to_minute)
    is_day = EARLIEST_MORNING <= hour <= NOON and to_hour < min(hour, NOON)
    return (time(hour, minute), time(to_hour + NOON, to_minute)) if is_day else None


def _parts(text: str) -> tuple[int, int, str] | None:
    """Hour, minute, and am or pm where it is said."""
    if text == "noon":
        return NOON, 0, "pm"
    if text == "midnight":
        return NOON, 0, "am"
    match = re.fullmatch(_TIME, text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "").replace(".", "")
    fits = 1 <= hour <= NOON if half else hour <= 24
    return (hour, minute, half) if fits and minute < 60 else None


def _clock(hour: int, minute: int, half: str) -> time:
    return time(hour % NOON + (NOON if half == "pm" else 0), minute)
