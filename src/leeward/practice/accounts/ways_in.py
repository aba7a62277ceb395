# SPDX-License-Identifier: Apache-2.0
"""The way back in for somebody who lost their password, or the phone and the codes too.

    start (an administrator)  ->  approve (somebody else, who gets the code)  ->  use (at the door)

Nothing is sent: the code is said or handed over on paper by whoever said yes, to a face they know. With it
the person chooses a new password; the second factor, its codes and all passkeys of the account are gone then,
since they may be in other hands. Signing in as usual calls a way in off.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts import codes
from leeward.practice.accounts.lost_passphrase import is_the_paper
from leeward.practice.accounts.models import Account, Passkey, WayIn
from leeward.practice.accounts.passwords import as_typed
from leeward.practice.accounts.second_factor import clear_factor
from leeward.practice.accounts.services import account_named, dummy_hash, name_of
from leeward.practice.accounts.sessions import end_other_sessions
from leeward.practice.accounts.tries import settle
from leeward.practice.audit.services import acting, note, refuse
from leeward.practice.sealing import WAY_IN_REASON, new_id, own_key, seal, unseal
from leeward.stewardship import Action, Actor, readmission
from leeward.stewardship.ways_in import Stage, WayInFacts, has_two_others, may_approve, may_start, stage

_CODE_LETTERS = 12
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True, repr=False)
class ListedWayIn:
    """One that stands, as staff see it. `started_by` is empty where the paper asked."""

    id: str
    person: str
    started_by: str
    reason: str
    started_at: datetime
    is_open: bool
    may_approve: bool


def start(actor: Actor, person_id: str, reason: str) -> bool:
    """Begins one. False: one stands already. Raises NotFound: not theirs to start, or no such person."""
    person = Account.objects.filter(id=person_id, is_active=True).first()
    if person is None or not may_start(actor, person_id):
        refuse(actor, Action.START_WAY_IN)
    with acting(actor, Action.START_WAY_IN, reason=reason, recipient=person_id):
        Account.objects.select_for_update().get(id=person_id)  # two at once: one stands
        _end_those_over(person_id)
        if WayIn.objects.filter(account_id=person_id, ended_at=None).exists():
            return False
        id = new_id()
        sealed = seal(own_key(), WAY_IN_REASON.name, id, reason, version=1, person=None)
        WayIn.objects.create(
            id=id,
            account=person,
            started_by_id=actor.id,
            sealed_reason=sealed,
            started_at=timezone.now(),
        )
    return True


def approve(actor: Actor, way_id: str) -> str:
    """The second yes: the code to hand over, given out this once. Raises NotFound."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
    hashed = make_password(code)
    way = WayIn.objects.filter(id=way_id, ended_at=None).first()
    if (
        way is None
        or way.started_by_id is None
        or stage(_facts(way), timezone.now()) is not Stage.ASKED
        or not may_approve(actor, way.account_id, started_by=way.started_by_id)
    ):
        refuse(actor, Action.APPROVE_WAY_IN)
    with acting(actor, Action.APPROVE_WAY_IN, recipient=way.account_id):
        is_first = WayIn.objects.filter(id=way_id, ended_at=None, approved_at=None).update(
            approved_by_id=actor.id, approved_at=timezone.now(), hashed_code=hashed
        )
    if not is_first:
        refuse(actor, Action.APPROVE_WAY_IN)
    return codes.written(code)


def call_off(actor: Actor, way_id: str) -> None:
    """Ends one before it was used."""
    with acting(actor, Action.CALL_OFF_WAY_IN):
        WayIn.objects.filter(id=way_id, ended_at=None).update(ended_at=timezone.now())


def call_off_by_signing_in(account: Account) -> None:
    """Whoever can sign in needs no way in."""
    if WayIn.objects.filter(account=account, ended_at=None).update(ended_at=timezone.now()):
        note(Action.CALL_OFF_WAY_IN.value, actor_id=account.id)


def use_code(name: str, typed: str, password: str) -> bool:
    """Sets a new password with the code. False, whatever was wrong: name, code, hour, or many tries."""
    account = account_named(name)
    way = WayIn.objects.filter(account=account, ended_at=None).first() if account else None
    is_right = check_password(codes.bare(typed), (way.hashed_code if way else "") or dummy_hash())
    hashed = make_password(as_typed(password))
    if account is None:
        note("account.way-in", is_allowed=False)
        return False
    return _use(account, way, hashed, is_right=is_right)


