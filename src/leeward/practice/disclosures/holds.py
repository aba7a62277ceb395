# SPDX-License-Identifier: Apache-2.0
"""Legal holds: set, which files working papers at once, and lifted by two people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.accounts.services import name_of
from leeward.practice.audit.services import acting, refuse
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.disclosures.models import LegalHold
from leeward.practice.disclosures.storing import sealed, unsealed
from leeward.practice.disclosures.values import HoldWords
from leeward.practice.notes.working import file_under_hold
from leeward.practice.sealing import LEGAL_HOLD, agent, new_id
from leeward.stewardship import Action, Role, readmission
from leeward.stewardship.hold import Hold, HoldState, ask_to_lift, keep, lift
from leeward.vault.ring import OpenCase

_SECONDS = {Role.CLINICIAN, Role.SUPERVISOR}


def set_hold(account: Account, case_id: str, *, why: str, since: str, once: str = "") -> int:
    """From now on nothing of this case is removed; how many working papers were filed by that."""
    case = find_case(account, case_id, Action.SET_HOLD)
    with acting(account.actor(), Action.SET_HOLD, facts_of(case), reason=why):
        Case.objects.select_for_update().get(id=case_id)
        hold_id = once or new_id()
        if LegalHold.objects.filter(id=hold_id, case=case).exists():
            return 0
        filed = file_under_hold(case_id)
        row = LegalHold(id=hold_id, case=case, set_by=account.id, set_at=timezone.now())
        words = {"why": why, "since": since, "lift_reason": "", "filed": filed}
        _seal(row, agent().open_case(case_id), words)
        row.save(force_insert=True)
    return filed


def ask(account: Account, case_id: str, hold_id: str, reason: str) -> None:
    """Somebody wants it lifted. Raises NotLifted."""
    _change(account, case_id, hold_id, Action.ASK_TO_LIFT, lambda hold: _asked(hold, account), reason=reason)


def take_back(account: Account, case_id: str, hold_id: str) -> None:
    """The wish is taken back; the hold stands as before. Raises NotLifted."""
    _change(account, case_id, hold_id, Action.KEEP_HOLD, keep)


def lift_hold(account: Account, case_id: str, hold_id: str, *, has_paper: bool = False) -> None:
    """The second person lifts it. Raises NotLifted: the same person, or too early."""
    is_alone = not others_than(account)
    _change(
        account,
        case_id,
        hold_id,
        Action.LIFT_HOLD,
        lambda hold: lift(hold, account.id, timezone.now(), is_alone=is_alone, has_paper=has_paper),
    )


def others_than(account: Account) -> bool:
    """Whether somebody else here could be the second person."""
    rows = Account.objects.filter(is_active=True).exclude(id=account.id)
    return any(_SECONDS & one.actor().roles for one in rows)


def holds_of(account: Account, case_id: str) -> list[HoldWords]:
    """All holds of a case, newest first."""
    case = find_case(account, case_id, Action.SEE_RELEASES)
    with acting(account.actor(), Action.SEE_RELEASES, facts_of(case)):
        keys = agent().open_case(case_id)
        rows = list(case.holds.order_by("-set_at", "id"))
        names = _names({one for row in rows for one in (row.set_by, row.asked_by)})
        return [_opened(row, keys, names) for row in rows]


def _asked(hold: Hold, account: Account) -> Hold:
    return ask_to_lift(hold, account.id, timezone.now())


def _change(
    account: Account,
    case_id: str,
    hold_id: str,
    action: Action,
    change: Callable[[Hold], Hold],
    *,
    reason: str | None = None,
) -> None:
    case = find_case(account, case_id, action)
    with acting(account.actor(), action, facts_of(case), reason=reason or ""):
        row = LegalHold.objects.select_for_update().filter(id=hold_id, case=case).first()
        if row is None:
            refuse(account.actor(), action, case_id)
        after = change(_hold(row))
        row.state, row.asked_by, row.asked_at = after.state.value, after.asked_by, after.asked_at
        row.lifted_by, row.lifted_at = after.lifted_by, after.lifted_at
        if reason is not None:
            keys = agent().open_case(case_id)
            words = {**_words(row, keys), "lift_reason": reason}
            row.version += 1
            _seal(row, keys, words)
        row.save()


def _hold(row: LegalHold) -> Hold:
    return Hold(
        row.id,
        row.case_id,
        row.set_by,
        row.set_at,
        HoldState(row.state),
        row.asked_by,
        row.asked_at,
        row.lifted_by,
        row.lifted_at,
    )


def _opened(row: LegalHold, keys: OpenCase, names: Mapping[str, str]) -> HoldWords:
    words = _words(row, keys)
    return HoldWords(
        _hold(row),
        words["why"],
        words["since"],
        words["lift_reason"],
        names.get(row.set_by, ""),
        names.get(row.asked_by, ""),
        words["filed"],
    )


def _names(ids: set[str]) -> dict[str, str]:
    return {one.id: name_of(one) for one in Account.objects.filter(id__in=ids)}


def _words(row: LegalHold, keys: OpenCase) -> dict[str, Any]:
    return unsealed(keys.key, LEGAL_HOLD, row.id, row.sealed, version=row.version, person=None)


def _seal(row: LegalHold, keys: OpenCase, words: Mapping[str, Any]) -> None:
    row.sealed = sealed(keys.key, LEGAL_HOLD, row.id, words, version=row.version, person=None)


def opens_at(hold: Hold) -> datetime | None:
    """From when the recovery paper lifts it, where nobody else could; None: nobody asked."""
    return readmission(hold.asked_at, timezone.now()).opens_at if hold.asked_at else None
