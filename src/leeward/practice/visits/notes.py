# SPDX-License-Identifier: Apache-2.0
"""The MHP's notes of a visit: saved with every button of the question page; no rule ever blocks them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.numbers import whole_number
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.services import change_document
from leeward.practice.visits.values import VisitWords

NOTES = "notes"
THEN = "then"
"""Posted by the key that leads to the next ten minutes: the notes are saved on the way."""


def notes_of(visit: VisitWords) -> str:
    """What stands in the notes now."""
    return str(visit.document("notes").words.get(NOTES, ""))


def save_notes(account: Account, visit_id: str, posted: Mapping[str, str]) -> None:
    """Writes the notes a page brought, with `notes_seen`, the version it was filled from.

    What stood there before is kept, unless it only grew. Raises ChangedSince, VisitEnded.
    """
    if NOTES not in posted:
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

    change_document(account, visit_id, "notes", change, seen=whole_number(posted.get("notes_seen")))
