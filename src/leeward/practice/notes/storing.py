# SPDX-License-Identifier: Apache-2.0
"""Words of notes on the disk: sealed with the key of the case's first person, at least 2,048 letters long."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.utils import timezone

from leeward.practice.cases.models import Case
from leeward.practice.notes.models import Attachment, Note, Writing
from leeward.practice.notes.values import State, Version
from leeward.practice.sealing import ATTACHMENT, NOTE_LABELS, new_id, seal, unseal
from leeward.stewardship.writing import Kind
from leeward.vault.ring import OpenCase

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CHART_LINE: ("text",),
    Kind.PROTECTED_NOTE: ("text",),
    Kind.EVIDENCE_INDEX: ("what", "where", "when", "text"),
    Kind.WORKING_PAPER: ("impressions", "means", "law"),
}
"""What each kind is made of, in the order it is asked."""
FLOOR = 2048
"""Letters a text takes at least, so that a stolen file does not tell a line from a page."""

_words = msgspec.json.Decoder(dict[str, str])


class FileFacts(msgspec.Struct, frozen=True):
    """What is sealed about a file: its name as it was given, its sizes, the digest of the sealed bytes."""

    name: str
    plain_bytes: int
    sealed_bytes: int
    digest: bytes

    def __repr__(self) -> str:
        return "<FileFacts hidden>"


def packed(words: Mapping[str, str]) -> str:
    """Words as the text that is sealed."""
    return msgspec.json.encode(dict(words)).decode("utf-8").ljust(FLOOR)


def unpacked(text: str) -> dict[str, str]:
    """The words of such a text."""
    return _words.decode(text)


def client_id(case: Case) -> str:
    """The person whose key seals what is written about a case: its first."""
    return str(case.persons.values_list("id", flat=True)[0])


def add_version(
    note: Note, keys: OpenCase, words: Mapping[str, str], *, state: State, author_id: str, id: str = ""
) -> None:
    """The next version of a note, for a caller that holds its row. `note.version` is that version already."""
    label = NOTE_LABELS[note.record_class].name
    sealed = seal(
        keys.person(note.person_id),
        label,
        note.id,
        packed(words),
        version=note.version,
        person=note.person_id,
    )
    Writing.objects.create(
        id=id or new_id(),
        note=note,
        version=note.version,
        state=state,
        author_id=author_id,
        sealed=sealed,
        said_at=timezone.now(),
    )


def read_version(note: Note, keys: OpenCase, row: Writing) -> Version:
    """One version, opened. Raises ValueDamaged."""
    label = NOTE_LABELS[note.record_class].name
    text = unseal(
        keys.person(note.person_id), label, note.id, row.sealed, version=row.version, person=note.person_id
    )
    return Version(row.id, row.version, row.state, row.author_id, row.said_at, unpacked(text))


def seal_facts(note: Note, keys: OpenCase, file_id: str, facts: FileFacts) -> bytes:
    """What is known of a file, sealed."""
    text = msgspec.json.encode(facts).decode("ascii").ljust(FLOOR)
    key = keys.person(note.person_id)
    return seal(key, ATTACHMENT.name, file_id, text, version=1, person=note.person_id)


def read_facts(note: Note, keys: OpenCase, row: Attachment) -> FileFacts:
    """What is known of a file. Raises ValueDamaged."""
    key = keys.person(note.person_id)
    text = unseal(key, ATTACHMENT.name, row.id, row.sealed, version=1, person=note.person_id)
    return msgspec.json.decode(text, type=FileFacts)
