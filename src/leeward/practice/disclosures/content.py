# SPDX-License-Identifier: Apache-2.0
"""What a release holds: the files of one class of one case, and what was left out and why.

Each class stands alone. Words of other persons of the case, ways to reach the client, days and places to
meet them, and replies to prompts are in none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.utils import timezone

from leeward.papers import Part, Writing, record_data, record_plan, writings
from leeward.papers.dates import day_in_words
from leeward.practice.accounts.models import Account
from leeward.practice.book import book
from leeward.practice.notes.selectors import notes_of
from leeward.practice.referrals.told import referrals_for_copy
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.models import Visit
from leeward.practice.visits.notes import notes_of as visit_notes
from leeward.practice.visits.paper_words import days_said, signs_told
from leeward.practice.visits.selectors import read_visit
from leeward.practice.visits.values import VisitWords
from leeward.stewardship.retention import RecordClass
from leeward.terms.text import Language

OFFERED = (RecordClass.CLIENT_RECORD, RecordClass.CHART_LINE, RecordClass.PROTECTED_NOTE)
"""Classes that can be given out. Working papers stay; the evidence index is the client's to show."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. `visit_ids`: whose; empty: every visit. `kinds`: of `pdf` and `json`."""

    record_class: RecordClass
    visit_ids: frozenset[str]
    kinds: frozenset[str]
    language: Language


def parts_of(account: Account, case_id: str, choice: Choice) -> list[Part]:
    """The files of a choice, for a caller that may read the case. Raises PaperError."""
    visits = _visits(case_id, choice)
    if choice.record_class is RecordClass.CLIENT_RECORD:
        return _records(case_id, visits, choice)
    return _writings(account, case_id, visits, choice)


def _visits(case_id: str, choice: Choice) -> list[VisitWords]:
    rows = Visit.objects.filter(case_id=case_id).order_by("opened_at")
    chosen = rows.filter(id__in=choice.visit_ids) if choice.visit_ids else rows
    return [read_visit(row, is_handed_over=False) for row in chosen]


def _records(case_id: str, visits: Sequence[VisitWords], choice: Choice) -> list[Part]:
    """One paper a visit, and all of them as data in the same words."""
    spans = _spans(case_id)
    parts, data = [], []
    for number, visit in enumerate(visits, start=1):
        plan, day = Chain(visit).plan, _day(visit, choice.language)
        given: dict[str, Any] = {
            "said_on": days_said(visit),
            "signs": signs_told(visit),
            "referrals": referrals_for_copy(
                case_id,
                choice.language,
                *spans[visit.id],
                as_of=spans[visit.id][1] if choice.visit_ids else None,
            ),
            "for_others": True,
        }
        if "pdf" in choice.kinds:
            made = record_plan(plan, book(), choice.language, **given)
            parts.append(Part(f"visit-{number}.pdf", made.pdf, (day,)))
        data.append({"visit": day, **_in_words(record_data(plan, book(), choice.language, **given))})
    if "json" in choice.kinds:
        parts.append(_json("visits.json", data, tuple(one["visit"] for one in data)))
    return parts


def _spans(case_id: str) -> dict[str, tuple[datetime | None, datetime | None]]:
    """From each visit of a case to the next: what was done between them is told with the first of the two."""
    rows = list(Visit.objects.filter(case_id=case_id).order_by("opened_at").values_list("id", "opened_at"))
    begun = [None, *(at for _, at in rows[1:])]
    return {id: (since, until) for (id, _), since, until in zip(rows, begun, [*begun[1:], None], strict=True)}


_LEFT_OUT_OF_DATA = {
    "made_on",
    "version",
    "takeaway",
    "contact",
    "talks",
    "ahead",
    "safe_ways",
    "done",
    "checks",
    "parts",
}


def _in_words(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in _LEFT_OUT_OF_DATA}


def _writings(account: Account, case_id: str, visits: Sequence[VisitWords], choice: Choice) -> list[Part]:
    entries = [*_visit_notes(visits, choice), *_signed_notes(account, case_id, choice)]
    days = tuple(dict.fromkeys(one.when for one in entries))
    parts = []
    if "pdf" in choice.kinds:
        parts.append(Part("notes.pdf", writings(entries, choice.language).pdf, days))
    if "json" in choice.kinds:
        data = [{"when": one.when, "text": "\n".join(one.lines)} for one in entries]
        parts.append(_json("notes.json", data, days))
    return parts


def _visit_notes(visits: Sequence[VisitWords], choice: Choice) -> list[Writing]:
    """What was written beside the questions of a visit: protected notes."""
    if choice.record_class is not RecordClass.PROTECTED_NOTE:
        return []
    found = []
    for visit in visits:
        lines = tuple(line for line in visit_notes(visit).splitlines() if line.strip())
        if lines:
            found.append(Writing(_day(visit, choice.language), lines))
    return found


def _signed_notes(account: Account, case_id: str, choice: Choice) -> list[Writing]:
    """Chart lines or protected notes that were signed, each with what was added to it later."""
    found = []
    for note in notes_of(account, case_id, choice.record_class.value, visit_ids=choice.visit_ids):
        texts = [*note.words.values(), *(one.words.get("text", "") for one in note.amendments)]
        lines = tuple(line for text in texts for line in text.splitlines() if line.strip())
        found.append(Writing(_on(note.made_at, choice.language), lines))
    return found


def _day(visit: VisitWords, language: Language) -> str:
    return _on(visit.opened_at, language)


def _on(at: datetime, language: Language) -> str:
    return day_in_words(timezone.localtime(at).date(), language)


def _json(name: str, data: Any, holds: tuple[str, ...]) -> Part:
    return Part(name, msgspec.json.format(msgspec.json.encode(data), indent=2), holds)
