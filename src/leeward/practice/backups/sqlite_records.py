# SPDX-License-Identifier: Apache-2.0
"""The records in an SQLite file: copied while the server writes, and looked over without opening a word."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from leeward.practice import migrations
from leeward.terms.errors import LeewardError
from leeward.vault.durable import PRIVATE_FILE, sync_file

_WAIT_SECONDS = 20.0
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What records tell without a key. `ring_id` is empty before set-up; `applied` are migrations of ours."""

    ring_id: str
    applied: frozenset[str]

    @property
    def schema(self) -> str:
        """The newest migration."""
        return max(self.applied, default="")


def known_migrations() -> frozenset[str]:
    """Those this program has."""
    (folder,) = migrations.__path__
    return frozenset(path.stem for path in Path(folder).glob("[0-9]*.py"))


def require_known(facts: RecordFacts) -> None:
    """Raises LeewardError: a newer program wrote these records."""
    if not facts.applied <= known_migrations():
        raise LeewardError(
            f"Records that a newer version of Leeward wrote ({facts.schema})",
            expected=f"at most {max(known_migrations())}",
            do="Update Leeward; nothing was changed",
        )


def copy_records(source: Path, target: Path) -> RecordFacts:
    """A consistent copy as of one moment, without deleted rows, on the disk when this returns.

    The source is looked over first: copying would hide some kinds of damage.

    Raises:
        LeewardError: a damaged database, one in use, or no room.
    """
    with _database_said(source), closing(_connected(source, "mode=rw")) as database:
        _require_whole(database)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        database.execute("VACUUM INTO ?", (str(target),))
    sync_file(target)
    return look_over(target)


def look_over(path: Path) -> RecordFacts:
    """Whether a copy is whole, and what it tells. Not for a database in use.

    Raises:
        LeewardError: damaged, or not of this program.
    """
    with _database_said(path), closing(_connected(path, "mode=ro&immutable=1")) as database:
        _require_whole(database)
        return _facts(database)


def look_at_records(path: Path) -> RecordFacts:
    """What the records of a home tell, quickly. Raises as `look_over`."""
    with _database_said(path), closing(_connected(path, "mode=rw")) as database:
        return _facts(database)


def begin_anew(path: Path, now: str) -> None:
    """What must not be carried over from the day of the copy, in a copy that is about to be put back.

    A wait for the recovery paper that began then would be over now, and nobody would have seen it.
    """
    with _database_said(path), closing(_connected(path, "mode=rw")) as database, database:
        columns = {row[1] for row in database.execute("PRAGMA table_info(practice_practice)")}
        if "paper_asked_at" in columns:
            database.execute("UPDATE practice_practice SET paper_asked_at = NULL")
        database.execute(
            "INSERT INTO practice_auditentry (at, actor_id, action, case_id, is_allowed)"
            " VALUES (?, '', 'practice.restore', '', 1)",
            (now,),
        )
    sync_file(path)


def _connected(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=_WAIT_SECONDS)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def _require_whole(database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise _damaged("broken pages")
    if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise _damaged("rows whose other half is missing")


def _facts(database: sqlite3.Connection) -> RecordFacts:
    rows = database.execute("SELECT name FROM django_migrations WHERE app = 'practice'").fetchall()
    ring = database.execute("SELECT ring_id FROM practice_practice").fetchone() if rows else None
    return RecordFacts(ring[0] if ring else "", frozenset(name for (name,) in rows))


@contextmanager
def _database_said(path: Path) -> Iterator[None]:
    """SQLite's own errors as sentences: damaged, in use, no tables of ours, or the disk."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _BUSY:
            raise LeewardError(
                "The database is in use by another program",
                expected="it to be free within seconds",
                do="Try again; nothing was changed",
            ) from error
        if code in _DAMAGED or isinstance(error, UnicodeDecodeError):
            raise _damaged("no whole SQLite file") from error
        if code == sqlite3.SQLITE_ERROR:
            raise _damaged("no tables of this program") from error
        raise LeewardError(
            f"The database could not be read or copied ({error})",
            expected="disks with room that this program may use",
            do="Free some space and check both disks; nothing was changed, nothing half-written was left",
            where=path.name,
        ) from error


def _damaged(how: str) -> LeewardError:
    return LeewardError(
        f"The database is damaged: {how}",
        expected="a whole database of this program",
        do="Keep it as it is, and restore the newest back-up that is whole; nothing was changed",
    )
