# SPDX-License-Identifier: Apache-2.0
"""`leeward restore`: verified before anything is touched, all of it or nothing, nothing deleted."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support import postgresql, serving
from tests.support.copying import dies_at, points, refused, run, touches, whole
from tests.support.postgresql import not_here, only_here
from tests.support.practice import PASSPHRASE, Home

from leeward.cli import main
from leeward.commands.doctor_backups import look_at_restores
from leeward.practice.backups.manifest import facts_of, read_manifest, write_manifest
from leeward.practice.backups.restoring import finish_restore, is_cut_off
from leeward.practice.locks import only_one_server
from leeward.vault.copies import newest_copy
from leeward.vault.setup import look_at_ring
from leeward.vault.store import open_store

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def disks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Two places, for records and for keys, and another machine's disk for a home."""
    folder = tmp_path_factory.mktemp("disks")
    for name in ("records", "keys"):
        (folder / name).mkdir()
    return folder / "records", folder / "keys", folder / "new"


def back_up(disks: tuple[Path, Path, Path]) -> None:
    assert main(["backup", "--to", str(disks[0]), "--keys-to", str(disks[1])]) == 0


def restore(disks: tuple[Path, Path, Path], *more: str) -> list[str]:
    return ["restore", str(disks[0]), "--keys", str(disks[1]), "--home", str(disks[2]), *more]


