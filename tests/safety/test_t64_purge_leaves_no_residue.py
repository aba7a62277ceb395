# SPDX-License-Identifier: Apache-2.0
"""T64: what was removed is in no file of the home, and an older back-up of the records opens it no more.

A back-up is made first, records and keys apart. Then a case with words, a note and a file goes. What a thief
could still do with the key ring's copy of that day is shown too, and that the page says until when.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.safety.test_t65_purge_removes_no_more import old_case, only_removal
from tests.support.matrix import account
from tests.support.postgresql import not_here
from tests.support.practice import PASSPHRASE, Home

from leeward.cli import main
from leeward.vault.copies import KEPT_DAYS, prune_copies_of, write_copy
from leeward.vault.faults import KeyMissing
from leeward.vault.fields import Place, SealedText, open_text
from leeward.vault.ring import OpenCase
from leeward.vault.setup import unlock_ring
from leeward.vault.sources import Passphrase
from leeward.vault.store import open_store

pytestmark = not_here
FILE = b"quokkafile " * 500


@dataclass(frozen=True)
class Gone:
    """A home whose case was removed, the back-up of before, and what was in the case (for the search)."""

    home: Home
    case_id: str
    other: str
    records: Path
    keys_copy: Path
    was: OpenCase
    sealed: list[bytes]
    file: bytes


@pytest.fixture
def gone(
    home: Home, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Gone]:
    from django.conf import settings

    from leeward.practice.cases.models import Said

    monkeypatch.setattr(settings, "HOME", home.path)
    monkeypatch.setenv("LEEWARD_HOME", str(home.path))
    places = tmp_path_factory.mktemp("disks")
    for name in ("records", "keys"):
        (places / name).mkdir()
    case_id, other = old_case(home, "Tern", years=8), old_case(home, "Gull", years=8)
    _note_with_a_file(home, case_id)
    assert main(["backup", "--to", str(places / "records"), "--keys-to", str(places / "keys")]) == 0
    was = home.agent.open_case(case_id)
    sealed = [bytes(one) for one in Said.objects.filter(case_id=case_id).values_list("sealed", flat=True)]
    blobs = [path for path in (home.path / "vault").rglob("*") if path.is_file()]
    assert len(blobs) == 1
    file = blobs[0].read_bytes()
    home.signed_in().post(f"/keeping/{case_id}/")
    home.signed_in("alex").post(f"/removals/{only_removal()}/agree/")
    (records,), (keys,) = (sorted((places / name).iterdir()) for name in ("records", "keys"))
    yield Gone(home, case_id, other, records, keys, was, sealed, file)


def _note_with_a_file(home: Home, case_id: str) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from leeward.practice.cases.models import Case
    from leeward.practice.notes.models import Attachment, Note
    from leeward.practice.notes.services import begin_note
    from leeward.practice.sealing import new_id
    from leeward.stewardship.writing import Kind

    note_id = begin_note(
        account("robin"), case_id, Kind.PROTECTED_NOTE, {"text": "quokkanote"}, once=new_id()
    )
    robin = home.signed_in()
    answer = robin.post(
        f"/notes/{note_id}/files/", {"file": SimpleUploadedFile("quokkaname.txt", FILE), "end": "end"}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert Attachment.objects.count() == 1
    then = timezone.now() - timedelta(days=366 * 8)
    Case.objects.filter(id=case_id).update(changed_at=then)
    Note.objects.update(made_at=then, changed_at=then)


def test_neither_keys_nor_sealed_words_nor_the_file_are_left_in_the_home(gone: Gone) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    keys = [gone.was.key.reveal(), *(one.reveal() for one in gone.was.persons.values())]
    texts = [b"quokkanote", b"quokkafile", b"quokkaname", b"quokkamarker"]
    left = {path: path.read_bytes() for path in gone.home.path.rglob("*") if path.is_file()}
    assert any(path.name == "db.sqlite3" for path in left)
    for path, data in left.items():
        for needle in (*keys, *texts, *(one[-48:] for one in gone.sealed), gone.file[-64:]):
            assert needle not in data, path.name
    with pytest.raises(KeyMissing):
        gone.home.agent.open_case(gone.case_id)
    assert gone.home.agent.open_case(gone.other).persons


def sealed_in(records: Path, case_id: str) -> list[tuple[Place, SealedText]]:
    """What a back-up of the records holds of a case."""
    with closing(sqlite3.connect(f"file:{next(records.glob('*.sqlite3'))}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT label, case_id, person_id, version, sealed FROM practice_said WHERE case_id = ?",
            (case_id,),
        ).fetchall()
    return [(Place(*row[:4]), SealedText(row[4])) for row in rows]


def test_an_older_backup_of_the_records_opens_it_no_more(gone: Gone, tmp_path: Path) -> None:
    """With the ring of today no key is there; with the ring's copy of that day it opens: the control."""
    found = sealed_in(gone.records, gone.case_id)
    assert len(found) > 10
    today = unlock_ring(gone.home.path / "keys", Passphrase(PASSPHRASE))
    try:
        with pytest.raises(KeyMissing):
            today.open_case(gone.case_id)
        assert today.open_case(gone.other).persons
    finally:
        today.lock()
    that_day = unlock_ring(gone.keys_copy, Passphrase(PASSPHRASE))
    try:
        keys = that_day.open_case(gone.case_id)
        words = {
            open_text(keys.person(place.person_id) if place.person_id else keys.key, place, text)
            for place, text in found
        }
    finally:
        that_day.lock()
    assert "quokkamarker" in words


def test_the_page_says_from_when_no_copy_of_the_ring_holds_the_key(gone: Gone) -> None:
    page = gone.home.signed_in().get("/keeping/").content.decode()
    assert "1 copy of the key ring still holds its key" in page
    with closing(open_store(gone.home.path / "keys")) as store:
        later = datetime.now(UTC) + timedelta(days=KEPT_DAYS + 1)
        newer = gone.keys_copy.parent / "newer.sqlite3"
        write_copy(store, newer)
        from leeward.vault.copies import remember_copy

        remember_copy(store, newer, now=later)
        assert 1 == prune_copies_of(store, now=later)
    assert not (gone.keys_copy / "ring.sqlite3").exists()
    page = gone.home.signed_in().get("/keeping/").content.decode()
    assert "No copy of the key ring that we made holds its key" in page
