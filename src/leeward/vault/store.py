# SPDX-License-Identifier: Apache-2.0
"""The key ring's file: a small SQLite database of wrapped keys, apart from the data and its backups.

Nothing in it is readable without a way in (passphrase, key file or recovery paper): random ids,
dates and wrapped keys. It is kept apart so that destroying a key here destroys the data in every
older backup of the data too.

`scrub` is what makes deletion real. `secure_delete` alone is not enough: SQLite leaves copies of
moved rows in the gaps of its pages (measured: up to 4 of 6,000 deleted keys survived `secure_delete`
and a truncating checkpoint; none survived a VACUUM before it; ADR 9).

What stays compatible: `user_version` only grows, and a newer one is refused untouched.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from leeward.vault.durable import (
    PART_PREFIX,
    PRIVATE_FILE,
    open_to_others,
    private_folder,
    sync_file,
    sync_folder,
)
from leeward.vault.faults import (
    DiskTrouble,
    KeyMissing,
    NewerFormat,
    ValueDamaged,
    WouldOverwrite,
    disk_reported,
)

RING_NAME = "ring.sqlite3"
APPLICATION_ID = 0x4C77526E
SCHEMA_VERSION = 1
_BUSY_SECONDS = 5.0

_SCHEMA = """
CREATE TABLE ring (id INTEGER PRIMARY KEY CHECK (id = 1), ring_id TEXT NOT NULL, made_at TEXT NOT NULL,
    scrub_due INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE practice_key (version INTEGER PRIMARY KEY, made_at TEXT NOT NULL) STRICT;
CREATE TABLE way_in (way_id TEXT NOT NULL, version INTEGER NOT NULL REFERENCES practice_key (version),
    kind TEXT NOT NULL, parameters BLOB NOT NULL, wrapped BLOB NOT NULL, made_at TEXT NOT NULL,
    proven_at TEXT, PRIMARY KEY (way_id, version)) STRICT;
CREATE TABLE case_key (case_id TEXT PRIMARY KEY, key_version INTEGER NOT NULL, wrapped BLOB NOT NULL,
    recipient TEXT NOT NULL, identity BLOB NOT NULL, made_at TEXT NOT NULL) STRICT;
CREATE INDEX case_key_version ON case_key (key_version);
CREATE TABLE person_key (case_id TEXT NOT NULL REFERENCES case_key (case_id), person_id TEXT NOT NULL,
    wrapped BLOB NOT NULL, made_at TEXT NOT NULL, PRIMARY KEY (case_id, person_id)) STRICT;
CREATE TABLE destroyed (case_id TEXT NOT NULL, person_id TEXT NOT NULL, destroyed_at TEXT NOT NULL,
    PRIMARY KEY (case_id, person_id)) STRICT;
CREATE TABLE copy (path TEXT PRIMARY KEY, made_at TEXT NOT NULL) STRICT;
"""


class RingStore:
    """One open connection; safe between threads, one at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and on the disk when it ends (synchronous=FULL)."""
        with self._lock, disk_reported("key ring"):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a statement gives, all of it."""
        with self._lock, disk_reported("key ring"):
            return self._connection.execute(sql, values).fetchall()

    def change(self, sql: str, *values: Any) -> int:
        """How many rows a statement changed."""
        with self._lock, disk_reported("key ring"):
            return self._connection.execute(sql, values).rowcount

    def scrub(self) -> None:
        """Rewrites the file without what was deleted and empties its log.

        Raises DiskTrouble: no room, or another program reads the ring. What was deleted is deleted all
        the same, and the next unlock scrubs again.
        """
        try:
            with self._lock, disk_reported("key ring"):
                self._connection.execute("VACUUM")
                self._empty_log()
                self._connection.execute("UPDATE ring SET scrub_due = 0 WHERE scrub_due")
        except DiskTrouble as error:
            raise DiskTrouble(
                f"The change is made, but its last traces are not wiped yet ({error.found})",
                expected="room on the disk, and no other program holding the ring",
                do="See to that; the next unlock wipes them",
            ) from error

    def _empty_log(self) -> None:
        deadline = time.monotonic() + _BUSY_SECONDS
        while self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > deadline:
                raise DiskTrouble("another program reads the ring", expected="nobody else", do="Try again")
            time.sleep(0.05)

    def copy_into(self, target: Path) -> None:
        """A compact copy without any deleted row, into an empty file that exists already."""
        with self._lock, disk_reported("copy of the key ring"):
            self._connection.execute("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Lets the file go; the log is emptied where nobody else reads it."""
        with self._lock:
            self._connection.close()


def ring_path(folder: Path) -> Path:
    """Where the ring stands in the keys folder."""
    return folder / RING_NAME


def build_store(folder: Path, ring_id: str, made_at: str) -> RingStore:
    """A new, empty ring under a temporary name; `settle` gives it its own once it holds a key."""
    private_folder(folder)
    with disk_reported("key ring"):
        handle, name = tempfile.mkstemp(dir=folder, prefix=PART_PREFIX)
        os.close(handle)
        making = Path(name)
        connection = sqlite3.connect(making, isolation_level=None, check_same_thread=False)
        connection.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; {_SCHEMA}"
        )
        connection.execute("INSERT INTO ring (id, ring_id, made_at) VALUES (1, ?, ?)", (ring_id, made_at))
    return RingStore(making, connection)


def settle(store: RingStore) -> RingStore:
    """Gives a new ring its name, never over another, and opens it."""
    store.close()
    final = store.path.with_name(RING_NAME)
    with disk_reported("key ring"):
        sync_file(store.path)
        try:
            final.hardlink_to(store.path)
        except FileExistsError as error:
            raise WouldOverwrite(
                "Another key ring was made here a moment ago",
                expected="one set-up at a time",
                do="Unlock the ring that is there",
            ) from error
        finally:
            store.path.unlink()
        sync_folder(final.parent)
    return open_store(final.parent)


def open_store(folder: Path) -> RingStore:
    """The ring of a folder.

    Raises KeyMissing: there is none. NewerFormat: a newer program wrote it. ValueDamaged: it is no ring.
    """
    path = ring_path(folder)
    if not path.exists():
        raise KeyMissing(
            f"No key ring at {path}",
            expected="the key ring of this practice",
            do="Put it back from its newest copy; no new key was made and nothing was changed",
        )
    with disk_reported("key ring"):
        if open_to_others(path):
            path.chmod(PRIVATE_FILE)
        connection = sqlite3.connect(
            f"file:{_quoted(path)}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=_BUSY_SECONDS,
            check_same_thread=False,
        )
        try:
            check_header(connection)
            _settings(connection)
            check_whole(connection)
        except BaseException:
            connection.close()
            raise
    return RingStore(path, connection)


def check_header(connection: sqlite3.Connection) -> None:
    """Refuses what is no key ring of ours, and what a newer program wrote, before changing a byte."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        raise ValueDamaged(
            "A file that is no key ring",
            expected="the key ring this program made",
            do="Keep this file; put the newest copy of the ring in its place. No new key was made",
        )
    if version > SCHEMA_VERSION:
        raise NewerFormat(
            f"A key ring of version {version}",
            expected=f"version {SCHEMA_VERSION} or older",
            do="Update Leeward; nothing was changed",
        )


def check_whole(connection: sqlite3.Connection) -> None:
    """Refuses a file that SQLite finds damaged: broken pages, values of another type than they had."""
    ((answer,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if answer != "ok":
        raise ValueDamaged(
            "A damaged key ring",
            expected="a whole SQLite file",
            do="Keep this file; put the newest copy of the ring in its place. No new key was made",
        )


def _settings(connection: sqlite3.Connection) -> None:
    for setting, wanted in (
        ("journal_mode=WAL", "wal"),
        ("synchronous=FULL", None),
        ("secure_delete=ON", 1),
        ("temp_store=MEMORY", None),
        ("foreign_keys=ON", None),
    ):
        answer = connection.execute(f"PRAGMA {setting}").fetchone()
        if wanted is not None and (answer is None or answer[0] != wanted):
            raise DiskTrouble(
                f"SQLite would not set {setting}",
                expected="a local disk and an SQLite that can delete securely",
                do="Keep the keys folder on a local disk; run `leeward doctor`",
            )


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
