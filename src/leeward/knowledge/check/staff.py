# SPDX-License-Identifier: Apache-2.0
"""What instruments, their closing and matters say to staff: in both languages, and fitting one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.check.words import overclaim_in
from leeward.knowledge.models.instrument import Instrument
from leeward.knowledge.parsing import Problem
from leeward.terms.text import LANGUAGES, Text

CLOSED_SCREEN = "asq"
"""The instrument whose positive results `closing-asq.yaml` closes."""


def staff_words_in_both_languages(checked: Checked) -> Iterator[Problem]:
    """A text of an instrument, the closing or a matter that is empty, not translated, or claims too much."""
    book = checked.catalogue
    entries: list[tuple[str, str, Any]] = [("instruments", one.id, one) for one in book.instruments]
    entries += [("matters", one.id, one) for one in book.matters]
    entries += [("retention", one.id, one) for one in book.retention]
    entries += [("organisations", one.id, one) for one in book.organisations]
    entries += [("roads", one.id, one) for one in book.roads]
    entries += [("doors", one.id, one) for one in book.doors]
    entries += [("talks", one.id, one) for one in book.talks]
    entries += [("teaching", one.id, one) for one in book.teaching]
    entries += [("message_reasons", one.id, one) for one in book.message_reasons]
    entries += [("message_advice", one.id, one) for one in book.message_advice]
    for field, entry_id, entry in [*entries, ("asq_closing", "", book.asq_closing)]:
        for path, text in _texts(entry):
            if not text.en.strip() or not text.es.strip():
                yield checked.problem(field, entry_id, "words for staff lack a language", *path)
            elif text.en == text.es:
                yield checked.problem(field, entry_id, "words for staff are not translated", *path)
            for language in LANGUAGES:
                claim = overclaim_in(text.said_in(language), language)
                if claim is not None:
                    yield checked.problem(
                        field, entry_id, f"words for staff claim too much ({language}): {claim!r}", *path
                    )


def answers_follow_their_questions(checked: Checked) -> Iterator[Problem]:
    """Spanish questions with English answers, or a stand-in beside an official Spanish wording."""
    for instrument in checked.catalogue.instruments:
        for link_id in _stand_ins_not_needed(instrument):
            message = f"{link_id} has an official Spanish wording, and a stand-in beside it"
            yield checked.problem("instruments", instrument.id, message, "items")
        asked_in_spanish = any(item.text is not None and item.text.es for item in instrument.items)
        for item in instrument.items:
            for answer in instrument.answer_sets.get(item.choices or "", ()):
                if asked_in_spanish and not answer.label_es:
                    message = f"the answer {answer.code} of {item.linkId} has no Spanish"
                    yield checked.problem("instruments", instrument.id, message, "answer_sets")


def closing_fits_the_screen(checked: Checked) -> Iterator[Problem]:
    """A positive result that the closing leaves out, a band that is not there, an id used twice."""
    closing = checked.catalogue.asq_closing
    positive = {
        band.id
        for instrument in checked.catalogue.instruments
        if instrument.id == CLOSED_SCREEN
        for band in instrument.bands
        if band.id.endswith("positive")
    }
    for band_id in sorted(positive ^ set(closing.bands)):
        where = "is not closed by any rule" if band_id in positive else "stands for nothing"
        yield checked.problem("asq_closing", "", f"the band {band_id!r} {where}", "bands")
    lists: dict[str, tuple[Any, ...]] = {
        "ways": closing.ways, "tell": closing.tell, "stays": closing.stays, "tonight": closing.tonight,
        "before_leaving": closing.before_leaving, **{way.id: way.write for way in closing.ways},
    }  # fmt: skip
    for name, points in lists.items():
        for point_id, times in Counter(point.id for point in points).items():
            if times > 1:
                message = f"{name}: the id {point_id!r} stands {times} times"
                yield checked.problem("asq_closing", "", message, name)


def _stand_ins_not_needed(instrument: Instrument) -> list[str]:
    return [
        item.linkId
        for item in instrument.items
        if item.staff_es is not None and item.text is not None and item.text.es is not None
    ]


def _texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Every bilingual text inside an entry, with the path to it."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(one, (*path, number))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), (*path, name))
