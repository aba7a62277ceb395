# SPDX-License-Identifier: Apache-2.0
"""T20: with a wrong or missing key the program says what to do, and never makes a new one over data."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from leeward.terms.errors import VaultError
from leeward.vault.faults import KeyMissing, NewerFormat, ValueDamaged, WouldOverwrite, WrongKey
from leeward.vault.setup import create_ring, ring_exists, unlock_ring
from leeward.vault.sources import Cost, KeyFile, Passphrase
from leeward.vault.store import ring_path

CHEAP = Cost(64, 1, 1)
SOURCE = Passphrase("a passphrase for tests only", cost=CHEAP)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(folder: Path) -> Path:
    """A keys folder with a ring and a case."""
    ring = create_ring(folder, SOURCE, data_exists=lambda: False)
    ring.make_case("c1")
    ring.lock()
    return folder


def test_t20_the_ring_is_missing_but_records_exist(tmp_path: Path) -> None:
    """Neither unlocking nor setting up makes a key; both say where the ring should be."""
    with pytest.raises(KeyMissing, match="no new key was made"):
        unlock_ring(tmp_path / "keys", SOURCE)
    with pytest.raises(WouldOverwrite, match="Records exist, but their key ring is missing"):
        create_ring(tmp_path / "keys", SOURCE, data_exists=lambda: True)
    assert not (tmp_path / "keys").exists()


def test_t20_a_ring_is_never_made_over_a_ring(tmp_path: Path) -> None:
    """Not even when the caller says there is no data; nor over what is left of one."""
    keys = made(tmp_path / "keys")
    before = files_of(keys)
    with pytest.raises(WouldOverwrite, match="Unlock it with its passphrase"):
        create_ring(keys, SOURCE, data_exists=lambda: False)
    assert files_of(keys) == before
    ring_path(keys).rename(keys / "ring.sqlite3-wal")
    with pytest.raises(WouldOverwrite):
        create_ring(keys, SOURCE, data_exists=lambda: False)
    (keys / "ring.sqlite3-wal").unlink()
    ring_path(keys).touch()
    with pytest.raises(WouldOverwrite):
        create_ring(keys, SOURCE, data_exists=lambda: False)
    with pytest.raises(ValueDamaged):
        unlock_ring(keys, SOURCE)
    assert ring_path(keys).read_bytes() == b""


def test_t20_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    """The ring's bytes are the same before and after."""
    keys = made(tmp_path / "keys")
    before = files_of(keys)
    with pytest.raises(WrongKey, match="recovery paper"):
        unlock_ring(keys, Passphrase("a passphrase for tests onlY", cost=CHEAP))
    assert files_of(keys) == before
    unlock_ring(keys, SOURCE).lock()


def test_t20_the_key_file_moved_was_opened_to_others_or_swapped(tmp_path: Path) -> None:
    """Each says what to do; no key file and no key is made."""
    path = tmp_path / "unlock.key"
    source = KeyFile.make(path)
    create_ring(tmp_path / "keys", source, data_exists=lambda: False).lock()
    unlock_ring(tmp_path / "keys", KeyFile(path)).lock()
    path.chmod(0o400)
    unlock_ring(tmp_path / "keys", KeyFile(path)).lock()
    with pytest.raises(WouldOverwrite):
        KeyFile.make(path)
    path.chmod(0o640)
    with pytest.raises(VaultError, match="chmod 600"):
        unlock_ring(tmp_path / "keys", KeyFile(path))
    path.chmod(0o600)
    moved = path.rename(tmp_path / "elsewhere.key")
    with pytest.raises(KeyMissing, match="Put it back where it was"):
        unlock_ring(tmp_path / "keys", KeyFile(path))
    assert not path.exists()
    path.symlink_to(moved)
    with pytest.raises(VaultError):
        unlock_ring(tmp_path / "keys", KeyFile(path))
    path.unlink()
    KeyFile.make(path)
    with pytest.raises(WrongKey, match="does not open"):
        unlock_ring(tmp_path / "keys", KeyFile(path))
    path.write_text("leeward-key-file-1 c2hvcnQ=\n")
    with pytest.raises(WrongKey, match="damaged or of another kind"):
        unlock_ring(tmp_path / "keys", KeyFile(path))
    assert "take" in KeyFile.says


