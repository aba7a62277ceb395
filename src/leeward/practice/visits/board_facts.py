# SPDX-License-Identifier: Apache-2.0
"""How a page tells a fact: how sure we are, from where, read when. Beside every option, law and service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.knowledge.models.entry import Entry
from leeward.knowledge.models.law import PageKind
from leeward.knowledge.tiers import page_kind
from leeward.papers.dates import iso_in_words
from leeward.papers.facts import confidence_in_words, is_overdue, outside_sources
from leeward.practice.book import book
from leeward.terms.source import SECONDARY_COPY, Source
from leeward.terms.text import Language

PAGE_KINDS: Mapping[PageKind, str | Promise] = {
    "official": gettext_lazy("the law’s own publisher"),
    "mirror": gettext_lazy("a court, an agency, or a copy of the code"),
    "organisation": gettext_lazy("an organisation"),
    "press": gettext_lazy("press"),
    "personal": gettext_lazy("a blog, a shop, or a file somebody put up"),
    "law_office": gettext_lazy("a law office"),
}
"""What kind of page a source is, so that nobody takes a blog for a code."""


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Where a fact was read. `seen`: the day in words; empty when nobody opened it. `url`: empty for a list
    without an address worth opening. `kind`: what kind of page it is; empty where nothing is known of it."""

    publisher: str
    url: str
    seen: str
    kind: str = ""


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
            SourceShown(
                *_where(source),
                iso_in_words(source.seen, language) if source.seen else "",
                page_kind_in_words(source),
            )
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


def page_kind_in_words(source: Source) -> str:
    """What kind of page a source is; empty where nothing is known of it."""
    return str(PAGE_KINDS.get(page_kind(source, book().source_tiers), ""))
