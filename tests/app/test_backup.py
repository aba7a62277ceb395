# SPDX-License-Identifier: Apache-2.0
"""`leeward backup`: whole or not there, records and keys apart, refused where it would be of no use."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from tests.support import postgresql
from tests.support.copying import dies_at, points, refused, run, touches, whole
from tests.support.postgresql import not_here, only_here
from tests.support.practice import PASSPHRASE, Home, client_form

from leeward import __version__
from leeward.cli import main
from leeward.commands.doctor_backups import look_at_backups
from leeward.practice.backups.making import back_up
from leeward.practice.databases import read_database_url
from leeward.vault.copies import KEPT_DAYS, newest_copy
from leeward.vault.store import open_store

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def disks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two places, for records and for keys."""
    folder = tmp_path_factory.mktemp("disks")
    for name in ("records", "keys"):
        (folder / name).mkdir()
    return folder / "records", folder / "keys"


def made(home: Home, disks: tuple[Path, Path], *more: str) -> tuple[Path, Path]:
    assert main(["backup", "--to", str(disks[0]), "--keys-to", str(disks[1]), *more]) == 0
    return max(whole(disks[0]), key=_made_at), max(whole(disks[1]), key=_made_at)


def _made_at(folder: Path) -> str:
    return str(manifest(folder)["made_at"])


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found


def backed_up_on(moment: datetime, home: Home, disks: tuple[Path, Path], keep_days: int | None = None) -> Any:
    where = read_database_url(os.environ.get("DATABASE_URL", ""), home.path)
    return back_up(home.path, where, records_to=disks[0], keys_to=disks[1], keep_days=keep_days, now=moment)


def test_a_backup_is_one_file_and_a_manifest_closed_to_others(
    here: Home, disks: tuple[Path, Path], capsys: Captured
) -> None:
    here.open_case(here.signed_in())
    records, keys = made(here, disks)
    data = "records.pgdump" if postgresql.is_wanted() else "records.sqlite3"
    assert sorted(one.name for one in records.iterdir()) == ["manifest.json", data]
    assert sorted(one.name for one in keys.iterdir()) == ["manifest.json", "ring.sqlite3"]
    for folder in (records, keys):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}", folder.name)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}
    said = capsys.readouterr().out
    assert str(records) in said and str(keys) in said and "opens nothing" in said


def test_the_manifest_says_ids_numbers_and_hours_and_nothing_else(
    here: Home, disks: tuple[Path, Path]
) -> None:
    from leeward.practice.first_run.models import Practice

    records, keys = made(here, disks)
    of_records, of_keys = manifest(records), manifest(keys)
    assert set(of_records) == {
        *("format", "kind", "id", "made_at", "program", "engine", "schema", "ring_id", "files")
    }
    assert (of_records["format"], of_records["program"]) == (1, __version__)
    assert of_records["ring_id"] == of_keys["ring_id"] == Practice.objects.get().ring_id
    assert re.fullmatch(r"\d{4}_\w+", of_records["schema"])
    assert records.name.endswith(of_records["id"])
    (file,) = of_records["files"]
    assert (records / file["name"]).stat().st_size == file["size_bytes"]


@not_here
def test_the_copy_is_compact_and_holds_every_row(here: Home, disks: tuple[Path, Path]) -> None:
    """And no key ring: not its file, not its tables."""
    here.open_case(here.signed_in())
    records, _ = made(here, disks)
    with closing(sqlite3.connect(records / "records.sqlite3")) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert copy.execute("SELECT count(*) FROM practice_case").fetchone() == (1,)
        assert copy.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert "case_key" not in tables


