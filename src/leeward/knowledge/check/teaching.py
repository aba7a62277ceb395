# SPDX-License-Identifier: Apache-2.0
"""Whether the teaching pages can be read in two minutes, rest on sources, and leave no means out."""

from __future__ import annotations

from collections.abc import Iterator

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.models.teaching import Teaching
from leeward.knowledge.parsing import Problem
from leeward.terms.source import JUDGEMENT
from leeward.terms.text import LANGUAGES, Language, Text

MOST_WORDS = 400
"""What somebody reads in two minutes at an easy pace, 200 words a minute."""
FEWEST_SOURCES = 3


def every_means_is_taught(checked: Checked) -> Iterator[Problem]:
    """A means with neither a page of its own nor one of its broader means, or a page of no means."""
    words, taught = checked.catalogue.vocabulary, {one.id for one in checked.catalogue.teaching}
    means = {term.id: term for term in words.means}
    for one in sorted(taught - means.keys()):
        yield checked.problem("teaching", one, "teaches a means that stands for nothing", "id")
    for term in words.means:
        if not {term.id, term.broader} & taught:
            yield checked.problem("vocabulary", "", f"nothing teaches the means {term.id!r}", "means")


def teaching_is_short_and_sourced(checked: Checked) -> Iterator[Problem]:
    """A page that takes longer than two minutes, or rests on fewer sources than it should."""
    for page in checked.catalogue.teaching:
        for language in LANGUAGES:
            count = words_of(page, language)
            if count > MOST_WORDS:
                yield checked.problem(
                    "teaching", page.id, f"{count} words ({language}), more than {MOST_WORDS}"
                )
        read = {source.url for source in page.sources if source.seen and source.url != JUDGEMENT}
        if len(read) < FEWEST_SOURCES:
            message = f"{len(read)} sources that were read, fewer than {FEWEST_SOURCES}"
            yield checked.problem("teaching", page.id, message, "sources")
        for change in page.lately:
            if change.on > checked.today.isoformat():
                yield checked.problem("teaching", page.id, f"changed on {change.on}, still to come", "lately")


def words_of(page: Teaching, language: Language) -> int:
    """How many words a reader of one language meets."""
    return sum(len(text.said_in(language).split()) for text in _texts(page))


def _texts(page: Teaching) -> tuple[Text, ...]:
    first = page.first
    return (
        page.how, *page.says, *page.ask, first.keep, first.leave, first.helps, page.mistake, page.everyday,
        *(change.text for change in page.lately),
    )  # fmt: skip
