# SPDX-License-Identifier: Apache-2.0
"""How old an entry of the Library is: who said it, read on which day, and when it must be read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leeward.knowledge.models.entry import Entry
from leeward.papers.dates import day_in_words, iso_in_words
from leeward.papers.facts import confidence_in_words, is_overdue
from leeward.practice.visits.board_facts import SourceShown, page_kind_in_words
from leeward.terms.source import JUDGEMENT, review_due
from leeward.terms.text import Language


@dataclass(frozen=True, slots=True)
class AgeShown:
    """The age of one entry. `rests_on_us`: partly or wholly our own judgement."""

    is_sure: bool
    says: str
    read_on: str
    due_on: str
    is_overdue: bool
    is_local: bool
    rests_on_us: bool
    sources: tuple[SourceShown, ...]


@dataclass(frozen=True, slots=True)
class AgesShown:
    """The ages of many entries: how many, the oldest reading, and how many are past their review date."""

    entries: int
    oldest: str
    overdue: int


def age_of(entry: Entry, kind: str, language: Language, today: date) -> AgeShown:
    """The age of an entry; `kind` is the one by which it ages."""
    return AgeShown(
        entry.confidence == "confirmed",
        confidence_in_words(entry.confidence, language),
        iso_in_words(entry.reviewed, language) if entry.reviewed else "",
        day_in_words(review_due(kind, entry.reviewed), language) if entry.reviewed else "",
        is_overdue(entry, kind, today),
        entry.local,
        any(source.url == JUDGEMENT for source in entry.sources),
        tuple(
            SourceShown(
                source.publisher or "",
                source.url,
                iso_in_words(source.seen, language) if source.seen else "",
                page_kind_in_words(source),
            )
            for source in entry.sources
            if source.url != JUDGEMENT
        ),
    )


def ages_of(entries: Iterable[tuple[Entry, str]], language: Language, today: date) -> AgesShown:
    """The ages of entries, each with the kind by which it ages."""
    listed = list(entries)
    oldest = min((entry.reviewed for entry, _kind in listed if entry.reviewed), default="")
    return AgesShown(
        len(listed),
        iso_in_words(oldest, language) if oldest else "",
        sum(is_overdue(entry, kind, today) for entry, kind in listed),
    )
