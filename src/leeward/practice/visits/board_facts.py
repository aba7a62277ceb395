# SPDX-License-Identifier: Apache-2.0
"""How a page tells a fact: how sure we are, from where, read when. Beside every option, law and service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from leeward.knowledge.models.entry import Entry
from leeward.papers.dates import iso_in_words
from leeward.papers.facts import confidence_in_words, is_overdue, outside_sources
from leeward.terms.source import SECONDARY_COPY, Source
from leeward.terms.text import Language


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Where a fact was read. `seen`: the day in words; empty when nobody opened it. `url`: empty for a list
    without an address worth opening."""

    publisher: str
    url: str
    seen: str


@dataclass(frozen=True, slots=True)
class FactShown:
    """`says`: "Confirmed", or what to do before relying on it. No sources: our own judgement."""

    is_sure: bool
    says: str
    sources: tuple[SourceShown, ...]
    read_on: str
    is_overdue: bool
    is_local: bool


def fact_of(entry: Entry, kind: str, language: Language, today: date | None) -> FactShown:
    """How sure an entry of this kind is. `today`: the day of the visit, against its review date."""
    return FactShown(
        entry.confidence == "confirmed",
        confidence_in_words(entry.confidence, language),
        tuple(
            SourceShown(*_where(source), iso_in_words(source.seen, language) if source.seen else "")
            for source in outside_sources(entry)
        ),
        iso_in_words(entry.reviewed, language) if entry.reviewed else "",
        is_overdue(entry, kind, today),
        entry.local,
    )


def _where(source: Source) -> tuple[str, str]:
    """Publisher and address."""
    if source.url == SECONDARY_COPY:
        return _("A public list that copies another one, not the office itself"), ""
    return source.publisher or "", source.url
