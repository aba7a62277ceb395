# SPDX-License-Identifier: Apache-2.0
"""Writing one answer into a visit, whoever presses the button: the MHP, or the client on a device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.visits.chain import require_readable
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.return_visits import ANSWER, given_in
from leeward.practice.visits.services import Change, change_document


def answer_questions(account: Account, visit_id: str, given: Mapping[str, Any], *, seen: int) -> Sheet:
    """Writes answers by linkId; None stands for a skipped question.

    Raises:
        InputError: an answer its question does not have, or two that cannot both hold; nothing is written.
        ChangedSince, VisitEnded: see `change_document`.
    """
    return change_document(account, visit_id, "answers", answers_change(given), seen=seen)


def answers_change(given: Mapping[str, Any]) -> Change:
    """What writing these answers changes in the document; what was said before is kept with the time."""

    def change(sheet: Sheet) -> Mapping[str, Any]:
        now = timezone.now()
        before = given_in(sheet.words)
        replaced = [
            {
                "linkId": link_id,
                "answer": before[link_id],
                "changed_at": timezone.localtime(now).isoformat(timespec="minutes"),
            }
            for link_id, value in given.items()
            if link_id in before and before[link_id] != value
        ]
        updates: dict[str, Any] = {f"{ANSWER}{link_id}": value for link_id, value in given.items()}
        carried = {
            link_id: day for link_id, day in sheet.words.get("carried", {}).items() if link_id not in given
        }
        if carried != sheet.words.get("carried", {}):
            updates["carried"] = carried
        if replaced:
            updates["earlier"] = [*sheet.words.get("earlier", []), *replaced]
        require_readable(sheet, {**sheet.words, **updates}, given, now)
        return updates

    return change
