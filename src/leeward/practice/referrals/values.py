# SPDX-License-Identifier: Apache-2.0
"""What the pages of this room get: frozen values, opened for one request. Times are aware, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from leeward.stewardship import Reach
from leeward.stewardship.referrals import How, Kind, Owner, Referral, Step, Taken, Why


@dataclass(frozen=True, slots=True, repr=False)
class ReferralInput:
    """A new one as a form brought it. `service_id`: its entry in the directory; empty for a name that was
    typed. `said`: the steps that were taken on the same occasion, in order."""

    service_id: str
    office: str
    kind: Kind
    purpose: str
    said: tuple[Step, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class StepInput:
    """One step as a form brought it; without a `step`, it was looked at and nothing was new. `note`: words
    beside it; `answers`: what was asked at the close."""

    step: Step | None
    how: How | None = None
    why: Why | None = None
    until: date | None = None
    note: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class StepWords:
    """One thing that was done. `is_standing`: it was not taken back; `who`: a name, empty for one gone."""

    taken: Taken
    at: datetime
    who: str
    note: str
    answers: tuple[tuple[str, str], ...]
    is_standing: bool


@dataclass(frozen=True, slots=True, repr=False)
class ReferralWords:
    """One referral, opened. `steps`: oldest first. `office`: the name a release has to name. `is_child`: the
    client is known to be under 12."""

    referral: Referral
    case_id: str
    service_id: str
    office: str
    purpose: str
    steps: tuple[StepWords, ...]
    made_at: datetime
    changed_at: datetime
    version: int
    reach: Reach = "own"
    is_child: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ListedReferral:
    """One line of *Today*: no name of an office, since that alone may tell why somebody comes."""

    id: str
    case_id: str
    code_name: str
    due_on: date
    step: Step
    owner: Owner


@dataclass(frozen=True, slots=True, repr=False)
class Unanswered:
    """An office that was tried for this client and did not help, and when it was tried last."""

    service_id: str
    office: str
    step: Step
    why: Why | None
    on: date
