# SPDX-License-Identifier: Apache-2.0
"""What is PostgreSQL's own: the audit's guard, the server's files, its start and what doctor sees of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.support.postgresql import OWNER, Server, only_here, the_server
from tests.support.practice import Home, client_form
from tests.support.serving import free_port, refused, served

from leeward.commands.doctor import examine

pytestmark = [pytest.mark.db, only_here]
CANARY = "quetzalwhisper"


@contextmanager
def empty_database(name: str) -> Iterator[Server]:
    """As an operator makes it: owned by a role that is no superuser."""
    server = the_server()
    with server.database_like("template1", name):
        yield server


@pytest.fixture
def short_home() -> Iterator[Path]:
    """A socket's path must be short."""
    with tempfile.TemporaryDirectory(prefix="lw") as folder:
        yield Path(folder)


def said_about_the_database(home: Path) -> list[tuple[str, str]]:
    return [(line.level, line.found) for line in examine(home) if line.about == "database"]


def test_records_are_on_the_server_and_not_in_a_file(home: Home) -> None:
    from django.db import connection

    home.open_case(home.signed_in())
    assert connection.vendor == "postgresql"
    assert not (home.path / "db.sqlite3").exists()
    assert (home.path / "keys" / "ring.sqlite3").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE practice_auditentry SET action = 'nothing'",
        "UPDATE practice_auditentry SET action = 'nothing' WHERE false",
        "DELETE FROM practice_auditentry",
        "TRUNCATE practice_auditentry",
        "INSERT INTO practice_auditentry SELECT * FROM practice_auditentry"
        " ON CONFLICT (id) DO UPDATE SET action = 'nothing'",
    ],
)
def test_t62_the_audit_refuses_every_way_to_change_or_remove(home: Home, change: str) -> None:
    """Even where a session says that it only replicates, which switches ordinary triggers off."""
    from django.db import DatabaseError, connection

    from leeward.practice.audit.models import AuditEntry

    before = list(AuditEntry.objects.order_by("id").values())
    assert before
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(change)
    name = connection.settings_dict["NAME"]
    import psycopg

    with pytest.raises(psycopg.DatabaseError, match="append-only"):
        the_server().run(f"SET session_replication_role = replica; {change}", database=name)
    assert list(AuditEntry.objects.order_by("id").values()) == before


def test_the_tests_role_is_no_superuser_and_a_save_waits_for_the_disk(home: Home) -> None:
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for name in ("is_superuser", "synchronous_commit", "lock_timeout", "transaction_isolation"):
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {
        "is_superuser": "off",
        "synchronous_commit": "on",
        "lock_timeout": "20s",
        "transaction_isolation": "read committed",
    }


def test_t14_a_word_of_a_client_is_in_no_file_of_the_server(home: Home) -> None:
    """Not in tables, not in the write-ahead log, not in the server's own log. An open word is found."""
    from django.db import connection

    browser = home.signed_in()
    address = home.open_case(browser, code_name=CANARY, reason=f"{CANARY} at night", where_now=CANARY)
    assert (
        browser.post(address + "change/", client_form(reason=f"{CANARY} again", version="1")).status_code
        == 302
    )
    assert browser.post(address + "change/", client_form(reason=CANARY, version="1")).status_code == 409
    with pytest.raises(Exception, match="violates"), connection.cursor() as cursor:  # into the log
        cursor.execute("INSERT INTO practice_said SELECT * FROM practice_said")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE open_words (word text)")
        cursor.execute("INSERT INTO open_words VALUES ('plainlyreadable')")
    server = the_server()
    server.run("CHECKPOINT")
    files = [path for path in (*server.data.rglob("*"), server.data.parent / "log") if path.is_file()]
    held = {path: path.read_bytes().lower() for path in files}
    assert any(b"plainlyreadable" in data for data in held.values())
    assert any(b"violates" in data for data in held.values())
    for word in (CANARY.encode(), CANARY.encode().hex().encode(), CANARY.encode("utf-16-le")):
        assert [path for path, data in held.items() if word in data] == []


def test_a_whole_start_on_a_server_and_what_doctor_sees(
    short_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_database("whole_start") as server:
        monkeypatch.setenv("DATABASE_URL", server.url("whole_start"))
        assert [level for level, _ in said_about_the_database(short_home)] == ["ok", "bad"]  # fsync is off
        with served(short_home) as where:
            assert where.setup_code
        with served(short_home):
            pass  # a second start finds its own tables
        assert not (short_home / "db.sqlite3").exists()
        assert [level for level, _ in said_about_the_database(short_home)] == ["ok", "bad"]
        for switched in ("DISABLE TRIGGER", "ENABLE TRIGGER"):  # the latter sleeps while replicating
            server.run(
                f"ALTER TABLE practice_auditentry {switched} audit_append_only", database="whole_start"
            )
            assert "the audit can be changed" in said_about_the_database(short_home)[2][1]


def test_a_database_of_a_newer_version_is_refused_untouched(short_home: Path) -> None:
    with empty_database("newer") as server:
        server.run(
            "CREATE TABLE django_migrations (id bigint, app text, name text, applied timestamptz);"
            " INSERT INTO django_migrations VALUES (1, 'practice', '9999_later', now());",
            database="newer",
        )
        server.run(f"ALTER TABLE django_migrations OWNER TO {OWNER}", database="newer")
        assert "newer version" in refused(short_home, DATABASE_URL=server.url("newer"))
        tables = server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database="newer")
        assert tables == [("django_migrations",)]


def test_t20_records_on_a_server_without_their_key_ring_are_refused(home: Home, short_home: Path) -> None:
    assert "key ring is missing" in refused(short_home, DATABASE_URL=os.environ["DATABASE_URL"])
    assert any("key ring is missing" in line.found for line in examine(short_home))
    assert not list((short_home / "keys").glob("ring*"))


def test_a_server_that_is_not_there_is_one_message_without_the_password(
    short_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"postgresql://me:hunter2@localhost:{free_port()}/records"
    said = refused(short_home, DATABASE_URL=url)
    assert "running PostgreSQL" in said
    assert "hunter2" not in said
    monkeypatch.setenv("DATABASE_URL", url)
    ((level, found),) = said_about_the_database(short_home)
    assert (level, "does not answer" in found, "hunter2" in found) == ("bad", True, False)


def test_an_address_that_cannot_be_read_is_one_message(short_home: Path) -> None:
    assert "DATABASE_URL" in refused(short_home, DATABASE_URL="postgresql://me:hunter2@localhost")


def test_hostile_words_are_turned_away_as_on_sqlite(home: Home) -> None:
    """PostgreSQL takes no NUL and no number beyond its own; neither may become a fault of the server."""
    browser = home.signed_in()
    address = home.open_case(browser)
    answers: list[Any] = [
        browser.post("/clients/new/", client_form(code_name="Te\x00rn")),
        browser.post(address + "change/", client_form(version="99999999999999999999")),
        browser.post(address + "change/", client_form(version="1", **{"p-0-id": "a\x00b"})),
        browser.post("/sign-in/", {"name": "ro\x00bin", "password": "x\x00y"}),
        browser.get("/clients/" + "a" * 500 + "/"),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
