# SPDX-License-Identifier: Apache-2.0
"""The key ring: keys last, open for the right person only, and are gone when they are destroyed."""

from __future__ import annotations

import random
import sqlite3
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from leeward.terms.errors import VaultError
from leeward.vault import store
from leeward.vault.copies import copy_ring, prune_copies, restore_copy, when_gone
from leeward.vault.faults import DiskTrouble, KeyMissing, ValueDamaged, VaultLocked, WouldOverwrite, WrongKey
from leeward.vault.orphans import Orphans, find_orphans
from leeward.vault.ring import KeyRing
from leeward.vault.setup import add_way, change_way, create_ring, look_at_ring, unlock_ring
from leeward.vault.sources import Cost, Parameters, Passphrase, read_parameters
from leeward.vault.store import ring_path

CHEAP = Cost(64, 1, 1)
SOURCE = Passphrase("a passphrase for tests only", cost=CHEAP)
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[KeyRing]:
    """A new ring in tmp_path/keys."""
    made = create_ring(tmp_path / "keys", SOURCE, data_exists=lambda: False)
    yield made
    made.lock()


def all_bytes(folder: Path) -> bytes:
    """Everything in the files below a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_keys_are_the_same_after_unlocking_again(ring: KeyRing, tmp_path: Path) -> None:
    """Case, person and file identity."""
    made = ring.make_case("c1")
    person = ring.make_person("c1", "p1")
    other = unlock_ring(tmp_path / "keys", SOURCE)
    found = other.open_case("c1")
    assert found.key == made.key
    assert found.identity == made.identity
    assert found.recipient == made.recipient
    assert found.person("p1") == person
    assert "hidden" in repr(found) and made.key.reveal().hex() not in repr(found)
    other.lock()


def test_a_new_key_is_on_the_disk_before_its_row_can_be_written(ring: KeyRing, tmp_path: Path) -> None:
    """The files as they are the moment make_case returns hold it: a crash then loses nothing."""
    key = ring.make_case("c1").key
    image = tmp_path / "image"
    image.mkdir()
    for path in (tmp_path / "keys").iterdir():
        if not path.name.endswith("-shm"):
            (image / path.name).write_bytes(path.read_bytes())
    other = unlock_ring(image, SOURCE)
    assert other.open_case("c1").key == key
    other.lock()
    assert ring.store.rows("PRAGMA synchronous") == [(2,)]
    assert ring.store.rows("PRAGMA journal_mode") == [("wal",)]
    assert ring.store.rows("PRAGMA secure_delete") == [(1,)]


def test_the_ring_is_closed_to_others(ring: KeyRing, tmp_path: Path) -> None:
    """Folder 0700, every file 0600, mended when somebody opened it."""
    ring.make_case("c1")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    for path in (tmp_path / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    ring_path(tmp_path / "keys").chmod(0o644)
    unlock_ring(tmp_path / "keys", SOURCE).lock()
    assert stat.S_IMODE(ring_path(tmp_path / "keys").stat().st_mode) == 0o600


def test_a_case_or_person_gets_one_key_only(ring: KeyRing) -> None:
    """A second is refused; so are ids that could be words."""
    ring.make_case("c1")
    ring.make_person("c1", "p1")
    with pytest.raises(WouldOverwrite):
        ring.make_case("c1")
    with pytest.raises(WouldOverwrite):
        ring.make_person("c1", "p1")
    with pytest.raises(KeyMissing):
        ring.make_person("c2", "p1")
    for bad in ("", "Ana Example", "a/b", "x" * 65, "é"):
        with pytest.raises(VaultError):
            ring.make_case(bad)


def test_a_locked_ring_gives_nothing(ring: KeyRing) -> None:
    """And says how to go on."""
    ring.make_case("c1")
    key = ring.practice[1]
    ring.lock()
    with pytest.raises(VaultLocked, match="unlock"):
        _ = ring.practice
    with pytest.raises(ValueError, match="wiped"):
        key.reveal()


def test_a_destroyed_key_is_gone_from_the_files(ring: KeyRing, tmp_path: Path) -> None:
    """Its wrapped bytes and its file identity are nowhere; its neighbours open."""
    ring.make_case("c1")
    ring.make_case("c2")
    ring.make_person("c1", "p1")
    ring.make_person("c2", "p1")
    ring.make_person("c2", "p2")
    gone = [row[0] for row in ring.store.rows("SELECT wrapped FROM case_key WHERE case_id = 'c1'")]
    gone += [row[0] for row in ring.store.rows("SELECT identity FROM case_key WHERE case_id = 'c1'")]
    gone += [row[0] for row in ring.store.rows("SELECT wrapped FROM person_key WHERE case_id = 'c1'")]
    gone += [row[0] for row in ring.store.rows("SELECT wrapped FROM person_key WHERE person_id = 'p2'")]
    assert len(gone) == 4
    assert ring.destroy_cases(["c1", "never-made"]) == 1
    assert ring.destroy_persons("c2", ["p2"]) == 1
    data = all_bytes(tmp_path / "keys")
    assert not any(value[at : at + 16] in data for value in gone for at in range(1, len(value) - 16, 16))
    assert list(ring.open_case("c2").persons) == ["p1"]
    with pytest.raises(KeyMissing, match="gone for good"):
        ring.open_case("c1")
    with pytest.raises(KeyMissing):
        ring.open_case("c2").person("p2")


def test_no_residue_after_a_long_life(ring: KeyRing, tmp_path: Path) -> None:
    """SQLite leaves pieces of moved rows in its pages even with secure_delete; the scrub does not.

    Rows are made, changed and deleted in random order through the store (as years of use would), then
    one real destruction scrubs. A checkpoint before it shows that it had something to do.
    """
    chance = random.Random(1)  # noqa: S311
    live: dict[str, bytes] = {}
    dead: list[bytes] = []
    ring.store.change("PRAGMA synchronous=OFF")
    for number in range(3000):
        if number % 100 == 0:
            if number:
                ring.store.change("COMMIT")
            ring.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            ring.store.change("BEGIN")
        roll = chance.random()
        wrapped = chance.randbytes(chance.choice((60, 60, 300)))
        if roll < 0.5 or not live:
            live[f"{chance.getrandbits(128):032x}"] = wrapped
            row = (list(live)[-1], wrapped, "r" * chance.randrange(300))
            ring.store.change("INSERT INTO case_key VALUES (?, 1, ?, ?, x'00', '')", *row)
        elif roll < 0.75:
            case_id = chance.choice(list(live))
            dead.append(live.pop(case_id))
            ring.store.change("DELETE FROM case_key WHERE case_id = ?", case_id)
        else:
            case_id = chance.choice(list(live))
            dead.append(live[case_id])
            live[case_id] = wrapped
            ring.store.change("UPDATE case_key SET wrapped = ? WHERE case_id = ?", wrapped, case_id)
    ring.store.change("COMMIT")

    def residue() -> int:
        ring.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        data = all_bytes(tmp_path / "keys")
        assert sum(value in data for value in live.values()) == len(live)
        return sum(value[:16] in data or value[-16:] in data for value in dead)

    before = residue()
    ring.destroy_cases([next(iter(live))])
    dead.append(live.pop(next(iter(live))))
    assert residue() == 0
    assert len(dead) > 1000
    if not before:
        pytest.skip("this SQLite left nothing to wipe in this life; the scrub was not put to the test")


def test_a_scrub_that_was_cut_off_is_done_at_the_next_unlock(ring: KeyRing, tmp_path: Path) -> None:
    """Deleted, then killed before the scrub: unlocking finishes it."""
    ring.make_case("c1")
    ((wrapped,),) = ring.store.rows("SELECT wrapped FROM case_key")
    with ring.store.transaction():
        ring._delete([("c1", "")], None)
    ring.store.close()
    assert look_at_ring(tmp_path / "keys").scrub_due
    unlock_ring(tmp_path / "keys", SOURCE).lock()
    assert not look_at_ring(tmp_path / "keys").scrub_due
    assert wrapped not in all_bytes(tmp_path / "keys")


def test_a_wipe_that_fails_is_told_and_keeps_nobody_out(ring: KeyRing, tmp_path: Path) -> None:
    """No room for the scrub: the key is gone for use, the message says what is left to do."""
    for number in range(40):
        ring.make_case(f"c{number}")
    ring.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    ring.store.change("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(ring_path(tmp_path / "keys"), isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM case_key").fetchall()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(store, "_BUSY_SECONDS", 0.1)
            with pytest.raises(DiskTrouble, match="the next unlock wipes them"):
                ring.destroy_cases(["c1"])
            unlocked = unlock_ring(tmp_path / "keys", SOURCE)
        with pytest.raises(KeyMissing):
            unlocked.open_case("c1")
        unlocked.open_case("c2")
        unlocked.lock()
        assert look_at_ring(tmp_path / "keys").scrub_due
    unlock_ring(tmp_path / "keys", SOURCE).lock()
    assert not look_at_ring(tmp_path / "keys").scrub_due


def test_keys_of_many_cases_are_made_in_one_write(ring: KeyRing, tmp_path: Path) -> None:
    """In the order given, with their persons, each key its own; the same after unlocking again."""
    wanted = {f"c{number}": ("p1", "p2") for number in (3, 1, 2)}
    made = ring.make_cases(wanted)
    assert [case.case_id for case in made] == list(wanted)
    assert len({case.key.reveal() for case in made}) == len({case.recipient for case in made}) == 3
    assert len({key.reveal() for case in made for key in case.persons.values()}) == 6
    other = unlock_ring(tmp_path / "keys", SOURCE)
    assert other.open_cases(list(wanted)) == made
    assert other.make_cases({}) == []
    other.lock()


@pytest.mark.parametrize(
    "wanted",
    [{"new": (), "c1": ()}, {"new": ("p", "p")}, {"new": (), "Ana Example": ()}, {"new": ("Ana Example",)}],
)
def test_of_many_cases_all_get_keys_or_none(ring: KeyRing, wanted: dict[str, tuple[str, ...]]) -> None:
    """One that has a key already, the same person twice, an id that could be a word."""
    key = ring.make_case("c1").key
    with pytest.raises(VaultError):
        ring.make_cases(wanted)
    assert ring.store.rows("SELECT case_id FROM case_key") == [("c1",)]
    assert ring.store.rows("SELECT * FROM person_key") == []
    assert ring.open_case("c1").key == key


def test_orphans_are_found_but_not_while_young(ring: KeyRing, tmp_path: Path) -> None:
    """A key whose row never came; never one that was made within the hour. Looking destroys nothing."""
    ring.make_cases({"c1": ("p1", "p2"), "c2": ("p1", "p2")})

    def found(hours: int) -> Orphans:
        return find_orphans(
            tmp_path / "keys",
            live_cases=["c1"],
            live_persons=[("c1", "p1")],
            now=datetime.now(UTC) + timedelta(hours=hours),
        )

    assert found(0) == Orphans((), ())
    assert found(2) == Orphans(("c2",), (("c1", "p2"),))
    assert list(ring.open_case("c1").persons) == list(ring.open_case("c2").persons) == ["p1", "p2"]


def test_the_program_says_from_when_a_destroyed_key_is_gone_from_all_copies(
    ring: KeyRing, tmp_path: Path
) -> None:
    """35 days after the last copy that holds it; at once if none does."""
    places = [tmp_path / "one", tmp_path / "two"]
    ring.make_case("c1")
    ((wrapped,),) = ring.store.rows("SELECT wrapped FROM case_key")
    with pytest.raises(KeyMissing):
        when_gone(ring, "c1")
    made = copy_ring(ring, places, now=DAY)
    copy_ring(ring, places, now=DAY + timedelta(days=3))
    ring.destroy_cases(["c1"], now=DAY + timedelta(days=4))
    gone = when_gone(ring, "c1")
    assert gone.on == date(2026, 4, 8)
    assert len(gone.copies) == 4 and set(made) < set(gone.copies)
    assert wrapped in all_bytes(tmp_path / "one")
    copy_ring(ring, places, now=DAY + timedelta(days=36))
    assert len(when_gone(ring, "c1").copies) == 2
    (tmp_path / "two").rename(tmp_path / "in-a-drawer")
    copy_ring(ring, [tmp_path / "one", tmp_path / "three"], now=DAY + timedelta(days=39))
    assert wrapped not in all_bytes(tmp_path / "one")
    left = when_gone(ring, "c1")
    assert left.copies == left.unreachable and len(left.copies) == 1
    (tmp_path / "in-a-drawer").rename(tmp_path / "two")
    prune_copies(ring, now=DAY + timedelta(days=39))
    assert when_gone(ring, "c1").copies == ()
    assert when_gone(ring, "c1").on == date(2026, 3, 5)
    assert wrapped not in all_bytes(tmp_path)


def test_the_newest_copy_is_never_pruned(ring: KeyRing, tmp_path: Path) -> None:
    """A practice that was closed for a year still has one."""
    places = [tmp_path / "one", tmp_path / "two"]
    made = copy_ring(ring, places, now=DAY)
    assert prune_copies(ring, now=DAY + timedelta(days=400)) == 0
    assert all(path.exists() and stat.S_IMODE(path.stat().st_mode) == 0o600 for path in made)
    for few in ([], [tmp_path / "one"], [tmp_path / "one", tmp_path / "one"]):
        with pytest.raises(VaultError, match="2 different folders"):
            copy_ring(ring, few)


def test_a_copy_brings_a_lost_ring_back_and_takes_no_place_of_one(ring: KeyRing, tmp_path: Path) -> None:
    """With the same passphrase; a damaged copy is refused before anything is touched."""
    key = ring.make_case("c1").key
    (copy, other) = copy_ring(ring, [tmp_path / "one", tmp_path / "two"])
    with pytest.raises(WouldOverwrite):
        restore_copy(copy, tmp_path / "keys")
    data = bytearray(other.read_bytes())
    data[4096:8192] = bytes(4096)
    other.write_bytes(data)
    with pytest.raises(ValueDamaged):
        restore_copy(other, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    restore_copy(copy, tmp_path / "new")
    back = unlock_ring(tmp_path / "new", SOURCE, expected_ring_id=ring.ring_id)
    assert back.open_case("c1").key == key
    back.lock()


def test_the_passphrase_can_be_changed_and_the_old_one_opens_nothing(ring: KeyRing, tmp_path: Path) -> None:
    """Only by somebody who knows it; what it wrapped is gone from the files."""
    key = ring.make_case("c1").key
    ((wrapped,),) = ring.store.rows("SELECT wrapped FROM way_in")
    new = Passphrase("another passphrase for tests", cost=CHEAP)
    with pytest.raises(WrongKey):
        change_way(ring, new, new)
    with pytest.raises(VaultError, match="15 to 1024"):
        change_way(ring, SOURCE, Passphrase("short", cost=CHEAP))
    change_way(ring, SOURCE, new)
    with pytest.raises(WrongKey):
        unlock_ring(tmp_path / "keys", SOURCE)
    other = unlock_ring(tmp_path / "keys", new)
    assert other.open_case("c1").key == key
    other.lock()
    assert wrapped not in all_bytes(tmp_path / "keys")


def test_two_key_holders_each_have_a_passphrase(ring: KeyRing, tmp_path: Path) -> None:
    """Either opens; one changing theirs leaves the other's alone."""
    second = Passphrase("the second key-holder's own", cost=CHEAP)
    add_way(ring, second, way_id="second")
    with pytest.raises(WouldOverwrite):
        add_way(ring, second, way_id="second")
    for source in (SOURCE, second):
        unlock_ring(tmp_path / "keys", source).lock()
    with pytest.raises(WrongKey):
        change_way(ring, SOURCE, SOURCE, way_id="second")
    change_way(ring, second, Passphrase("the second one's new words", cost=CHEAP), way_id="second")
    unlock_ring(tmp_path / "keys", SOURCE).lock()


