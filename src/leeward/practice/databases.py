# SPDX-License-Identifier: Apache-2.0
"""Where the records are kept: DATABASE_URL, read. No connection is made here.

    >>> where = read_database_url("postgresql://leeward@localhost/leeward", Path("home"))
    >>> where.name, where.is_here
    ('leeward', True)

Two kinds: an SQLite file, and a PostgreSQL server. A message about a wrong address never repeats a piece
of it: a password with an unwritten `/` or `?` would stand in any piece.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from leeward.terms.errors import InputError

LOOPBACK = ("127.0.0.1", "::1", "localhost")
TLS_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
ONLY_CHECKED_TLS = "verify-full"
READ_COMMITTED = 2
"""As psycopg numbers it. With row locks it is what the services are written for."""
_WAIT_SECONDS = 20


class BadDatabaseUrl(InputError, ImproperlyConfigured):
    """A DATABASE_URL that names no place for records."""


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """One file on this machine."""

    path: Path


@dataclass(frozen=True, slots=True)
class PostgresqlServer:
    """A database on a server. An empty part is left to the driver's own defaults."""

    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    """A name, an address, or the folder of a socket."""
    port: int | None = None
    sslmode: str = ""
    sslrootcert: str = ""

    @property
    def is_here(self) -> bool:
        """Whether nothing leaves this machine on the way there."""
        return not self.host or self.host.startswith("/") or self.host in LOOPBACK

    @property
    def tls(self) -> str:
        """What is asked of TLS: of another machine a checked certificate, unless the address says more."""
        return self.sslmode or ("" if self.is_here else ONLY_CHECKED_TLS)


Database = SqliteFile | PostgresqlServer


def read_database_url(url: str, home: Path) -> Database:
    """The place that DATABASE_URL names; the file in the home where it is empty.

    Raises:
        BadDatabaseUrl: it names none.
    """
    if not url:
        return SqliteFile(home / "db.sqlite3")
    scheme, _, rest = url.partition(":///")
    if scheme == "sqlite":
        if not rest.strip("/"):
            raise _bad("no file", do="Write sqlite:/// and the whole path of a file")
        return SqliteFile(Path("/" + rest.lstrip("/")))
    if not url.startswith(("postgresql://", "postgres://")):
        raise _bad("another kind of address", do="Write one of the two, or leave DATABASE_URL out")
    return _server(url)


def _server(url: str) -> PostgresqlServer:
    try:
        parts = urlsplit(url)
        host, port = unquote(parts.hostname or ""), parts.port
    except ValueError:
        raise _bad("a host or port that cannot be read") from None
    if parts.fragment or "@" in parts.query or "@" in parts.path:
        raise _bad("a sign that ends the address early")
    name = parts.path.removeprefix("/")
    if not name or "/" in name:
        raise _bad("not one name of a database", do="Write it after the host: postgresql://user@host/name")
    options = _options(parts.query)
    folder = options.get("host", "")
    if host.startswith("/") or (folder and (host or not folder.startswith("/"))):
        raise _bad("a host given twice, or no folder", do="Give ?host=/folder of a socket, and no other host")
    return PostgresqlServer(
        name=unquote(name),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=folder or host,
        port=port,
        sslmode=options.get("sslmode", ""),
        sslrootcert=options.get("sslrootcert", ""),
    )


def _options(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    options = dict(pairs)
    if len(options) < len(pairs) or not options.keys() <= {"host", "sslmode", "sslrootcert"}:
        raise _bad("an option it does not know, or one that stands twice", do="Take it out")
    if options.get("sslmode", "disable") not in TLS_MODES:
        raise _bad("an unknown sslmode", do="Choose one of " + ", ".join(TLS_MODES))
    return options


def _bad(
    found: str, *, do: str = "Write signs such as @ : / ? # % in a password as %40 and so on"
) -> BadDatabaseUrl:
    return BadDatabaseUrl(
        found,
        expected="sqlite:///FILE or postgresql://user@host:port/name (options host, sslmode, sslrootcert)",
        do=do,
        where="DATABASE_URL",
    )


def django_settings(where: Database) -> dict[str, Any]:
    """The same, as Django is told. Writes are on the disk before they are called saved, on both."""
    if isinstance(where, SqliteFile):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(where.path),
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": _WAIT_SECONDS,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                " PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": where.name,
        "USER": where.user,
        "PASSWORD": where.password,
        "HOST": where.host,
        "PORT": str(where.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "isolation_level": READ_COMMITTED,
            **connection_options(where),
            "options": f"-c synchronous_commit=on -c lock_timeout={_WAIT_SECONDS}s",
        },
    }


def connection_options(where: PostgresqlServer) -> dict[str, Any]:
    """What the driver is told about the line itself, whoever opens it."""
    given = {"sslmode": where.tls, "sslrootcert": where.sslrootcert}
    return {
        "connect_timeout": 10,
        "application_name": "leeward",
        **{name: value for name, value in given.items() if value},
    }


def require_driver(where: Database, *, is_installed: bool) -> None:
    """Raises BadDatabaseUrl: PostgreSQL is asked for, and its driver is not here."""
    if isinstance(where, PostgresqlServer) and not is_installed:
        raise BadDatabaseUrl(
            "PostgreSQL, whose driver psycopg is not installed",
            expected="the extra leeward[postgresql]",
            do="Run `make postgresql` in the project's folder, or install psycopg[binary] beside Leeward",
            where="DATABASE_URL",
        )
