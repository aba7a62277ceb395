# SPDX-License-Identifier: Apache-2.0
"""The database, for `leeward doctor`: does it hold a practice, and what of a server is seen from here."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from leeward.commands.lines import Line
from leeward.terms.errors import LeewardError

if TYPE_CHECKING:
    from leeward.practice.databases import Database
    from leeward.practice.server_facts import ServerFacts

_ABOUT = "database"


def database_has_records(home: Path) -> bool:
    """Whether the practice in it has a name yet. A file that cannot be asked counts as full.

    A server that cannot be asked does not: `look_at_database` says so, and no ring is missed because of it.
    """
    from leeward.practice.databases import SqliteFile

    where = _named(home)
    if isinstance(where, SqliteFile):
        return _file_has_records(where.path)
    from leeward.practice.server_facts import look_at_server

    try:
        return look_at_server(where).has_records
    except LeewardError:
        return False


def look_at_database(home: Path) -> Iterator[Line]:
    """Lines about a server; none about a file, whose mode and owner are looked at with the others."""
    from leeward.practice.databases import SqliteFile

    where = _named(home)
    if isinstance(where, SqliteFile):
        return
    from leeward.practice.server_facts import look_at_server

    try:
        facts = look_at_server(where)
    except LeewardError as error:
        yield Line("bad", _ABOUT, f"{error.found}; expected {error.expected}", error.do)
        return
    yield from server_lines(facts, is_here=where.is_here)


def server_lines(facts: ServerFacts, *, is_here: bool) -> Iterator[Line]:
    """What the facts mean."""
    yield Line(
        "ok",
        _ABOUT,
        f"PostgreSQL {facts.version} answers; its files, copies and users are not seen from here",
    )
    if not facts.is_durable:
        yield Line(
            "bad",
            _ABOUT,
            "a power cut can damage the records (fsync or full_page_writes is off)",
            "Set both to on in the server's settings",
        )
    if facts.has_tables and not facts.is_audit_guarded:
        yield Line(
            "bad",
            _ABOUT,
            "the audit can be changed: its trigger is missing or switched off",
            "Find out who changed it and when, then put it back (operator's manual, PostgreSQL)",
        )
    if not is_here and not facts.is_over_tls:
        yield Line(
            "mind", _ABOUT, "on another machine, without TLS", "Leave sslmode out, or write verify-full"
        )
    if facts.is_superuser:
        yield Line(
            "mind",
            _ABOUT,
            "Leeward signs in as a superuser",
            "Make a role that owns this database and nothing else",
        )
    if facts.logs_statements:
        yield Line(
            "mind",
            _ABOUT,
            "the server writes statements to its log: ids, hours, sealed words",
            "Set log_statement to none and log_min_duration_statement to -1",
        )


def _named(home: Path) -> Database:
    from leeward.practice.databases import read_database_url

    return read_database_url(os.environ.get("DATABASE_URL", ""), home)


def _file_has_records(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("SELECT EXISTS (SELECT 1 FROM practice_practice)").fetchone()[0])
    except sqlite3.Error:
        return True
