# SPDX-License-Identifier: Apache-2.0
"""T49: a full disk is said honestly, nothing is half saved, what was typed stays, and freeing it is enough.

The tests of this file run on a disk of 40 MB of their own (a tmpfs in a user and mount namespace): the one
at the end runs the others there. Where a machine allows no such namespace they are skipped, and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.postgresql import not_here
from tests.support.practice import Home, client_form
from tests.support.visits import At, visit_with

from leeward.cli import main

IS_SMALL = bool(os.environ.get("LEEWARD_TEST_SMALL_DISK"))
on_a_small_disk = pytest.mark.skipif(not IS_SMALL, reason="run on a small disk by the last test here")
SIZE_MB = 40
OWN = {"origin": "http://testserver"}
"""As a browser says it of our own form."""
ROOM_KIB = (0, 4, 8, 12, 20, 32, 48, 80, 128, 400)
"""Left free, one after the other: a save breaks off at each of its writes."""
pytestmark = not_here


class Disk:
    """The small disk that holds a home: filled with a file beside it, and freed."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._ballast = home.path / "ballast"

    def leave(self, kib: int) -> None:
        """Fills all but so much."""
        self.free()
        with self._ballast.open("wb") as file:
            left = shutil.disk_usage(self.home.path).free - kib * 1024
            os.posix_fallocate(file.fileno(), 0, max(left, 4096))

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


@pytest.fixture
def disk(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    monkeypatch.setenv("LEEWARD_HOME", str(home.path))
    found = Disk(home)
    yield found
    found.free()


@on_a_small_disk
def test_t49_a_new_client_is_whole_or_not_there_and_the_words_stay(home: Home, disk: Disk) -> None:
    """At every amount of room; after each, what was acknowledged is there and what was not is not."""
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.selectors import my_caseload

    browser = home.signed_in()
    kept = home.open_case(browser, code_name="Before")
    owner = Case.objects.select_related("owner").get().owner
    saved, refused = {"Before"}, 0
    for kib in ROOM_KIB:
        disk.leave(kib)
        name = f"Room{kib}"
        answer = browser.post("/clients/new/", client_form(code_name=name, reason="Words of a visit"))
        disk.free()
        if answer.status_code == 302:
            saved.add(name)
        else:
            refused += 1
            assert answer.status_code == 503
            page = answer.content.decode()
            assert name in page and "Words of a visit" in page, "what was typed is gone"
        assert {one.code_name for one in my_caseload(owner).cases} == saved
    assert refused >= 3 and len(saved) >= 2, "the rooms that were left tell nothing"
    assert browser.get(kept).status_code == 200
    assert home.open_case(browser, code_name="After")


def _written(at: At, words: str) -> Any:
    form = {"link_id": "c3", "answer": "yes", "next": "1", "seen": "9999", "notes_seen": "9999"}
    return at.browser.post(at.url("ask"), {**form, "notes": words}, headers=OWN)


@on_a_small_disk
def test_t49_notes_and_answers_of_a_visit(home: Home, disk: Disk) -> None:
    """Refused: the notes stand on the page. Saved: they are there. Nothing in between."""
    at = visit_with(home, {"answers": {"c2": "yes"}, "context": {"age": 30}})
    refused, stands = 0, ""
    for kib in ROOM_KIB:
        words = f"Notes with {kib} left"
        disk.leave(kib)
        answer = _written(at, words)
        disk.free()
        if answer.status_code == 302:
            stands = words
        else:
            refused += 1
            assert answer.status_code == 503, kib
            assert words in answer.content.decode(), "what was typed is gone"
        now = at.words.document("notes").words.get("notes", "")
        assert now in (stands, words), "neither what was saved before nor what was just typed"
        stands = now
    assert refused >= 3
    assert _written(at, "Freed").status_code == 302
    assert at.words.document("notes").words["notes"] == "Freed"


@on_a_small_disk
@pytest.mark.parametrize("path", ["/today/", "/clients/", "/clients/{}/", "/visits/{}/ask/"])
def test_t49_a_look_that_cannot_be_put_on_record_says_what_to_do(home: Home, disk: Disk, path: str) -> None:
    """No client's word is shown without its line in the audit; it opens once there is room."""
    at = visit_with(home, {"answers": {"c2": "yes"}, "context": {"age": 30}})
    address = path.format(at.visit_id if "visits" in path else at.case_id)
    disk.leave(0)
    answers = [at.browser.get(address) for _ in range(3)]
    disk.free()
    assert 503 in {answer.status_code for answer in answers}
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code in (200, 503)
        assert answer.status_code == 200 or ("is full" in page and "Tern" not in page)
    assert at.browser.get(address).status_code == 200


@on_a_small_disk
def test_t49_a_mistake_in_a_form_is_told_with_what_was_typed(home: Home, disk: Disk) -> None:
    """Nothing is saved by that page; only the session's hour is, and that may fail unseen."""
    browser = home.signed_in()
    disk.leave(0)
    answer = browser.post("/clients/new/", client_form(code_name="", reason="Typed with care"))
    disk.free()
    assert answer.status_code == 422
    assert "Typed with care" in answer.content.decode()


@on_a_small_disk
def test_t49_what_was_saved_stays_when_the_log_cannot_be_brought_into_the_file(
    home: Home, disk: Disk
) -> None:
    """At a checkpoint the file must grow and cannot: each acknowledged save is there, then and later."""
    from django.db import connection

    from leeward.practice.cases.models import Case

    browser = home.signed_in()
    disk.leave(5 * 1024)  # the log fills most of it before it is brought over
    saved = []
    for number in range(400):
        answer = browser.post("/clients/new/", client_form(code_name=f"Many{number}"))
        if answer.status_code != 302:
            assert answer.status_code == 503
            break
        saved.append(answer["Location"].split("/")[2])
    assert len(saved) > 10
    assert set(saved) == set(Case.objects.values_list("id", flat=True))
    disk.free()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert browser.get(f"/clients/{saved[-1]}/").status_code == 200
    assert home.open_case(browser, code_name="After")


@on_a_small_disk
def test_t49_a_backup_onto_a_full_disk_is_one_message_and_leaves_nothing(
    home: Home, disk: Disk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too little room is seen before anything is written; the next one, with room, is whole."""
    place = home.path.parent / "elsewhere"
    place.mkdir()
    home.open_case(home.signed_in())
    disk.leave(300)
    assert main(["backup", "--to", str(place)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "MB of room" in said
    assert list(place.iterdir()) == []
    disk.free()
    assert main(["backup", "--to", str(place)]) == 0


@pytest.mark.skipif(IS_SMALL, reason="the outer one")
def test_t49_on_a_small_disk(tmp_path: Path) -> None:
    """Runs all the tests above on a disk of 40 MB."""
    in_a_namespace = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*in_a_namespace, "true"], check=False).returncode:
        pytest.skip("this machine allows no user and mount namespace, so that no small disk can be had")
    script = 'mount -t tmpfs -o size="$1"m,mode=700 tmpfs "$2" && shift 2 && exec "$@"'
    inner = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(Path(__file__))]
    inner += ["--basetemp", str(tmp_path / "t")]
    done = subprocess.run(
        [*in_a_namespace, "sh", "-c", script, "sh", str(SIZE_MB), str(tmp_path), *inner],
        env={**os.environ, "LEEWARD_TEST_SMALL_DISK": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
