# SPDX-License-Identifier: Apache-2.0
"""T14, back-ups: whoever takes the copy of the records, or that of the key ring, has no word of a client.

Words are planted in every field of a client's page and in a visit; one client is deleted again. Then both
copies are made by the command, and searched: as text, backwards, in hexadecimal, in base64.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.safety.test_t14_home_stolen_while_locked import (
    SAID_IN_A_VISIT,
    files_with,
    is_key,
    keys_in_use,
    planted_form,
    raw,
    speak_in_a_visit,
    windows_of,
)
from tests.support import postgresql
from tests.support.practice import PASSPHRASE, PASSWORD, Home

from leeward.cli import main
from leeward.vault.binding import bind
from leeward.vault.keys import KEY_BYTES
from leeward.vault.setup import unlock_ring
from leeward.vault.sources import Passphrase
from leeward.vault.store import open_store

IS_LONG = bool(os.environ.get("LEEWARD_LONG"))


class Copies:
    """What a thief of either disk has; `keys` and `planted` are for the search alone."""

    def __init__(self, places: Path, case_id: str, planted: list[str], keys: dict[str, bytes]) -> None:
        self.case_id, self.planted, self.keys = case_id, planted, keys
        self.records, self.ring = (
            {
                path.relative_to(places).as_posix(): path.read_bytes()
                for path in sorted((places / name).rglob("*"))
                if path.is_file()
            }
            for name in ("records", "keys")
        )
        (self.ring_folder,) = (places / "keys").iterdir()
        for dump in (places / "records").glob("*/*.pgdump"):  # packed: searched unpacked as well
            unpack = ["pg_restore", "--file=-", str(dump)]
            self.records["unpacked"] = subprocess.run(unpack, capture_output=True, check=True).stdout
            assert b"COPY public.practice_said" in self.records["unpacked"]


@pytest.fixture
def copies(
    home: Home, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Copies]:
    """One case that stays, one whose key was destroyed, and the command."""
    places = tmp_path_factory.mktemp("disks")
    for name in ("records", "keys"):
        (places / name).mkdir()
    monkeypatch.setenv("LEEWARD_HOME", str(home.path))
    if postgresql.is_wanted():
        monkeypatch.setenv("PATH", f"{postgresql._binaries()}{os.pathsep}{os.environ['PATH']}")
    form = planted_form()
    browser = home.signed_in()
    ids = [home.open_case(browser, **form).split("/")[2] for _ in range(2)]
    speak_in_a_visit(ids[0])
    case = home.agent.open_case(ids[0])
    keys = keys_in_use(home, case.key, next(iter(case.persons.values())))
    keys["a destroyed case's"] = home.agent.open_case(ids[1]).key.reveal()
    home.agent.destroy_cases([ids[1]])
    assert main(["backup", "--to", str(places / "records"), "--keys-to", str(places / "keys")]) == 0
    planted = [word for word in form.values() if word.startswith("canary")]
    yield Copies(places, ids[0], [*planted, SAID_IN_A_VISIT], keys)


def test_t14_no_planted_word_is_in_a_backup_in_any_spelling(copies: Copies) -> None:
    """Nor in the manifests, nor in the names of files and folders."""
    words = [word.split()[0] for word in copies.planted]
    words += ["Marigold", PASSPHRASE, PASSWORD, "Example House", "bus stop"]
    files = {**copies.records, **copies.ring, "names": " ".join([*copies.records, *copies.ring]).encode()}
    assert len(files) == 5 + postgresql.is_wanted() and len(words) > 8
    assert {(word, name) for word in words for name in files_with(files, word)} == set()


def test_t14_no_key_is_in_a_backup_in_any_spelling(copies: Copies) -> None:
    """Neither the practice's, nor a case's or person's, nor one that was destroyed."""
    files = {**copies.records, **copies.ring}
    assert {(file, name) for name, key in copies.keys.items() for file in files_with(files, key)} == set()


def test_t14_the_backup_of_the_records_holds_nothing_of_the_ring(copies: Copies) -> None:
    """Not a wrapped key, not a table of it; only the ring's id, which says which ring belongs to it."""
    with closing(open_store(copies.ring_folder)) as store:
        wrapped = [bytes(row[0]) for row in store.rows("SELECT wrapped FROM way_in")]
        wrapped += [bytes(row[0]) for row in store.rows("SELECT wrapped FROM case_key")]
        wrapped += [bytes(row[0]) for row in store.rows("SELECT wrapped FROM person_key")]
    assert len(wrapped) >= 4
    for one in wrapped:
        assert files_with(copies.records, one[-KEY_BYTES:]) == []
        assert files_with(copies.ring, one[-KEY_BYTES:]) != [], "the control: it is in the ring's copy"
    for table in (b"CREATE TABLE way_in", b"case_key", b"person_key", b"practice_key"):
        assert files_with(copies.records, table) == []
        assert files_with(copies.ring, table) != [], "the control"


def test_t14_no_bytes_of_the_records_open_the_ring(copies: Copies) -> None:
    """Whoever has both disks still needs the passphrase: runs of 32 bytes, tried as the keys of a case."""
    with closing(open_store(copies.ring_folder)) as store:
        ((ring_id,),) = store.rows("SELECT ring_id FROM ring")
        ((version, wrapped),) = store.rows(
            "SELECT key_version, wrapped FROM case_key WHERE case_id = ?", copies.case_id
        )
    attempt = raw(wrapped, 13, bind("leeward-wrap", 1, "case", ring_id, copies.case_id, version))
    assert is_key(attempt, copies.keys["practice/wrap"]), "the control"
    windows = windows_of([*copies.records.values(), *copies.ring.values()])
    tried = windows if IS_LONG else random.Random(14).sample(windows, min(len(windows), 20_000))  # noqa: S311
    assert [window for window in tried if is_key(attempt, window)] == []


def test_t14_with_the_passphrase_the_copy_of_the_ring_opens(copies: Copies) -> None:
    """So that these tests can fail: the key is there, and the passphrase is what was missing."""
    ring = unlock_ring(copies.ring_folder, Passphrase(PASSPHRASE))
    assert ring.open_case(copies.case_id).key.reveal() in copies.keys.values()
    ring.lock()
