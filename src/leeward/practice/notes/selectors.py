# SPDX-License-Identifier: Apache-2.0
"""Reading notes: the list of a case, one of them opened, and each class apart for an export."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count, Q

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.notes.attachments import files_of
from leeward.practice.notes.holds import is_swept
from leeward.practice.notes.models import Note
from leeward.practice.notes.services import find_note, newest
from leeward.practice.notes.storing import read_version
from leeward.practice.notes.values import ListedNote, NoteWords
from leeward.practice.sealing import agent
from leeward.practice.visits.models import Visit
from leeward.stewardship import Action, may
from leeward.stewardship.writing import NEEDS_MORE_THAN_THE_CASE, Kind
from leeward.vault.ring import OpenCase

_OPENED_IN_A_LIST = frozenset({Kind.CHART_LINE, Kind.EVIDENCE_INDEX})


def notes_in(account: Account, case_id: str) -> list[ListedNote]:
    """Every note of a case that this person may see, newest first. Protected words are not opened here."""
    case = find_case(account, case_id, Action.SEE_NOTES)
    facts = facts_of(case)
    with acting(account.actor(), Action.SEE_NOTES, facts):
        keys = agent().open_case(case_id)
        rows = (
            Note.objects.filter(case=case)
            .order_by("-made_at")
            .annotate(
                amended=Count("writings", filter=Q(writings__state="amendment"), distinct=True),
                held_files=Count("attachments", filter=Q(attachments__removed_at=None), distinct=True),
            )
        )
        if not may(account.actor(), Action.SEE_PROTECTED, facts):
            rows = rows.exclude(~Q(author=account), record_class__in=NEEDS_MORE_THAN_THE_CASE)
        return [_listed(row, keys) for row in rows if not is_swept(row.removed_at, case_id)]


def see_note(account: Account, note_id: str) -> NoteWords:
    """One note with every version. Raises NotFound: none, or not theirs to see."""
    note = find_note(account, note_id, Action.SEE_NOTE)
    action = Action.SEE_NOTE
    if note.record_class in NEEDS_MORE_THAN_THE_CASE and note.author_id != account.id:
        action = Action.SEE_PROTECTED
    facts = facts_of(note.case)
    with acting(account.actor(), action, facts):
        found = read_note(note, agent().open_case(note.case_id))
    return replace(found, is_writable=may(account.actor(), Action.WRITE_NOTE, facts))


def notes_of(
    account: Account, case_id: str, record_class: str, *, visit_ids: frozenset[str] = frozenset()
) -> tuple[NoteWords, ...]:
    """Signed notes of one class, oldest first, for an export; drafts never leave.

    For a caller that was already asked whether it may, inside its transaction.

    Args:
        visit_ids: only what was begun in these visits; empty: all, those begun outside a visit too.
    """
    rows = Note.objects.filter(case_id=case_id, record_class=record_class, signed_at__isnull=False)
    if visit_ids:
        rows = rows.filter(visit_id__in=visit_ids)
    keys = agent().open_case(case_id)
    return tuple(read_note(row, keys) for row in rows.select_related("case").order_by("made_at"))


def may_write_in(account: Account, case_id: str) -> bool:
    """Whether a page that this person sees may offer to write."""
    case = find_case(account, case_id, Action.SEE_NOTES)
    return may(account.actor(), Action.WRITE_NOTE, facts_of(case))


def visit_going_on(case_id: str) -> str:
    """The id of the visit that goes on, for a caller that may see the case; empty where there is none."""
    going_on = Visit.objects.filter(case_id=case_id, ended_at=None).order_by("-opened_at")
    return str(going_on.values_list("id", flat=True).first() or "")


def read_note(note: Note, keys: OpenCase) -> NoteWords:
    """A note for a caller that may see it."""
    return NoteWords(
        note.id,
        note.case_id,
        Kind(note.record_class),
        note.version,
        note.author_id,
        note.made_at,
        note.changed_at,
        note.signed_at,
        note.removed_at,
        tuple(read_version(note, keys, row) for row in note.writings.order_by("version")),
        files_of(note, keys),
    )


def _listed(row: Note, keys: OpenCase) -> ListedNote:
    kind = Kind(row.record_class)
    return ListedNote(
        row.id,
        kind,
        row.made_at,
        row.signed_at,
        row.removed_at,
        row.amended,
        row.held_files,
        newest(row, keys).words if kind in _OPENED_IN_A_LIST else None,
    )
