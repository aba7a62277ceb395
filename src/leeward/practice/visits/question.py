# SPDX-License-Identifier: Apache-2.0
"""One question as a page shows it, and what a page brings back. Shared by the MHP's page and the device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.http import QueryDict

from leeward.knowledge.models.screen import Item
from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.screening.answers import Answers
from leeward.screening.questionnaire import offered_choices
from leeward.terms.text import Language

FIELD = "answer"


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer to choose."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One group of answers. `name`: of its fields. A question of several parts has a `label` for each."""

    name: str
    label: str
    choices: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the words of its voice and language.

    `kind`: `choice`, `multi`, `scale`, `text` or `per-choice`. `other`: the same question in our other
    language, for whoever reads it aloud. `low`, `high`: what the ends of a scale mean.
    """

    link_id: str
    kind: str
    text: str
    other: str
    parts: tuple[Part, ...]
    written: str = ""
    low: str = ""
    high: str = ""


def question_of(item: Item, answers: Answers, language: Language) -> Question:
    """The question with what was answered to it so far."""
    words = item.wording(answers.voice)
    other: Language = "es" if language == "en" else "en"
    given = answers.given.get(item.linkId)
    kind = "scale" if item.type == "integer" else item.type
    scale = book().screen.scale_of(item) if kind == "scale" else None
    return Question(
        item.linkId,
        kind,
        words.said_in(language),
        words.said_in(other),
        _parts(item, answers, language),
        written=given if kind == "text" and isinstance(given, str) else "",
        low=scale.min_label.said_in(language) if scale else "",
        high=scale.max_label.said_in(language) if scale else "",
    )


def read_posted(item: Item, posted: QueryDict) -> Any:
    """What the page brings for an item, as `read_answer` takes it; None: nothing was chosen."""
    if item.type == "multi":
        return posted.getlist(FIELD) or None
    if item.type == "per-choice":
        prefix = f"{FIELD}-"
        found = {name.removeprefix(prefix): posted[name] for name in posted if name.startswith(prefix)}
        return found or None
    said = posted.get(FIELD, "").strip()
    if item.type == "integer":
        number = whole_number(said)
        return number if str(number) == said else (said or None)
    return said or None


def with_posted(item: Item, answers: Answers, posted: QueryDict) -> Answers:
    """The answers as the page shows them again after a save that failed: what was chosen stays chosen."""
    value = read_posted(item, posted)
    shown = tuple(value) if isinstance(value, list) else value
    return msgspec.structs.replace(answers, given={**answers.given, item.linkId: shown})


def _parts(item: Item, answers: Answers, language: Language) -> tuple[Part, ...]:
    if item.type == "text":
        return ()
    if item.type == "integer":
        return (Part(FIELD, "", _numbers(item, answers)),)
    offered = offered_choices(item, answers.voice, book())
    if item.type != "per-choice":
        chosen = set(answers.codes(item.linkId))
        return (
            Part(
                FIELD,
                "",
                tuple(Shown(one.code, one.label.said_in(language), one.code in chosen) for one in offered),
            ),
        )
    of = book().items[item.of] if item.of else item
    said = answers.given.get(item.linkId)
    before: Mapping[str, str] = said if isinstance(said, dict) else {}
    picked = set(answers.codes(of.linkId))
    return tuple(
        Part(
            f"{FIELD}-{one.code}",
            one.label.said_in(language),
            tuple(
                Shown(way.code, way.label.said_in(language), before.get(one.code) == way.code)
                for way in offered
            ),
        )
        for one in book().screen.choices_of(of)
        if one.code in picked and one.code not in NOTHING
    )


NOTHING = frozenset({"none", "nothing", "nobody", "no"})


def _numbers(item: Item, answers: Answers) -> tuple[Shown, ...]:
    scale = book().screen.scale_of(item)
    low, high = (scale.min, scale.max) if scale else (0, 10)
    given = answers.given.get(item.linkId)
    return tuple(Shown(str(number), str(number), given == number) for number in range(low, high + 1))
