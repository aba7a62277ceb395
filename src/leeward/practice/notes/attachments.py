# SPDX-License-Identifier: Apache-2.0
"""Files that go with a note. A sealed file is whole on the disk before its row; the row goes before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse
from leeward.practice.cases.services import facts_of
from leeward.practice.notes.holds import is_swept
from leeward.practice.notes.models import Attachment, Note
from leeward.practice.notes.services import NoteSigned, find_note
from leeward.practice.notes.storing import FileFacts, read_facts, seal_facts
from leeward.practice.notes.values import SealedFileShown
from leeward.practice.sealing import agent, new_id
from leeward.stewardship import Action, may
from leeward.terms.errors import InputError
from leeward.vault.files import SealedFile, read_file
from leeward.vault.ring import OpenCase

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_FILES = 10
"""A note may have so many files."""
MAX_NAME = 200
KNOWN_ENDINGS = frozenset(
    {
        "pdf",
        "txt",
        "jpg",
        "jpeg",
        "png",
        "heic",
        "webp",
        "docx",
        "odt",
        "csv",
        "eml",
        "m4a",
        "mp3",
        "mp4",
        "zip",
    }
)
"""Endings a downloaded file keeps, so that a program opens it; any other becomes `bin`."""


class Sealed(Protocol):
    """A file that came in: see `uploading.SealedUpload`."""

    id: str
    name: str
    sealed: SealedFile
    case_id: str

    def keep(self) -> None: ...


class TooManyFiles(InputError):
    """A note has as many files as it may have."""


@dataclass(frozen=True, slots=True, repr=False)
class OpenedFile:
    """A file, opened in memory. `name` is neutral: the machine it is saved on need not be theirs alone."""

    name: str
    content: bytes


def blob_path(file_id: str) -> Path:
    """Where a sealed file stands."""
    folder: Path = settings.HOME / "vault"
    return folder / file_id


def keys_to_seal_with(account: Account, note_id: str) -> OpenCase | None:
    """The keys of a note's case, for a file on its way in; None where this person may add none."""
    note = Note.objects.select_related("case").filter(id=note_id, signed_at=None, removed_at=None).first()
    if note is None or not may(account.actor(), Action.ATTACH, facts_of(note.case)):
        return None
    return agent().open_case(note.case_id)


def attach(account: Account, note_id: str, upload: Sealed) -> None:
    """Names a sealed file in its note; before this it belongs to nothing.

    Raises:
        NoteSigned: the note is fixed.
        TooManyFiles: there are ten.
    """
    note = find_note(account, note_id, Action.ATTACH)
    with acting(account.actor(), Action.ATTACH, facts_of(note.case)):
        note = Note.objects.select_for_update().get(id=note.id)
        if note.signed_at is not None or note.removed_at is not None or upload.case_id != note.case_id:
            raise NoteSigned(
                "A note that is signed or was taken away", expected="a draft", do="Add the file to a new note"
            )
        if note.attachments.filter(removed_at=None).count() >= MAX_FILES:
            raise TooManyFiles(
                f"{MAX_FILES} files", expected=f"at most {MAX_FILES}", do="Begin another note for the rest"
            )
        keys = agent().open_case(note.case_id)
        facts = FileFacts(
            upload.name[-MAX_NAME:],
            upload.sealed.plain_bytes,
            upload.sealed.sealed_bytes,
            upload.sealed.digest,
        )
        Attachment.objects.create(
            id=upload.id, note=note, sealed=seal_facts(note, keys, upload.id, facts), added_at=timezone.now()
        )
    upload.keep()


def mark_cut_off(account: Account, note_id: str, name: str) -> None:
    """Names in a draft a file that did not arrive whole, so that nobody believes it is there."""
    note = find_note(account, note_id, Action.ATTACH)
    with acting(account.actor(), Action.ATTACH, facts_of(note.case)):
        note = Note.objects.select_for_update().get(id=note.id)
        is_full = note.attachments.filter(removed_at=None).count() >= MAX_FILES
        if note.signed_at is not None or note.removed_at is not None or is_full:
            return
        id, facts = new_id(), FileFacts(name[-MAX_NAME:], 0, 0, b"")
        sealed = seal_facts(note, agent().open_case(note.case_id), id, facts)
        Attachment.objects.create(id=id, note=note, sealed=sealed, added_at=timezone.now())


def files_of(note: Note, keys: OpenCase) -> tuple[SealedFileShown, ...]:
    """The files of a note, oldest first, and those taken away that can still be brought back."""
    found = []
    for row in note.attachments.order_by("added_at"):
        if not is_swept(row.removed_at, note.case_id):
            facts = read_facts(note, keys, row)
            found.append(
                SealedFileShown(
                    row.id,
                    facts.name,
                    facts.plain_bytes,
                    row.added_at,
                    row.removed_at,
                    is_there=blob_path(row.id).exists(),
                    was_cut_off=facts.sealed_bytes == 0,
                )
            )
    return tuple(found)


def open_attachment(account: Account, file_id: str) -> OpenedFile:
    """One file, on record before its first byte leaves.

    Raises:
        NotFound: none, or not theirs to see.
        ValueDamaged, DiskTrouble: altered, cut short or missing; nothing is given.
    """
    row = find_file(account, file_id, Action.SEE_ATTACHMENT)
    with acting(account.actor(), Action.SEE_ATTACHMENT, facts_of(row.note.case)):
        keys = agent().open_case(row.note.case_id)
        facts = read_facts(row.note, keys, row)
        content = read_file(
            blob_path(row.id), identity=keys.identity, key=keys.key, file_id=row.id, digest=facts.digest
        )
    ending = facts.name.rpartition(".")[2].lower()
    return OpenedFile(f"file.{ending if ending in KNOWN_ENDINGS else 'bin'}", content)


def mark_file_removed(account: Account, file_id: str, *, is_removed: bool) -> str:
    """Takes a file of a draft away, or brings it back in 24 hours; the id of its note. Raises NoteSigned."""
    row = find_file(account, file_id, Action.REMOVE_ATTACHMENT)
    with acting(account.actor(), Action.REMOVE_ATTACHMENT, facts_of(row.note.case)):
        note = Note.objects.select_for_update().get(id=row.note_id)
        if note.signed_at is not None:
            raise NoteSigned(
                "A signed note",
                expected="a draft",
                do="Write an amendment that says what is wrong with the file",
            )
        row.removed_at = timezone.now() if is_removed else None
        row.save(update_fields=["removed_at"])
    return row.note_id


def find_file(account: Account, file_id: str, action: Action) -> Attachment:
    """The row of a file. Raises NotFound, and puts the try on record, where there is none to be seen."""
    row = Attachment.objects.select_related("note__case").filter(id=file_id).first()
    if row is None or is_swept(row.removed_at, row.note.case_id):
        refuse(account.actor(), action, row.note.case_id if row else "")
    find_note(account, row.note_id, action)
    return row


def orphan_files(*, older_than: timedelta) -> list[Path]:
    """Sealed files that no record names: of uploads that were cut off by a crash."""
    folder: Path = settings.HOME / "vault"
    if not folder.is_dir():
        return []
    limit = (timezone.now() - older_than).timestamp()
    there = {path.name: path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime <= limit}
    named = set(Attachment.objects.filter(id__in=list(there)).values_list("id", flat=True))
    return [path for name, path in sorted(there.items()) if name not in named]
