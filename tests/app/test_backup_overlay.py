# SPDX-License-Identifier: Apache-2.0
"""The practice's own entries go with the records into a back-up, and come back with them where they load."""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
from tests.support.answers import the_book
from tests.support.copying import IS_LONG, dies_at, refused, touches, whole
from tests.support.postgresql import not_here
from tests.support.practice import Home

from leeward.cli import main
from leeward.commands.doctor import examine
from leeward.commands.doctor_backups import look_at_restores
from leeward.knowledge import load_catalogue
from leeward.knowledge.feeds import FILE_NAME as LOADED
from leeward.knowledge.files import content_folder
from leeward.knowledge.local_services import FILE_NAME, local_file, write_local_file
from leeward.practice.backups.manifest import facts_of, format_of, read_manifest, write_manifest
from leeward.practice.backups.overlay_files import Looked, copy_overlay, stage_overlay
from leeward.practice.backups.restoring import finish_restore, is_cut_off

Captured = pytest.CaptureFixture[str]
OWN = "own-0123456789ab"
BANK = "inspection/brands.yaml"
BANK_TEXT = """schema: leeward.message-brands/1
reviewed: '2026-11-22'
brands:
- id: harbor-credit-union
  names: [Harbor Credit Union]
  domains: [harborcu.example.org]
"""


@pytest.fixture
def disks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Two places, for records and for keys, and another machine's disk for a home."""
    folder = tmp_path_factory.mktemp("disks")
    for name in ("records", "keys"):
        (folder / name).mkdir()
    return folder / "records", folder / "keys", folder / "new"


@pytest.fixture
def overlay(here: Home) -> Path:
    """An own service, as the directory's pages write it; a bank and a note, written by hand."""
    folder = here.path / "overlay"
    write_own_service(folder, "Example County: advocates")
    (folder / "inspection").mkdir()
    (folder / BANK).write_text(BANK_TEXT)
    (folder / "read-me.md").write_text("called in November")
    (folder / ".DS_Store").write_bytes(b"a program's own")
    return folder


def write_own_service(folder: Path, name: str) -> None:
    service = msgspec.structs.replace(the_book().service("ndvh"), id=OWN, name=name)
    write_local_file(folder, local_file(folder, [service], today=date(2026, 11, 23)))


def back_up(disks: tuple[Path, Path, Path], *more: str) -> Path:
    assert main(["backup", "--to", str(disks[0]), "--keys-to", str(disks[1]), *more]) == 0
    return max(whole(disks[0]), key=lambda one: read_manifest(one).made_at)


