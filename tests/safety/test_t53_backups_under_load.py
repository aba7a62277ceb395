# SPDX-License-Identifier: Apache-2.0
"""T53: a back-up made while a real server saves for many is whole; with the wrong keys nothing is replaced.

That damaged, truncated and newer back-ups are refused before anything is touched stands in
tests/app/test_restore.py, and that older ones are brought up to date; that a back-up beside writing threads
opens field by field, in tests/app/test_backup.py.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from tests.support.copying import run
from tests.support.load import practice_for, write_together, writers_in
from tests.support.postgresql import not_here
from tests.support.practice import Home

from leeward.practice.bench_filling import PASSPHRASE
from leeward.vault.fields import Place, SealedText, open_text
from leeward.vault.ring import KeyRing
from leeward.vault.setup import unlock_ring
from leeward.vault.sources import Passphrase

pytestmark = not_here
WRITERS = 6
BEFORE = 3
MEANWHILE = 12


def test_t53_a_backup_under_load_is_whole_on_another_home(home: Home, tmp_path: Path) -> None:
    """All that was acknowledged before it began is in it and opens there; the writers notice nothing."""
    places = [tmp_path / name for name in ("to", "keys-to", "another")]
    for place in places:
        place.mkdir()
    records, keys, another = map(str, places)
    with practice_for(2, cases_each=WRITERS // 2) as served, writers_in(served) as writers:
        write_together(writers, BEFORE)
        before = {writer.visit_id: list(writer.saved) for writer in writers}
        more = threading.Thread(target=write_together, args=(writers, MEANWHILE))
        more.start()
        made = run(served.home, "backup", "--to", records, "--keys-to", keys)
        more.join()
        assert made.returncode == 0, made.stderr
        assert [writer.faults for writer in writers] == [[]] * WRITERS
    put_back = run(places[2], "restore", records, "--keys", keys, "--home", another)
    assert put_back.returncode == 0, put_back.stderr
    ring = unlock_ring(places[2] / "keys", Passphrase(PASSPHRASE))
    try:
        for visit_id, saved in before.items():
            assert saved == _lines_of(places[2], ring, visit_id)[: len(saved)]
    finally:
        ring.lock()


def _lines_of(home: Path, ring: KeyRing, visit_id: str) -> list[str]:
    """The notes of a visit, from the file and the ring alone."""
    from leeward.practice.visits.documents import unpacked

    with closing(sqlite3.connect(home / "db.sqlite3")) as database:
        label, case_id, person_id, version, data = database.execute(
            "SELECT label, case_id, person_id, d.version, sealed FROM practice_document d"
            " JOIN practice_visit v ON v.id = d.visit_id WHERE v.id = ? AND label LIKE '%.notes'",
            (visit_id,),
        ).fetchone()
    key = ring.open_case(case_id).person(person_id)
    text = open_text(key, Place(label, visit_id, person_id, version), SealedText(data))
    return str(unpacked(text, version).words["notes"]).splitlines()


def test_t53_keys_of_another_practice_are_refused_and_what_stands_there_stays(tmp_path: Path) -> None:
    """Two practices on one disk, mixed up: told before a byte is written."""
    places = {name: tmp_path / name for name in ("records", "keys", "other-records", "other-keys", "home")}
    for place in places.values():
        place.mkdir()
    with practice_for(1) as served:
        assert _backed_up(served.home, places["records"], places["keys"])
    with practice_for(1) as served:
        assert _backed_up(served.home, places["other-records"], places["other-keys"])
    home = places["home"]
    (home / "mine.txt").write_text("stays")
    wrong = ("--keys", str(places["other-keys"]), "--home", str(home))
    done = run(home, "restore", str(places["records"]), *wrong)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    assert not (home / "db.sqlite3").exists() and not (home / "keys" / "ring.sqlite3").exists()
    assert (home / "mine.txt").read_text() == "stays"


def _backed_up(home: Path, records: Path, keys: Path) -> bool:
    return run(home, "backup", "--to", str(records), "--keys-to", str(keys)).returncode == 0
