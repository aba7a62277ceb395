# SPDX-License-Identifier: Apache-2.0
"""Somebody asks for a record, or whether a person is a client: the steps, none of which can be skipped.

    request = open_request("q1", "c1", Claim.POLICE, Way.PHONE, by="robin")
    request = call_back(request, NumberFrom.LOOKED_UP, Reached.YES)
    request = identify(request, Check.OFFICE_CONFIRMED, matches=True)
    request = stand_on(request, Ground.CONSENT)
    request = give(request, by="robin", consent=covers(...))     # or refuse(request)

Nothing is said before the end, not even whether the person is a client. A number that the caller gave is no
number; what an ex-partner knows too is no check. Where the client did not agree, a second person decides.
Danger to life now has its own short way: `tell_in_danger`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from leeward.stewardship.consent import Covered, Refused, same_recipient
from leeward.stewardship.retention import RecordClass
from leeward.terms.errors import LeewardError


class Claim(StrEnum):
    """Who they say they are."""

    CLIENT = "client"
    PARENT = "parent"
    POLICE = "police"
    LAWYER = "lawyer"
    COURT = "court"
    INSURER = "insurer"
    OTHER = "other"


class Way(StrEnum):
    """How they came."""

    PHONE = "phone"
    LETTER = "letter"
    DOOR = "door"
    MAIL = "mail"


class NumberFrom(StrEnum):
    """Where the number for calling back comes from."""

    KNOWN_BEFORE = "known-before"
    LOOKED_UP = "looked-up"
    AGREED = "agreed"  # with this client, as the way to reach them
    GIVEN = "given"  # by whoever asks: never taken
    IN_PERSON = "in-person"  # the client or a parent stands here, and staff know them


class Reached(StrEnum):
    """What calling back brought."""

    YES = "yes"
    NOT_KNOWN_THERE = "not-known-there"


class Check(StrEnum):
    """How it was found out that it is really them."""

    WORD = "word"
    KNOWN_BY_SIGHT = "known-by-sight"
    OFFICE_CONFIRMED = "office-confirmed"
    FACTS = "facts"  # birth date, address: an ex knows them; never taken


class Ground(StrEnum):
    """What a release would rest on."""

    CONSENT = "consent"
    OWN_RECORD = "own-record"
    COURT_ORDER = "court-order"
    LAW = "law"
    SUBPOENA = "subpoena"  # no ground: see the page on court papers
    NONE = "none"


class Step(StrEnum):
    """Where a request stands. The values stand in rows and never change."""

    RECEIVED = "received"
    CALLED_BACK = "called-back"
    KNOWN = "known"
    GROUNDED = "grounded"
    GIVEN = "given"
    REFUSED = "refused"
    TOLD = "told"


ENDED = frozenset({Step.GIVEN, Step.REFUSED, Step.TOLD})
CHECKS: dict[Claim, frozenset[Check]] = {
    Claim.CLIENT: frozenset({Check.WORD, Check.KNOWN_BY_SIGHT}),
    Claim.PARENT: frozenset({Check.WORD, Check.KNOWN_BY_SIGHT}),
    Claim.POLICE: frozenset({Check.OFFICE_CONFIRMED}),
    Claim.LAWYER: frozenset({Check.OFFICE_CONFIRMED}),
    Claim.COURT: frozenset({Check.OFFICE_CONFIRMED}),
    Claim.INSURER: frozenset({Check.OFFICE_CONFIRMED}),
    Claim.OTHER: frozenset({Check.OFFICE_CONFIRMED, Check.KNOWN_BY_SIGHT}),
}
"""What shows that it is really them, by who they say they are."""
NUMBERS: dict[Claim, frozenset[NumberFrom]] = {
    claim: frozenset({NumberFrom.KNOWN_BEFORE, NumberFrom.AGREED, NumberFrom.IN_PERSON})
    if claim in (Claim.CLIENT, Claim.PARENT)
    else frozenset({NumberFrom.KNOWN_BEFORE, NumberFrom.LOOKED_UP})
    for claim in Claim
}
"""Which numbers count, by who they say they are."""
NEEDS_TWO = frozenset({Ground.COURT_ORDER, Ground.LAW})
"""Without the client's yes, a second person looks at it."""
OWN_CLASSES = frozenset({RecordClass.CLIENT_RECORD, RecordClass.CHART_LINE, RecordClass.EVIDENCE_INDEX})
"""What a client gets of their own record on asking; session notes kept apart are another matter."""


