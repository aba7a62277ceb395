# SPDX-License-Identifier: Apache-2.0
"""The way back in with the recovery paper: asked for, seen by everyone for 72 hours, then opened.

Kept in the clear, since everything else is locked then: the hour of the asking, and the check code of
the newest proven paper, which names that paper and tells nothing of its letters.
"""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from leeward.practice.audit.services import note
from leeward.practice.first_run.models import Practice
from leeward.practice.sealing import agent
from leeward.stewardship import Readmission, readmission
from leeward.vault import age, paper
from leeward.vault.faults import KeyMissing, WrongKey

ASK, OPEN, CALL_OFF = "practice.paper-ask", "practice.paper-open", "practice.paper-call-off"


def has_paper() -> bool:
    """Whether a paper was proven that could open these records."""
    return agent().status().paper_proven


def standing() -> Readmission | None:
    """The request that stands, or None."""
    row = Practice.objects.filter(paper_asked_at__isnull=False).first()
    if row is None:
        return None
    found = readmission(row.paper_asked_at, timezone.now())
    if found.asked_at != row.paper_asked_at:  # the clock was set back: the wait begins anew, and stays so
        Practice.objects.filter(paper_asked_at=row.paper_asked_at).update(paper_asked_at=found.asked_at)
    return found


def check_code() -> str:
    """What stands on the newest paper; empty where a paper was proven before it was noted."""
    row = Practice.objects.first()
    return row.paper_code if row else ""


def code_of(text: str) -> str:
    """The check code of a paper, from its rows. Raises WrongKey, naming the row that holds a slip."""
    return paper.check_code(age.recipient_of(paper.read(text)), agent().status().ring_id or "")


def is_the_paper(text: str) -> None:
    """Raises WrongKey: a slip, another paper, or one proven before its check code was noted."""
    require_newest_paper(text)
    if not check_code():
        raise WrongKey(
            "A recovery paper whose check code is not on record",
            expected="a paper that was proven with this version",
            do="Make and prove a new paper, then wait for the next day it is needed",
        )


def ask(text: str) -> None:
    """Notes that somebody with the paper wants to come in. Raises WrongKey: a slip, or another paper."""
    try:
        require_newest_paper(text)
    except WrongKey:
        note(ASK, is_allowed=False)
        raise
    with transaction.atomic():
        note(ASK)
        Practice.objects.filter(paper_asked_at=None).update(paper_asked_at=timezone.now())


def open_with(text: str, new_passphrase: str) -> bool:
    """Opens the records and sets the new passphrase. False: nobody asked, or it is too early.

    Raises:
        WrongKey: a slip, or another paper.
        KeyMissing: the ring here belongs to other records.
    """
    request = standing()
    if request is None or not request.is_open:
        note_too_early()
        return False
    _refuse_other_ring()
    try:
        with transaction.atomic():
            note(OPEN)
            Practice.objects.update(paper_asked_at=None)
            Session.objects.all().delete()
            agent().readmit(text, new_passphrase)
    except WrongKey:
        note(OPEN, is_allowed=False)
        raise
    return True


def note_too_early() -> None:
    """Puts a try before the hour on record; nothing that was typed is read."""
    note(OPEN, is_allowed=False)


def call_off() -> None:
    """Whoever knows the passphrase needs no paper: unlocking ends a request."""
    with transaction.atomic():
        if Practice.objects.filter(paper_asked_at__isnull=False).update(paper_asked_at=None):
            note(CALL_OFF)


def require_newest_paper(text: str) -> None:
    """Tells a slip, or an older paper, now and not after three days. Raises WrongKey."""
    given, known = code_of(text), check_code()
    if known and given != known:
        raise WrongKey(
            "A recovery paper of another ring, or an older paper",
            expected=f"the paper with the check code {known}",
            do="Look for the newest paper; nothing was changed",
        )


def _refuse_other_ring() -> None:
    row = Practice.objects.first()
    if row and row.ring_id != agent().status().ring_id:
        raise KeyMissing(
            "A key ring that belongs to other records",
            expected="the ring these records were made with",
            do="Put the right ring in its place; nothing was changed and no key was made",
        )
