# SPDX-License-Identifier: Apache-2.0
"""Referrals in the words of their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from leeward.practice.disclosures.matters import MatterShown, matters_shown
from leeward.practice.referrals import labels
from leeward.practice.referrals.values import ReferralWords, StepWords, Unanswered
from leeward.stewardship.consent import Covered, Refused
from leeward.stewardship.referrals import NO_ANSWER, Step, Taken
from leeward.stewardship.referrals_elsewhere import Elsewhere, elsewhere
from leeward.terms.text import Language

MATTERS = "referral"
_PARTS: dict[Step, tuple[str, ...]] = {
    Step.IDEA: ("given",),
    Step.OFFERED: ("given",),
    Step.AGREED: ("before", "call"),
    Step.GIVEN: ("given",),
    Step.GOT_HELP: ("close",),
    **dict.fromkeys(NO_ANSWER, ("no",)),
}
"""What stands beside the next step, by where a referral stands."""
CALLS = frozenset({Step.AGREED, *NO_ANSWER, Step.GIVEN})
"""Where the next thing may be that somebody here calls."""


@dataclass(frozen=True, slots=True, repr=False)
class DoneShown:
    """One thing that was done. `is_standing`: it was not taken back."""

    what: str
    at: datetime
    who: str
    how: str
    why: str
    until: date | None
    note: str
    answers: tuple[tuple[str, str], ...]
    is_standing: bool
    is_taking_back: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A matter, and its words to say in the other language: offices and clients do not all speak ours."""

    matter: MatterShown
    other: MatterShown
    other_language: Language


@dataclass(frozen=True, slots=True, repr=False)
class ReferralShown:
    """One referral. `elsewhere`: what other systems call where it stands. `refusal`: why nobody here may get
    in touch with the office; empty where they may."""

    words: ReferralWords
    step: Step
    stands: str
    next: str
    owner: str
    kind: str
    elsewhere: Elsewhere
    due_on: date | None
    is_due: bool
    is_open: bool
    can_take_back: bool
    may_be_mistake: bool
    consent_id: str
    refusal: str
    may_call: bool
    done: tuple[DoneShown, ...]
    matters: tuple[Words, ...]


@dataclass(frozen=True, slots=True, repr=False)
class TriedShown:
    """An office that was tried for this client before."""

    service_id: str
    office: str
    what: str
    why: str
    on: date


def listed_in_words(now: ReferralWords) -> ReferralShown:
    """One line of the list."""
    return _shown(now, consent_id="", refusal="", matters=())


def referral_in_words(now: ReferralWords, release: Covered | Refused, language: Language) -> ReferralShown:
    """A referral for its own page, with what helps at its next step."""
    parts = _PARTS.get(now.referral.step, ())
    if now.referral.step is Step.AGREED and isinstance(release, Refused):
        parts = ("given", "before")  # nobody here calls yet: the client can
    matters = tuple(one for part in parts for one in _words(part, language))
    if isinstance(release, Covered):
        return _shown(now, consent_id=release.consent_id, refusal="", matters=matters)
    return _shown(now, consent_id="", refusal=str(labels.REFUSALS[release.reason]), matters=matters)


def _words(part: str, language: Language) -> list[Words]:
    other: Language = "en" if language == "es" else "es"
    both = zip(
        matters_shown(MATTERS, language, part=part), matters_shown(MATTERS, other, part=part), strict=True
    )
    return [Words(matter, translated, other) for matter, translated in both]


def tried_in_words(found: Iterable[Unanswered]) -> list[TriedShown]:
    """What was tried and did not help."""
    return [
        TriedShown(
            one.service_id,
            one.office,
            str(labels.STANDS[one.step]),
            str(labels.WHYS[one.why]) if one.why else "",
            one.on,
        )
        for one in found
    ]


def _shown(now: ReferralWords, *, consent_id: str, refusal: str, matters: tuple[Words, ...]) -> ReferralShown:
    one = now.referral
    return ReferralShown(
        now,
        one.step,
        str(labels.STANDS[one.step]),
        str(labels.NEXT.get(one.step, "")),
        str(labels.OWNERS[one.owner]) if one.owner else "",
        str(labels.KINDS[one.kind]),
        elsewhere(one),
        one.due_on,
        one.due_on is not None and one.due_on <= timezone.localdate(),
        one.owner is not None,
        one.can_take_back,
        Step.MISTAKE in one.next_steps,
        consent_id,
        refusal,
        one.step in CALLS and Step.SENT in one.next_steps,
        tuple(_done(step) for step in reversed(now.steps)),
        matters,
    )


def _what(taken: Taken) -> str:
    if taken.is_look:
        return str(labels.LOOKED)
    return str(labels.STANDS[taken.step]) if taken.step else ""


def _done(one: StepWords) -> DoneShown:
    taken = one.taken
    return DoneShown(
        _what(taken),
        one.at,
        one.who,
        str(labels.HOWS[taken.how]) if taken.how else "",
        str(labels.WHYS[taken.why]) if taken.why else "",
        taken.until,
        one.note,
        tuple(
            (str(labels.QUESTIONS[question]), str(labels.ANSWERS[answer])) for question, answer in one.answers
        ),
        one.is_standing,
        taken.step is None,
    )
