# SPDX-License-Identifier: Apache-2.0
"""Accounts: making one, and telling who signs in. One hash and one text, whoever it is."""

from __future__ import annotations

import unicodedata

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.models import Account, SecondFactor
from leeward.practice.accounts.passwords import as_typed
from leeward.practice.accounts.sessions import end_other_sessions
from leeward.practice.accounts.tries import settle
from leeward.practice.audit.services import acting, note
from leeward.practice.sealing import ACCOUNT_NAME, agent, new_id, own_key, seal, unseal
from leeward.stewardship import Action, Role

_DUMMY: list[str] = []


def add_account(name: str, password: str, roles: tuple[Role, ...]) -> Account:
    """A new account. Its name is sealed; its password kept as Argon2id."""
    account = Account(id=new_id(), roles=" ".join(roles), made_at=timezone.now())
    account.sealed_name = seal(own_key(), ACCOUNT_NAME.name, account.id, name.strip(), version=1, person=None)
    account.password = make_password(as_typed(password))
    with transaction.atomic():
        note("account.add", actor_id=account.id)
        account.save(force_insert=True)
    return account


def name_of(account: Account) -> str:
    """The name of an account."""
    return unseal(
        own_key(),
        ACCOUNT_NAME.name,
        account.id,
        account.sealed_name,
        version=account.name_version,
        person=None,
    )


def who_signs_in(name: str, password: str) -> Account | None:
    """The account, or None: unknown, wrong, waiting or closed, all told alike.

    An account with a second factor is half way in: the wait after wrong tries does not end yet.
    """
    account = account_named(name)
    is_right = check_password(as_typed(password), account.password if account else dummy_hash())
    if account is None:
        note("account.sign-in", is_allowed=False)
        return None
    half = "account.password" if has_second_factor(account.id) else ""
    return settle(account.id, "account.sign-in", lambda _now: is_right, half=half)


def account_named(name: str) -> Account | None:
    """The account of a name. Every name is read, wherever in the list it stands: no answer comes sooner."""
    wanted = _folded(name)
    found = [one for one in Account.objects.all() if _folded(name_of(one)) == wanted]
    return found[0] if found else None


def change_password(account: Account, password: str, *, session_key: str) -> None:
    """Another password; every other session of the account ends."""
    hashed = make_password(as_typed(password))
    with acting(account.actor(), Action.CHANGE_PASSWORD):
        account.password = hashed
        account.save(update_fields=["password"])
        end_other_sessions(account.id, keep=session_key)


def has_second_factor(account_id: str) -> bool:
    """Whether a code is asked after the password."""
    return SecondFactor.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists()


def lock_now(account: Account) -> None:
    """Locks the records for everybody and signs everybody out."""
    with acting(account.actor(), Action.LOCK):
        agent().lock()
        Session.objects.all().delete()


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def dummy_hash() -> str:
    """What is compared where there is nothing to compare with, so that it takes as long."""
    if not _DUMMY:
        _DUMMY.append(make_password("nobody has this password"))
    return _DUMMY[0]