def test_a_passphrase_opens_however_its_accents_are_typed(tmp_path: Path) -> None:
    """NFC or NFD, emoji, 128 letters; its text is never shown."""
    words = "señora canción árbol 🌊 corazón"
    create_ring(
        tmp_path / "keys", Passphrase(unicodedata.normalize("NFD", words), cost=CHEAP), data_exists=bool
    ).lock()
    unlock_ring(tmp_path / "keys", Passphrase(unicodedata.normalize("NFC", words), cost=CHEAP)).lock()
    assert "canción" not in repr(Passphrase(words))
    assert Passphrase("x" * 128, cost=CHEAP).fresh().cost == CHEAP


def test_the_default_cost_is_the_measured_one() -> None:
    """64 MiB, two passes; a stored cost no honest program set is refused."""
    assert Passphrase("a passphrase for tests only").fresh().cost == Cost(65536, 2, 1)
    for cost in (Cost(2**30, 2, 1), Cost(65536, 0, 1), Cost(1, 1, 1), Cost(65536, 1000, 1)):
        with pytest.raises(WrongKey):
            read_parameters(Parameters("passphrase", b"s" * 16, cost).stored())
    with pytest.raises(WrongKey):
        read_parameters(b"rubbish")


def test_the_ring_says_what_it_may_without_a_passphrase(ring: KeyRing, tmp_path: Path) -> None:
    """For the doctor: ids, dates, counts; nothing that opens anything."""
    ring.make_case("c1")
    facts = look_at_ring(tmp_path / "keys")
    assert (facts.ring_id, facts.cases, facts.versions) == (ring.ring_id, 1, (1,))
    assert facts.ways == (("owner", "passphrase"),)
    assert facts.paper_proven_at is None and facts.newest_copy_at is None


def test_a_ring_in_use_elsewhere_is_said_so(
    ring: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program's open transaction: one sentence after a wait, nothing changed."""
    ring.store.change("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(ring_path(tmp_path / "keys"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultError, match="Another program is using the key ring"):
            ring.make_case("c1")
        other.execute("ROLLBACK")
    ring.make_case("c1")
