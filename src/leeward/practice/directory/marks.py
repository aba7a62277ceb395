# SPDX-License-Identifier: Apache-2.0
"""Marking that a service was called or its page opened, taking a mark back, and what stands by now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from leeward.knowledge.models.service import Service
from leeward.planning.service_checks import (
    Outcome,
    Standing,
    contacts_of,
    due_after,
    numbers_of,
    outcomes_for,
    standings_of,
)
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.directory.models import ServiceCheck
from leeward.practice.directory.reading import service_in_use
from leeward.practice.directory.wrong import tries_of
from leeward.practice.sealing import new_id
from leeward.stewardship import Action, may_take_back_mark
from leeward.terms.errors import InputError, NotFound


def mark(account: Account, service_id: str, outcome: str) -> str:
    """Writes down how a try went; the mark's id. Raises NotFound: no service; InputError: no such end."""
    mark_id = new_id()
    with acting(account.actor(), Action.MARK_SERVICE, detail=f"mark {mark_id}"):
        service = service_in_use(service_id)
        if outcome not in outcomes_for(service):
            raise InputError("how a try went", expected="one of the ends it can have", do="Choose one")
        now = timezone.now()
        row = ServiceCheck.objects.create(
            id=mark_id,
            service_id=service.id,
            contacts=contacts_of(service),
            numbers=" ".join(sorted(numbers_of(service))),
            outcome=outcome,
            checked_at=now,
            due_on=due_after(service, Outcome(outcome), timezone.localdate(now)),
            account=account,
        )
        return str(row.id)


def take_back(account: Account, mark_id: str) -> str:
    """Takes back a mark made by mistake; the service's id. The row stays, with who took it back.

    Raises NotFound: none that stands, or not theirs to take back.
    """
    row = ServiceCheck.objects.filter(id=mark_id, undone_at=None).first()
    with acting(account.actor(), Action.MARK_SERVICE, detail=f"take back mark {row.id}" if row else ""):
        if row is None or not may_take_back_mark(account.actor(), str(row.account_id)):
            raise NotFound(
                "no such mark of yours",
                expected="one that stands, made by you",
                do="Ask who made it, or a supervisor",
            )
        done = {"undone_at": timezone.now(), "undone_by": account}
        if not ServiceCheck.objects.filter(id=row.id, undone_at=None).update(**done):
            raise NotFound("no such mark", expected="one that stands", do="Look at the list again")
        return str(row.service_id)


def standings(services: Iterable[Service]) -> Mapping[str, Standing]:
    """What the marks say of these services, by id."""
    listed = tuple(services)
    return standings_of(listed, tries_of(listed), timezone.localdate())
