# SPDX-License-Identifier: Apache-2.0
"""The MHP's notes of a visit: saved with every button of the question page; no rule ever blocks them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.numbers import whole_number
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.services import apply_change, find_visit, visit_facts
from leeward.practice.visits.values import VisitWords
from leeward.stewardship import Action, reach

NOTES = "notes"
THEN = "then"
"""Posted by the key that leads to the next ten minutes: the notes are saved on the way."""


def notes_of(visit: VisitWords) -> str:
    """What stands in the notes now. They are protected: not for a colleague who opened the record."""
    return "" if visit.case.reach == "opened" else str(visit.document("notes").words.get(NOTES, ""))


def save_notes(account: Account, visit_id: str, posted: Mapping[str, str]) -> None:
    """Writes the notes a page brought, with `notes_seen`, the version it was filled from.

    What stood there before is kept, unless it only grew. Whoever only opened the record with a reason writes
    under Notes instead, by their own name. Raises ChangedSince, VisitEnded.
    """
    if NOTES not in posted:
        return
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.WRITE_VISIT)
    facts = visit_facts(visit)
    if reach(actor, facts) == "opened":
        return
    text = posted[NOTES].replace("\r\n", "\n")

    def change(sheet: Sheet) -> Mapping[str, object]:
        before = str(sheet.words.get(NOTES, ""))
        if text == before or not (text or before):
            return {}
        kept = [*sheet.words.get("earlier", [])]
        if before and not text.startswith(before):
            kept.append({"notes": before, "changed_at": timezone.now().isoformat(timespec="seconds")})
        return {NOTES: text, "earlier": kept}

    with acting(actor, Action.WRITE_VISIT, facts):
        apply_change(visit, NOTES, change, seen=whole_number(posted.get("notes_seen")))
