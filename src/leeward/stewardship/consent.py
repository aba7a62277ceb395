# SPDX-License-Identifier: Apache-2.0
"""Whether a consent covers what is to be given out. Pure; the answer always says why.

>>> from datetime import UTC, date, datetime
>>> given = Consent("k1", "Dr. Example Reyes", frozenset({RecordClass.CLIENT_RECORD}),
...     date(2026, 11, 1), date(2026, 12, 1), given_at=datetime(2026, 11, 1, tzinfo=UTC))
>>> ask = ExportRequest("dr. example  reyes", frozenset({RecordClass.CLIENT_RECORD}))
>>> covers([given], ask, datetime(2026, 11, 22, tzinfo=UTC))
Covered(consent_id='k1')
>>> covers([given], ExportRequest("Example Reyes", ask.classes), datetime(2026, 11, 22, tzinfo=UTC))
Refused(reason=<Refusal.OTHER_RECIPIENT: 'other-recipient'>, consent_id='')

A consent names one recipient, some classes of record and a last day. It never widens: two consents are
not added up, and a recipient is the same only when named the same. What stays compatible: the values of
the enums, which stand in sealed rows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from leeward.stewardship.retention import RecordClass

USUAL_DAYS = 90
MOST_DAYS = 365
STANDS_ALONE = frozenset({RecordClass.PROTECTED_NOTE})
"""A release of psychotherapy notes is joined with no other. Source: knowledge:consent-notes-alone"""


class GivenHow(StrEnum):
    """How the client agreed."""

    SIGNED = "signed"
    ALOUD = "aloud"


class GivenBy(StrEnum):
    """Who agreed."""

    CLIENT = "client"
    PARENT = "parent"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True, repr=False)
class Consent:
    """One release as agreed. `starts_on`, `ends_on`: days, both included.

    `given_at`: when it was signed or said; None: written down, and not agreed yet.
    """

    id: str
    recipient: str
    classes: frozenset[RecordClass]
    starts_on: date
    ends_on: date
    given_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ExportRequest:
    """What is to be given out, and to whom."""

    recipient: str
    classes: frozenset[RecordClass]


class Refusal(StrEnum):
    """Why a consent does not cover it; those that say most about it come last."""

    NONE = "none"
    OTHER_RECIPIENT = "other-recipient"
    WIDER = "wider"
    NOT_YET = "not-yet"
    NOT_GIVEN = "not-given"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Covered:
    """The consent under which it may be given out."""

    consent_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing may be given out. `consent_id`: the consent that came nearest; empty: there is none."""

    reason: Refusal
    consent_id: str = ""


_NEARNESS = list(Refusal)


def covers(consents: Iterable[Consent], request: ExportRequest, now: datetime) -> Covered | Refused:
    """The consent that covers the whole request at this moment, or why none does.

    Args:
        now: aware, in the practice's own time zone, since consents end with a day.
    """
    nearest = Refused(Refusal.NONE)
    for consent in consents:
        reason = why_not(consent, request, now)
        if reason is None:
            return Covered(consent.id)
        if _NEARNESS.index(reason) > _NEARNESS.index(nearest.reason):
            nearest = Refused(reason, "" if reason is Refusal.OTHER_RECIPIENT else consent.id)
    return nearest


def why_not(consent: Consent, request: ExportRequest, now: datetime) -> Refusal | None:
    """Why this consent does not cover it; None where it does."""
    if not same_recipient(consent.recipient, request.recipient):
        return Refusal.OTHER_RECIPIENT
    if consent.revoked_at is not None:
        return Refusal.REVOKED
    if consent.given_at is None or consent.given_at > now:
        return Refusal.NOT_GIVEN
    today = now.date()
    if today > consent.ends_on:
        return Refusal.EXPIRED
    if today < consent.starts_on:
        return Refusal.NOT_YET
    if not request.classes or not request.classes <= consent.classes:
        return Refusal.WIDER
    return None


def is_open(consent: Consent, now: datetime) -> bool:
    """Whether anything can be given out under it now."""
    return why_not(consent, ExportRequest(consent.recipient, consent.classes), now) is None


def same_recipient(one: str, other: str) -> bool:
    """Whether two names are the same, but for spaces and capitals. A blank name is nobody's."""
    folded = _folded(one)
    return bool(folded) and folded == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


class Fault(StrEnum):
    """What is wrong with a release that is being written down."""

    NO_RECIPIENT = "no-recipient"
    NO_CLASS = "no-class"
    NOT_ALONE = "not-alone"
    ENDS_BEFORE = "ends-before"
    TOO_LONG = "too-long"


def faults_of(consent: Consent, today: date) -> tuple[Fault, ...]:
    """What keeps it from being written down: a blank name, no class, an end that is past or far away."""
    found = {
        Fault.NO_RECIPIENT: not _folded(consent.recipient),
        Fault.NO_CLASS: not consent.classes,
        Fault.NOT_ALONE: bool(consent.classes & STANDS_ALONE) and len(consent.classes) > 1,
        Fault.ENDS_BEFORE: consent.ends_on < max(consent.starts_on, today),
        Fault.TOO_LONG: consent.ends_on - consent.starts_on > timedelta(days=MOST_DAYS),
    }
    return tuple(fault for fault, is_there in found.items() if is_there)
