# SPDX-License-Identifier: Apache-2.0
"""Running the practice's people: roles, supervisors, closed accounts. No case is read.

Whoever is changed is signed out, so that no page of before stays open under the new roles.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.accounts.sessions import end_other_sessions
from leeward.practice.audit.services import acting
from leeward.practice.people.models import HandingOn, JoinCode, Supervision
from leeward.practice.people.selectors import actors, found_person, in_order
from leeward.stewardship import Action, Role
from leeward.stewardship.staffing import leaves_nobody_in_charge, may_offer, may_supervise
from leeward.terms.errors import InputError, LeewardError


class NobodyInCharge(LeewardError):
    """Nobody would run the practice any more."""

    def __init__(self) -> None:
        super().__init__(
            "The only person who runs the practice",
            expected="another administrator who can sign in",
            do="Give somebody else that role first, then change this one",
        )


def set_roles(account: Account, account_id: str, roles: Iterable[Role], *, keep_session: str = "") -> None:
    """What a person does here from now on. Raises NobodyInCharge.

    Args:
        keep_session: the key of the session of whoever does it, which stays.
    """
    wanted = frozenset(roles)
    with acting(account.actor(), Action.MANAGE_PEOPLE, detail=f"roles {account_id}"):
        person = held(account_id)
        if person.is_active and leaves_nobody_in_charge(actors(), person.id, wanted):
            raise NobodyInCharge
        if person.actor().roles == wanted:
            return
        person.roles = " ".join(in_order(wanted))
        person.save(update_fields=["roles"])
        if Role.SUPERVISOR not in wanted:
            Supervision.objects.filter(supervisor=person).delete()
        if Role.CLINICIAN not in wanted:
            Supervision.objects.filter(clinician=person).delete()
        end_other_sessions(person.id, keep=keep_session)


def set_supervisors(account: Account, account_id: str, supervisor_ids: Iterable[str]) -> None:
    """Those who read this clinician's cases from now on.

    Raises InputError: somebody who cannot; `where` is `self` for whoever names themself, where another
    administrator could.
    """
    wanted = set(supervisor_ids)
    with acting(account.actor(), Action.MANAGE_PEOPLE, detail=f"supervisors {account_id}"):
        person = held(account_id)
        rows = list(Account.objects.filter(id__in=wanted, is_active=True))
        if len(rows) != len(wanted) or not all(may_supervise(one.actor(), person.actor()) for one in rows):
            raise InputError(
                "somebody who cannot supervise this person",
                expected="other people in the role of supervisor",
                do="Choose from the list",
                where="supervisors",
            )
        named = set(Supervision.objects.filter(clinician=person).values_list("supervisor_id", flat=True))
        if account.id in wanted - named and not may_offer(actors(), account.id, account.id):
            raise InputError(
                "themself as supervisor, where somebody else could name them",
                expected="another administrator who names them",
                do="Ask the other administrator to do it",
                where="self",
            )
        Supervision.objects.filter(clinician=person).exclude(supervisor_id__in=wanted).delete()
        Supervision.objects.bulk_create(
            Supervision(clinician=person, supervisor=one, named_at=timezone.now())
            for one in rows
            if one.id not in named
        )


def close_account(account: Account, account_id: str) -> None:
    """They sign in no more, from this moment. Their cases stay as they are. Raises NobodyInCharge."""
    with acting(account.actor(), Action.MANAGE_PEOPLE, detail=f"close {account_id}"):
        person = held(account_id)
        if leaves_nobody_in_charge(actors(), person.id, frozenset()):
            raise NobodyInCharge
        person.is_active = False
        person.save(update_fields=["is_active"])
        JoinCode.objects.filter(account=person).delete()
        end_other_sessions(person.id, keep="")


def reopen_account(account: Account, account_id: str) -> None:
    """They may sign in again, with the password and second factor they had."""
    with acting(account.actor(), Action.MANAGE_PEOPLE, detail=f"reopen {account_id}"):
        person = held(account_id)
        if JoinCode.objects.filter(account=person).exists():
            return  # nobody has chosen a password yet: the code opens it
        person.is_active = True
        person.save(update_fields=["is_active"])
        HandingOn.objects.filter(from_account=person, answered_at=None).delete()


def held(account_id: str) -> Account:
    """The row, held until the end of the transaction. Everybody's rows are: two changes meet one by one."""
    list(Account.objects.select_for_update().order_by("id").values_list("id"))
    return found_person(account_id)
