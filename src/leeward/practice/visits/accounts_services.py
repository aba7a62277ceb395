# SPDX-License-Identifier: Apache-2.0
"""Saving the account check-up into the document of the signs; a find becomes a sign in the same save."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec

from leeward.planning.check_up import Looked, SignNow, sign_changes
from leeward.practice.accounts.models import Account
from leeward.practice.book import book
from leeward.practice.visits.accounts_form import (
    CUSTODY,
    ITEM,
    USES,
    WHOSE,
    WhoseIs,
    item_key,
    items_of,
    used_platforms,
)
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.how_signs import DOCUMENT, SIGN, signs_said
from leeward.practice.visits.services import change_document


def save_platforms(account: Account, visit_id: str, used: Collection[str], *, seen: int) -> Sheet:
    """Which platforms the client uses. What was looked at on another one stays as it was."""

    def change(sheet: Sheet) -> Mapping[str, Any]:
        before = used_platforms(sheet.words)
        return {
            f"{ITEM}{one.id}:{USES}": {"uses": one.id in used}
            for one in book().checkups
            if (one.id in used) != (one.id in before)
        }

    return change_document(account, visit_id, DOCUMENT, change, seen=seen)


def save_whose(
    account: Account, visit_id: str, platform: str, said: WhoseIs, *, today: date, seen: int
) -> Sheet:
    """Whose account it is, and what was said about custody: that holds for the whole visit."""
    on = today.isoformat()
    changes: dict[str, Any] = {
        item_key(platform, WHOSE): {"whose": said.whose, "contract": said.contract, "on": on}
    }
    if said.held or said.order:
        changes[CUSTODY] = {"answer": said.custody, "held": said.held, "order": said.order, "on": on}
    return change_document(account, visit_id, DOCUMENT, changes, seen=seen)


def save_items(
    account: Account, visit_id: str, platform: str, given: Mapping[str, Looked], *, today: date, seen: int
) -> Sheet:
    """What was seen on one platform. `given`: by kind.

    Raises:
        ChangedSince, VisitEnded: see `change_document`; nothing is written, the signs neither.
    """

    def change(sheet: Sheet) -> Mapping[str, Any]:
        before = items_of(sheet.words)
        after = {**before, **{(platform, kind): one for kind, one in given.items()}}
        signs = {id: SignNow(one.answer, one.source) for id, one in signs_said(sheet.words).items()}
        changed = sign_changes(before, after, signs, book())
        return {
            **{item_key(platform, kind): msgspec.to_builtins(one) for kind, one in given.items()},
            **{
                f"{SIGN}{id}": {
                    "answer": one.answer,
                    "how": one.how,
                    "on": today.isoformat(),
                    "from": one.source,
                }
                for id, one in changed.items()
            },
        }

    return change_document(account, visit_id, DOCUMENT, change, seen=seen)