def test_t20_the_ring_of_another_practice(tmp_path: Path) -> None:
    """Two homes mixed up: the data's ring id tells, before anything is written."""
    here = create_ring(tmp_path / "here", SOURCE, data_exists=lambda: False)
    made(tmp_path / "there")
    with pytest.raises(KeyMissing, match="belongs to other records"):
        unlock_ring(tmp_path / "there", SOURCE, expected_ring_id=here.ring_id)
    here.lock()
    unlock_ring(tmp_path / "here", SOURCE, expected_ring_id=here.ring_id).lock()


def test_t20_a_ring_from_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    """Refused byte for byte untouched."""
    keys = made(tmp_path / "keys")
    with closing(sqlite3.connect(ring_path(keys))) as connection:
        connection.execute("PRAGMA user_version = 2")
    before = files_of(keys)
    with pytest.raises(NewerFormat, match="Update Leeward"):
        unlock_ring(keys, SOURCE)
    assert files_of(keys) == before


@pytest.mark.parametrize("damage", ["rubbish", "cut", "another database"])
def test_t20_a_damaged_ring_is_kept_and_named(tmp_path: Path, damage: str) -> None:
    """The message says: keep it, use a copy. No new one takes its place."""
    keys = made(tmp_path / "keys")
    path = ring_path(keys)
    if damage == "rubbish":
        path.write_bytes(b"rubbish " * 4000)
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:9000])
    else:
        path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE other (x)")
    before = path.read_bytes()
    with pytest.raises(ValueDamaged, match=r"Keep this file"):
        unlock_ring(keys, SOURCE)
    assert path.read_bytes() == before
    assert ring_exists(keys)


def test_t20_a_weak_passphrase_makes_no_ring(tmp_path: Path) -> None:
    """Fewer than 15 characters are refused before a file is written."""
    with pytest.raises(VaultError, match="15 to 1024 characters"):
        create_ring(tmp_path / "keys", Passphrase("short", cost=CHEAP), data_exists=lambda: False)
    assert not (tmp_path / "keys").exists()


def test_t20_two_set_ups_at_once_make_one_ring(tmp_path: Path) -> None:
    """Two real processes; one wins, the other is told so, and the winner's key opens."""
    script = (
        "import sys; from pathlib import Path; from leeward.vault.setup import create_ring\n"
        "from leeward.vault.sources import Cost, Passphrase; from leeward.terms.errors import VaultError\n"
        "try: create_ring(Path(sys.argv[1]), Passphrase(sys.argv[2] * 20, cost=Cost(64, 1, 1)),"
        " data_exists=lambda: False)\n"
        "except VaultError as error: sys.exit(3)\n"
    )
    keys = tmp_path / "keys"
    racers = {
        name: subprocess.Popen([sys.executable, "-c", script, str(keys), name]) for name in ("a", "b", "c")
    }
    codes = {name: racer.wait(30) for name, racer in racers.items()}
    assert sorted(codes.values()) == [0, 3, 3]
    (winner,) = [name for name, code in codes.items() if code == 0]
    unlock_ring(keys, Passphrase(winner * 20, cost=CHEAP)).lock()
    assert [path.name for path in keys.iterdir()] == ["ring.sqlite3"]


def test_t20_a_full_disk_loses_no_key(tmp_path: Path) -> None:
    """A tiny file system that fills up: one message, the keys that were there still open."""
    result = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True
    )
    if result.returncode == 77 or "unshare" in result.stderr:
        pytest.skip("no mount namespace here")
    assert result.stdout.splitlines() == ["disk is full", "still opens", "after freeing: ok"], result.stderr


FULL_DISK = """
import os, subprocess, sys
from pathlib import Path
from leeward.vault.faults import DiskTrouble
from leeward.vault.setup import create_ring, unlock_ring
from leeward.vault.sources import Cost, Passphrase
folder = Path(sys.argv[1])
if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)]).returncode:
    sys.exit(77)
source = Passphrase("a passphrase for tests only", cost=Cost(64, 1, 1))
ring = create_ring(folder / "keys", source, data_exists=lambda: False)
kept = {}
try:
    for number in range(5000):
        kept[f"c{number}"] = ring.make_case(f"c{number}").key
except DiskTrouble as error:
    print("disk is full" if "space" in error.message() or "full" in error.message() else error.message())
last = list(kept)[-1]
assert ring.open_case(last).key == kept[last]
ring.lock()
(folder / "filler").write_bytes(b"")
ring = unlock_ring(folder / "keys", source)
assert all(ring.open_case(case_id).key == key for case_id, key in kept.items())
print("still opens")
ring.lock()
subprocess.run(["mount", "-o", "remount,size=4m", str(folder)], check=True)
ring = unlock_ring(folder / "keys", source)
ring.make_case("after")
print("after freeing: ok")
"""
