# SPDX-License-Identifier: Apache-2.0
"""Saving what was agreed at the plan: by heart, and the next talk, which then stands on *Today*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from leeward.practice.accounts.models import Account
from leeward.practice.visits.board_services import FOLLOW_UP, agree, reword, strike_off
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.plan_forms import Agreed
from leeward.practice.visits.services import change_document
from leeward.practice.visits.values import VisitWords

SOON, AGAIN = _("Contact within 48 hours"), _("Talk again")
"""Kept in English, and told in the language of whoever looks."""


def save_plan(
    account: Account, visit: VisitWords, heart: Sequence[str], agreed: Mapping[str, Agreed], *, seen: int
) -> Sheet:
    """Writes the three things by heart and what was agreed, by name: `again`, `soon`.

    Raises:
        ChangedSince, VisitEnded: see `change_document`; nothing is written, on *Today* neither.
    """

    def change(sheet: Sheet) -> Mapping[str, Any]:
        talks = {name: _talk(account, visit, name, one, sheet) for name, one in agreed.items()}
        return {"heart": list(heart), **talks}

    return change_document(account, visit.id, "plan", change, seen=seen)


def _talk(account: Account, visit: VisitWords, name: str, one: Agreed, sheet: Sheet) -> dict[str, str]:
    """One talk as it is kept, with the id of what stands on *Today* for it."""
    before: Mapping[str, str] = sheet.words.get(name, {})
    known = before.get(FOLLOW_UP, "")
    at = timezone.localtime(one.at).replace(tzinfo=None).isoformat(timespec="minutes") if one.at else ""
    said = {"at": at, "way": one.way}
    if before and at == before["at"] and one.way == before["way"]:
        return dict(before)
    if one.at is None:
        strike_off(account, visit, known)
        return said
    what = SOON if name == "soon" else AGAIN
    words = {"what": what, "way": one.way}
    if known and one.way != before["way"]:
        reword(account, visit, known, words)
    return {**said, FOLLOW_UP: agree(account, visit, known, one.at, words)}
