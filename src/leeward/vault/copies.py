# SPDX-License-Identifier: Apache-2.0
"""Copies of the key ring: two places, 35 days, and the day a destroyed key is gone from all of them.

A lost ring loses every record, so it is copied. A kept copy keeps destroyed keys, so copies are
short-lived. Both are said: `when_gone` names the day. A copy holds wrapped keys only; whoever has
one still needs a passphrase, key file or paper of its time.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from leeward.terms.errors import VaultError
from leeward.vault.durable import (
    PART_PREFIX,
    PRIVATE_FILE,
    private_folder,
    sync_file,
    sync_folder,
    whole_file,
)
from leeward.vault.faults import KeyMissing, WouldOverwrite, disk_reported
from leeward.vault.ring import KeyRing
from leeward.vault.setup import ring_exists
from leeward.vault.store import RING_NAME, RingStore, check_header, check_whole, open_store, ring_path
from leeward.vault.ways import now_text

KEPT_DAYS = 35
PLACES = 2


@dataclass(frozen=True, slots=True)
class GoneFrom:
    """When a destroyed key is in no copy any more.

    `on`: the day, if copies are made (and so pruned) as planned. `copies`: those that still hold it.
    `unreachable`: among them, those whose place cannot be seen now; fetch the disk and prune.
    """

    on: date
    copies: tuple[Path, ...]
    unreachable: tuple[Path, ...]


def copy_ring(ring: KeyRing, places: Sequence[Path], *, now: datetime | None = None) -> list[Path]:
    """Writes one copy to each place and prunes copies older than 35 days.

    Raises VaultError: fewer than two places, or twice the same.
    """
    if len({place.absolute() for place in places}) < PLACES:
        raise VaultError(
            f"{len(places)} place(s) for copies of the key ring",
            expected=f"{PLACES} different folders, best on two devices",
            do="Name another folder",
        )
    moment = now or datetime.now(UTC)
    made = [_copy_to(ring, private_folder(place), moment) for place in places]
    prune_copies(ring, now=moment)
    return made


def _copy_to(ring: KeyRing, place: Path, moment: datetime) -> Path:
    target = place / f"ring-{moment.astimezone(UTC):%Y%m%dT%H%M%S%f}Z.sqlite3"
    part = place / f"{PART_PREFIX}{target.name}"
    with disk_reported("copy of the key ring"):
        part.unlink(missing_ok=True)
        try:
            write_copy(ring.store, part)
            part.replace(target)
            sync_folder(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    remember_copy(ring.store, target, now=moment)
    return target


def write_copy(store: RingStore, target: Path) -> None:
    """One copy in a new file, whole and on the disk when this returns. The ring may be locked.

    Once it has its final name, `remember_copy` puts it on the ring's own list.
    """
    with disk_reported("copy of the key ring"):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        store.copy_into(target)
        check_copy(target)
        sync_file(target)


def remember_copy(store: RingStore, path: Path, *, now: datetime | None = None) -> None:
    """Puts a copy on the list, so that `when_gone` knows of it and `prune_copies` removes it."""
    with store.transaction():
        store.change("INSERT OR REPLACE INTO copy VALUES (?, ?)", str(path.absolute()), now_text(now))


def forget_copies(store: RingStore, paths: Sequence[Path]) -> None:
    """Takes copies that somebody else removed off the list."""
    with store.transaction():
        for path in paths:
            store.change("DELETE FROM copy WHERE path = ?", str(path.absolute()))


def newest_copy(store: RingStore) -> tuple[Path, datetime] | None:
    """Where the newest copy was put, and when. None: none was ever made."""
    rows = store.rows("SELECT path, made_at FROM copy ORDER BY made_at DESC LIMIT 1")
    return (Path(rows[0][0]), datetime.fromisoformat(rows[0][1])) if rows else None


def prune_copies(ring: KeyRing, *, now: datetime | None = None) -> int:
    """Deletes copies older than 35 days, but never the newest of all; how many."""
    return prune_copies_of(ring.store, now=now)


def prune_copies_of(store: RingStore, *, now: datetime | None = None) -> int:
    """As `prune_copies`; the ring may be locked."""
    moment = now or datetime.now(UTC)
    limit = now_text(moment - timedelta(days=KEPT_DAYS))
    pruned = 0
    for name, _made_at in store.rows(
        "SELECT path, made_at FROM copy WHERE made_at <= ? AND made_at < (SELECT max(made_at) FROM copy)",
        limit,
    ):
        path = Path(name)
        if not place_of(path).is_dir():
            continue  # its disk is not here now: it stays on the list until it is
        with disk_reported("copy of the key ring"):
            if path.exists():
                path.unlink()
                sync_folder(path.parent)
        forget_copies(store, [path])
        pruned += 1
    return pruned


def when_gone(ring: KeyRing, case_id: str, person_id: str = "") -> GoneFrom:
    """From which day a destroyed key is in no copy of the ring.

    Raises KeyMissing: this key was not destroyed here.
    """
    return _gone(ring.store, case_id, person_id)


def gone_from(folder: Path, case_id: str) -> GoneFrom:
    """The same for a whole case, without unlocking. Raises KeyMissing, and as `open_store`."""
    with closing(open_store(folder)) as store:
        return _gone(store, case_id, "")


def _gone(store: RingStore, case_id: str, person_id: str) -> GoneFrom:
    rows = store.rows(
        "SELECT destroyed_at FROM destroyed WHERE case_id = ? AND person_id = ?", case_id, person_id
    )
    if not rows:
        raise KeyMissing(
            "A key that was not destroyed", expected="a destroyed one", do="Destroy it first, then ask again"
        )
    ((destroyed_at,),) = rows
    holding = store.rows("SELECT path, made_at FROM copy WHERE made_at <= ? ORDER BY made_at", destroyed_at)
    copies = tuple(Path(name) for name, _ in holding)
    day = datetime.fromisoformat(destroyed_at)
    if holding:
        day = datetime.fromisoformat(holding[-1][1]) + timedelta(days=KEPT_DAYS)
    return GoneFrom(day.date(), copies, tuple(path for path in copies if not place_of(path).is_dir()))


def place_of(path: Path) -> Path:
    """The folder that is there whenever the copy's disk is; a back-up's copy has a folder of its own."""
    return path.parent.parent if path.name == RING_NAME else path.parent


def restore_copy(copy: Path, folder: Path) -> None:
    """Puts a copy in the place of a ring that is lost. Never over one.

    Afterwards run the orphan sweep: keys destroyed since the copy was made are back until then.

    Raises WouldOverwrite: a ring stands here. ValueDamaged, NewerFormat: the copy is of no use.
    """
    if ring_exists(folder):
        raise WouldOverwrite(
            "A key ring stands here already",
            expected="none",
            do="Move all its files (ring.sqlite3, -wal, -shm) to a safe place first, and keep them",
        )
    with disk_reported("copy of the key ring"):
        check_copy(copy)
        data = copy.read_bytes()
    with whole_file(ring_path(private_folder(folder))) as stream:
        stream.write(data)


def check_copy(path: Path) -> str:
    """The id of the ring a copy was made of. Raises ValueDamaged, NewerFormat: it is of no use."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        check_header(connection)
        check_whole(connection)
        return str(connection.execute("SELECT ring_id FROM ring").fetchone()[0])
