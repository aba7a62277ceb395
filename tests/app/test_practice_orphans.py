# SPDX-License-Identifier: Apache-2.0
"""Keys without records: those of deleted records may be destroyed, all others are kept (ADR 13)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.support import postgresql
from tests.support.practice import PASSPHRASE, Home

from leeward.cli import main
from leeward.commands.doctor import Line, _orphans, examine
from leeward.terms.errors import LeewardError
from leeward.vault.copies import restore_copy
from leeward.vault.faults import KeyMissing, VaultLocked


def make_all_keys_old(home: Home) -> None:
    """A key younger than an hour is no orphan yet."""
    with closing(sqlite3.connect(home.path / "keys" / "ring.sqlite3")) as ring, ring:
        ring.execute("UPDATE case_key SET made_at = '2026-01-01T00:00:00+00:00'")
        ring.execute("UPDATE person_key SET made_at = '2026-01-01T00:00:00+00:00'")


def said(home: Home) -> list[Line]:
    return list(_orphans(home.path))


def delete_for_good(home: Home, case_id: str) -> None:
    """Key first, then rows."""
    from leeward.practice.cases.models import Case

    home.agent.destroy_cases([case_id])
    Case.objects.get(id=case_id).delete()


def put_older_ring_back(home: Home, copy: Path) -> None:
    home.agent.lock()
    for path in (home.path / "keys").glob("ring.sqlite3*"):
        path.unlink()
    restore_copy(copy, home.path / "keys")
    home.agent.unlock(PASSPHRASE)


@pytest.fixture
def came_back(home: Home) -> tuple[str, str]:
    """Two clients seen here; the first was deleted, and an older copy of the ring brought its key back."""
    browser = home.signed_in()
    gone, kept = (home.open_case(browser, code_name=name).split("/")[2] for name in ("Tern", "Plover"))
    for case_id in (gone, kept):
        assert browser.get(f"/clients/{case_id}/").status_code == 200
    (copy, _) = home.agent.copy_ring([home.path / "backups" / "one", home.path / "backups" / "two"])
    delete_for_good(home, gone)
    assert said(home)[0].level == "ok"
    put_older_ring_back(home, copy)
    make_all_keys_old(home)
    return gone, kept


def sweep(home: Home, count: int) -> None:
    from leeward.practice.cases.orphans import sweep

    sweep(home.path / "keys", count)


def test_every_key_with_its_record_is_in_order(home: Home) -> None:
    home.open_case(home.signed_in())
    make_all_keys_old(home)
    (line,) = said(home)
    assert line == Line("ok", "keys and records", "no key without its record")
    assert postgresql.is_wanted() or line in examine(home.path)


def test_the_key_of_a_save_that_was_cut_off_is_counted_and_kept(home: Home) -> None:
    """A case's and a person's. Nothing is offered: it could as well belong to a newer database."""
    case_id = home.open_case(home.signed_in()).split("/")[2]
    home.agent.make_person(case_id, "cut-off-person")
    key = home.agent.make_case("cut-off").key
    assert said(home)[0].found == "no key without its record"
    make_all_keys_old(home)
    (line,) = said(home)
    assert (line.level, "2 key(s)" in line.found, "sweep" in line.do) == ("ok", True, False)
    for count in (1, 2):
        with pytest.raises(LeewardError, match="0 key"):
            sweep(home, count)
    assert home.agent.open_case("cut-off").key == key
    assert "cut-off-person" in home.agent.open_case(case_id).persons


@pytest.mark.skipif(postgresql.is_wanted(), reason="copies the database as a file")
def test_an_older_database_put_back_costs_no_key(home: Home, tmp_path: Path) -> None:
    """The newest case's key has no row now. No sweep takes it, and with the newer database it opens."""
    from django.db import connection

    browser = home.signed_in()
    home.open_case(browser, code_name="Tern")
    database = home.path / "db.sqlite3"
    connection.close()
    older = shutil.copy(database, tmp_path / "older.sqlite3")
    newest = home.open_case(browser, code_name="Newestmarker")
    assert b"Newestmarker" in browser.get(newest).content
    connection.close()
    newer = shutil.copy(database, tmp_path / "newer.sqlite3")
    shutil.copy(older, database)
    make_all_keys_old(home)
    assert home.signed_in().get(newest).status_code == 404
    (line,) = said(home)
    assert line.level == "ok" and "1 key(s)" in line.found and "put back the newest" in line.do
    with pytest.raises(LeewardError):
        sweep(home, 1)
    connection.close()
    shutil.copy(newer, database)
    assert b"Newestmarker" in home.signed_in().get(newest).content


def test_keys_of_deleted_records_that_came_back_are_destroyed_when_asked(
    home: Home,
    came_back: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """These and no others, on record, out of the ring's file; the client's page beside them still opens."""
    from leeward.practice.audit.models import AuditEntry

    gone, kept = came_back
    home.agent.make_case("cut-off")
    make_all_keys_old(home)
    home.agent.open_case(gone)
    deleted, unknown = said(home)
    assert deleted.level == "mind" and deleted.do.endswith("--sweep-orphans 1")
    assert "1 key(s)" in unknown.found
    monkeypatch.setenv("LEEWARD_HOME", str(home.path))
    assert main(["doctor", "--sweep-orphans", "1"]) == 0
    assert "1 key(s) of deleted records destroyed" in capsys.readouterr().out
    with pytest.raises(KeyMissing, match="gone for good"):
        home.agent.open_case(gone)
    home.agent.open_case("cut-off")
    assert home.signed_in().get(f"/clients/{kept}/").status_code == 200
    assert list(AuditEntry.objects.filter(action="key.sweep").values_list("case_id", flat=True)) == [gone]
    assert [line.level for line in said(home)] == ["ok"]
    assert main(["doctor", "--sweep-orphans", "1"]) == 2
    assert "nothing was destroyed" in capsys.readouterr().err


def test_nothing_is_swept_while_locked_by_a_wrong_number_or_with_another_ring(
    home: Home, came_back: tuple[str, str]
) -> None:
    from leeward.practice.first_run.models import Practice

    for wrong in (2, 100):
        with pytest.raises(LeewardError, match="1 key"):
            sweep(home, wrong)
    home.agent.lock()
    with pytest.raises(VaultLocked):
        sweep(home, 1)
    home.agent.unlock(PASSPHRASE)
    Practice.objects.update(ring_id="0" * 32)
    with pytest.raises(LeewardError, match="not made with"):
        sweep(home, 1)
    home.agent.open_case(came_back[0])


@pytest.mark.parametrize("words", ["0", "-1", "all", ""])
def test_the_sweep_wants_the_number_that_was_named(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", f"--sweep-orphans={words}"])
    assert ended.value.code == 2
    assert "expected the number doctor named" in capsys.readouterr().err


def test_a_database_that_cannot_be_read_is_said_and_nothing_is_counted(home: Home) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE practice_person RENAME TO practice_person_of_tomorrow")
    (line,) = said(home)
    assert line.level == "mind" and "could not be read" in line.found
