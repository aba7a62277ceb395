# SPDX-License-Identifier: Apache-2.0
"""Writing one answer into a visit, whoever presses the button: the MHP, or the client on a device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.book import book
from leeward.practice.visits.chain import require_readable
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.return_visits import ANSWER, CARRIED, PASSED, WAS, given_in
from leeward.practice.visits.services import Change, change_document
from leeward.screening.return_visit import after_skip, changes_from_day_to_day


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
        written, marks = _written(sheet, given, before)
        may_differ = changes_from_day_to_day(book())
        replaced = [
            {
                "linkId": link_id,
                "answer": before[link_id],
                "changed_at": timezone.localtime(now).isoformat(timespec="minutes"),
            }
            for link_id, value in written.items()
            if link_id in before
            and before[link_id] != value
            and not (link_id in sheet.words.get(CARRIED, {}) and link_id in may_differ)
        ]
        updates: dict[str, Any] = {f"{ANSWER}{link_id}": value for link_id, value in written.items()}
        updates |= marks
        if replaced:
            updates["earlier"] = [*sheet.words.get("earlier", []), *replaced]
        require_readable(sheet, {**sheet.words, **updates}, written, now)
        return updates

    return change


def _written(
    sheet: Sheet, given: Mapping[str, Any], before: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers that are written, and the marks of earlier visits that go with them.

    A skip takes no answer of an earlier visit away; only a new answer does.
    """
    marks: dict[str, Any] = {name: sheet.words.get(name, empty) for name, empty in _MARKS.items()}
    carried, was, passed = dict(marks[CARRIED]), dict(marks[WAS]), list(marks[PASSED])
    written: dict[str, Any] = {}
    for link_id, value in given.items():
        kept = {one: said["answer"] for one, said in was.items()}
        skip = after_skip(link_id, carried, kept, book()) if value is None else ""
        if skip == "comes-back":
            earlier = was.pop(link_id)
            carried[link_id], value = earlier["day"], earlier["answer"]
        if skip in ("stays", "comes-back"):
            passed = list(dict.fromkeys([*passed, link_id]))
        elif link_id in carried:
            was[link_id] = {"answer": before[link_id], "day": carried.pop(link_id)}
            passed = [one for one in passed if one != link_id]
        if skip != "stays":
            written[link_id] = value
    now = {CARRIED: carried, WAS: was, PASSED: passed}
    return written, {name: value for name, value in now.items() if value != marks[name]}


_MARKS: Mapping[str, Any] = {CARRIED: {}, WAS: {}, PASSED: []}