class OutOfOrder(LeewardError):
    """A step that cannot be taken now. `why`: which rule stands against it."""

    def __init__(self, why: str, *, do: str) -> None:
        super().__init__(why, expected="the steps in their order", do=do)
        self.why = why


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `by` wrote it down, `grounded_by` named its ground, `approved_by` is the second person."""

    id: str
    case_id: str
    claim: Claim
    way: Way
    by: str
    step: Step = Step.RECEIVED
    number_from: NumberFrom | None = None
    reached: Reached | None = None
    check: Check | None = None
    matches: bool | None = None
    ground: Ground | None = None
    grounded_by: str = ""
    consent_id: str = ""
    approved_by: str = ""
    refused_because: str = ""


def open_request(id: str, case_id: str, claim: Claim, way: Way, *, by: str) -> Request:
    """A request that was just written down. Nothing was said yet."""
    return Request(id, case_id, claim, way, by)


def call_back(request: Request, number_from: NumberFrom, reached: Reached) -> Request:
    """Somebody called back, on a number that whoever asked did not choose."""
    _require(request, Step.RECEIVED)
    if number_from not in NUMBERS[request.claim]:
        raise OutOfOrder("a number that does not count", do="Look the number up yourself, then call")
    return replace(request, step=Step.CALLED_BACK, number_from=number_from, reached=reached)


def identify(request: Request, check: Check, *, matches: bool) -> Request:
    """Whether it is really them, by something that only they can do."""
    _require(request, Step.CALLED_BACK)
    if request.reached is not Reached.YES:
        raise OutOfOrder("nobody there knows them", do="Refuse; you say nothing about any client")
    if check not in CHECKS[request.claim]:
        raise OutOfOrder("a check that others pass too", do="Use the agreed word, or ask their office")
    return replace(request, step=Step.KNOWN, check=check, matches=matches)


def stand_on(request: Request, ground: Ground, *, by: str = "", consent_id: str = "") -> Request:
    """What a release would rest on. May be named anew until it is given or refused."""
    if request.step is Step.GROUNDED:
        request = replace(request, step=Step.KNOWN, approved_by="", consent_id="")
    _require(request, Step.KNOWN)
    if not request.matches:
        raise OutOfOrder("it is not them", do="Refuse; you say nothing about any client")
    if ground in (Ground.SUBPOENA, Ground.NONE):
        raise OutOfOrder("no ground to give anything", do="Refuse, and open the page on court papers")
    if ground is Ground.OWN_RECORD and request.claim is not Claim.CLIENT:
        raise OutOfOrder("a record that is not their own", do="Ask the client for a consent")
    return replace(
        request,
        step=Step.GROUNDED,
        ground=ground,
        grounded_by=by or request.by,
        consent_id=consent_id if ground is Ground.CONSENT else "",
    )


def needs_second(request: Request) -> bool:
    """Whether a second person has to look before anything is given."""
    return request.step is Step.GROUNDED and request.ground in NEEDS_TWO and not request.approved_by


def approve(request: Request, by: str) -> Request:
    """The second person's yes: never of who wrote the request down or named its ground."""
    _require(request, Step.GROUNDED)
    if not needs_second(request):
        raise OutOfOrder("nothing that needs a second person", do="Go on")
    if not by or by in (request.by, request.grounded_by):
        raise OutOfOrder("one's own request", do="Ask a second person to look at it")
    return replace(request, approved_by=by)


def give(request: Request, *, consent: Covered | Refused | None = None) -> Request:
    """The end: it may be given out. Asked in the transaction in which it is.

    Args:
        consent: what `covers` said just now, where it rests on a consent.
    """
    _require(request, Step.GROUNDED)
    if needs_second(request):
        raise OutOfOrder("no second person yet", do="Ask a second person to look at it")
    if request.ground is Ground.CONSENT:
        if not isinstance(consent, Covered):
            raise OutOfOrder("no consent that covers it", do="Ask the client, or refuse")
        return replace(request, step=Step.GIVEN, consent_id=consent.consent_id)
    return replace(request, step=Step.GIVEN)


def refuse(request: Request, because: str = "") -> Request:
    """The end: nothing is given. Possible at every step."""
    if request.step in ENDED:
        raise _ended()
    return replace(request, step=Step.REFUSED, refused_because=because)


def tell_in_danger(request: Request, number_from: NumberFrom) -> Request:
    """The end: a life was in danger now, and somebody who can help was told what they needed, no more."""
    if request.step in ENDED:
        raise _ended()
    if number_from not in (NumberFrom.KNOWN_BEFORE, NumberFrom.LOOKED_UP):
        raise OutOfOrder("a number that does not count", do="Call 911, or a number you looked up yourself")
    return replace(request, step=Step.TOLD, number_from=number_from)


def _require(request: Request, step: Step) -> None:
    if request.step in ENDED:
        raise _ended()
    if request.step is not step:
        raise OutOfOrder(f"the step {request.step.value}", do=f"Do first what leads to {step.value}")


def _ended() -> OutOfOrder:
    return OutOfOrder("a request that has ended", do="Write down a new one")


def against(request: Request, *, named: str, recipient: str, record_class: RecordClass) -> str:
    """What speaks against giving this class to this recipient on this request; empty where nothing does.

    What a request allows goes to whoever asked, by the name they gave; a consent names its recipient itself.

    Args:
        named: the name of whoever asked, empty where none was given.
    """
    if named.strip() and request.ground is not Ground.CONSENT and not same_recipient(named, recipient):
        return "not-who-asked"
    if request.ground is Ground.OWN_RECORD and record_class not in OWN_CLASSES:
        return "not-own"
    return ""
