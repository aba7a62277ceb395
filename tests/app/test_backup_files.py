# SPDX-License-Identifier: Apache-2.0
"""Sealed files go with the records into a back-up and come back with them, or not at all."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.copying import refused, whole
from tests.support.postgresql import not_here
from tests.support.practice import Home

from leeward.cli import main
from leeward.practice.backups.manifest import read_manifest

CONTENT = b"quokkamarker " * 9_000


@pytest.fixture
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    folder = tmp_path_factory.mktemp("disks")
    for name in ("records", "keys"):
        (folder / name).mkdir()
    return folder / "records", folder / "keys", folder / "new"


@pytest.fixture
def file_id(here: Home) -> Any:
    """A file that goes with a note of robin's."""
    from django.test import override_settings

    with override_settings(HOME=here.path):
        browser = here.signed_in()
        case_id = here.open_case(browser).split("/")[2]
        note_id = secrets.token_hex(12)
        browser.post(f"/clients/{case_id}/notes/note/", {"once": note_id, "seen": "", "text": "x"})
        browser.post(f"/notes/{note_id}/files/", {"file": SimpleUploadedFile("a.pdf", CONTENT), "end": "end"})
        page = browser.get(f"/notes/{note_id}/change/").content.decode()
        (found,) = set(re.findall(r'href="/files/([0-9a-f]{24})/"', page))
        yield found


def back_up(places: tuple[Path, Path, Path]) -> Path:
    assert main(["backup", "--to", str(places[0]), "--keys-to", str(places[1])]) == 0
    return whole(places[0])[-1]


def test_the_manifest_names_every_sealed_file(
    here: Home, file_id: str, places: tuple[Path, Path, Path]
) -> None:
    made = back_up(places)
    manifest = read_manifest(made)
    assert (manifest.format, [one.name for one in manifest.sealed_files]) == (2, [f"vault/{file_id}"])
    assert (made / "vault" / file_id).read_bytes() == (here.path / "vault" / file_id).read_bytes()
    assert b"quokkamarker" not in b"".join(one.read_bytes() for one in made.rglob("*") if one.is_file())
    assert main(["backup", "--check", str(made)]) == 0


def test_a_sealed_file_that_was_altered_or_is_missing_is_one_message(
    here: Home, file_id: str, places: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    blob = back_up(places) / "vault" / file_id
    data = bytearray(blob.read_bytes())
    data[500] ^= 1
    blob.write_bytes(data)
    for _ in range(2):
        refused(capsys, "backup", "--check", str(places[0]))
        refused(capsys, "restore", str(places[0]), "--keys", str(places[1]), "--home", str(places[2]))
        assert not places[2].exists() or not (places[2] / "db.sqlite3").exists()
        blob.unlink(missing_ok=True)


@not_here
def test_a_restored_home_gives_the_file_back(
    here: Home, file_id: str, places: tuple[Path, Path, Path]
) -> None:
    from leeward.practice.notes.models import Attachment

    back_up(places)
    done = main(["restore", str(places[0]), "--keys", str(places[1]), "--home", str(places[2])])
    assert done == 0
    there = places[2] / "vault" / file_id
    assert there.read_bytes() == (here.path / "vault" / file_id).read_bytes()
    assert (places[2] / "vault").stat().st_mode & 0o077 == 0
    assert Attachment.objects.filter(id=file_id).exists()


@not_here
def test_what_stood_there_is_moved_aside_with_its_files(
    here: Home, file_id: str, places: tuple[Path, Path, Path]
) -> None:
    back_up(places)
    newer = here.path / "vault" / ("c" * 24)
    newer.write_bytes(b"sealed since")
    assert main(["restore", str(places[0]), "--home", str(here.path), "--replace"]) == 0
    assert [one.name for one in (here.path / "vault").iterdir()] == [file_id]
    (aside,) = here.path.glob("replaced-*")
    assert {one.name for one in (aside / "vault").iterdir()} == {file_id, newer.name}


def test_nothing_is_swept_while_a_back_up_goes_on(here: Home, file_id: str) -> None:
    import os

    from leeward.practice.locks import only_one_copy
    from leeward.practice.notes.sweeping import sweep

    lost = here.path / "vault" / ("d" * 24)
    lost.write_bytes(b"nobody names it")
    os.utime(lost, (0, 0))
    with only_one_copy(here.path):
        sweep()
    assert lost.exists()
    sweep()
    assert not lost.exists() and (here.path / "vault" / file_id).exists()
