# SPDX-License-Identifier: Apache-2.0
"""Who works here: for whoever runs the practice, and for pages that name a colleague."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.db.models import Count
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.accounts.services import name_of
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.people.models import JoinCode, Supervision
from leeward.practice.people.values import Choice, Known, State
from leeward.stewardship import Action, Actor, Role
from leeward.stewardship.staffing import GIVEN, may_supervise, may_take_on
from leeward.terms.errors import NotFound


def names_of(account_ids: Iterable[str]) -> dict[str, str]:
    """The names of these accounts, closed ones too."""
    return {one.id: name_of(one) for one in Account.objects.filter(id__in=set(account_ids))}


def actors() -> list[Actor]:
    """Everybody who can sign in."""
    return [one.actor() for one in Account.objects.filter(is_active=True)]


def people(account: Account) -> list[Known]:
    """Everybody who works or worked here, those who can sign in first, by name."""
    with acting(account.actor(), Action.MANAGE_PEOPLE):
        found = _known(list(Account.objects.all()))
    order: dict[State, int] = {"in": 0, "waits": 1, "closed": 2}
    return sorted(found, key=lambda one: (order[one.state], one.name.casefold()))


def person(account: Account, account_id: str) -> Known:
    """One of them. Raises NotFound."""
    with acting(account.actor(), Action.MANAGE_PEOPLE):
        return _known([found_person(account_id)])[0]


def found_person(account_id: str) -> Account:
    """The row of an account, for a caller that may manage people. Raises NotFound."""
    found = Account.objects.filter(id=account_id).first()
    if found is None:
        raise NotFound("No such person", expected="somebody on the list", do="Go back to People", where="")
    return found


def who_could(account: Account, account_id: str, what: Literal["supervise", "take on"]) -> list[Choice]:
    """Who could supervise this person, or take on their cases; by name."""
    with acting(account.actor(), Action.MANAGE_PEOPLE):
        whose = found_person(account_id).actor()
        rows = [
            one
            for one in Account.objects.filter(is_active=True)
            if (what == "supervise" and may_supervise(one.actor(), whose))
            or (what == "take on" and may_take_on(one.actor(), whose.id))
        ]
        return sorted((Choice(one.id, name_of(one)) for one in rows), key=lambda one: one.name.casefold())


def supervisor_ids(account_id: str) -> list[str]:
    """Ids of those named to supervise this person."""
    return list(Supervision.objects.filter(clinician_id=account_id).values_list("supervisor_id", flat=True))


def _known(rows: list[Account]) -> list[Known]:
    ids = [one.id for one in rows]
    waits = dict(JoinCode.objects.filter(account_id__in=ids).values_list("account_id", "ends_at"))
    cases = dict(
        Case.objects.filter(owner_id__in=ids)
        .values("owner_id")
        .annotate(n=Count("id"))
        .values_list("owner_id", "n")
    )
    pairs = list(
        Supervision.objects.filter(clinician_id__in=ids).values_list("clinician_id", "supervisor_id")
    )
    names = names_of([*ids, *(supervisor for _, supervisor in pairs)])
    now = timezone.now()
    return [
        Known(
            one.id,
            names[one.id],
            in_order(one.actor().roles),
            "in" if one.is_active else "waits" if one.id in waits else "closed",
            waits.get(one.id) if waits.get(one.id, now) > now else None,
            cases.get(one.id, 0),
            tuple(sorted(names[by] for whom, by in pairs if whom == one.id)),
        )
        for one in rows
    ]


def in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Roles as they are asked."""
    held = set(roles)
    return tuple(role for role in GIVEN if role in held)
