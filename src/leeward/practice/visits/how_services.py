# SPDX-License-Identifier: Apache-2.0
"""Saving what was noticed, what was agreed, and which steps stand on the plan; each under its own key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from leeward.planning.check_up import Held, Order, custody_from
from leeward.practice.accounts.models import Account
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.how_signs import CHECK, CUSTODY, DOCUMENT, MAY_KNOW, SIGN, SignSaid
from leeward.practice.visits.services import change_document


def save_signs(account: Account, visit_id: str, given: Mapping[str, SignSaid], *, seen: int) -> Sheet:
    """Writes the signs that were answered, each with today's date; one taken back is not asked any more.

    Raises:
        ChangedSince, VisitEnded: see `change_document`.
    """
    today = _today()
    updates = {
        f"{SIGN}{id}": {"answer": one.answer, "how": one.how, "on": today if one.answer else "", "from": ""}
        for id, one in given.items()
    }
    return change_document(account, visit_id, DOCUMENT, updates, seen=seen)


def save_agreed(account: Account, visit_id: str, answer: str, *, seen: int) -> Sheet:
    """Writes whether the person doing this may notice, as client and MHP agreed today."""
    return change_document(
        account, visit_id, DOCUMENT, {MAY_KNOW: {"agreed": answer, "on": _today()}}, seen=seen
    )


def save_custody(account: Account, visit_id: str, held: Held, order: Order, *, seen: int) -> Sheet:
    """Writes who has custody and what an order says, once for this page and the account check-up."""
    said = {"answer": custody_from(held, order), "held": held, "order": order, "on": _today()}
    return change_document(account, visit_id, DOCUMENT, {CUSTODY: said}, seen=seen)


def put_on_plan(account: Account, visit_id: str, keys: Iterable[str], *, is_on: bool, seen: int) -> Sheet:
    """Puts steps on the plan, or takes them off; what came of a check stays."""
    keys = tuple(keys)

    def change(sheet: Sheet) -> Mapping[str, Any]:
        return {key: {**_step(sheet, key), "plan": is_on} for key in keys}

    return change_document(account, visit_id, DOCUMENT, change, seen=seen)


def save_outcome(account: Account, visit_id: str, keys: Iterable[str], outcome: str, *, seen: int) -> Sheet:
    """Writes what came of a check, for each possibility it belongs to; an empty one takes it back."""
    keys = tuple(keys)
    day = _today() if outcome else ""

    def change(sheet: Sheet) -> Mapping[str, Any]:
        return {key: {**_step(sheet, key), "outcome": outcome, "on": day} for key in keys}

    return change_document(account, visit_id, DOCUMENT, change, seen=seen)


def _step(sheet: Sheet, key: str) -> dict[str, Any]:
    """A step as it stands, or as it is before its first word."""
    before = {"plan": False, "outcome": "", "on": ""} if key.startswith(CHECK) else {"plan": False}
    return {**before, **sheet.words.get(key, {})}


def _today() -> str:
    return timezone.localdate().isoformat()
