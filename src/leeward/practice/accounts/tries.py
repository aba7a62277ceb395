# SPDX-License-Identifier: Apache-2.0
"""Wrong tries: five are free, then each waits longer. One account's wait is nobody else's.

Passwords and codes count together. A right password alone does not end the wait of an account with a
second factor: whoever knows the password would otherwise guess codes for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import note

FREE_TRIES = 5
LONGEST_WAIT_SECONDS = 15 * 60

Check = Callable[[datetime], bool]


def settle(account_id: str, action: str, check: Check, *, half: str = "") -> Account | None:
    """Puts a try on record and counts it. The account, if it may try now and the check holds.

    Tries that arrive together are taken one after the other, each seeing what the one before left.
    What is slow is done before: `check` runs while the records are held.

    Args:
        half: the action on record when the check holds but is only the first half; the wait goes on.
    """
    with transaction.atomic():
        account: Account = Account.objects.select_for_update().get(id=account_id)
        now = timezone.now()
        if not account.is_active or (account.waits_until and account.waits_until > now):
            note(action, actor_id=account_id, is_allowed=False)
            return None
        is_right = check(now)
        note(half if half and is_right else action, actor_id=account_id, is_allowed=is_right)
        if is_right and not half:
            account.wrong_tries, account.waits_until = 0, None
        elif not is_right:
            account.wrong_tries += 1
            account.waits_until = _wait_after(account.wrong_tries, now)
        account.save(update_fields=["wrong_tries", "waits_until"])
    return account if is_right else None


def _wait_after(wrong_tries: int, now: datetime) -> datetime | None:
    more = wrong_tries - FREE_TRIES
    if more < 0:
        return None
    return now + timedelta(seconds=min(2 ** min(more, 12), LONGEST_WAIT_SECONDS))
