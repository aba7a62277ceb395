# SPDX-License-Identifier: Apache-2.0
"""Accounts: making one, and telling who signs in. One hash and one text, whoever it is."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, note
from leeward.practice.sealing import ACCOUNT_NAME, agent, new_id, own_key, seal, unseal
from leeward.stewardship import Action, Role

FREE_TRIES = 5
LONGEST_WAIT_SECONDS = 15 * 60
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
    """The account, or None: unknown, wrong, waiting or closed, all told alike."""
    wanted = _folded(name)
    account = next((one for one in Account.objects.all() if _folded(name_of(one)) == wanted), None)
    is_right = check_password(as_typed(password), account.password if account else _dummy_hash())
    now = timezone.now()
    if account is None:
        note("account.sign-in", is_allowed=False)
        return None
    if not account.is_active or (account.waits_until and account.waits_until > now):
        note("account.sign-in", actor_id=account.id, is_allowed=False)
        return None
    with transaction.atomic():
        note("account.sign-in", actor_id=account.id, is_allowed=is_right)
        if is_right:
            account.wrong_tries, account.waits_until, account.last_login = 0, None, now
        else:
            account.wrong_tries += 1
            more = account.wrong_tries - FREE_TRIES
            if more >= 0:
                account.waits_until = now + timedelta(seconds=min(2 ** min(more, 12), LONGEST_WAIT_SECONDS))
        account.save(update_fields=["wrong_tries", "waits_until", "last_login"])
    return account if is_right else None


def lock_now(account: Account) -> None:
    """Locks the records for everybody and signs everybody out."""
    with acting(account.actor(), Action.LOCK):
        agent().lock()
        Session.objects.all().delete()


def as_typed(password: str) -> str:
    """One form for a password typed on any keyboard."""
    return unicodedata.normalize("NFC", password)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _dummy_hash() -> str:
    if not _DUMMY:
        _DUMMY.append(make_password("nobody has this password"))
    return _DUMMY[0]
