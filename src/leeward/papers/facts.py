# SPDX-License-Identifier: Apache-2.0
"""How sure, from where and as of when: the line that stands beside every fact on a staff paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leeward.knowledge.models.entry import Entry
from leeward.papers.dates import day_in_words, iso_in_words
from leeward.terms.source import JUDGEMENT, Confidence, Source, caution_for, review_due
from leeward.terms.text import Language, Text

MOST_SOURCES = 3
_CONFIRMED = Text(en="Confirmed", es="Confirmado")
_OWN_JUDGEMENT = Text(en="our own judgement", es="criterio nuestro")
_SOURCE = Text(en="source", es="fuente")
_SEEN = Text(en="seen", es="vista el")
_READ = Text(en="read", es="leído el")
_NOT_OPENED = Text(en="not opened", es="no abierta")
_LOCAL = Text(en="local entry", es="dato local")
_OVERDUE = Text(en="PAST ITS REVIEW DATE", es="REVISIÓN VENCIDA")


class Sources:
    """The numbered sources of one paper, each URL once, in the order in which they are first named."""

    def __init__(self, language: Language, today: date | None) -> None:
        self._language = language
        self._today = today
        self._named: dict[str, tuple[int, Source]] = {}

    def stamp(self, entry: Entry, kind: str) -> str:
        """As in "Check before relying on it · source 3, seen Nov 22, 2026"."""
        parts = [confidence_in_words(entry.confidence, self._language), self._named_sources(entry)]
        if entry.local:
            parts.append(_LOCAL.said_in(self._language))
        if is_overdue(entry, kind, self._today):
            parts.append(_OVERDUE.said_in(self._language))
        return " · ".join(parts)

    def listed(self) -> list[dict[str, str | int]]:
        """The list that closes the paper: number, publisher, address, day."""
        return [
            {
                "number": number,
                "publisher": source.publisher or "",
                "url": source.url,
                "seen": self._day(source.seen),
            }
            for number, source in self._named.values()
        ]

    def _named_sources(self, entry: Entry) -> str:
        outside = outside_sources(entry)
        if not outside:
            read = f", {_READ.said_in(self._language)} {iso_in_words(entry.reviewed, self._language)}"
            return _OWN_JUDGEMENT.said_in(self._language) + (read if entry.reviewed else "")
        numbers = ", ".join(str(self._number(source)) for source in outside)
        return f"{_SOURCE.said_in(self._language)} {numbers}, {self._day(_oldest(outside))}"

    def _number(self, source: Source) -> int:
        if source.url not in self._named:
            self._named[source.url] = (len(self._named) + 1, source)
        return self._named[source.url][0]

    def _day(self, seen: str | None) -> str:
        if seen is None:
            return _NOT_OPENED.said_in(self._language)
        return f"{_SEEN.said_in(self._language)} {iso_in_words(seen, self._language)}"


def outside_sources(entry: Entry) -> list[Source]:
    """The first sources that someone else wrote; none where an entry rests on our own judgement."""
    return [source for source in entry.sources if source.url != JUDGEMENT][:MOST_SOURCES]


def is_overdue(entry: Entry, kind: str, today: date | None) -> bool:
    """Whether an entry of this kind should have been read again by now; False where that is not known."""
    if today is None or not entry.reviewed:
        return False
    try:
        return today > review_due(kind, entry.reviewed)
    except ValueError:
        return False


def confidence_in_words(confidence: Confidence, language: Language) -> str:
    """ "Confirmed", or what to do before relying on it."""
    return (caution_for(confidence) or _CONFIRMED).said_in(language)


def when_made(day: date | None, language: Language) -> str:
    """The day of the visit in words; empty when it is not known."""
    return day_in_words(day, language) if day is not None else ""


def _oldest(sources: Iterable[Source]) -> str | None:
    """The day the longest unread of these was read; None when one was never opened."""
    days = [source.seen for source in sources]
    return None if None in days else min(day for day in days if day is not None)