def test_a_check_says_whole_and_finds_what_was_altered_or_cut(
    here: Home, disks: tuple[Path, Path], capsys: Captured
) -> None:
    records, keys = made(here, disks)
    capsys.readouterr()
    for folder in (records, keys, disks[0], disks[1]):
        assert main(["backup", "--check", str(folder)]) == 0
        assert capsys.readouterr().out.startswith("Whole: ")
    for folder in (records, keys):
        (file,) = (one for one in folder.iterdir() if one.name != "manifest.json")
        data = file.read_bytes()
        file.write_bytes(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:])
        assert "altered" in refused(capsys, "backup", "--check", str(folder))
        file.write_bytes(data[:-1])
        assert "another size" in refused(capsys, "backup", "--check", str(folder))
        file.unlink()
        assert "could not be read" in refused(capsys, "backup", "--check", str(folder))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"format": 1', '"format": 4', "Update Leeward"),
        ('"format": 1', '"format": "1"', "damaged manifest"),
        ("+00:00", "+99:00", "damaged manifest"),
        ('"made_at": "2', '"made_at": "x', "damaged manifest"),
        ('"records.', '"../records.', "damaged manifest"),
        ('"kind": "records"', '"kind": "keys"', "damaged manifest"),
        ("{", "[", "damaged manifest"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_one_message(
    here: Home, disks: tuple[Path, Path], capsys: Captured, old: str, new: str, says: str
) -> None:
    records, _ = made(here, disks)
    path = records / "manifest.json"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert says in refused(capsys, "backup", "--check", str(records))
    assert says in refused(capsys, "restore", str(disks[0]), "--home", str(disks[0].parent / "new"))
    assert not (disks[0].parent / "new").exists()


def test_places_that_would_be_of_no_use_are_refused(
    here: Home, disks: tuple[Path, Path], capsys: Captured, tmp_path: Path
) -> None:
    """Not there, in the home, the same for both, one in the other, and the same through a link."""
    inner = disks[0] / "inner"
    inner.mkdir()
    link = disks[0].parent / "link"
    link.symlink_to(disks[0])
    in_home = here.path / "elsewhere"
    in_home.mkdir()
    for to, keys_to, says in (
        (disks[0] / "missing", disks[1], "no folder there"),
        (in_home, disks[1], "in the home"),
        (disks[0], here.path, "in the home"),
        (disks[0], disks[0], "one in the other"),
        (disks[0], inner, "one in the other"),
        (inner, link, "one in the other"),
    ):
        assert says in refused(capsys, "backup", "--to", str(to), "--keys-to", str(keys_to))
    assert list(disks[1].iterdir()) == [] and list(disks[0].iterdir()) == [inner]


def test_options_that_do_not_go_together_are_refused(
    here: Home, disks: tuple[Path, Path], capsys: Captured
) -> None:
    to, keys = (str(place) for place in disks)
    for arguments in ([], ["--keep", "3"], ["--keys-to", keys, "--keep", "3"], ["--check", to, "--to", to]):
        refused(capsys, "backup", *arguments)
    with pytest.raises(SystemExit):
        main(["backup", "--to", to, "--keep", "0"])
    assert list(disks[0].iterdir()) == list(disks[1].iterdir()) == []


def test_a_home_that_was_not_set_up_has_nothing_to_back_up(
    empty_home: Home, disks: tuple[Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEEWARD_HOME", str(empty_home.path))
    assert "no records here" in refused(capsys, "backup", "--to", str(disks[0]))
    monkeypatch.setenv("LEEWARD_HOME", str(disks[0].parent / "nothing"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert "no records here" in refused(capsys, "backup", "--to", str(disks[0]))
    assert not (disks[0].parent / "nothing").exists()


def test_too_little_room_is_said_before_anything_is_written(
    here: Home, disks: tuple[Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No disk of that size can be had here without root."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=3 * 1024**2))
    assert "3 MB of room" in refused(capsys, "backup", "--to", str(disks[0]))
    assert list(disks[0].iterdir()) == []


@not_here
@pytest.mark.parametrize("how", ["bytes", "rows", "cut"])
def test_a_damaged_database_is_refused_and_earlier_backups_stay(
    here: Home, disks: tuple[Path, Path], capsys: Captured, how: str
) -> None:
    from django.db import connection

    here.open_case(here.signed_in())
    earlier = made(here, disks)
    connection.close()
    file = here.path / "db.sqlite3"
    if how == "rows":
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("DELETE FROM practice_case")
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        data = file.read_bytes()
        at = len(data) // 2
        file.write_bytes(data[:at] + (b"\xff" * 20000 + data[at + 20000 :] if how == "bytes" else b""))
    assert "damaged" in refused(capsys, "backup", "--to", str(disks[0]), "--keep", "1")
    assert whole(disks[0]) == [earlier[0]] == list(disks[0].iterdir())


def test_a_ring_of_other_records_is_not_copied(
    here: Home, disks: tuple[Path, Path], capsys: Captured
) -> None:
    from leeward.practice.first_run.models import Practice

    Practice.objects.update(ring_id="0" * 32)
    said = refused(capsys, "backup", "--to", str(disks[0]), "--keys-to", str(disks[1]))
    assert "belongs to other records" in said
    assert list(disks[0].iterdir()) == list(disks[1].iterdir()) == []


def test_without_a_folder_for_keys_it_says_where_their_newest_copy_is(
    here: Home, disks: tuple[Path, Path], capsys: Captured
) -> None:
    assert main(["backup", "--to", str(disks[0])]) == 0
    assert "was never copied" in capsys.readouterr().out
    assert main(["backup", "--keys-to", str(disks[1])]) == 0
    capsys.readouterr()
    assert main(["backup", "--to", str(disks[0])]) == 0
    (copy,) = whole(disks[1])
    assert str(copy / "ring.sqlite3") in capsys.readouterr().out
    with closing(open_store(here.path / "keys")) as store:
        found = newest_copy(store)
    assert found is not None and found[0] == copy / "ring.sqlite3"
    for path in (here.path / "keys").glob("ring*"):
        path.unlink()
    assert main(["backup", "--to", str(disks[0])]) == 0
    assert "No key ring stands here" in capsys.readouterr().out


def test_keep_removes_older_backups_of_this_practice_alone(here: Home, disks: tuple[Path, Path]) -> None:
    """Records after the days asked for, keys after 35; another practice's, damaged and unknown ones stay."""
    now = datetime.now(UTC)
    old = backed_up_on(now - timedelta(days=40), here, disks)
    another = backed_up_on(now - timedelta(days=39), here, disks)
    text = (another.records / "manifest.json").read_text()
    other_ring = {"ring_id": "0" * 32}
    (another.records / "manifest.json").write_text(json.dumps({**json.loads(text), **other_ring}))
    damaged = backed_up_on(now - timedelta(days=38), here, disks)
    (damaged.records / "manifest.json").write_text("{}")
    young = backed_up_on(now - timedelta(days=3), here, disks)
    (disks[0] / "holiday pictures").mkdir()
    latest = backed_up_on(now, here, disks, keep_days=30)
    assert not old.records.exists()
    assert latest.removed == 2, "the oldest records, and the keys that grew old since the copy before"
    kept = {another.records, damaged.records, young.records, latest.records, disks[0] / "holiday pictures"}
    assert set(disks[0].iterdir()) == kept
    assert set(disks[1].iterdir()) == {young.keys, latest.keys}, f"after {KEPT_DAYS} days"
    with closing(open_store(here.path / "keys")) as store:
        listed = {path for (path,) in store.rows("SELECT path FROM copy")}
    assert listed == {str(one / "ring.sqlite3") for one in (young.keys, latest.keys)}


def test_a_file_somebody_put_into_an_old_backup_is_not_removed(here: Home, disks: tuple[Path, Path]) -> None:
    old = backed_up_on(datetime.now(UTC) - timedelta(days=40), here, disks)
    (old.records / "my notes").write_text("kept")
    made(here, disks, "--keep", "30")
    assert [one.read_text() for one in disks[0].rglob("my notes")] == ["kept"]


def test_what_a_crash_left_is_swept_once_it_is_old(here: Home, disks: tuple[Path, Path]) -> None:
    old, young, other = (
        disks[0] / name for name in ("2026-01-01-00000001.part", "2026-01-01-00000002.part", "x.part")
    )
    for one in (old, young, other):
        one.mkdir()
        (one / "records.sqlite3").write_bytes(b"half")
    long_ago = time.time() - 13 * 3600
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    made(here, disks)
    assert not old.exists() and young.exists() and other.exists()


@not_here
def test_a_full_disk_is_one_message_and_leaves_nothing_behind(here: Home, disks: tuple[Path, Path]) -> None:
    """Files above a limit cannot grow, at several limits, as on a disk that fills up on the way."""
    here.open_case(here.signed_in())
    size_bytes = made(here, disks)[0].joinpath("records.sqlite3").stat().st_size
    before = set(disks[0].iterdir())
    for limit in (0, 100, 4096, size_bytes // 2, size_bytes - 1):
        code = (
            "import resource, sys; from leeward.cli import main;"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
            "sys.exit(main(sys.argv[1:]))"
        )
        done = _python(code, here.path, "backup", "--to", str(disks[0]), "--keep", "1")
        assert done.returncode == 2, (limit, done.stdout, done.stderr)
        assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
        assert set(disks[0].iterdir()) == before
    made(here, disks)


def _python(code: str, home: Path, *arguments: str) -> Any:
    import subprocess
    import sys

    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "LEEWARD_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@not_here
def test_t50_a_backup_killed_anywhere_is_whole_or_unfinished_by_name(
    here: Home, disks: tuple[Path, Path]
) -> None:
    """Whatever has a back-up's name is whole, earlier ones stay, and the next one is made."""
    here.open_case(here.signed_in())
    arguments = ("backup", "--to", str(disks[0]), "--keys-to", str(disks[1]), "--keep", "30")
    last = touches(dies_at(0, here.path, *arguments))
    for touch in points(last):
        before = {*whole(disks[0]), *whole(disks[1])}
        assert dies_at(touch, here.path, *arguments).returncode == -9
        for folder in (*whole(disks[0]), *whole(disks[1])):
            assert main(["backup", "--check", str(folder)]) == 0, f"killed at {touch}"
        assert before <= {*whole(disks[0]), *whole(disks[1])}
    assert run(here.path, *arguments).returncode == 0


def test_t53_a_backup_while_others_write_holds_all_that_was_saved_before_and_opens_whole(
    here: Home, disks: tuple[Path, Path]
) -> None:
    """Four threads make clients and change them all the while."""
    browsers = [here.signed_in() for _ in range(4)]
    saved: list[str] = []
    faults: list[Exception] = []
    stop, numbers = Event(), count()

    def write(browser: Any) -> None:
        from django.db import connection

        from leeward.practice import sealing

        sealing._local.agent = here.agent
        try:
            while not stop.is_set():
                address = here.open_case(browser, code_name=f"Tern{next(numbers)}")
                form = client_form(version="1", reason="said once more")
                assert browser.post(address + "change/", form).status_code == 302
                saved.append(address.split("/")[2])
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=write, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    try:
        until = time.monotonic() + 60
        while len(saved) < 12 and time.monotonic() < until and not faults:
            time.sleep(0.01)
        before = set(saved)
        done = run(here.path, "backup", "--to", str(disks[0]), "--keys-to", str(disks[1]))
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert faults == [] and len(before) >= 12
    assert done.returncode == 0, done.stderr
    assert len(saved) > len(before), "nobody wrote meanwhile"
    assert main(["backup", "--check", str(disks[0])]) == 0
    if not postgresql.is_wanted():
        _opens_whole(whole(disks[0])[0], whole(disks[1])[0], before)


def _opens_whole(records: Path, keys: Path, wanted: set[str]) -> None:
    """Every case there has its key, every field at its newest version, and each field opens."""
    from leeward.vault.fields import Place, SealedText, open_text
    from leeward.vault.setup import unlock_ring
    from leeward.vault.sources import Passphrase

    ring = unlock_ring(keys, Passphrase(PASSPHRASE))
    with closing(sqlite3.connect(records / "records.sqlite3")) as database:
        versions = dict(database.execute("SELECT id, version FROM practice_case"))
        assert wanted <= set(versions)
        fields: dict[tuple[str, int], int] = {}
        for label, case_id, person_id, version, data in database.execute(
            "SELECT label, case_id, person_id, version, sealed FROM practice_said"
        ):
            case = ring.open_case(case_id)
            key = case.person(person_id) if person_id else case.key
            open_text(key, Place(label, case_id, person_id, version), SealedText(data))
            fields[case_id, version] = fields.get((case_id, version), 0) + 1
        newest = {fields[case_id, version] for case_id, version in versions.items()}
    ring.lock()
    assert len(newest) == 1, "a case with fewer fields than the others was caught half saved"


def test_two_backups_at_once_on_one_home_take_turns(
    here: Home, disks: tuple[Path, Path], capsys: Captured
) -> None:
    from leeward.practice.locks import only_one_copy

    with only_one_copy(here.path):
        assert "goes on here already" in refused(capsys, "backup", "--to", str(disks[0]))
    assert main(["backup", "--to", str(disks[0])]) == 0


def test_doctor_and_today_say_when_the_last_one_was(
    here: Home, disks: tuple[Path, Path], settings_home: None
) -> None:
    """To whoever runs the practice; never where it is."""
    both, clinician = here.signed_in("robin"), here.signed_in("sam")
    (line,) = look_at_backups(here.path)
    assert (line.level, "none" in line.found) == ("mind", True)
    assert "No back-up yet" in both.get("/today/").content.decode()
    assert "back-up" not in clinician.get("/today/").content.decode()
    for days, level, says in (
        (0, "ok", "less than a day ago"),
        (1, "ok", "1 day ago"),
        (9, "mind", "9 days ago"),
    ):
        backed_up_on(datetime.now(UTC) - timedelta(days=days, minutes=1), here, disks)
        (line,) = look_at_backups(here.path)
        assert (line.level, f"{days} day" in line.found) == (level, True)
        assert f"Last back-up: {says}" in both.get("/today/").content.decode()
        assert "back-up" not in clinician.get("/today/").content.decode()
    note = (here.path / "backups" / "last.json").read_text()
    assert set(json.loads(note)) == {"id", "made_at"} and str(disks[0]) not in note
    (here.path / "backups" / "last.json").write_text("no note")
    assert "No back-up yet" in both.get("/today/").content.decode()


@pytest.fixture
def settings_home(here: Home) -> Iterator[None]:
    from django.test import override_settings

    with override_settings(HOME=here.path):
        yield


@only_here
def test_without_pg_dump_it_says_what_to_type_and_no_password(
    here: Home, disks: tuple[Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = os.environ["DATABASE_URL"].replace("leeward@", "leeward:hiddenword@")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PATH", str(disks[0]))
    said = refused(capsys, "backup", "--to", str(disks[0]))
    assert 'pg_dump --format=custom --no-owner --file=records.pgdump --dbname="$DATABASE_URL"' in said
    assert "hiddenword" not in said
    assert list(disks[0].iterdir()) == []


def test_the_script_does_the_commands_of_the_operators_manual() -> None:
    """`scripts/operations` reads them out of the page: each command that keeps a practice is marked."""
    root = Path(__file__).parents[2]
    manual = (root / "docs" / "manual" / "operator.md").read_text()
    blocks = re.findall(r"<!-- operations: (\w+) -->\n\n((?:    .+\n)+)", manual)
    done = [line.strip() for _, lines in blocks for line in lines.splitlines()]
    kept = r"^    ((?:\w+=\S+ )?leeward (?:backup|restore|keys|ledger|serve|doctor)\b.*)$"
    assert set(re.findall(kept, manual, re.MULTILINE)) <= set(done)
    assert len(done) >= 13 and done[0] == "make setup"
    assert {how for how, _ in blocks} == {"install", "served", "stopped"}