def restore(disks: tuple[Path, Path, Path], *more: str) -> list[str]:
    return ["restore", str(disks[0]), "--keys", str(disks[1]), "--home", str(disks[2]), *more]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_the_manifest_names_every_file_of_the_overlay_and_a_check_finds_damage(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    made = back_up(disks)
    assert "Overlay: 3 file(s)" in capsys.readouterr().out
    manifest = read_manifest(made)
    names = {f"overlay/{name}" for name in (FILE_NAME, BANK, "read-me.md")}
    assert (manifest.format, {one.name for one in manifest.overlay_files}) == (3, names)
    assert contents(made / "overlay") == contents(overlay)
    assert {stat.S_IMODE(path.lstat().st_mode) & 0o077 for path in made.rglob("*")} == {0}
    assert main(["backup", "--check", str(made)]) == 0
    assert "3 file(s) of your overlay" in capsys.readouterr().out
    (made / "overlay" / BANK).write_text(BANK_TEXT.replace("harborcu", "harbocru"))
    assert f"overlay/{BANK} is altered" in refused(capsys, "backup", "--check", str(made))
    (made / "overlay" / BANK).unlink()
    refused(capsys, "backup", "--check", str(made))


@not_here
def test_own_entries_answer_again_on_another_machine(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """Those of loaded directories do not: the command says to keep what they were loaded from."""
    (here.path / LOADED).write_bytes(b"loaded")
    made = back_up(disks)
    said = capsys.readouterr().out
    assert "Loaded directories are not in it" in said and "copy that folder yourself" not in said
    assert not list(made.rglob(LOADED))
    assert main(restore(disks)) == 0
    assert "Restored: your overlay, 3 file(s)" in capsys.readouterr().out
    there = disks[2] / "overlay"
    assert contents(there) == contents(overlay)
    assert {stat.S_IMODE(path.lstat().st_mode) & 0o077 for path in (there, *there.rglob("*"))} == {0}
    book = load_catalogue(overlay=there)
    assert (book.service(OWN).name, book.service(OWN).local) == ("Example County: advocates", True)
    assert not (disks[2] / LOADED).exists()


@not_here
def test_the_overlay_that_stood_there_is_moved_aside_and_the_very_same_stays(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    back_up(disks)
    again = (*disks[:2], here.path)
    assert main(restore(again, "--replace")) == 0
    (aside,) = here.path.glob("replaced-*")
    assert not (aside / "overlay").exists() and (overlay / ".DS_Store").exists()
    shutil.rmtree(aside)
    write_own_service(overlay, "Example County: a newer number")
    newer = contents(overlay)
    capsys.readouterr()
    assert main(restore(again, "--replace")) == 0
    (aside,) = here.path.glob("replaced-*")
    assert contents(aside / "overlay") == newer
    assert str(aside / "overlay") in capsys.readouterr().out
    assert load_catalogue(overlay=overlay).service(OWN).name == "Example County: advocates"
    assert any(aside.name in line.found for line in look_at_restores(here.path))


@not_here
def test_an_older_backup_without_an_overlay_leaves_the_one_that_stands_there(
    here: Home, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """As the program wrote it until it took the overlay along: format 1, and nothing beside the records."""
    made = back_up(disks)
    assert (read_manifest(made).format, (made / "overlay").exists()) == (1, False)
    write_own_service(disks[2] / "overlay", "Example County: advocates")
    before = contents(disks[2] / "overlay")
    capsys.readouterr()
    assert main(restore(disks)) == 0
    assert (
        f"No overlay is in this back-up: what stands in {disks[2]}/overlay stays" in capsys.readouterr().out
    )
    assert contents(disks[2] / "overlay") == before
    assert not list(disks[2].glob("replaced-*"))


@not_here
def test_a_tampered_overlay_is_refused_before_anything_is_touched(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    made = back_up(disks)
    write_own_service(overlay, "Example County: a newer number")
    before = contents(here.path)
    blob = made / "overlay" / FILE_NAME
    data = blob.read_bytes()
    for bad in (data.replace(b"advocates", b"advocatez"), data[:-1], b"", None):
        blob.unlink()
        if bad is not None:
            blob.write_bytes(bad)
        said = refused(capsys, *restore((*disks[:2], here.path), "--replace"))
        assert "local-directory.yaml" in said or "could not be read" in said
        blob.touch()
    assert {name: data for name, data in contents(here.path).items() if "run/" not in name} == {
        name: data for name, data in before.items() if "run/" not in name
    }
    assert not list(here.path.glob("re*ing-*")) and not list(here.path.glob("replaced-*"))


@pytest.mark.parametrize(
    "name",
    [
        "overlay/../db.sqlite3",
        "overlay/a/../../x",
        "overlay//x.yaml",
        "overlay/./x.yaml",
        "overlay/",
        "overlay",
        "/overlay/x.yaml",
        "overlay/x\n.yaml",
        "overlay/" + "a/" * 9 + "x.yaml",
        "keys/ring.sqlite3",
    ],
)
def test_a_manifest_that_names_a_file_elsewhere_is_refused(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured, name: str
) -> None:
    made = back_up(disks)
    path = made / "manifest.json"
    said = json.loads(path.read_text())
    said["files"][1]["name"] = name
    path.write_text(json.dumps(said))
    assert "damaged manifest" in refused(capsys, *restore(disks))
    assert not disks[2].exists()


def test_own_entries_in_a_manifest_of_an_older_format_are_refused(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    path = back_up(disks) / "manifest.json"
    path.write_text(path.read_text().replace('"format": 3', '"format": 2'))
    assert "damaged manifest" in refused(capsys, "backup", "--check", str(disks[0]))


@not_here
def test_an_overlay_that_does_not_load_is_named_and_the_records_come_back(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """The one that stands there stays: a practice that restores has to be able to start."""
    (overlay / BANK).write_text(BANK_TEXT + "  openness: much\n")
    made = back_up(disks)
    write_own_service(disks[2] / "overlay", "Example County: what stood here")
    before = contents(disks[2] / "overlay")
    capsys.readouterr()
    assert main(restore(disks)) == 0
    said = capsys.readouterr().out
    assert f"overlay/{BANK}:7: " in said and "was not put back" in said
    assert str(made / "overlay") in said and "Restored: your overlay" not in said
    assert (disks[2] / "db.sqlite3").exists()
    assert contents(disks[2] / "overlay") == before
    assert not list(disks[2].glob("re*ing-*"))


@not_here
def test_a_list_of_apps_that_cannot_be_read_is_named_too(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    (overlay / "indicators").mkdir()
    (overlay / "indicators" / "newer.stix2").write_text("no list")
    back_up(disks)
    capsys.readouterr()
    assert main(restore(disks)) == 0
    assert "overlay/indicators/newer.stix2: " in capsys.readouterr().out
    assert not (disks[2] / "overlay").exists()


def test_what_is_no_plain_file_is_left_out_and_named_and_the_records_are_copied(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """Somebody's stray link must not cost a night's back-up."""
    for number in range(5):
        (overlay / f"link{number}.yaml").symlink_to(here.path / "keys" / "ring.sqlite3")
    (overlay / "folder").symlink_to(here.path / "keys")
    os.mkfifo(overlay / "pipe.yaml")
    (overlay / "odd\x1bname.yaml").write_text("x")
    made = back_up(disks)
    said = capsys.readouterr().out
    assert "Not in it: overlay/folder (a symbolic link)" in said
    assert "Not in it: 3 more of your overlay" in said and "\x1b" not in said
    assert len(read_manifest(made).overlay_files) == 3
    assert main(["backup", "--check", str(made)]) == 0
    shutil.rmtree(overlay)
    overlay.symlink_to(here.path / "keys")
    made = back_up(disks)
    assert "Not in it: overlay (a symbolic link)" in capsys.readouterr().out
    assert (read_manifest(made).format, (made / "overlay").exists()) == (1, False)


@pytest.mark.parametrize(("lasts_seconds", "is_copied"), [(0.3, True), (30.0, False)])
def test_a_file_that_changes_while_it_is_copied_is_copied_whole_or_left_out(
    tmp_path: Path, lasts_seconds: float, is_copied: bool
) -> None:
    """Head and tail of a large file, written one after the other, again and again."""
    home, part = tmp_path / "home", tmp_path / "part"
    (home / "overlay").mkdir(parents=True)
    file = home / "overlay" / "large.md"
    file.write_bytes(bytes(24 * 1024 * 1024))
    stop, begun = Event(), Event()

    def write() -> None:
        until, number = time.monotonic() + lasts_seconds, 0
        with file.open("r+b", buffering=0) as stream:
            while time.monotonic() < until and not stop.is_set():
                number += 1
                for place in (0, 24 * 1024 * 1024 - 8):
                    stream.seek(place)
                    stream.write(number.to_bytes(8, "big"))
                begun.set()

    thread = Thread(target=write)
    thread.start()
    try:
        begun.wait(10)
        facts, left_out = copy_overlay(home, part)
    finally:
        stop.set()
        thread.join(60)
    if not is_copied:
        assert facts == () and left_out == ("overlay/large.md (it changed all the while)",)
        assert not (part / "overlay" / "large.md").exists()
        return
    data = (part / "overlay" / "large.md").read_bytes()
    assert (
        left_out == () and data[:8] == data[-8:] and facts == (facts_of(part / facts[0].name, facts[0].name),)
    )


@not_here
def test_old_backups_go_with_their_overlay_and_what_somebody_put_there_stays(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path]
) -> None:
    for extra in (False, True):
        old = back_up(disks)
        manifest = msgspec.structs.replace(read_manifest(old), made_at="2026-01-01T00:00:00+00:00")
        (old / "manifest.json").unlink()
        write_manifest(old, manifest)
        if extra:
            (old / "overlay" / "services" / "theirs").write_text("kept")
        newest = back_up(disks, "--keep", "30")
        assert not old.exists()
        left = [one for one in disks[0].iterdir() if one.suffix == ".part"]
        assert [contents(one) for one in left] == [{"overlay/services/theirs": b"kept"}] * extra
        shutil.rmtree(newest)


@not_here
def test_t50_a_restore_killed_while_things_take_their_places_ends_with_one_overlay(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path]
) -> None:
    """From the decision on, at many a touch of a file; the next start goes on. Nothing is lost."""
    back_up(disks)
    template = disks[2].with_name("template")
    write_own_service(template / "overlay", "Example County: what stood here")
    new, old = contents(overlay), contents(template / "overlay")
    shutil.copytree(template, disks[2])
    last = touches(dies_at(0, disks[2], *restore(disks)))
    seen = set()
    for touch in range(last, 0, -3 if IS_LONG else -9):
        shutil.rmtree(disks[2])
        shutil.copytree(template, disks[2])
        assert dies_at(touch, disks[2], *restore(disks)).returncode == -9
        was_cut_off = is_cut_off(disks[2])
        finish_restore(disks[2])
        finish_restore(disks[2])
        is_new = (disks[2] / "db.sqlite3").exists()
        assert contents(disks[2] / "overlay") == (new if is_new else old), f"killed at {touch}"
        assert [contents(one / "overlay") for one in disks[2].glob("replaced-*")] == [old] * is_new
        assert not list(disks[2].glob("restoring-*"))
        seen.add((is_new, was_cut_off))
        if not is_new:
            break
    assert seen >= {(True, True), (False, False)}


ASQ = "screening/instruments/asq.yaml"


def turned_round(folder: Path) -> None:
    """A spoken yes would be pressed as yes and stored as no."""
    text = (content_folder() / ASQ).read_text()
    text = text.replace("label: 'Yes'", "label: 'X'").replace("label: 'No'", "label: 'Yes'")
    (folder / ASQ).parent.mkdir(parents=True)
    (folder / ASQ).write_text(text.replace("label: 'X'", "label: 'No'"))


@not_here
def test_a_suicide_screen_turned_round_on_the_disk_of_back_ups_never_comes_into_force(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured
) -> None:
    """Put there with a manifest that fits: a check and a restore name it, and the questions stay ours."""
    made = back_up(disks)
    turned_round(made / "overlay")
    manifest = read_manifest(made)
    planted = facts_of(made / "overlay" / ASQ, f"overlay/{ASQ}")
    (made / "manifest.json").unlink()
    write_manifest(made, msgspec.structs.replace(manifest, files=(*manifest.files, planted)))
    capsys.readouterr()
    assert main(["backup", "--check", str(made)]) == 0
    named = f"Not in force: overlay/{ASQ}:"
    said = capsys.readouterr().out
    assert named in said and "asq: an overlay may not change answer_sets" in said
    assert main(restore(disks)) == 0
    assert named in capsys.readouterr().out
    book = load_catalogue(overlay=disks[2] / "overlay")
    assert book.instrument("asq") == the_book().instrument("asq")
    assert [one.entry for one in book.refused] == ["asq"]
    assert book.service(OWN).local
    found = [line for line in examine(disks[2]) if line.about == "overlay"]
    assert [(line.level, "asq: an overlay may not change answer_sets" in line.found) for line in found] == [
        ("bad", True)
    ]


@not_here
@pytest.mark.parametrize("put", ["pipe", "link"])
@pytest.mark.parametrize("command", ["check", "restore"])
def test_what_is_no_file_in_a_backup_is_refused_and_never_waited_at(
    here: Home, overlay: Path, disks: tuple[Path, Path, Path], capsys: Captured, put: str, command: str
) -> None:
    made = back_up(disks)
    file = made / "overlay" / FILE_NAME
    file.rename(made.parent / "elsewhere.yaml")
    os.mkfifo(file) if put == "pipe" else file.symlink_to(made.parent / "elsewhere.yaml")
    if command == "check":
        refused(capsys, "backup", "--check", str(made))
    else:
        refused(capsys, *restore(disks))
        assert not (disks[2] / "db.sqlite3").exists()


def test_nothing_is_staged_for_a_backup_that_has_none(tmp_path: Path) -> None:
    from leeward.practice.backups.manifest import FileFacts, Manifest

    manifest = Manifest(
        kind="records",
        id="00000000",
        made_at=datetime.now(UTC).isoformat(),
        program="1",
        engine="sqlite",
        ring_id="",
        files=(FileFacts("records.sqlite3", 1, ""),),
    )
    assert stage_overlay(tmp_path, manifest, tmp_path, tmp_path) == Looked()
    assert [format_of(names) for names in ((), ("vault/x",), ("vault/x", "overlay/x"))] == [1, 2, 3]