def ask_with_paper(name: str, rows: str) -> bool:
    """Begins one where nobody else could. Raises WrongKey: a slip. False: two others here can do it.

    An unknown name is answered like a known one: whoever has the paper waits the 72 hours in vain.
    """
    is_the_paper(rows)
    account = account_named(name)
    if account is None:
        note("account.way-in-paper", is_allowed=False)
        return True
    if has_two_others(account.id, _staff()):
        note("account.way-in-paper", actor_id=account.id, is_allowed=False)
        return False
    with transaction.atomic():
        note("account.way-in-paper", actor_id=account.id)
        Account.objects.select_for_update().get(id=account.id)
        _end_those_over(account.id)
        if not WayIn.objects.filter(account=account, ended_at=None).exists():
            WayIn.objects.create(id=new_id(), account=account, started_at=timezone.now())
    return True


def use_paper(name: str, rows: str, password: str) -> bool:
    """Sets a new password with the paper, 72 hours after it asked. Raises WrongKey."""
    is_the_paper(rows)
    account = account_named(name)
    hashed = make_password(as_typed(password))
    if account is None:
        return False
    way = WayIn.objects.filter(account=account, ended_at=None, started_by=None).first()
    return _use(account, way, hashed, is_right=way is not None)


def paper_asked_at() -> list[datetime]:
    """When the paper asked, for each that stands; shown to everyone at the door, and names nobody."""
    now = timezone.now()
    rows = WayIn.objects.filter(started_by=None, ended_at=None).order_by("started_at")
    return [row.started_at for row in rows if stage(_facts(row), now) is not Stage.OVER]


def standing(actor: Actor) -> list[ListedWayIn]:
    """Those that stand, oldest first, for staff who start or approve."""
    now = timezone.now()
    rows = WayIn.objects.filter(ended_at=None).select_related("account", "started_by").order_by("started_at")
    return [_listed(row, actor, now) for row in rows if stage(_facts(row), now) is not Stage.OVER]


def people(actor: Actor) -> list[tuple[str, str]]:
    """Ids and names of those whom this person may begin to let in."""
    rows = Account.objects.filter(is_active=True).exclude(id=actor.id)
    return sorted(((row.id, name_of(row)) for row in rows), key=lambda one: one[1].casefold())


def _listed(row: WayIn, actor: Actor, now: datetime) -> ListedWayIn:
    is_open = stage(_facts(row), now) is Stage.OPEN
    by_paper = row.started_by_id is None
    return ListedWayIn(
        row.id,
        name_of(row.account),
        "" if by_paper else name_of(row.started_by),
        "" if by_paper else _reason(row),
        row.started_at,
        is_open,
        not by_paper and not is_open and may_approve(actor, row.account_id, started_by=row.started_by_id),
    )


def _use(account: Account, way: WayIn | None, hashed: str, *, is_right: bool) -> bool:
    """Takes a way in, once: new password, nothing else left that opens the account, all sessions ended."""

    def check(now: datetime) -> bool:
        if way is None or not is_right or stage(_facts(way), now) is not Stage.OPEN:
            return False
        return WayIn.objects.filter(id=way.id, ended_at=None).update(ended_at=now) == 1

    with transaction.atomic():
        if settle(account.id, "account.way-in", check) is None:
            return False
        Account.objects.filter(id=account.id).update(password=hashed)
        clear_factor(account.id)
        Passkey.objects.filter(account_id=account.id).delete()
        end_other_sessions(account.id, keep="")
    return True


def _end_those_over(account_id: str) -> None:
    now = timezone.now()
    for row in WayIn.objects.filter(account_id=account_id, ended_at=None):
        if stage(_facts(row), now) is Stage.OVER:
            WayIn.objects.filter(id=row.id).update(ended_at=now)


def _facts(row: WayIn) -> WayInFacts:
    found = readmission(row.started_at, timezone.now())
    started_at = row.started_at
    if row.started_by_id is None and found.asked_at != row.started_at:
        WayIn.objects.filter(id=row.id).update(started_at=found.asked_at)  # a clock set back: it begins anew
        started_at = found.asked_at
    return WayInFacts(started_at, row.started_by_id is None, row.approved_at, row.ended_at)


def _staff() -> list[Actor]:
    return [row.actor() for row in Account.objects.filter(is_active=True) if row.has_usable_password()]


def _reason(row: WayIn) -> str:
    return unseal(own_key(), WAY_IN_REASON.name, row.id, row.sealed_reason, version=1, person=None)
