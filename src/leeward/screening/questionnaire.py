# SPDX-License-Identifier: Apache-2.0
"""Branching: which questions are open, which come next, which stay off an unattended device."""

from __future__ import annotations

from collections.abc import Mapping

from leeward.knowledge import Catalogue
from leeward.knowledge.models.screen import DEVICE_VOICES, Choice, Item, Section, Voice
from leeward.screening.answers import Answers
from leeward.screening.conditions import Facts, hold, no_flags


def open_items(
    answers: Answers, bands: Mapping[str, tuple[str, ...]], catalogue: Catalogue
) -> tuple[Item, ...]:
    """Every question that is open for these answers, in asking order, answered ones included."""
    facts = Facts(answers, bands, no_flags)
    return tuple(
        item
        for section in catalogue.screen.sections
        if _is_open(section, facts)
        for item in section.items
        if item.type != "display" and _is_enabled(item, facts) and may_be_offered(item, answers.voice)
    )


def next_questions(
    answers: Answers,
    bands: Mapping[str, tuple[str, ...]],
    catalogue: Catalogue,
    *,
    suicide_screen_due: bool = False,
) -> tuple[str, ...]:
    """linkIds still to ask, in order; a due suicide screen first, and only where a person asks it.

    A question that was skipped is not asked again in the same visit. Nothing is asked of a child
    under 12: the safe adult, no interviewing, and the duty to report come instead.
    """
    if "child" in answers.context.age_bands:
        return ()
    asked_now = suicide_screen_due and not may_be_overheard(answers)
    due = suicide_screen_items(answers, catalogue) if asked_now else ()
    if _consent_was_skipped(answers):
        return due
    screen = tuple(
        item.linkId for item in open_items(answers, bands, catalogue) if item.linkId not in answers.given
    )
    return (*due, *screen)


CONSENT = "o1"
PRIVACY = "o2"
SUICIDE_SCREEN = "asq"


def _consent_was_skipped(answers: Answers) -> bool:
    """On a device, skipping the question whether we may ask is an answer: not today."""
    return answers.voice in DEVICE_VOICES and answers.given.get(CONSENT, "absent") is None


def may_be_overheard(answers: Answers) -> bool:
    """Nothing is asked where someone may hear, the suicide screen least of all: it stays due."""
    return bool({"no", "not_sure"} & set(answers.codes(PRIVACY)))


def suicide_screen_items(answers: Answers, catalogue: Catalogue) -> tuple[str, ...]:
    """The ASQ's items still open: read aloud by the MHP, never offered on a device."""
    if answers.voice in DEVICE_VOICES:
        return ()
    items = catalogue.instrument(SUICIDE_SCREEN).items
    return tuple(
        item.linkId for item in items if item.enabled_when is None and item.linkId not in answers.given
    )


def unanswered_questions(
    answers: Answers, bands: Mapping[str, tuple[str, ...]], catalogue: Catalogue
) -> tuple[str, ...]:
    """linkIds of questions that were asked and skipped, in the order of the screen."""
    order = [*catalogue.items] + [
        item.linkId for instrument in catalogue.instruments for item in instrument.items
    ]
    skipped = {link_id for link_id, value in answers.given.items() if value is None}
    return tuple(link_id for link_id in order if link_id in skipped)


def may_be_offered(item: Item, voice: Voice) -> bool:
    """Whether an item may be put to the client in this voice.

    What needs a person now (danger today, self-harm, hurting others, a running deadline) is never
    offered on an unattended device. Source: knowledge:screen/rules, design "Answers that nobody hears".
    """
    if voice in DEVICE_VOICES and item.asked_by == "person":
        return False
    return not (voice == "teen" and item.audience == "adult")


def offered_choices(item: Item, voice: Voice, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The answers shown for an item in this voice."""
    choices = catalogue.screen.choices_of(item)
    return tuple(choice for choice in choices if choice.device) if voice in DEVICE_VOICES else choices


def _is_open(section: Section, facts: Facts) -> bool:
    return section.opens_when is None or hold(section.opens_when, facts).holds


def _is_enabled(item: Item, facts: Facts) -> bool:
    young = facts.answers.context.is_minor or facts.answers.voice == "teen"
    if item.audience == "teen" and not young:
        return False
    if item.audience == "adult" and young:
        return False
    return item.enabled_when is None or hold(item.enabled_when, facts).holds
