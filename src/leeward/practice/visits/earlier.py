# SPDX-License-Identifier: Apache-2.0
"""What stands from an earlier visit, in words: with its day, and how it goes with what was said today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leeward.knowledge.models.screen import Item
from leeward.practice.book import book
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.return_visits import ANSWER, CARRIED, PASSED, WAS
from leeward.screening.return_visit import is_taken_back
from leeward.terms.text import Language


def in_words(item: Item, value: Any, language: Language) -> str:
    """An answer, as stored, in the words it was offered in; a skip says so."""
    if value is None:
        return _("skipped")
    if item.type in ("text", "integer"):
        return str(value)
    labels = {choice.code: choice.label.said_in(language) for choice in book().screen.choices_of(item)}
    codes = value.values() if isinstance(value, Mapping) else [value] if isinstance(value, str) else value
    return ", ".join(labels.get(code, code) for code in codes)


def earlier_note(item: Item, sheet: Sheet, language: Language) -> str:
    """What an earlier visit has to do with an answer of this one; empty: nothing.

    Args:
        sheet: the document of answers.
    """
    words = sheet.words
    link_id, now = item.linkId, words.get(f"{ANSWER}{item.linkId}")
    carried: Mapping[str, str] = words.get(CARRIED, {})
    if link_id in carried:
        said = {"answer": in_words(item, now, language), "day": _day(carried[link_id])}
        if link_id in words.get(PASSED, ()):
            return _("%(answer)s, on %(day)s. Not asked again today: it still counts.") % said
        return _("%(answer)s, on %(day)s.") % said
    was = words.get(WAS, {}).get(link_id)
    if was is None or not is_taken_back(link_id, was["answer"], now, book()):
        return ""
    return _("%(before)s on %(day)s, %(now)s today. Ask what changed, alone.") % {
        "before": in_words(item, was["answer"], language),
        "day": _day(was["day"]),
        "now": in_words(item, now, language).lower(),
    }


def earlier_notes(sheet: Sheet, language: Language) -> list[tuple[str, str]]:
    """Question and note, of what was skipped today and of danger that is not said any more."""
    wanted = {*sheet.words.get(PASSED, ()), *sheet.words.get(WAS, {})}
    found = [
        (item.clinician.said_in(language), earlier_note(item, sheet, language))
        for item in book().items.values()
        if item.linkId in wanted
    ]
    return [(question, note) for question, note in found if note]


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")
