# SPDX-License-Identifier: Apache-2.0
"""The records on a PostgreSQL server: copied and put back by its own programs, pg_dump and pg_restore.

They are given host, role and password through their environment, where no list of processes shows them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from leeward.practice.backups.sqlite_records import RecordFacts
from leeward.practice.databases import PostgresqlServer, connection_options, require_driver
from leeward.terms.errors import InputError, LeewardError
from leeward.vault.durable import PRIVATE_FILE, sync_file

BY_HAND = {
    "pg_dump": 'pg_dump --format=custom --no-owner --file=records.pgdump --dbname="$DATABASE_URL"',
    "pg_restore": 'pg_restore --no-owner --single-transaction --dbname="$DATABASE_URL" records.pgdump',
}


@dataclass(frozen=True, slots=True)
class ServerRecords:
    """`facts` is None where the database has no tables of ours."""

    facts: RecordFacts | None
    size_bytes: int


def look_at_database(where: PostgresqlServer) -> ServerRecords:
    """What the records there tell without a key. Raises LeewardError: no driver, or no answer."""
    with _line(where) as line:
        line.read_only = True
        said = line.execute(
            "SELECT to_regclass('django_migrations') IS NOT NULL, pg_database_size(current_database())"
        ).fetchone()
        if not said[0]:
            return ServerRecords(None, int(said[1]))
        rows = line.execute("SELECT name FROM django_migrations WHERE app = 'practice'").fetchall()
        ring = line.execute("SELECT ring_id FROM practice_practice").fetchone() if rows else None
        facts = RecordFacts(ring[0] if ring else "", frozenset(name for (name,) in rows))
        return ServerRecords(facts, int(said[1]))


def dump(where: PostgresqlServer, target: Path) -> None:
    """A consistent copy as of one moment. Raises LeewardError: pg_dump is missing, too old, or fails."""
    _run("pg_dump", where, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    target.chmod(PRIVATE_FILE)
    sync_file(target)


def put_back(where: PostgresqlServer, source: Path) -> None:
    """Into an empty database, all or nothing. Raises as `dump`."""
    name = where.name.replace("\\", "\\\\").replace("'", "\\'")
    _run(
        "pg_restore",
        where,
        *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"),
        f"--dbname=dbname='{name}'",
        str(source),
    )


def require_dump(source: Path) -> None:
    """Refuses what pg_dump did not write. Whether it is whole, the digest says."""
    with source.open("rb") as stream:
        if stream.read(5) != b"PGDMP":
            raise LeewardError(
                "A file that pg_dump did not write",
                expected="a copy in its custom format",
                do="Take another back-up; nothing was changed",
                where=source.name,
            )


def begin_anew(where: PostgresqlServer, now: str) -> None:
    """As `sqlite_records.begin_anew`."""
    with _line(where) as line:
        if line.execute(
            "SELECT 1 FROM information_schema.columns"
            " WHERE table_name = 'practice_practice' AND column_name = 'paper_asked_at'"
        ).fetchone():
            line.execute("UPDATE practice_practice SET paper_asked_at = NULL")
        line.execute(
            "INSERT INTO practice_auditentry (at, actor_id, action, case_id, is_allowed)"
            " VALUES (%s, '', 'practice.restore', '', true)",
            (now,),
        )


def by_hand(name: str, where: PostgresqlServer) -> str:
    """What to type where the program is. The address is not repeated: it may hold a password."""
    asks_tls = where.tls and not where.sslmode
    return (f"PGSSLMODE={where.tls} " if asks_tls else "") + BY_HAND[name]


def require_program(name: str, where: PostgresqlServer) -> str:
    """Where pg_dump or pg_restore is. Raises InputError: not on this machine."""
    found = shutil.which(name)
    if found is None:
        raise InputError(
            f"records on a PostgreSQL server, and no {name} on the PATH",
            expected=f"PostgreSQL's client programs, as new as the server ({name})",
            do=f"Install them here, or run where they are: {by_hand(name, where)}",
        )
    return found


def _run(name: str, where: PostgresqlServer, *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603  our own words, and no shell
        [require_program(name, where), "--no-password", *arguments],
        env={**os.environ, "LC_ALL": "C", **_environment(where)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode == 0:
        return
    if b"version mismatch" in done.stderr or b"unsupported version" in done.stderr:
        raise LeewardError(
            f"{name} is older than the server or the file",
            expected="PostgreSQL's client programs, as new as the server",
            do="Install newer ones and put them first on the PATH; nothing was changed",
        )
    raise LeewardError(
        f"{name} failed (exit code {done.returncode})",
        expected="a server that answers, rights on the whole database, and disks with room",
        do=f"Run `leeward doctor`; to see what it says, run: {by_hand(name, where)}",
    )


def _environment(where: PostgresqlServer) -> dict[str, str]:
    given = {
        "PGDATABASE": where.name,
        "PGHOST": where.host,
        "PGPORT": str(where.port or ""),
        "PGUSER": where.user,
        "PGPASSWORD": where.password,
        "PGSSLMODE": where.tls,
        "PGSSLROOTCERT": where.sslrootcert,
    }
    return {name: value for name, value in given.items() if value}


@contextmanager
def _line(where: PostgresqlServer) -> Iterator[Any]:
    require_driver(where, is_installed=find_spec("psycopg") is not None)
    import psycopg

    given = {"host": where.host, "port": where.port, "user": where.user, "password": where.password}
    options: dict[str, Any] = {name: value for name, value in given.items() if value}
    try:
        with psycopg.connect(dbname=where.name, **options, **connection_options(where)) as line:
            yield line
    except psycopg.Error as error:
        raise LeewardError(
            "The PostgreSQL server does not answer, or turns Leeward away",
            expected="a running server with the database and role that DATABASE_URL names",
            do="Run `leeward doctor`; nothing was changed",
        ) from error
