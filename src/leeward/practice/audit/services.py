# SPDX-License-Identifier: Apache-2.0
"""Every service call goes through `acting`: asked of `may`, on record, in one transaction.

    with acting(actor, Action.SEE_CASE, facts):
        ...                        # the audit row stands before anything is read or written

A refusal is on record too, and looks to the person like something that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from leeward.practice.audit.models import AuditEntry
from leeward.stewardship import Action, Actor, CaseFacts, may
from leeward.terms.errors import NotFound


@contextmanager
def acting(actor: Actor, action: Action, case: CaseFacts | None = None) -> Iterator[None]:
    """Does something as a person. Raises NotFound: they may not; whether it exists is not told."""
    case_id = case.id if case else ""
    if not may(actor, action, case):
        refuse(actor, action, case_id)
    with transaction.atomic():
        note(action.value, actor_id=actor.id, case_id=case_id)
        yield


def require_allowed(actor: Actor, action: Action, case: CaseFacts | None = None) -> None:
    """Raises NotFound and puts the refusal on record, before a transaction begins that would take it back."""
    if not may(actor, action, case):
        refuse(actor, action, case.id if case else "")


def refuse(actor: Actor, action: Action, case_id: str = "") -> None:
    """Puts a refusal on record and raises NotFound."""
    note(action.value, actor_id=actor.id, case_id=case_id, is_allowed=False)
    raise NotFound("No such record", expected="one of your own", do="Go back to Clients", where="")


def note(action: str, *, actor_id: str = "", case_id: str = "", is_allowed: bool = True) -> None:
    """Adds a row."""
    AuditEntry.objects.create(
        at=timezone.now(), action=action, actor_id=actor_id, case_id=case_id, is_allowed=is_allowed
    )
