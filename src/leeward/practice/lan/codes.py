# SPDX-License-Identifier: Apache-2.0
"""From the MHP's page to the tablet: six letters, typed once, in the place of a link or a cookie.

The hand-over is made first, with a token nobody has. Who types the code gets a new one; the code is gone.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from leeward.practice.accounts.codes import bare
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import note
from leeward.practice.lan.models import TabletCode
from leeward.practice.visits import device
from leeward.practice.visits.hand_over import HandedOver, hand_over, hashed, later
from leeward.practice.visits.models import HandOver
from leeward.terms.text import Language

LASTS = timedelta(minutes=10)
LETTERS = 6
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
ON_RECORD = "visit.tablet-code"


def make_code(account: Account, visit_id: str, *, language: Language, with_led: bool, is_long: bool) -> str:
    """Hands a visit over to whichever tablet the code is typed on. Raises NotHandedOver, as `hand_over`."""
    given = hand_over(account, visit_id, language=language, with_led=with_led, is_long=is_long)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(LETTERS))
    TabletCode.objects.filter(ends_at__lte=timezone.now()).delete()
    TabletCode.objects.create(
        hand_over=HandOver.objects.get(token_hash=hashed(given.token)),
        code_hash=_kept_of(code),
        ends_at=timezone.now() + LASTS,
    )
    return f"{code[:3]}-{code[3:]}"


def take_code(typed: str) -> HandedOver | None:
    """What the tablet gets; None: no such code, or it is over. Both are on record."""
    now = timezone.now()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        found = (
            TabletCode.objects.select_for_update()
            .filter(code_hash=_kept_of(bare(typed)), ends_at__gt=now)
            .first()
        )
        out = found.hand_over if found else None
        if found is None or out is None or out.ended_at is not None or out.ends_at <= now:
            note(ON_RECORD, is_allowed=False)
            return None
        found.delete()
        HandOver.objects.filter(id=out.id).update(token_hash=hashed(token), ends_at=later(out.began_at, now))
        note(ON_RECORD, actor_id=out.id, case_id=out.visit.case_id)
    shown = device.see(token)
    return HandedOver(token, shown.state.language) if shown else None


def _kept_of(code: str) -> str:
    return salted_hmac("leeward.tablet-code", code, algorithm="sha256").hexdigest()
