# SPDX-License-Identifier: Apache-2.0
"""What the pages of this room get: frozen values, opened for one request. Times are aware, UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from leeward.stewardship.consent import Consent, GivenBy, GivenHow
from leeward.stewardship.hold import Hold
from leeward.stewardship.release import Request
from leeward.stewardship.retention import RecordClass
from leeward.terms.errors import LeewardError


class NotCovered(LeewardError):
    """Nothing was given out. `reason`: why, as `Refusal` or `OutOfOrder` names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "nothing that allows this to be given out",
            expected="a consent that covers it now",
            do="Ask the client, or refuse; nothing was given out",
        )
        self.reason = reason


@dataclass(frozen=True, slots=True, repr=False)
class AgreementInput:
    """A release as a form brought it. `told`: what the client was told it may set off."""

    recipient: str
    classes: frozenset[RecordClass]
    purpose: str
    told: str
    starts_on: date
    ends_on: date
    given_by: GivenBy
    signer: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class AgreementWords:
    """A release of information. `signer`: the name of who signs for a minor."""

    consent: Consent
    purpose: str
    told: str
    given_by: GivenBy
    signer: str
    given_how: GivenHow | None
    made_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class RequestWords:
    """Somebody who asks. `words`: what was written down at each step, by name of the field."""

    request: Request
    words: Mapping[str, str]
    made_at: datetime
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True, repr=False)
class GivenOut:
    """One release, as it stands in the list. `manifest`: what it held, file by file."""

    id: str
    given_at: datetime
    record_class: RecordClass
    recipient: str
    manifest: Mapping[str, object]
    has_agreement: bool


@dataclass(frozen=True, slots=True, repr=False)
class HoldWords:
    """A hold with its reasons, and who set it and wants it lifted, by name."""

    hold: Hold
    why: str
    since: str
    lift_reason: str
    set_by: str
    asked_by: str
    filed: int


@dataclass(frozen=True, slots=True, repr=False)
class CourtWords:
    """The checklist of a court paper: `done` are ids of matters, `notes` what was written down."""

    done: frozenset[str]
    notes: Mapping[str, str]
    version: int
    changed_at: datetime | None = None
