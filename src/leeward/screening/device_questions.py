# SPDX-License-Identifier: Apache-2.0
"""What a device in a client's hands may ask next, and when its questions end. Pure functions.

    items = askable(findings, catalogue, with_led=False, asked_here=("o1", "o2"))
    way_out(findings, items, asked_here=("o1", "o2"))      # "" while there is something to ask

Danger today, self-harm, hurting others, a running deadline and the suicide questions are never among
them. Source: knowledge:screen/rules (place, not_private, not_today, tell_me_first, mhp_led_first).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from leeward.knowledge import Catalogue
from leeward.knowledge.models.screen import Choice, Item
from leeward.screening import Answers, Findings
from leeward.screening.answers import EXCLUSIVE_CODES, Answer, read_answer
from leeward.screening.asking import stops_for
from leeward.screening.questionnaire import (
    CONSENT,
    may_be_offered,
    may_be_overheard,
    offered_choices,
    open_items,
)
from leeward.terms.errors import InputError

FIRST_QUESTIONS = "core"
Way = Literal["finished", "stopped", "not-private", "not-now", "stopped-for-staff"]
Fault = Literal["", "nothing-chosen", "alone", "does-not-fit"]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as a page brought it. `fault`: why it cannot be taken; then there is none."""

    answer: Answer = None
    fault: Fault = ""


def askable(
    findings: Findings,
    catalogue: Catalogue,
    *,
    with_led: bool,
    asked_here: Sequence[str],
    wanted: frozenset[str] | None = None,
) -> tuple[Item, ...]:
    """Every question that is open for the device, in asking order, answered ones included.

    Args:
        with_led: the client asked to do here what the MHP otherwise asks (danger, threats, pressure).
        asked_here: linkIds answered or skipped since the device was handed over. A question that lists
            what was chosen in another one is asked only after that one was, here: it would show what was
            said before to whoever holds the device.
        wanted: linkIds of a short list (see `short_list`); None: all that are open.
    """
    answers = findings.answers
    led = set() if with_led else led_by_mhp(catalogue)
    return tuple(
        item
        for item in open_items(answers, findings.bands, catalogue)
        if item.linkId not in led
        and (wanted is None or item.linkId in wanted)
        and may_be_offered(item, answers.voice)
        and (item.type != "per-choice" or item.of in asked_here)
        and _has_answers(item, answers, catalogue)
    )


def short_list(catalogue: Catalogue, *, with_led: bool) -> frozenset[str]:
    """What a client is asked alone: the first questions and the few of a first visit, not the whole screen.

    The rest is for a talk. Source: knowledge:screen/rules/first_visit (do not run the form).
    """
    first = {
        item.linkId
        for section in catalogue.screen.sections
        if section.id == FIRST_QUESTIONS
        for item in section.items
    }
    led = led_by_mhp(catalogue) if with_led else set()
    return frozenset({*catalogue.screen.first_visit, *first, *led})


def still_to_ask(findings: Findings, items: Sequence[Item]) -> tuple[Item, ...]:
    """Those of `items` that are next, in order."""
    by_id = {item.linkId: item for item in items}
    return tuple(by_id[link_id] for link_id in findings.next if link_id in by_id)


def way_out(findings: Findings, items: Sequence[Item], *, asked_here: Sequence[str]) -> Way | Literal[""]:
    """Why the device's questions end now; empty: they go on. The page is the same for every way.

    Args:
        items: what is askable. `asked_here`: linkIds answered or skipped since the device was handed over.
    """
    answers = findings.answers
    consent = answers.codes(CONSENT)
    if "not_now" in consent or (CONSENT in asked_here and not consent):
        return "not-now"
    if may_be_overheard(answers):
        return "not-private"
    wants_to_know_more = CONSENT in asked_here and "tell_me" in consent
    if wants_to_know_more or stops_for(findings):
        return "stopped-for-staff"
    return "" if still_to_ask(findings, items) else "finished"


def rows_of(item: Item, answers: Answers, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The choices a question asks about one by one; none for any other kind of question."""
    if item.type != "per-choice" or item.of is None:
        return ()
    chosen = set(answers.codes(item.of)) - EXCLUSIVE_CODES
    offered = offered_choices(catalogue.items[item.of], answers.voice, catalogue)
    return tuple(choice for choice in offered if choice.code in chosen)


def stands_alone(choices: Sequence[Choice]) -> Choice | None:
    """The choice that goes with no other."""
    return next((choice for choice in choices if choice.code in EXCLUSIVE_CODES), None)


def read_given(item: Item, value: Any, answers: Answers, catalogue: Catalogue) -> Given:
    """An answer from a page, as `read_answer` takes it. Only what the device may show is taken."""
    if item.type == "per-choice":
        rows = {choice.code for choice in rows_of(item, answers, catalogue)}
        value = {code: said for code, said in (value or {}).items() if code in rows and said}
    if value is None or value in ("", [], {}):
        return Given(fault="nothing-chosen")
    if item.type in ("choice", "multi"):
        codes = set(value if isinstance(value, list) else [value])
        if not codes <= {choice.code for choice in offered_choices(item, answers.voice, catalogue)}:
            return Given(fault="does-not-fit")
        if len(codes) > 1 and codes & EXCLUSIVE_CODES:
            return Given(fault="alone")
    try:
        return Given(read_answer(item.linkId, value, catalogue))
    except InputError:
        return Given(fault="does-not-fit")


def led_by_mhp(catalogue: Catalogue) -> set[str]:
    """linkIds of the sections that a person leads."""
    return {
        item.linkId
        for section in catalogue.screen.sections
        if section.led_by == "mhp"
        for item in section.items
    }


def _has_answers(item: Item, answers: Answers, catalogue: Catalogue) -> bool:
    return item.type != "per-choice" or bool(rows_of(item, answers, catalogue))
