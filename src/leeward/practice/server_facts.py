# SPDX-License-Identifier: Apache-2.0
"""What a PostgreSQL server says about itself, for `leeward doctor`. Nothing is written, no record is read."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from leeward.practice.databases import PostgresqlServer, connection_options, require_driver
from leeward.terms.errors import LeewardError

_OF_THE_SERVER = """
SELECT current_setting('server_version'), current_setting('is_superuser') = 'on',
    current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on',
    current_setting('log_statement') IN ('mod', 'all')
        OR current_setting('log_min_duration_statement') <> '-1',
    to_regclass('practice_practice') IS NOT NULL,
    EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass('practice_auditentry')
        AND tgname = 'audit_append_only' AND tgenabled = 'A')
"""
_LOOK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """`has_tables`: Leeward was started on it once. `logs_statements`: ids and hours stand in its log."""

    version: str
    is_superuser: bool
    is_durable: bool
    logs_statements: bool
    has_tables: bool
    is_audit_guarded: bool
    is_over_tls: bool
    has_records: bool


def look_at_server(where: PostgresqlServer) -> ServerFacts:
    """Asks the server.

    Raises:
        LeewardError: no driver here, or no answer.
    """
    require_driver(where, is_installed=find_spec("psycopg") is not None)
    import psycopg

    options = {**connection_options(where), "connect_timeout": _LOOK_SECONDS}
    given = {"host": where.host, "port": where.port, "user": where.user, "password": where.password}
    try:
        with psycopg.connect(
            dbname=where.name, **{name: value for name, value in given.items() if value}, **options
        ) as line:
            line.read_only = True
            said = line.execute(_OF_THE_SERVER).fetchone()
            assert said is not None  # noqa: S101  a SELECT without FROM has one row
            version, is_superuser, is_durable, logs, has_tables, is_guarded = said
            full = line.execute("SELECT 1 FROM practice_practice").fetchone() if has_tables else None
            return ServerFacts(
                version=str(version).split()[0],
                is_superuser=is_superuser,
                is_durable=is_durable,
                logs_statements=logs,
                has_tables=has_tables,
                is_audit_guarded=is_guarded,
                is_over_tls=bool(line.pgconn.ssl_in_use),
                has_records=full is not None,
            )
    except psycopg.Error as error:
        raise LeewardError(
            "the PostgreSQL server does not answer, or turns Leeward away",
            expected="a running server with the database and role that DATABASE_URL names",
            do="Start it; check its name, the role, the password and the certificate",
        ) from error
