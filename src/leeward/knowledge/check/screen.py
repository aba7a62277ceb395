# SPDX-License-Identifier: Apache-2.0
"""Whether conditions speak of questions, answers, bands and words that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.check.checked import Checked
from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.screen import Item
from leeward.knowledge.parsing import Problem
from leeward.terms.context import ContactKind, Police, Setting

UNATTENDED_NEVER = frozenset({"c9", "i5", "i10", "x5", "t4"})
"""Danger today, hurting others, self-harm, a running deadline, a threat prepared: a person asks."""


def conditions_make_sense(checked: Checked) -> Iterator[Problem]:
    """A condition that names a question, an answer, a band, a flag or a context that does not exist."""
    book = checked.catalogue
    for section in book.screen.sections:
        if section.opens_when is not None:
            for message in _faults(section.opens_when, checked):
                yield checked.problem("screen", "", f"section {section.id}: {message}", "sections")
        for item in section.items:
            if item.enabled_when is not None:
                for message in _faults(item.enabled_when, checked):
                    yield checked.screen_problem(item.linkId, message)
    for flag in book.flags:
        if flag.raised_when is not None:
            for message in _faults(flag.raised_when, checked):
                yield checked.problem("flags", flag.id, message, "raised_when")
    for scenario in book.scenarios:
        for number, way in enumerate(scenario.raised_when):
            for message in _faults(way.when, checked):
                yield checked.problem("scenarios", scenario.id, message, "raised_when", number)
    for one in book.organisations:
        asked = (*one.brought_by.answers, *((one.in_vain,) if one.in_vain is not None else ()))
        for condition in asked:
            for message in _faults(condition, checked):
                yield checked.problem("organisations", one.id, message, "brought_by")


def _faults(condition: Condition, checked: Checked) -> Iterator[str]:
    book = checked.catalogue
    flags = {flag.id for flag in book.flags}
    known = _words_by_context(book)
    for part in condition.walk():
        if part.q is not None:
            item = book.items.get(part.q)
            if item is None:
                yield f"a condition asks {part.q!r}, which is no question"
                continue
            codes = _codes_of(item, checked)
            for code in (*(part.is_in or ()), *(part.contains or ()), *(part.lacks or ())):
                if code not in codes:
                    yield f"a condition expects {code!r} of {part.q}, which has no such answer"
            if part.gte is not None and item.type != "integer":
                yield f"a condition compares {part.q}, which is no number"
            if (part.is_in and item.type == "multi") or (
                (part.contains or part.lacks) and item.type == "choice"
            ):
                yield f"a condition reads {part.q} as the other type of question"
        if part.instrument is not None:
            bands = {i.id: {band.id for band in i.bands} for i in book.instruments}
            if part.band not in bands.get(part.instrument, set()):
                yield f"a condition expects the band {part.band!r} of {part.instrument!r}"
        if part.flag is not None and part.flag not in flags:
            yield f"a condition looks at the flag {part.flag!r}, which stands for nothing"
        if part.ctx is not None and part.ctx in known:
            for word in part.is_in or ():
                if word not in known[part.ctx]:
                    yield f"a condition expects the {part.ctx} {word!r}, which is never so"


def _words_by_context(book: Catalogue) -> dict[str, set[str]]:
    """The words that a context key can hold, old spellings never; a language may be any."""
    words = book.vocabulary
    return {
        "age": {term.id for term in words.ages},
        "relationship": {term.id for term in words.relationships},
        "scenario": {scenario.id for scenario in book.scenarios},
        "state": {place.jurisdiction for place in book.law},
        "setting": set(get_args(Setting)),
        "police": set(get_args(Police)),
        "near_contact": set(get_args(ContactKind)),
    }


def _codes_of(item: Item, checked: Checked) -> set[str]:
    """The answer codes of an item; none where it names an answer set that does not exist."""
    screen = checked.catalogue.screen
    if isinstance(item.choices, str) and item.choices not in screen.answer_sets:
        return set()
    return {choice.code for choice in screen.choices_of(item)}


def items_are_whole(checked: Checked) -> Iterator[Problem]:
    """An item without answers, without a client's wording, or with a danger code it does not have."""
    book = checked.catalogue
    for item in book.items.values():
        if isinstance(item.choices, str) and item.choices not in book.screen.answer_sets:
            yield checked.screen_problem(item.linkId, f"no answer set named {item.choices!r}")
            continue
        codes = _codes_of(item, checked)
        if item.type in ("choice", "multi", "per-choice") and not codes:
            yield checked.screen_problem(item.linkId, "no answers to choose from")
        scale = book.screen.scales.get(item.scale) if isinstance(item.scale, str) else item.scale
        if item.type == "integer" and scale is None:
            yield checked.screen_problem(item.linkId, "no scale")
        if item.asked_by == "anyone" and item.type != "display" and item.self_voice is None:
            yield checked.screen_problem(item.linkId, "no wording for a client who answers alone")
        for code in item.danger_codes:
            if code not in codes:
                yield checked.screen_problem(item.linkId, f"the danger code {code!r} is no answer of it")
        if item.type == "per-choice" and item.of not in book.items:
            yield checked.screen_problem(item.linkId, f"asked for each answer of {item.of!r}, no question")
        for source in item.basis:
            if source not in book.screen.sources:
                yield checked.screen_problem(
                    item.linkId, f"rests on the source {source!r}, which is not there"
                )
        yield from _sets_exist(item, checked)
    for link_id in (*book.screen.first_visit, *book.screen.recheck.short_set):
        if link_id not in book.items:
            yield checked.problem("screen", "", f"{link_id!r} is asked again, but is no question", "recheck")


def _sets_exist(item: Item, checked: Checked) -> Iterator[Problem]:
    words = checked.catalogue.vocabulary
    for sets in item.sets:
        for kind, ids in (("means", sets.means), ("acts", sets.acts), ("targets", sets.targets)):
            for one in ids:
                if one not in {term.id for term in getattr(words, kind)}:
                    yield checked.screen_problem(
                        item.linkId, f"sets the {kind} {one!r}, which stands for nothing"
                    )


def nothing_grave_is_left_to_a_device(checked: Checked) -> Iterator[Problem]:
    """A question that needs someone now, offered on an unattended screen."""
    for link_id in sorted(UNATTENDED_NEVER):
        item = checked.catalogue.items.get(link_id)
        if item is not None and item.asked_by != "person":
            yield checked.screen_problem(link_id, "may not be asked by an unattended device")
    for instrument in checked.catalogue.instruments:
        for one in instrument.items:
            suicide = instrument.id in ("asq", "c-ssrs-screener") or one.linkId == "phq9-9"
            if suicide and one.unattended:
                yield checked.problem(
                    "instruments", instrument.id, f"{one.linkId} may not be asked unattended"
                )
