# SPDX-License-Identifier: Apache-2.0
"""A referral from the first idea to whether it helped: who has the next step, and until when. Pure.

>>> one = begin("r1", Kind.COUNSELLING, by="robin", on=date(2026, 11, 23))
>>> one.step, one.owner, one.due_on
(<Step.IDEA: 'idea'>, <Owner.CLIENT: 'client'>, datetime.date(2026, 12, 7))
>>> one = take(one, Step.OFFERED, by="robin", on=date(2026, 11, 23))
>>> one = take(one, Step.AGREED, by="robin", on=date(2026, 11, 24))
>>> one.owner, one.next_steps[0], one.due_on
(<Owner.HERE: 'here'>, <Step.SENT: 'sent'>, datetime.date(2026, 12, 8))

Whoever works here gets in touch with an office only under a release that names it and holds at that moment
(`Contact`). A client who calls there themself needs none. Nothing is ever sent to a client about it: what
came of it is asked at the next talk. What stays compatible: the values of the enums, which stand in rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from leeward.stewardship.consent import Covered, ExportRequest, Refusal, Refused
from leeward.stewardship.release import OutOfOrder
from leeward.stewardship.retention import RecordClass
from leeward.terms.errors import LeewardError

SHARED = frozenset({RecordClass.CLIENT_RECORD})
"""What is told of a client when somebody here calls for them: a few sentences of what was said in visits."""
SATURDAY = 5


class Kind(StrEnum):
    """What it is about; the clock runs by it."""

    CRISIS = "crisis"
    PROTECTIVE_ORDER = "protective-order"
    LEGAL_OR_TECH = "legal-or-tech"
    COUNSELLING = "counselling"
    OTHER = "other"


CLOCK: Mapping[Kind, int] = {
    Kind.CRISIS: 0,
    Kind.PROTECTIVE_ORDER: 1,
    Kind.LEGAL_OR_TECH: 5,
    Kind.COUNSELLING: 10,
    Kind.OTHER: 14,
}
"""Working days until somebody looks again, counted from each step; 0: the same day, whatever day it is."""


class Step(StrEnum):
    """Where a referral stands."""

    IDEA = "idea"
    OFFERED = "offered"
    NOT_NOW = "not-now"
    DECLINED = "declined"
    AGREED = "agreed"  # and nobody has called yet
    GIVEN = "given"  # the client gets in touch themself
    SENT = "sent"  # by somebody here: alone, or as a warm hand-off
    ACCEPTED = "accepted"
    CONTACT = "contact"  # the first one between the client and the office
    WAITING = "waiting"
    GOT_HELP = "got-help"
    OFFICE_NO = "office-no"
    NOT_REACHED = "not-reached"
    CLOSED = "closed"  # asked how it was, or let go after a no
    WITHDRAWN = "withdrawn"
    MISTAKE = "mistake"


class Owner(StrEnum):
    """Who has the next step."""

    CLIENT = "client"
    HERE = "here"
    OFFICE = "office"


class How(StrEnum):
    """How a step came about."""

    TOGETHER = "together"  # the client in the room, on one line with the office
    ALONE = "alone"  # somebody here called or wrote without the client
    CLIENT_SAID = "client-said"
    WE_ASKED = "we-asked"  # somebody here called the office about it
    THEY_SAID = "they-said"  # the office got in touch with us


class Why(StrEnum):
    """Why an office said no."""

    NO_ROOM = "no-room"
    NOT_ELIGIBLE = "not-eligible"
    OTHER_WORK = "other-work"  # it does not do this
    TOO_NEAR = "too-near"  # somebody there knows the person doing this
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """One state: who has the next step, and what can come next, the likeliest first."""

    owner: Owner | None
    next: tuple[Step, ...] = ()


_HEARD = (
    *(Step.ACCEPTED, Step.CONTACT, Step.WAITING, Step.GOT_HELP, Step.OFFICE_NO, Step.NOT_REACHED),
    Step.WITHDRAWN,
)
RULES: Mapping[Step, Rule] = {
    Step.IDEA: Rule(Owner.CLIENT, (Step.OFFERED, Step.NOT_NOW, Step.MISTAKE)),
    Step.OFFERED: Rule(Owner.CLIENT, (Step.AGREED, Step.GIVEN, Step.NOT_NOW, Step.DECLINED, Step.MISTAKE)),
    Step.NOT_NOW: Rule(Owner.HERE, (Step.OFFERED, Step.AGREED, Step.GIVEN, Step.NOT_NOW, Step.DECLINED)),
    Step.DECLINED: Rule(None),
    Step.AGREED: Rule(Owner.HERE, (Step.SENT, Step.GIVEN, Step.NOT_NOW, Step.WITHDRAWN, Step.MISTAKE)),
    Step.GIVEN: Rule(Owner.CLIENT, (Step.SENT, *_HEARD, Step.NOT_NOW)),
    Step.SENT: Rule(Owner.OFFICE, _HEARD),
    Step.ACCEPTED: Rule(Owner.OFFICE, _HEARD[1:]),
    Step.CONTACT: Rule(
        Owner.OFFICE, (Step.GOT_HELP, Step.WAITING, Step.OFFICE_NO, Step.NOT_REACHED, Step.WITHDRAWN)
    ),
    Step.WAITING: Rule(Owner.OFFICE, (*(one for one in _HEARD if one is not Step.WAITING), Step.WAITING)),
    Step.GOT_HELP: Rule(Owner.HERE, (Step.CLOSED,)),
    Step.OFFICE_NO: Rule(Owner.HERE, (Step.CLOSED, Step.SENT, Step.GIVEN, Step.WITHDRAWN)),
    Step.NOT_REACHED: Rule(Owner.HERE, (Step.SENT, Step.GIVEN, Step.ACCEPTED, Step.CLOSED, Step.WITHDRAWN)),
    Step.CLOSED: Rule(None),
    Step.WITHDRAWN: Rule(None),
    Step.MISTAKE: Rule(None),
}
CLOSED = frozenset(step for step, rule in RULES.items() if rule.owner is None)
"""Where nobody has a next step."""
NO_ANSWER = frozenset({Step.OFFICE_NO, Step.NOT_REACHED})
"""What is told the next time somebody thinks of the same office."""
NEEDS_DAY = frozenset({Step.NOT_NOW})
MAY_NAME_DAY = NEEDS_DAY | {Step.WAITING}
NEEDS_WHY = frozenset({Step.OFFICE_NO})
_TELLS = frozenset({How.CLIENT_SAID, How.WE_ASKED, How.THEY_SAID})
HOWS: Mapping[Step, frozenset[How]] = {
    Step.SENT: frozenset({How.TOGETHER, How.ALONE}),
    Step.GOT_HELP: frozenset({How.CLIENT_SAID}),  # an office's word for it is no answer
    **dict.fromkeys((Step.ACCEPTED, Step.CONTACT, Step.WAITING, Step.OFFICE_NO, Step.NOT_REACHED), _TELLS),
}
"""The ways in which these steps can come about; the others have none."""
CONTACT = frozenset({How.TOGETHER, How.ALONE, How.WE_ASKED})
"""Somebody here spoke or wrote to the office about the client: never without a release."""


class NoRelease(LeewardError):
    """Nobody here may get in touch with that office about this client now. `reason`: why not."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(
            "No release that covers this office now",
            expected="one that the client agreed to, that names the office as it stands here",
            do="Make one with the client, or let the client get in touch themself",
        )
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that was done, on a day of the practice. `step`: None where the one before was taken back.

    `until`: a day that was named, for asking again. `consent_id`: the release under which we got in touch.
    `is_look`: it was looked at, and stands where it stood.
    """

    step: Step | None
    by: str
    on: date
    how: How | None = None
    why: Why | None = None
    until: date | None = None
    consent_id: str = ""
    is_look: bool = False


@dataclass(frozen=True)
class Referral:
    """One referral with all that was done, oldest first; nothing of it is ever taken out."""

    id: str
    kind: Kind
    history: tuple[Taken, ...]

    @cached_property
    def standing(self) -> tuple[Taken, ...]:
        """What was done and not taken back."""
        found: list[Taken] = []
        for one in self.history:
            if one.step is None:
                found.pop()
            else:
                found.append(one)
        return tuple(found)

    @property
    def last(self) -> Taken:
        return self.standing[-1]

    @property
    def step(self) -> Step:
        """Where it stands."""
        return self.last.step or Step.IDEA

    @property
    def owner(self) -> Owner | None:
        """Who has the next step; None where nothing is left to do."""
        return RULES[self.step].owner

    @property
    def due_on(self) -> date | None:
        """The day on which somebody here looks again; None where nothing is left to do."""
        if self.step in CLOSED:
            return None
        if self.last.until:
            return self.last.until
        due_on = look_again(self.kind, self.last.on)
        return max(due_on, self.last.on + timedelta(days=1)) if self.last.is_look else due_on

    @property
    def next_steps(self) -> tuple[Step, ...]:
        """What can be done now, the likeliest first."""
        return RULES[self.step].next

    @property
    def can_take_back(self) -> bool:
        """Whether there is a step before the last one."""
        return len(self.standing) > 1


def begin(id: str, kind: Kind, *, by: str, on: date) -> Referral:
    """A referral somebody thought of. Nobody was asked yet."""
    return Referral(id, kind, (Taken(Step.IDEA, by, on),))


def take(
    referral: Referral,
    step: Step,
    *,
    by: str,
    on: date,
    how: How | None = None,
    why: Why | None = None,
    until: date | None = None,
    consent: Covered | Refused | None = None,
) -> Referral:
    """The referral after a step.

    Args:
        until: a day to ask again; for "not now" and a waiting list alone.
        consent: what `covers` said just now of the office, in the transaction that saves this.

    Raises:
        OutOfOrder: a step that cannot be taken now, or that lacks what it needs.
        NoRelease: somebody here would get in touch without one.
    """
    if step not in referral.next_steps:
        raise OutOfOrder(f"no way from {referral.step} to {step}", do="Look at where it stands now")
    if how not in HOWS.get(step, frozenset({None})):
        raise OutOfOrder("a step that does not say how it came about", do="Choose how you know it")
    if (step in NEEDS_WHY) is not (why is not None):
        raise OutOfOrder("a no without a reason, or a reason without a no", do="Choose why they said no")
    if (step in NEEDS_DAY and until is None) or (until and (step not in MAY_NAME_DAY or until < on)):
        raise OutOfOrder("a day that cannot be kept", do="Choose today or a later day")
    return _with(referral, Taken(step, by, on, how, why, until, _consent_for(how, consent)))


def look(
    referral: Referral,
    *,
    by: str,
    on: date,
    how: How | None = None,
    consent: Covered | Refused | None = None,
) -> Referral:
    """The referral after somebody looked at it and found nothing new: the clock begins again.

    Args:
        how: who was asked, if somebody was. Asking the office is getting in touch, as at every step.

    Raises:
        OutOfOrder: nothing is left to look at.
        NoRelease: the office was asked without one.
    """
    if referral.step in CLOSED:
        raise OutOfOrder("nothing left to do", do="Write down a new one")
    if how is not None and how not in _TELLS:
        raise OutOfOrder("a call that is a step of its own", do="Choose the step")
    return _with(
        referral, Taken(referral.step, by, on, how, consent_id=_consent_for(how, consent), is_look=True)
    )


def take_back(referral: Referral, *, by: str, on: date) -> Referral:
    """The referral as it was before its last step; that the step was taken, and taken back, stays written."""
    if not referral.can_take_back:
        raise OutOfOrder("nothing to take back", do="Mark it as entered by mistake instead")
    return _with(referral, Taken(None, by, on))


def is_contact(how: How | None) -> bool:
    """Whether somebody here got in touch with the office."""
    return how in CONTACT


def asked_of(recipient: str) -> ExportRequest:
    """What a release must cover before somebody here gets in touch with this office."""
    return ExportRequest(recipient, SHARED)


def _consent_for(how: How | None, consent: Covered | Refused | None) -> str:
    if not is_contact(how):
        return ""
    if isinstance(consent, Covered):
        return consent.consent_id
    raise NoRelease(consent.reason if consent else Refusal.NONE)


def _with(referral: Referral, one: Taken) -> Referral:
    return replace(referral, history=(*referral.history, one))


def look_again(kind: Kind, day: date) -> date:
    """So many working days later; weekends do not count, public holidays do.

    >>> look_again(Kind.PROTECTIVE_ORDER, date(2026, 11, 27))  # a Friday
    datetime.date(2026, 11, 30)
    """
    left = CLOCK[kind]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


_BY_TAG = {
    **dict.fromkeys(("crisis", "suicide"), Kind.CRISIS),
    "protective-order": Kind.PROTECTIVE_ORDER,
    **dict.fromkeys(("legal", "tech-safety"), Kind.LEGAL_OR_TECH),
    "counselling": Kind.COUNSELLING,
}


def kind_of(tags: Iterable[str]) -> Kind:
    """What a service with these tags of ours is likely asked for: the most urgent of them."""
    found = {_BY_TAG.get(tag, Kind.OTHER) for tag in tags} or {Kind.OTHER}
    return min(found, key=list(Kind).index)


def contact_before(due_on: date | None, contact_on: date | None, today: date) -> bool:
    """Whether the person doing this is near or in touch before somebody here looks at the referral again."""
    return due_on is not None and contact_on is not None and today <= contact_on < due_on
