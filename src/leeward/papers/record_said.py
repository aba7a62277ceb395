# SPDX-License-Identifier: Apache-2.0
"""The record's part on what was said: each answer in words, with its day; never a client's free text.

A question that was skipped or never reached does not stand here at all. What was asked again and
answered differently is told as just that: people remember more, trust more, or are more afraid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from leeward.knowledge import Catalogue
from leeward.knowledge.models.instrument import Instrument, InstrumentItem
from leeward.knowledge.models.screen import Item
from leeward.papers.dates import day_in_words, iso_in_words
from leeward.papers.reasons import say_because
from leeward.papers.record_words import AGAIN, AGAIN_ON, SAID_ON, SKIPPED
from leeward.planning.takeaway import SAFE_TO_CARRY_QUESTION
from leeward.screening import Answers, Findings
from leeward.screening.answers import Answer
from leeward.terms.because import Because
from leeward.terms.text import Language

SAFE_WAY_QUESTION = "s2"
Row = dict[str, str]
_TODAY: Mapping[str, date] = {}


def said_in_words(
    answers: Answers, catalogue: Catalogue, language: Language, said_on: Mapping[str, date]
) -> list[dict[str, Any]]:
    """By section of the screen, in asking order: question, answer, and the day of an earlier visit."""
    sections = [
        {
            "title": section.title.said_in(language),
            "rows": _rows([item.linkId for item in section.items], answers, catalogue, language, said_on),
        }
        for section in catalogue.screen.sections
    ]
    return [one for one in sections if one["rows"]]


def screens_in_words(findings: Findings, catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    """The instruments that were begun: the result, then each answer in the instrument's words."""
    return [
        {
            "title": "; ".join(
                say_because(Because("instrument", one.id, band), catalogue, language) for band in one.bands
            )
            or catalogue.instrument(one.id).name,
            "rows": _rows(
                [item.linkId for item in catalogue.instrument(one.id).items],
                findings.answers,
                catalogue,
                language,
            ),
        }
        for one in findings.instruments
    ]


def asked_again(answers: Answers, catalogue: Catalogue, language: Language) -> list[Row]:
    """The questions with more than one answer, all of them in order.

    Whether paper is safe to carry is asked anew of every paper: another answer there is no change.
    """
    rows = []
    for link_id in dict.fromkeys(one.linkId for one in answers.earlier):
        told = _told(link_id, answers, catalogue, language)
        if link_id != SAFE_TO_CARRY_QUESTION and len(told) > 1:
            question = _question(link_id, catalogue, language)
            rows.append({"question": question, "answer": "; ".join(told), "day": ""})
    return rows


def safe_ways(answers: Answers, catalogue: Catalogue, language: Language) -> str:
    """How the client said they may be reached."""
    return _in_words(SAFE_WAY_QUESTION, answers.given.get(SAFE_WAY_QUESTION), catalogue, language)


def _rows(
    link_ids: Iterable[str],
    answers: Answers,
    catalogue: Catalogue,
    language: Language,
    said_on: Mapping[str, date] = _TODAY,
) -> list[Row]:
    return [
        {
            "question": _question(link_id, catalogue, language),
            "answer": said,
            "day": SAID_ON.said_in(language).format(day=day_in_words(said_on[link_id], language))
            if link_id in said_on
            else "",
        }
        for link_id in link_ids
        if (said := _in_words(link_id, answers.given.get(link_id), catalogue, language))
    ]


def _told(link_id: str, answers: Answers, catalogue: Catalogue, language: Language) -> list[str]:
    """Each answer that differs from the one before it, as in "Yes", "asked again on Nov 22, 2026: No"."""
    earlier = [one for one in answers.earlier if one.linkId == link_id]
    said = [one.answer for one in earlier] + [answers.given.get(link_id)]
    told: list[str] = []
    last = ""
    for answer, when in zip(said, [None, *(one.changed_at for one in earlier)], strict=True):
        words = _in_words(link_id, answer, catalogue, language)
        if words == last:
            continue  # which a skip before the first answer is, too
        told.append(f"{_again(when, language)}: {words or SKIPPED.said_in(language)}" if last else words)
        last = words
    return told


def _again(when: str | None, language: Language) -> str:
    if when is None:
        return AGAIN.said_in(language)
    return AGAIN_ON.said_in(language).format(day=iso_in_words(when[:10], language))


def _question(link_id: str, catalogue: Catalogue, language: Language) -> str:
    """The whole question, as it was asked; what a licensed item is about where its wording is the site's."""
    if link_id in catalogue.items:
        return catalogue.items[link_id].clinician.said_in(language)
    _, item = _of_instrument(link_id, catalogue)
    if item.text is None:
        return item.concept or link_id
    return (item.text.es or item.text.en) if language == "es" else item.text.en


def _in_words(link_id: str, answer: Answer, catalogue: Catalogue, language: Language) -> str:
    """The chosen answers' own words; empty for free text and where nothing was said."""
    if answer is None:
        return ""
    if link_id in catalogue.items:
        return _screen_answer(catalogue.items[link_id], answer, catalogue, language)
    instrument, item = _of_instrument(link_id, catalogue)
    choices = instrument.answer_sets[item.choices or ""] if item.type == "choice" else ()
    return next((one.said_in(language) for one in choices if one.code == answer), "")


def _screen_answer(item: Item, answer: Answer, catalogue: Catalogue, language: Language) -> str:
    if item.type in ("text", "display"):
        return ""
    if isinstance(answer, int):
        scale = catalogue.screen.scale_of(item)
        return f"{answer} / {scale.max if scale is not None else 10}"
    labels = _labels(item, catalogue, language)
    if isinstance(answer, Mapping):
        of = _labels(catalogue.items[item.of or ""], catalogue, language)
        return "; ".join(f"{of[key]}: {labels[code]}" for key, code in answer.items())
    codes = (answer,) if isinstance(answer, str) else (answer or ())
    return "; ".join(labels[code] for code in codes)


def _labels(item: Item, catalogue: Catalogue, language: Language) -> dict[str, str]:
    return {one.code: one.label.said_in(language) for one in catalogue.screen.choices_of(item)}


def _of_instrument(link_id: str, catalogue: Catalogue) -> tuple[Instrument, InstrumentItem]:
    return next(
        (instrument, item)
        for instrument in catalogue.instruments
        for item in instrument.items
        if item.linkId == link_id
    )