def moved_to(home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process serves another home from now on, as a new start does: brought up to date, and locked."""
    from django.db import connection

    from leeward.practice import sealing
    from leeward.practice.serving import check_home, prepare_database

    home.agent.duties.lock()
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(folder / "db.sqlite3"))
    home.agent = type(home.agent)(folder / "keys")
    monkeypatch.setattr(sealing._local, "agent", home.agent)
    prepare_database()
    assert check_home(folder)


def unlocked(home: Home) -> Any:
    """Locked after the start: the pages show the lock; then the passphrase, then the sign-in."""
    browser = home.browser()
    assert browser.get("/today/")["Location"] == "/unlock/"
    answer = browser.post("/unlock/", {"passphrase": PASSPHRASE})
    assert answer.status_code == 302
    return home.signed_in()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that counts: what stands open, not locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "run"
    }


@not_here
def test_records_and_keys_open_on_another_machine(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locked first; with the passphrase the client's page says what it said. The restore is on record."""
    from leeward.practice.audit.models import AuditEntry

    address = here.open_case(here.signed_in(), code_name="Ternmarker", reason="ex-reason, said aloud")
    back_up(disks)
    assert main(restore(disks)) == 0
    said = capsys.readouterr().out
    assert "It starts locked" in said and "key ring of" in said and "moved" not in said
    modes = {stat.S_IMODE(path.lstat().st_mode) & 0o077 for path in (disks[2], *disks[2].rglob("*"))}
    assert modes == {0}
    moved_to(here, disks[2], monkeypatch)
    browser = unlocked(here)
    page = browser.get(address).content.decode()
    assert "Ternmarker" in page and "ex-reason, said aloud" in page
    assert "Ternmarker" in browser.get("/clients/").content.decode()
    assert AuditEntry.objects.filter(action="practice.restore").count() == 1
    with closing(open_store(disks[2] / "keys")) as store:
        found = newest_copy(store)
    assert found is not None and found[0].parent == whole(disks[1])[0], "the copy it came from is on its list"


@not_here
def test_without_keys_it_says_what_is_missing_and_putting_them_there_is_enough(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = here.open_case(here.signed_in(), code_name="Ternmarker")
    back_up(disks)
    assert main(["restore", str(disks[0]), "--home", str(disks[2])]) == 0
    assert (
        f"No key ring is here: put ring.sqlite3 from its newest copy into {disks[2]}/keys"
        in capsys.readouterr().out
    )
    assert "key ring is missing" in serving.refused(disks[2])
    (disks[2] / "keys").mkdir(mode=0o700)
    shutil.copy(whole(disks[1])[0] / "ring.sqlite3", disks[2] / "keys")
    moved_to(here, disks[2], monkeypatch)
    assert "Ternmarker" in unlocked(here).get(address).content.decode()


@not_here
def test_the_newest_of_several_is_taken_and_one_can_be_named(
    here: Home, disks: tuple[Path, Path, Path]
) -> None:
    browser = here.signed_in()
    for name in ("Tern", "Plover"):
        here.open_case(browser, code_name=name)
        back_up(disks)
    first = min(whole(disks[0]), key=lambda one: read_manifest(one).made_at)
    assert main(restore(disks)) == 0
    assert cases_in(disks[2]) == 2
    named = disks[2].with_name("named")
    assert main(["restore", str(first), "--home", str(named)]) == 0
    assert cases_in(named) == 1


def cases_in(home: Path) -> int:
    with closing(sqlite3.connect(home / "db.sqlite3")) as database:
        found: int = database.execute("SELECT count(*) FROM practice_case").fetchone()[0]
        return found


@not_here
def test_an_older_database_keeps_the_keys_made_since(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """The ring that stands there is theirs: it stays, even with --keys and --replace (ADR 13)."""
    browser = here.signed_in()
    here.open_case(browser, code_name="Tern")
    back_up(disks)
    newer = here.open_case(browser, code_name="Plover").split("/")[2]
    ring = here.path / "keys" / "ring.sqlite3"
    cases_before = look_at_ring(ring.parent).cases
    from django.db import connection

    connection.close()
    assert main([*restore((*disks[:2], here.path)), "--replace"]) == 0
    said = capsys.readouterr().out
    assert "stays: it may hold keys made since" in said
    assert look_at_ring(ring.parent).cases == cases_before
    assert cases_in(here.path) == 1
    assert here.agent.open_case(newer).case_id == newer
    (aside,) = here.path.glob("replaced-*")
    assert cases_in(aside) == 2 and not (aside / "keys").exists()
    assert any(aside.name in line.found for line in look_at_restores(here.path))


@not_here
def test_what_is_replaced_is_moved_aside_whole_with_its_log_and_its_ring(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    here.open_case(here.signed_in())
    back_up(disks)
    another_practice(disks[2])
    before = contents(disks[2])
    assert "db.sqlite3-wal" in before
    assert "--replace" in refused(capsys, *restore(disks))
    assert contents(disks[2]) == before
    assert main(restore(disks, "--replace")) == 0
    (aside,) = disks[2].glob("replaced-*")
    assert re.fullmatch(r"replaced-\d{4}-\d\d-\d\d-[0-9a-f]{8}", aside.name)
    kept = {name: data for name, data in before.items() if not name.startswith("overlay/")}
    assert contents(aside) == kept
    assert (disks[2] / "overlay" / "own.yaml").read_text() == "mine"
    assert marks_in(aside) == ["old, in the log"]
    assert str(aside) in capsys.readouterr().out


def another_practice(folder: Path, mark: str = "old, in the log") -> None:
    """A home of other records: a database with its log not emptied, a ring, an overlay."""
    from leeward.vault.setup import create_ring
    from leeward.vault.sources import Cost, Passphrase

    folder.mkdir(mode=0o700)
    ring = create_ring(
        folder / "keys",
        Passphrase("another practice's own words", cost=Cost(64, 1, 1)),
        data_exists=lambda: False,
    )
    ring.lock()
    making = folder.with_name(folder.name + "-making")
    making.mkdir()
    with closing(sqlite3.connect(making / "db.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE practice_practice (ring_id TEXT)")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("INSERT INTO practice_practice VALUES (?)", (mark,))
        database.commit()
        for path in making.iterdir():  # as a killed server leaves it
            shutil.copy(path, folder)
    shutil.rmtree(making)
    (folder / "overlay").mkdir()
    (folder / "overlay" / "own.yaml").write_text("mine")


def marks_in(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "db.sqlite3")) as database:
        return [mark for (mark,) in database.execute("SELECT ring_id FROM practice_practice")]


@not_here
def test_t50_a_restore_killed_anywhere_leaves_the_old_or_the_new(
    here: Home, disks: tuple[Path, Path, Path]
) -> None:
    """As the next start finds it: database, log and ring of one practice, never of two; nothing is lost."""
    here.open_case(here.signed_in())
    back_up(disks)
    new_ring = look_at_ring(here.path / "keys").ring_id
    template = disks[2].with_name("template")
    another_practice(template)
    old_ring = look_at_ring(template / "keys").ring_id
    shutil.copytree(template, disks[2])
    last = touches(dies_at(0, disks[2], *restore(disks, "--replace")))
    seen = set()
    for touch in points(last):
        shutil.rmtree(disks[2])
        shutil.copytree(template, disks[2])
        assert dies_at(touch, disks[2], *restore(disks, "--replace")).returncode == -9
        was_cut_off = is_cut_off(disks[2])
        finish_restore(disks[2])
        finish_restore(disks[2])
        ring = look_at_ring(disks[2] / "keys").ring_id
        aside = list(disks[2].glob("replaced-*"))
        assert not is_cut_off(disks[2]) and not list(disks[2].glob("restoring-*"))
        if ring == old_ring:
            assert (marks_in(disks[2]), aside, was_cut_off) == (["old, in the log"], [], False)
        else:
            assert ring == new_ring and marks_in(disks[2]) == [new_ring]
            assert marks_in(aside[0]) == ["old, in the log"]
            assert look_at_ring(aside[0] / "keys").ring_id == old_ring
        seen.add((ring == new_ring, was_cut_off))
    assert (True, True) in seen, "no death between the decision and the end"
    assert (False, False) in seen, "no death before the decision"


@not_here
def test_a_restore_cut_off_is_finished_by_the_next_start_and_a_backup_waits_for_it(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """`leeward serve` goes on before it opens anything; doctor says so meanwhile."""
    here.open_case(here.signed_in())
    back_up(disks)
    shutil.copytree(here.path, disks[2], ignore=lambda *_: {"run"})
    decided = disks[2] / "restoring-2026-11-22-00000000"
    decided.mkdir()
    shutil.copy(whole(disks[0])[0] / "records.sqlite3", decided / "db.sqlite3")
    assert "was cut off" in run(disks[2], "backup", "--to", str(disks[0])).stderr
    assert "cut off" in " ".join(line.found for line in look_at_restores(disks[2]))
    short = Path(tempfile.gettempdir()) / f"lw{os.getpid()}"  # a socket's path must be short
    disks[2].rename(short)
    try:
        with serving.served(short):
            assert not is_cut_off(short)
            assert "runs here already" in refused(capsys, *restore((*disks[:2], short)), "--replace")
    finally:
        shutil.rmtree(short)


@not_here
def test_a_damaged_or_truncated_backup_is_refused_before_anything_is_touched(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """T53. Of the records, and of the keys; also where the manifest was made to fit."""
    here.open_case(here.signed_in())
    back_up(disks)
    another_practice(disks[2])
    before = contents(disks[2])
    (records, keys) = whole(disks[0])[0], whole(disks[1])[0]
    for folder in (records, keys):
        (file,) = (one for one in folder.iterdir() if one.name != "manifest.json")
        data, manifest = file.read_bytes(), read_manifest(folder)
        middle = len(data) // 2
        for bad in (data[:middle], data[:middle] + b"\xff" * 9000 + data[middle + 9000 :], b"", b"x" * 9000):
            file.write_bytes(bad)
            refused(capsys, *restore(disks, "--replace"))
            (folder / "manifest.json").unlink()
            write_manifest(folder, with_file(manifest, file))
            refused(capsys, *restore(disks, "--replace"))
            (folder / "manifest.json").unlink()
            write_manifest(folder, manifest)
        file.unlink()
        refused(capsys, *restore(disks, "--replace"))
        file.write_bytes(data)
    assert contents(disks[2]) == before
    assert main(restore(disks, "--replace")) == 0


def with_file(manifest: Any, file: Path) -> Any:
    import msgspec

    return msgspec.structs.replace(manifest, files=(facts_of(file),))


@not_here
def test_records_of_a_newer_version_are_refused(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('practice', '9999_later', '2030')"
        )
    back_up(disks)
    capsys.readouterr()
    assert "newer version" in refused(capsys, *restore(disks))
    assert "newer version" in refused(capsys, "backup", "--check", str(disks[0]))
    assert not (disks[2] / "db.sqlite3").exists()


@not_here
def test_t54_records_of_an_older_version_are_brought_up_to_date_by_the_start(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of before the second factor: a table and two columns fewer."""
    from django.core.management import call_command
    from django.db import connection

    address = here.open_case(here.signed_in(), code_name="Ternmarker")
    call_command("migrate", "practice", "0003", verbosity=0)
    connection.close()
    back_up(disks)
    assert main(restore(disks)) == 0
    assert "They are of an older version" in capsys.readouterr().out
    moved_to(here, disks[2], monkeypatch)
    assert "Ternmarker" in unlocked(here).get(address).content.decode()


@not_here
def test_a_ring_of_other_records_is_refused(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """As --keys, and as the ring that stands in the home."""
    back_up(disks)
    keys = whole(disks[1])[0]
    manifest = read_manifest(keys)
    import msgspec

    (keys / "manifest.json").unlink()
    write_manifest(keys, msgspec.structs.replace(manifest, ring_id="0" * 32))
    assert "belongs to other records" in refused(capsys, *restore(disks))
    another_practice(disks[2])
    said = refused(capsys, "restore", str(disks[0]), "--home", str(disks[2]), "--replace")
    assert "belongs to other records" in said


@not_here
def test_nothing_is_restored_while_a_server_runs(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    back_up(disks)
    capsys.readouterr()
    with only_one_server(disks[2]):
        assert "runs here already" in refused(capsys, *restore(disks))
        assert "runs here already" in refused(capsys, *restore(disks, "--replace"))
    assert not (disks[2] / "db.sqlite3").exists()


@not_here
def test_a_full_disk_leaves_the_home_as_it_was(here: Home, disks: tuple[Path, Path, Path]) -> None:
    import subprocess
    import sys

    back_up(disks)
    another_practice(disks[2])
    before = contents(disks[2])
    code = (
        "import resource, sys; from leeward.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *restore(disks, "--replace")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done
    assert contents(disks[2]) == before


@not_here
def test_the_wait_of_the_recovery_paper_does_not_come_back_with_an_old_day(
    here: Home, disks: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for a week ago and called off since: a copy of that day must not open without a new wait."""
    from leeward.practice.first_run.models import Practice

    Practice.objects.update(paper_asked_at=datetime.now(UTC) - timedelta(days=7))
    back_up(disks)
    assert main(restore(disks)) == 0
    moved_to(here, disks[2], monkeypatch)
    assert Practice.objects.get().paper_asked_at is None


@not_here
def test_a_database_url_that_does_not_fit_is_refused(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(disks)
    for url, says in (
        ("postgresql://leeward@/leeward", "a DATABASE_URL for the other"),
        (f"sqlite://{disks[0]}/else.sqlite3", "names a file elsewhere"),
    ):
        monkeypatch.setenv("DATABASE_URL", url)
        assert says in refused(capsys, *restore(disks))
    assert not disks[2].exists()


@not_here
def test_several_practices_on_one_disk_must_be_told_apart(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    import msgspec

    back_up(disks)
    other = disks[0] / "2026-01-01-00000000"
    shutil.copytree(whole(disks[0])[0], other)
    manifest = read_manifest(other)
    (other / "manifest.json").unlink()
    write_manifest(other, msgspec.structs.replace(manifest, ring_id="0" * 32))
    assert "several practices" in refused(capsys, *restore(disks))
    assert not disks[2].exists()


def test_a_record_whose_key_is_gone_costs_no_other_its_line(
    here: Home, disks: tuple[Path, Path, Path]
) -> None:
    """As an older back-up brings back a client who was deleted since: counted, calm, nowhere a 500."""
    from leeward.practice.cases.models import Case
    from leeward.practice.visits.services import open_visit

    browser = here.signed_in()
    cases = {name: here.open_case(browser, code_name=name) for name in ("Tern", "Plover", "Gannet")}
    gone = cases["Plover"].split("/")[2]
    for case in Case.objects.select_related("owner"):
        follow_up(case, open_visit(case.owner, case.id))
    here.agent.destroy_cases([gone])
    for address in ("/clients/", "/today/"):
        answer = browser.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "1 record cannot be opened: its key was destroyed or is missing." in page
        assert "Tern" in page and "Gannet" in page and "Plover" not in page
    answer = browser.get(cases["Plover"])
    assert answer.status_code == 503 and "Something could not be read" in answer.content.decode()
    here.agent.destroy_cases([case.id for case in Case.objects.all()])
    page = browser.get("/clients/").content.decode()
    assert "3 records cannot be opened" in page and "No clients yet" not in page
    assert browser.get("/today/").status_code == 200


def follow_up(case: Any, visit_id: str) -> None:
    from leeward.practice.visits.follow_ups import make_follow_up

    make_follow_up(case.owner, case.id, visit_id, datetime.now(UTC), {"what": "ex-call", "way": ""})


@only_here
def test_a_dump_is_put_into_an_empty_database_with_its_ring_and_opens(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The audit is guarded there too. A database that is not empty, and --replace, are refused."""
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.databases import PostgresqlServer, read_database_url
    from leeward.practice.server_facts import look_at_server

    address = here.open_case(here.signed_in(), code_name="Ternmarker")
    back_up(disks)
    assert "not empty" in refused(capsys, *restore(disks))
    assert "--replace" in refused(capsys, *restore(disks, "--replace"))
    server = postgresql.the_server()
    with server.database_like("template0", "restored_here"):
        monkeypatch.setenv("DATABASE_URL", server.url("restored_here"))
        assert main(restore(disks)) == 0
        where = read_database_url(os.environ["DATABASE_URL"], disks[2])
        assert isinstance(where, PostgresqlServer) and look_at_server(where).is_audit_guarded
        moved_to_server(here, disks[2], "restored_here", monkeypatch)
        assert "Ternmarker" in unlocked(here).get(address).content.decode()
        assert AuditEntry.objects.filter(action="practice.restore").count() == 1
        from django.db import connection

        connection.close()


def moved_to_server(home: Home, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    from leeward.practice import sealing
    from leeward.practice.serving import prepare_database

    home.agent.duties.lock()
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", name)
    home.agent = type(home.agent)(folder / "keys")
    monkeypatch.setattr(sealing._local, "agent", home.agent)
    prepare_database()
