# SPDX-License-Identifier: Apache-2.0
"""T73: advice and law say where they come from and when that was read, and say so when it is long ago."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from tests.support.catalogues import TODAY, changed, changed_provision, found_by, real_catalogue

from leeward.knowledge.check import sources
from leeward.knowledge.check.checked import Checked
from leeward.knowledge.check.sources import KIND_OF_FIELD, reviewed_on
from leeward.papers.facts import Sources
from leeward.terms.source import REVIEW_AFTER_DAYS, Source, caution_for, review_due

BOOK = real_catalogue()
UNREAD = (Source(url="https://example.org/"),)
ENTRIES = Checked(BOOK, {}, TODAY).entries()
"""Every entry that stands on its own, as (catalogue field, id, entry)."""


def said(problems: list[str]) -> list[str]:
    return [problem.split(": ", 1)[1] for problem in problems]


# ---------------------------------------------------------------- nothing without a source


def test_every_entry_names_a_source() -> None:
    assert len(ENTRIES) > 1900
    assert [entry_id for _, entry_id, entry in ENTRIES if not entry.sources] == []


def test_nothing_is_confirmed_that_nobody_read() -> None:
    bold = [
        entry_id
        for _, entry_id, entry in ENTRIES
        if entry.confidence == "confirmed" and not any(source.seen for source in entry.sources)
    ]
    assert bold == []


def test_whatever_has_no_date_is_shown_with_a_caution() -> None:
    undated = [(field, entry) for field, _, entry in ENTRIES if reviewed_on(entry) is None]
    assert {field for field, _ in undated} <= {"provisions"}
    assert [entry.id for _, entry in undated if caution_for(entry.confidence) is None] == []
    stamps = {Sources("en", TODAY).stamp(entry, "law").split(" · ")[0] for _, entry in undated}
    assert stamps <= {"Check before relying on it", "Not verified; check first"}


@pytest.mark.parametrize(
    ("field", "entry_id"),
    [("options", "safety-plan"), ("mechanisms", "known-password"), ("services", "988-lifeline")],
)
def test_advice_without_a_source_or_a_date_fails_the_check(field: str, entry_id: str) -> None:
    sourceless = changed(field, entry_id, sources=())
    assert said(found_by(sources.sources_and_confidence, sourceless)) == [f"{entry_id}: no source"]
    undated = changed(field, entry_id, reviewed="", confidence="likely", sources=UNREAD)
    assert said(found_by(sources.review_dates, undated)) == [f"{entry_id}: no review date"]


def test_law_without_a_source_fails_the_check() -> None:
    book = changed_provision("wa-stalking", sources=())
    assert said(found_by(sources.sources_and_confidence, book)) == ["wa-stalking: no source"]


def test_law_that_was_never_read_cannot_be_confirmed() -> None:
    book = changed_provision("wa-stalking", confidence="confirmed", reviewed="", sources=UNREAD)
    assert said(found_by(sources.sources_and_confidence, book)) == [
        "wa-stalking: confirmed, but no source says when it was read"
    ]


# ---------------------------------------------------------------- nothing stale without a word

PROVISION = BOOK.provisions["wa-stalking"][1]
OVERDUE = "PAST ITS REVIEW DATE"


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("law", date(2027, 11, 22)),
        ("option", date(2027, 11, 22)),
        ("service", date(2027, 5, 23)),
        ("mechanism", date(2027, 5, 23)),
        ("platform", date(2027, 2, 22)),
        ("state-help", date(2027, 2, 22)),
    ],
)
def test_an_entry_falls_due_after_its_time(kind: str, due: date) -> None:
    assert review_due(kind, "2026-11-22") == due


def test_a_crisis_line_falls_due_after_a_month_whatever_it_belongs_to() -> None:
    assert review_due("service", "2026-11-22", crisis_line=True) == date(2026, 12, 23)


def test_every_kind_of_entry_has_a_time_after_which_it_falls_due() -> None:
    assert set(KIND_OF_FIELD.values()) - REVIEW_AFTER_DAYS.keys() == set()
    assert {field for field, _, _ in ENTRIES} == KIND_OF_FIELD.keys()


def test_nothing_waits_longer_than_a_year_to_be_read_again() -> None:
    assert max(REVIEW_AFTER_DAYS.values()) <= 366


def test_nothing_is_due_on_the_day_it_was_read() -> None:
    late = [
        entry_id
        for field, entry_id, entry in ENTRIES
        if (read := reviewed_on(entry)) is not None and review_due(KIND_OF_FIELD[field], read) <= TODAY
    ]
    assert late == []


def test_everything_is_due_a_year_and_a_day_later() -> None:
    later = TODAY + timedelta(days=366)
    fresh = [
        entry_id
        for field, entry_id, entry in ENTRIES
        if (read := reviewed_on(entry)) is not None and review_due(KIND_OF_FIELD[field], read) >= later
    ]
    assert fresh == []


@pytest.mark.parametrize(
    ("today", "is_stale"),
    [(date(2027, 11, 22), False), (date(2027, 11, 23), True), (date(2030, 1, 1), True)],
)
def test_law_read_more_than_twelve_months_ago_says_so_beside_it(today: date, is_stale: bool) -> None:
    read = msgspec.structs.replace(PROVISION, reviewed="2026-11-22")
    assert (OVERDUE in Sources("en", today).stamp(read, "law")) is is_stale


def test_a_fresh_and_confirmed_entry_shows_its_source_and_the_day_it_was_seen() -> None:
    stamp = Sources("en", TODAY).stamp(PROVISION, "law")
    assert stamp == "Confirmed · source 1, seen Nov 22, 2026"
