# SPDX-License-Identifier: Apache-2.0
"""Writing notes: drafts, signing, amendments. Nothing that was saved is ever written over.

    begin_note -> save_draft ... -> sign -> amend ...
                      |
                 remove_draft -> bring_back (24 hours), then swept

A save names the version its page was filled from. Where somebody saved meanwhile it is refused, and the page
shows both texts. Pressing a button twice does it once.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse, require_allowed
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import ChangedMeanwhile, facts_of, find_case
from leeward.practice.notes.holds import is_swept
from leeward.practice.notes.models import Note, Writing
from leeward.practice.notes.storing import FIELDS, add_version, client_id, read_version
from leeward.practice.notes.values import Version
from leeward.practice.sealing import agent
from leeward.practice.visits.models import Visit
from leeward.stewardship import Action
from leeward.stewardship.writing import NEEDS_MORE_THAN_THE_CASE, Kind
from leeward.terms.errors import LeewardError
from leeward.vault.ring import OpenCase

MAX_LETTERS = 60_000


class NoteSigned(ChangedMeanwhile):
    """The note was signed meanwhile: what is to be added goes beside it, as an amendment."""


class NotADraft(LeewardError):
    """A signed note is never taken away; a draft that was taken away is brought back before it is changed."""


def begin_note(account: Account, case_id: str, kind: Kind, words: Mapping[str, str], *, once: str) -> str:
    """A new draft; its id, which is `once`. Sent twice with the same words it is one draft.

    Raises ChangedMeanwhile: `once` stands for other words already.
    """
    case = find_case(account, case_id, Action.WRITE_NOTE)
    with acting(account.actor(), Action.WRITE_NOTE, facts_of(case)):
        Case.objects.select_for_update().get(id=case_id)  # the second press waits for the first
        keys = agent().open_case(case_id)
        there = Note.objects.filter(id=once).first()
        if there is not None:
            if there.case_id != case_id or newest(there, keys).words != _fields(kind, words):
                raise changed(there.version)
            return once
        note = new_note(case, account, kind, id=once)
        add_version(note, keys, _fields(kind, words), state="draft", author_id=account.id)
    return once


def new_note(case: Case, account: Account, kind: Kind, *, id: str) -> Note:
    """A note at its first version, with the visit that goes on if one does; for a caller that may write."""
    now = timezone.now()
    going_on = Visit.objects.filter(case=case, ended_at=None).order_by("-opened_at").first()
    return Note.objects.create(
        id=id,
        case=case,
        visit=going_on,
        person_id=client_id(case),
        record_class=kind.value,
        version=1,
        author=account,
        made_at=now,
        changed_at=now,
    )


def save_draft(account: Account, note_id: str, words: Mapping[str, str], *, seen: int) -> None:
    """The next version of a draft; none when nothing differs from what stands.

    Raises:
        ChangedMeanwhile: it is no longer at version `seen`, and says something else.
        NoteSigned: it was signed.
    """
    note = find_note(account, note_id, Action.WRITE_NOTE)
    with acting(account.actor(), Action.WRITE_NOTE, facts_of(note.case)):
        note, keys = _held(note)
        now, said = newest(note, keys), _fields(Kind(note.record_class), words)
        if note.signed_at is not None:
            raise _signed()
        if now.words == said:
            return
        if note.version != seen:
            raise changed(seen)
        _step(note)
        add_version(note, keys, said, state="draft", author_id=account.id)


def sign(account: Account, note_id: str, words: Mapping[str, str], *, seen: int) -> None:
    """Fixes the text as it stands on the page. From now on only amendments are added.

    Raises as `save_draft`. A second press by the same person, with the same words, changes nothing.
    """
    note = find_note(account, note_id, Action.SIGN_NOTE)
    with acting(account.actor(), Action.SIGN_NOTE, facts_of(note.case)):
        note, keys = _held(note)
        now, said = newest(note, keys), _fields(Kind(note.record_class), words)
        if note.signed_at is not None:
            signed = _signed_version(note, keys)
            if signed.words == said and signed.author_id == account.id:
                return
            raise _signed()
        if note.version != seen and now.words != said:
            raise changed(seen)
        note.signed_at = timezone.now()
        _step(note, "signed_at")
        add_version(note, keys, said, state="signed", author_id=account.id)


def amend(account: Account, note_id: str, text: str, reason: str, *, once: str) -> None:
    """Adds to a signed note, beside it. `once`: the amendment's id; sent twice it is one amendment.

    Raises NotADraft: it was not signed yet, so the draft itself is changed.
    """
    note = find_note(account, note_id, Action.AMEND_NOTE)
    with acting(account.actor(), Action.AMEND_NOTE, facts_of(note.case)):
        note, keys = _held(note)
        if note.signed_at is None:
            raise NotADraft(
                "A note that is not signed",
                expected="a signed one",
                do="Change the draft itself; nothing was added",
            )
        said = {"text": text, "reason": reason}
        there = Writing.objects.filter(id=once).first()
        if there is not None:
            if there.note_id != note.id or read_version(note, keys, there).words != said:
                raise changed(note.version)
            return
        _step(note)
        add_version(note, keys, said, state="amendment", author_id=account.id, id=once)


def remove_draft(account: Account, note_id: str) -> str:
    """Takes a draft away; for 24 hours it can be brought back. The id of its case. Raises NotADraft."""
    return _mark_removed(account, note_id, is_removed=True)


def bring_back(account: Account, note_id: str) -> str:
    """Brings back a draft that was taken away. The id of its case."""
    return _mark_removed(account, note_id, is_removed=False)


def _mark_removed(account: Account, note_id: str, *, is_removed: bool) -> str:
    note = find_note(account, note_id, Action.REMOVE_NOTE)
    with acting(account.actor(), Action.REMOVE_NOTE, facts_of(note.case)):
        note = Note.objects.select_for_update().get(id=note.id)
        if note.signed_at is not None:
            raise NotADraft(
                "A signed note", expected="a draft", do="Write an amendment; nothing was taken away"
            )
        note.removed_at = (note.removed_at or timezone.now()) if is_removed else None
        note.save(update_fields=["removed_at"])
    return note.case_id


def find_note(account: Account, note_id: str, action: Action) -> Note:
    """The row of a note that this person may open at all. Raises NotFound, and puts the try on record."""
    note = Note.objects.select_related("case").filter(id=note_id).first()
    if note is None or is_swept(note.removed_at, note.case_id):
        refuse(account.actor(), action, note.case_id if note else "")
    if note.record_class in NEEDS_MORE_THAN_THE_CASE and note.author_id != account.id:
        require_allowed(account.actor(), Action.SEE_PROTECTED, facts_of(note.case))
    return note


def require_note(account: Account, note_id: str, action: Action) -> None:
    """Before anything is said of what a page brought: whether this person may do that with this note at all.

    Raises NotFound, and puts the refusal on record.
    """
    note = find_note(account, note_id, action)
    require_allowed(account.actor(), action, facts_of(note.case))


def require_case(account: Account, case_id: str, action: Action) -> None:
    """The same for a note that is not begun yet."""
    require_allowed(account.actor(), action, facts_of(find_case(account, case_id, action)))


def newest(note: Note, keys: OpenCase) -> Version:
    """The text of a note as it stands, amendments aside."""
    row = note.writings.exclude(state="amendment").order_by("-version")[0]
    return read_version(note, keys, row)


def _signed_version(note: Note, keys: OpenCase) -> Version:
    return read_version(note, keys, note.writings.get(state="signed"))


def _held(note: Note) -> tuple[Note, OpenCase]:
    """The row, for this transaction alone, and the keys of its case."""
    held = Note.objects.select_for_update().get(id=note.id)
    if held.removed_at is not None:
        raise NotADraft(
            "A draft that was taken away",
            expected="one that is there",
            do="Bring it back first; what you wrote was not saved",
        )
    return held, agent().open_case(held.case_id)


def _step(note: Note, *fields: str) -> None:
    note.version += 1
    note.changed_at = timezone.now()
    note.save(update_fields=["version", "changed_at", *fields])


def _fields(kind: Kind, words: Mapping[str, str]) -> dict[str, str]:
    return {name: words.get(name, "").replace("\r\n", "\n")[:MAX_LETTERS] for name in FIELDS[kind]}


def changed(seen: int) -> ChangedMeanwhile:
    """The fault of a save that came too late."""
    return ChangedMeanwhile(
        "A note that was saved meanwhile",
        expected=f"version {seen}",
        do="Look at both texts, put in what should stand, then save again",
    )


def _signed() -> NoteSigned:
    return NoteSigned(
        "A note that was signed meanwhile", expected="a draft", do="Write what is to be added as an amendment"
    )
