# SPDX-License-Identifier: Apache-2.0
"""Handing a visit's questions over on a device, and taking it back: what the MHP does about it.

The device's cookie holds a random token; only its SHA-256 is kept. It ends after 45 minutes, or 20
without a press. What the device itself does stands in `device`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.book import book
from leeward.practice.sealing import agent, new_id
from leeward.practice.visits.chain import answers_of
from leeward.practice.visits.device_state import (
    DeviceState,
    ended,
    findings_on_device,
    read_state,
    written,
)
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.models import HandOver, Visit
from leeward.practice.visits.services import apply_change, find_visit, visit_facts
from leeward.practice.visits.storing import read_sheet
from leeward.practice.visits.values import VisitWords
from leeward.screening.device_questions import askable, short_list
from leeward.screening.hand_over import Why, refused_before_asking, refused_for, voice_for
from leeward.stewardship import Action
from leeward.terms.errors import LeewardError
from leeward.terms.text import Language

LONGEST = timedelta(minutes=45)
IDLE = timedelta(minutes=20)


class NotHandedOver(LeewardError):
    """`why`: what speaks against it; the session goes on and nothing was written."""

    def __init__(self, why: Why) -> None:
        super().__init__(
            "A visit whose questions stay with the MHP",
            expected="one that may be handed over",
            do="Ask them yourself",
        )
        self.why = why


@dataclass(frozen=True, slots=True, repr=False)
class HandedOver:
    """What the browser gets. `token`: the only copy."""

    token: str
    language: Language


def why_not(answers: Sheet, *, has_ended: bool, with_led: bool = False, is_long: bool = False) -> Why | None:
    """What speaks against handing over; None: nothing."""
    now = timezone.now()
    context = answers_of(answers, now).context
    why = refused_before_asking(context, has_ended=has_ended)
    voice = voice_for(context)
    if why or voice is None:
        return why or "age-unknown"
    findings = findings_on_device(answers, DeviceState(voice, "en"), now)
    items = askable(
        findings,
        book(),
        with_led=with_led,
        asked_here=(),
        wanted=None if is_long else short_list(book(), with_led=with_led),
    )
    return refused_for(findings, items) or None


def why_not_now(visit: VisitWords) -> Why | None:
    """The same, for the page."""
    return why_not(visit.document("answers"), has_ended=visit.ended_at is not None)


def hand_over(
    account: Account, visit_id: str, *, language: Language, with_led: bool, is_long: bool = False
) -> HandedOver:
    """Lets one device answer this visit's questions. A device that was out before is called in.

    Raises:
        NotHandedOver: see its `why`.
    """
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.HAND_OVER)
    with acting(actor, Action.HAND_OVER, visit_facts(visit)):
        visit = Visit.objects.select_for_update().get(id=visit.id)
        sheet = read_sheet(visit, agent().open_case(visit.case_id), "answers")
        why = why_not(sheet, has_ended=visit.ended_at is not None, with_led=with_led, is_long=is_long)
        voice = voice_for(answers_of(sheet, timezone.now()).context)
        if why or voice is None:
            raise NotHandedOver(why or "age-unknown")
        state = DeviceState(voice, language, with_led, is_long)
        apply_change(visit, "answers", written(state), seen=sheet.version)
        now = timezone.now()
        visit.hand_overs.filter(ended_at=None).update(ended_at=now)
        token = secrets.token_urlsafe(32)
        HandOver.objects.create(
            id=new_id(), visit=visit, token_hash=hashed(token), began_at=now, ends_at=now + IDLE
        )
    return HandedOver(token, language)


def take_back(account: Account, visit_id: str) -> None:
    """Ends what a device may do in this visit; its next press shows the closing page."""
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.HAND_OVER)
    with acting(actor, Action.HAND_OVER, visit_facts(visit)):
        visit = Visit.objects.select_for_update().get(id=visit.id)
        visit.hand_overs.filter(ended_at=None).update(ended_at=timezone.now())
        sheet = read_sheet(visit, agent().open_case(visit.case_id), "answers")
        if visit.ended_at is None and read_state(sheet) is not None:
            apply_change(visit, "answers", ended("taken-back"), seen=sheet.version)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode("utf-8")).hexdigest()


def later(began_at: datetime, now: datetime) -> datetime:
    """Until when a device may go on after a press now."""
    return min(began_at + LONGEST, now + IDLE)
