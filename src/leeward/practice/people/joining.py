# SPDX-License-Identifier: Apache-2.0
"""A new person joins: a code, shown once to whoever runs the practice, lets them choose name and password.

    code = add_person(alex, "Kim, new in January", (Role.CLINICIAN,))      # "K7QF-2M9X-TZ4B-WW3A"
    join(code, "kim", "several plain words")                               # at the door, by Kim

So no one but the person ever knows their password. The code is kept as a mark keyed with the practice's own
key, and is good for seven days.
"""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.codes import bare, written
from leeward.practice.accounts.models import Account
from leeward.practice.accounts.passwords import as_typed
from leeward.practice.accounts.services import account_named
from leeward.practice.audit.services import acting, note, refuse
from leeward.practice.people.models import JoinCode
from leeward.practice.people.selectors import found_person
from leeward.practice.sealing import ACCOUNT_NAME, new_id, own_key, seal
from leeward.stewardship import Action, Role
from leeward.stewardship.staffing import JOIN_WITHIN
from leeward.vault.binding import commitment

JOIN = "account.join"
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LETTERS = 16


def add_person(account: Account, name: str, roles: tuple[Role, ...]) -> tuple[str, str]:
    """Somebody who is to join: the new account's id, and the code, which is never shown again."""
    with acting(account.actor(), Action.MANAGE_PEOPLE, detail="add"):
        new = Account(
            id=new_id(), roles=" ".join(roles), is_active=False, made_at=timezone.now(), name_version=0
        )
        _name(new, name)
        new.password = make_password(secrets.token_urlsafe(32))  # so that a try takes as long as any other
        new.save(force_insert=True)
        return new.id, _code_for(new)


def renew_code(account: Account, account_id: str) -> str:
    """A new code for somebody who has not come yet; the one before ends. Raises NotFound."""
    actor = account.actor()
    if not JoinCode.objects.filter(account_id=account_id).exists():
        refuse(actor, Action.MANAGE_PEOPLE)
    with acting(actor, Action.MANAGE_PEOPLE, detail=f"code {account_id}"):
        return _code_for(found_person(account_id))


def join(code: str, name: str, password: str) -> Account | None:
    """The account, ready to sign in. None: no such code, or it is too old. The code ends."""
    with transaction.atomic():
        row = (
            JoinCode.objects.select_for_update()
            .select_related("account")
            .filter(mark=_mark(code), ends_at__gt=timezone.now())
            .first()
        )
        note(JOIN, actor_id=row.account_id if row else "", is_allowed=row is not None)
        if row is None:
            return None
        account: Account = row.account
        _name(account, name)
        account.password = make_password(as_typed(password))
        account.is_active = True
        account.save()
        row.delete()
    return account


def is_taken(name: str, *, but: str = "") -> bool:
    """Whether somebody else signs in with this name, closed accounts too. `but`: an account's id."""
    found = account_named(name)
    return found is not None and found.id != but


def whose_code(code: str) -> str:
    """The id of the account a code is for; empty where there is none."""
    row = JoinCode.objects.filter(mark=_mark(code), ends_at__gt=timezone.now()).first()
    return row.account_id if row else ""


def _code_for(account: Account) -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
    JoinCode.objects.update_or_create(
        account=account, defaults={"mark": _mark(code), "ends_at": timezone.now() + JOIN_WITHIN}
    )
    return written(code)


def _mark(code: str) -> str:
    return commitment(own_key(), "join-code", bare(code)).hex()


def _name(account: Account, name: str) -> None:
    account.name_version += 1
    account.sealed_name = seal(
        own_key(), ACCOUNT_NAME.name, account.id, name.strip(), version=account.name_version, person=None
    )
