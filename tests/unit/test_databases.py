# SPDX-License-Identifier: Apache-2.0
"""DATABASE_URL names one place for records, or is refused without a word of it being repeated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from leeward.commands.doctor_records import server_lines
from leeward.practice.databases import (
    READ_COMMITTED,
    BadDatabaseUrl,
    PostgresqlServer,
    SqliteFile,
    django_settings,
    read_database_url,
    require_driver,
)
from leeward.practice.server_facts import ServerFacts

HOME = Path("home")
IN_ORDER = ServerFacts(
    version="16.14",
    is_superuser=False,
    is_durable=True,
    logs_statements=False,
    has_tables=True,
    is_audit_guarded=True,
    is_over_tls=True,
    has_records=True,
)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("", SqliteFile(HOME / "db.sqlite3")),
        ("sqlite:///srv/of practice.sqlite3", SqliteFile(Path("/srv/of practice.sqlite3"))),
        ("sqlite:////srv/practice.sqlite3", SqliteFile(Path("/srv/practice.sqlite3"))),
        (
            "postgresql://me@localhost:5433/records",
            PostgresqlServer("records", user="me", host="localhost", port=5433),
        ),
        ("postgres://localhost/records", PostgresqlServer("records", host="localhost")),
        ("postgresql:///records", PostgresqlServer("records")),
        (
            "postgresql://me@/records?host=/run/a%20socket",
            PostgresqlServer("records", user="me", host="/run/a socket"),
        ),
        (
            "postgresql://me:p%40ss%2Fw%3Frd@[::1]/re%20cords",
            PostgresqlServer("re cords", user="me", password="p@ss/w?rd", host="::1"),  # noqa: S106
        ),
        (
            "postgresql://me@db.example/records?sslmode=require&sslrootcert=/etc/ours.pem",
            PostgresqlServer(
                "records", user="me", host="db.example", sslmode="require", sslrootcert="/etc/ours.pem"
            ),
        ),
    ],
)
def test_each_form_is_read(url: str, where: SqliteFile | PostgresqlServer) -> None:
    assert read_database_url(url, HOME) == where


@pytest.mark.parametrize(
    ("url", "about"),
    [
        ("sqlite:///", "no file"),
        ("sqlite:relative.sqlite3", "another kind"),
        ("mysql://me:hunter2@localhost/records", "another kind"),
        ("me:hunter2@localhost/records", "another kind"),
        ("postgresql://me:hunter2@localhost:port/records", "host or port"),
        ("postgresql://me:hunter2@localhost:99999/records", "host or port"),
        ("postgresql://me:hunter2@[localhost/records", "host or port"),
        ("postgresql://me:hun/ter2@localhost/records", "host or port"),
        ("postgresql://me:7/hunter2@localhost/records", "ends the address early"),
        ("postgresql://me:1?hunter2@localhost/records", "ends the address early"),
        ("postgresql://me:1#hunter2@localhost/records", "ends the address early"),
        ("postgresql://me:hunter2@localhost", "name of a database"),
        ("postgresql://me:hunter2@localhost/", "name of a database"),
        ("postgresql://me:hunter2@localhost/one/two", "name of a database"),
        ("postgresql://me:hunter2@localhost/records?host=/run/x", "host given twice"),
        ("postgresql://me:hunter2@/records?host=localhost", "no folder"),
        ("postgresql://me:hunter2@%2Frun%2Fx/records", "no folder"),
        ("postgresql://me:hunter2@localhost/records?sslmode=hunter2", "unknown sslmode"),
        ("postgresql://me:hunter2@localhost/records?passfile=hunter2", "does not know"),
        ("postgresql://me:hunter2@/records?host=/a&host=/b", "stands twice"),
    ],
)
def test_anything_else_is_refused_and_no_piece_of_a_password_is_shown(url: str, about: str) -> None:
    with pytest.raises(BadDatabaseUrl) as refused:
        read_database_url(url, HOME)
    error = refused.value
    assert isinstance(error, ImproperlyConfigured)
    assert about in str(error)
    assert "postgresql://user@host:port/name" in str(error)
    assert "hun" not in str(error) and "ter2" not in str(error)
    assert error.__context__ is None or error.__suppress_context__


def test_a_password_is_in_no_repr() -> None:
    assert "hunter2" not in repr(read_database_url("postgresql://me:hunter2@localhost/records", HOME))


@pytest.mark.parametrize(
    ("host", "given", "asked"),
    [
        ("", "", ""),
        ("/run/postgresql", "", ""),
        ("localhost", "", ""),
        ("::1", "require", "require"),
        ("db.example", "", "verify-full"),
        ("127.0.0.1.example", "", "verify-full"),
        ("db.example", "disable", "disable"),
    ],
)
def test_another_machine_must_show_its_certificate_unless_the_address_says_otherwise(
    host: str, given: str, asked: str
) -> None:
    where = PostgresqlServer("records", host=host, sslmode=given)
    assert where.tls == asked
    assert django_settings(where)["OPTIONS"].get("sslmode", "") == asked


def test_what_is_called_saved_is_on_the_disk_and_a_lock_is_not_waited_for_for_ever() -> None:
    options = django_settings(PostgresqlServer("records"))["OPTIONS"]
    assert options["isolation_level"] == READ_COMMITTED
    assert options["options"] == "-c synchronous_commit=on -c lock_timeout=20s"
    assert django_settings(SqliteFile(HOME / "x"))["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_missing_driver_is_named_with_what_to_install() -> None:
    with pytest.raises(BadDatabaseUrl, match=r"leeward\[postgresql\].*make postgresql"):
        require_driver(PostgresqlServer("records"), is_installed=False)
    require_driver(PostgresqlServer("records"), is_installed=True)
    require_driver(SqliteFile(HOME / "x"), is_installed=False)


def test_doctor_claims_no_more_of_a_server_than_it_saw() -> None:
    (line,) = server_lines(IN_ORDER, is_here=False)
    assert (line.level, "not seen from here" in line.found) == ("ok", True)


@pytest.mark.parametrize(
    ("changed", "level", "said"),
    [
        ({"is_durable": False}, "bad", "power cut"),
        ({"is_audit_guarded": False}, "bad", "audit can be changed"),
        ({"is_over_tls": False}, "mind", "without TLS"),
        ({"is_superuser": True}, "mind", "superuser"),
        ({"logs_statements": True}, "mind", "log_statement"),
    ],
)
def test_doctor_says_what_is_wrong_with_a_server(changed: dict[str, bool], level: str, said: str) -> None:
    _, line = server_lines(replace(IN_ORDER, **changed), is_here=False)  # type: ignore[arg-type]
    assert (line.level, said in f"{line.found} {line.do}") == (level, True)


def test_a_server_before_its_first_start_has_no_audit_to_guard() -> None:
    empty = replace(IN_ORDER, has_tables=False, is_audit_guarded=False, is_over_tls=False)
    assert [line.level for line in server_lines(empty, is_here=True)] == ["ok"]
