# SPDX-License-Identifier: Apache-2.0
"""The second factor of an account: begun with the password, confirmed with a code, ended with both.

The secret is sealed with the practice's own key, for one account and one version. It is given out by
`begin`, and again while the first code is awaited; never after that. Recovery codes are given out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from leeward.practice.accounts import codes
from leeward.practice.accounts.models import Account, RecoveryCode, SecondFactor
from leeward.practice.accounts.passwords import as_typed
from leeward.practice.accounts.services import dummy_hash
from leeward.practice.accounts.sessions import end_other_sessions
from leeward.practice.accounts.tries import Check, settle
from leeward.practice.audit.services import acting, note
from leeward.practice.sealing import ACCOUNT_FACTOR, own_key, seal, unseal
from leeward.stewardship import Action

TIME_TO_CONFIRM = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FactorFacts:
    """What an account's page shows; nothing in it opens anything."""

    since: datetime
    codes_left: int


def factor_of(account_id: str) -> FactorFacts | None:
    """The second factor of an account, or None."""
    row = SecondFactor.objects.filter(account_id=account_id, confirmed_at__isnull=False).first()
    if row is None:
        return None
    return FactorFacts(row.confirmed_at, RecoveryCode.objects.filter(account_id=account_id).count())


def begin(account: Account, password: str) -> codes.FactorSecret | None:
    """A new secret for the app; it counts once a code of it was typed. None: not the password."""
    if factor_of(account.id) is not None or not is_really(account, password, lambda _now: True):
        return None
    secret = codes.new_secret()
    with acting(account.actor(), Action.BEGIN_FACTOR):
        Account.objects.select_for_update().get(id=account.id)  # two at once: one version each
        row = SecondFactor.objects.filter(account_id=account.id).first()
        version = row.version + 1 if row else 1
        SecondFactor.objects.update_or_create(
            account_id=account.id,
            defaults={
                "version": version,
                "sealed_secret": seal(
                    own_key(), ACCOUNT_FACTOR.name, account.id, secret, version=version, person=None
                ),
                "begun_at": timezone.now(),
                "confirmed_at": None,
                "last_step": 0,
            },
        )
    return secret


def awaited(account_id: str) -> codes.FactorSecret | None:
    """The secret whose first code is awaited; None once it was confirmed, or after a quarter of an hour."""
    row = _awaited_row(account_id)
    return _secret(row) if row else None


def confirm(account: Account, typed: str, *, session_key: str) -> list[str] | None:
    """Turns the second factor on: ten recovery codes, given out this once. None: not the code.

    Every other session of the account ends.
    """
    row, now = _awaited_row(account.id), timezone.now()
    step = row and codes.matching_step(_secret(row), typed, at=now.timestamp(), last_step=row.last_step)
    if row is None or step is None:
        note(Action.SET_FACTOR.value, actor_id=account.id, is_allowed=False)
        return None
    made, rows = _new_codes(account.id)
    with acting(account.actor(), Action.SET_FACTOR):
        is_ours = SecondFactor.objects.filter(
            account_id=account.id, version=row.version, confirmed_at=None
        ).update(confirmed_at=now, last_step=step)
        if not is_ours:
            return None
        _replace_codes(account.id, rows)
        end_other_sessions(account.id, keep=session_key)
    return made


def renew_codes(account: Account, password: str, typed: str) -> list[str] | None:
    """Ten new recovery codes; those of before are void. None: password or code does not fit."""
    if factor_of(account.id) is None or not is_really(account, password, presented(account.id, typed)):
        return None
    made, rows = _new_codes(account.id)
    with acting(account.actor(), Action.RENEW_CODES):
        _replace_codes(account.id, rows)
    return made


def turn_off(account: Account, password: str, typed: str, *, session_key: str) -> bool:
    """Ends the second factor and its codes. False: password or code does not fit."""
    if factor_of(account.id) is None or not is_really(account, password, presented(account.id, typed)):
        return False
    with acting(account.actor(), Action.DROP_FACTOR):
        clear_factor(account.id)
        end_other_sessions(account.id, keep=session_key)
    return True


def clear_factor(account_id: str) -> None:
    """Neither secret nor codes are left; the version stays, since none is given out twice."""
    SecondFactor.objects.filter(account_id=account_id).update(
        sealed_secret=b"", confirmed_at=None, version=F("version") + 1
    )
    _replace_codes(account_id, [])


def who_ends_sign_in(account_id: str, typed: str) -> Account | None:
    """The account whose password was right before, if the code is right too."""
    return settle(account_id, "account.sign-in", presented(account_id, typed))


def presented(account_id: str, typed: str) -> Check:
    """Takes a code, of the app or of the paper, when its turn comes. What is slow is done at once."""
    if codes.is_by_clock(typed):
        return lambda now: _take_step(account_id, typed, now)
    code = codes.bare(typed)
    row = RecoveryCode.objects.filter(account_id=account_id, handle=code[: codes.HANDLE]).first()
    is_right = check_password(code, row.hashed if row else dummy_hash())
    if row is None or not is_right:
        return lambda _now: False
    return lambda _now: RecoveryCode.objects.filter(pk=row.pk).delete()[0] == 1


def _take_step(account_id: str, typed: str, now: datetime) -> bool:
    row = SecondFactor.objects.filter(account_id=account_id, confirmed_at__isnull=False).first()
    if row is None:
        return False
    step = codes.matching_step(_secret(row), typed, at=now.timestamp(), last_step=row.last_step)
    if step is None:
        return False
    taken: int = SecondFactor.objects.filter(account_id=account_id, last_step__lt=step).update(last_step=step)
    return taken == 1


def is_really(account: Account, password: str, code: Check) -> bool:
    """Whether the person at the page is the account's, not somebody at a screen left open."""
    is_right = check_password(as_typed(password), account.password)
    return settle(account.id, "account.prove", lambda now: is_right and code(now)) is not None


def _awaited_row(account_id: str) -> SecondFactor | None:
    since = timezone.now() - TIME_TO_CONFIRM
    row: SecondFactor | None = SecondFactor.objects.filter(
        account_id=account_id, confirmed_at=None, begun_at__gt=since
    ).first()
    return row if row and row.sealed_secret else None


def _secret(row: SecondFactor) -> codes.FactorSecret:
    return codes.FactorSecret(
        unseal(
            own_key(),
            ACCOUNT_FACTOR.name,
            row.account_id,
            row.sealed_secret,
            version=row.version,
            person=None,
        )
    )


def _new_codes(account_id: str) -> tuple[list[str], list[RecoveryCode]]:
    made = codes.new_recovery_codes()
    rows = [
        RecoveryCode(account_id=account_id, handle=code[: codes.HANDLE], hashed=make_password(code))
        for code in made
    ]
    return made, rows


def _replace_codes(account_id: str, rows: list[RecoveryCode]) -> None:
    with transaction.atomic():
        RecoveryCode.objects.filter(account_id=account_id).delete()
        RecoveryCode.objects.bulk_create(rows)
