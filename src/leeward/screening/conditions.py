# SPDX-License-Identifier: Apache-2.0
"""What a condition of content means for given answers: whether it holds, and because of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import msgspec

from leeward.knowledge.models.condition import Condition
from leeward.screening.answers import Answers
from leeward.terms.because import Because, together
from leeward.terms.context import Context
from leeward.terms.text import LANGUAGES

SIGNED = frozenset({"ase", "sgn", "mfs", "psr"})
"""Signed languages of the United States, Mexico and Puerto Rico, and the tag for any."""

NEAR = timedelta(hours=48)
"""How far ahead a dated contact is near: as long as the contact we promise after a positive screen."""

FlagReader = Callable[[str], "Held"]


class Held(msgspec.Struct, frozen=True):
    """Whether a condition holds, and the reasons that make it hold (none when it does not)."""

    holds: bool
    because: tuple[Because, ...] = ()


NOT_HELD = Held(False)


class Facts(msgspec.Struct, frozen=True):
    """What a condition may look at.

    `bands`: the bands each given instrument ended in. `flag`: reads whether another flag is up.
    """

    answers: Answers
    bands: Mapping[str, tuple[str, ...]]
    flag: FlagReader


def no_flags(_: str) -> Held:
    """For conditions outside the flags that may not look at them, such as a question's own."""
    return NOT_HELD


def hold(condition: Condition, facts: Facts) -> Held:
    """Whether `condition` holds for `facts`, with its reasons in the order of the condition."""
    return _FORMS[condition.form](condition, facts)


def _any(condition: Condition, facts: Facts) -> Held:
    held = [part for part in (hold(part, facts) for part in condition.parts()) if part.holds]
    return Held(True, together(*(part.because for part in held))) if held else NOT_HELD


def _all(condition: Condition, facts: Facts) -> Held:
    parts = [hold(part, facts) for part in condition.parts()]
    if not all(part.holds for part in parts):
        return NOT_HELD
    return Held(True, together(*(part.because for part in parts)))


def _not(condition: Condition, facts: Facts) -> Held:
    return Held(not any(hold(part, facts).holds for part in condition.parts()))


def _at_least(condition: Condition, facts: Facts) -> Held:
    held = [part for part in (hold(part, facts) for part in condition.parts()) if part.holds]
    if len(held) < (condition.at_least or 1):
        return NOT_HELD
    return Held(True, together(*(part.because for part in held)))


def _question_in(condition: Condition, facts: Facts) -> Held:
    return _chosen(condition.q or "", condition.is_in or (), facts)


def _question_contains(condition: Condition, facts: Facts) -> Held:
    return _chosen(condition.q or "", condition.contains or (), facts)


def _question_lacks(condition: Condition, facts: Facts) -> Held:
    link_id = condition.q or ""
    codes = facts.answers.codes(link_id)
    if not codes or set(codes) & set(condition.lacks or ()):
        return NOT_HELD
    return Held(True, tuple(Because("answer", link_id, code) for code in codes))


def _question_gte(condition: Condition, facts: Facts) -> Held:
    link_id = condition.q or ""
    number = facts.answers.given.get(link_id)
    if isinstance(number, int) and number >= (condition.gte or 0):
        return Held(True, (Because("answer", link_id, str(number)),))
    return NOT_HELD


def _question_answered(condition: Condition, facts: Facts) -> Held:
    link_id = condition.q or ""
    if facts.answers.is_answered(link_id) is bool(condition.answered):
        return Held(True, (Because("answer", link_id),) if condition.answered else ())
    return NOT_HELD


def _instrument(condition: Condition, facts: Facts) -> Held:
    name, band = condition.instrument or "", condition.band or ""
    if band in facts.bands.get(name, ()):
        return Held(True, (Because("instrument", name, band),))
    return NOT_HELD


def _flag(condition: Condition, facts: Facts) -> Held:
    return facts.flag(condition.flag or "")


def _context(condition: Condition, facts: Facts) -> Held:
    context, wanted = facts.answers.context, set(condition.is_in or ())
    key = condition.ctx
    if key == "age":
        matched = sorted(context.age_bands & wanted)
        if not matched and facts.answers.voice == "teen" and "teen" in wanted:
            matched = ["teen"]
        return Held(True, (Because("context", "age", matched[0]),)) if matched else NOT_HELD
    if key == "language":
        spoken = wanted & _language_words(context.language)
        return Held(True, (Because("context", "language", context.language),)) if spoken else NOT_HELD
    if key == "near_contact":
        near = [kind for kind in _near_contacts(context) if kind in wanted]
        return Held(True, (Because("context", "near_contact", near[0]),)) if near else NOT_HELD
    values = {
        "relationship": context.relationship,
        "state": context.state,
        "scenario": context.scenario,
        "setting": context.setting,
        "police": context.police,
    }
    value = values[key or "state"]
    if value is not None and value in wanted:
        return Held(True, (Because("context", str(key), value),))
    return NOT_HELD


def _near_contacts(context: Context) -> list[str]:
    """The kinds of the contacts still ahead and near, soonest first; none while today is not known."""
    now = context.now
    if now is None:
        return []
    return [one.kind for one in context.next_contact if now <= one.at <= now + NEAR]


def _language_words(tag: str | None) -> set[str]:
    """What a condition may call a language: its tag, `sign`, or `other` for all but our two."""
    if tag is None:
        return set()
    primary = tag.split("-")[0].lower()
    if primary in SIGNED:
        return {primary, "sign"}
    return {primary} if primary in LANGUAGES else {primary, "other"}


def _chosen(link_id: str, wanted: tuple[str, ...], facts: Facts) -> Held:
    codes = facts.answers.codes(link_id)
    matched = tuple(Because("answer", link_id, code) for code in codes if code in wanted)
    return Held(True, matched) if matched else NOT_HELD


_FORMS: dict[str, Callable[[Condition, Facts], Held]] = {
    "any": _any,
    "all": _all,
    "not": _not,
    "at-least": _at_least,
    "question-in": _question_in,
    "question-contains": _question_contains,
    "question-lacks": _question_lacks,
    "question-gte": _question_gte,
    "question-answered": _question_answered,
    "instrument": _instrument,
    "flag": _flag,
    "context": _context,
}
