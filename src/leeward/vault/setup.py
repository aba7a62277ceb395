# SPDX-License-Identifier: Apache-2.0
"""Making a ring once, and unlocking it ever after.

A new key is never made over anything: not over a ring, not over the traces of one, and not where
records exist whose ring is missing. The caller says whether records exist; the vault cannot see them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leeward.vault.durable import private_folder
from leeward.vault.faults import DiskTrouble, KeyMissing, ValueDamaged, WouldOverwrite
from leeward.vault.keys import PracticeKey
from leeward.vault.ring import KeyRing
from leeward.vault.sources import KeySource
from leeward.vault.store import RingStore, build_store, open_store, ring_path, settle
from leeward.vault.ways import OWNER, PracticeKeys, now_text, open_ways, put_way


@dataclass(frozen=True, slots=True)
class RingFacts:
    """What a ring tells without being unlocked. `ways`: names and kinds. Dates are ISO, UTC."""

    ring_id: str
    made_at: str
    ways: tuple[tuple[str, str], ...]
    paper_proven_at: str | None
    versions: tuple[int, ...]
    cases: int
    newest_copy_at: str | None
    scrub_due: bool


def ring_exists(folder: Path) -> bool:
    """Whether a ring, or what may be left of one, stands in the folder."""
    path = ring_path(folder)
    return any(path.with_name(path.name + ending).exists() for ending in ("", "-wal", "-journal"))


def create_ring(folder: Path, source: KeySource, *, data_exists: Callable[[], bool]) -> KeyRing:
    """A new ring with a new practice key, unlocked.

    Set-up is not done until the recovery paper was proven (`recovery.prove`).

    Raises WouldOverwrite: a ring is here, or records exist that another ring's keys sealed.
    """
    if ring_exists(folder):
        raise WouldOverwrite(
            "A key ring stands here already",
            expected="an empty keys folder",
            do="Unlock it with its passphrase; no new key was made",
        )
    if data_exists():
        raise WouldOverwrite(
            "Records exist, but their key ring is missing",
            expected=f"the key ring at {ring_path(folder)}",
            do="Put the ring back from its newest copy; a new key could never open them, so none was made",
        )
    ring_id = secrets.token_hex(16)
    practice: PracticeKeys = {1: PracticeKey.random()}
    source.fresh()  # refuses a weak passphrase before anything is written
    store = build_store(private_folder(folder), ring_id, now_text())
    try:
        with store.transaction():
            store.change("INSERT INTO practice_key VALUES (1, ?)", now_text())
            put_way(store, ring_id, practice, OWNER, source)
    except BaseException:
        store.close()
        store.path.unlink(missing_ok=True)
        raise
    return KeyRing(settle(store), ring_id, practice)


def unlock_ring(folder: Path, source: KeySource, *, expected_ring_id: str | None = None) -> KeyRing:
    """The ring of a folder, unlocked.

    Args:
        expected_ring_id: the ring id the data was made with, where the caller keeps it.

    Raises:
        WrongKey: the passphrase or key file opens nothing here.
        KeyMissing: no ring, or the ring of other data.
        NewerFormat, ValueDamaged, DiskTrouble: the file itself.
    """
    store = open_store(folder)
    try:
        ring_id, _made_at, scrub_due = ring_row(store)
        if expected_ring_id not in (None, ring_id):
            raise KeyMissing(
                "A key ring that belongs to other records",
                expected=f"the ring {(expected_ring_id or '')[:8]}",
                do="Put the right ring in its place; nothing was changed and no key was made",
            )
        ring = KeyRing(store, ring_id, open_ways(store, ring_id, source))
        if scrub_due:
            with suppress(DiskTrouble):  # still owed: a full disk must not keep the records shut
                store.scrub()
        return ring
    except BaseException:
        store.close()
        raise


def change_way(ring: KeyRing, old: KeySource, new: KeySource, *, way_id: str = OWNER) -> None:
    """A new passphrase (or key file) for one way in; the old one stops opening this ring.

    Copies of the ring made before still open with the old one until they are pruned. Whoever may
    have used it has had the practice key: rotate that too.
    """
    open_ways(ring.store, ring.ring_id, old, way_id=way_id)
    replace_way(ring, new, way_id)


def add_way(ring: KeyRing, source: KeySource, *, way_id: str) -> None:
    """A way in for another key-holder. Raises WouldOverwrite: the name is taken."""
    if ring.store.rows("SELECT 1 FROM way_in WHERE way_id = ?", way_id):
        raise WouldOverwrite(
            f"A way in named {way_id[:40]}", expected="a new name", do="Choose another; nothing was changed"
        )
    with ring.store.transaction():
        ring.require_current()
        put_way(ring.store, ring.ring_id, ring.practice, way_id, source)


def replace_way(ring: KeyRing, source: KeySource, way_id: str) -> None:
    """Wraps the practice key for a new source, and wipes what the old one opened."""
    with ring.store.transaction():
        ring.require_current()
        ring.store.change("UPDATE ring SET scrub_due = 1")
        put_way(ring.store, ring.ring_id, ring.practice, way_id, source)
    ring.store.scrub()


def ring_row(store: RingStore) -> tuple[str, str, bool]:
    """Ring id, day it was made, and whether a scrub is owed."""
    rows = store.rows("SELECT ring_id, made_at, scrub_due FROM ring")
    if len(rows) != 1:
        raise ValueDamaged(
            "A key ring without its first row",
            expected="a whole ring",
            do="Keep this file; put the newest copy of the ring in its place. No new key was made",
        )
    ring_id, made_at, scrub_due = rows[0]
    return str(ring_id), str(made_at), bool(scrub_due)


def look_at_ring(folder: Path) -> RingFacts:
    """What can be said about a ring without a passphrase. Raises as `unlock_ring`, but for WrongKey."""
    store = open_store(folder)
    try:
        ring_id, made_at, scrub_due = ring_row(store)
        ways = store.rows("SELECT DISTINCT way_id, kind FROM way_in ORDER BY way_id")
        ((proven_at,),) = store.rows("SELECT max(proven_at) FROM way_in")
        versions = store.rows("SELECT version FROM practice_key ORDER BY version")
        ((cases,),) = store.rows("SELECT count(*) FROM case_key")
        ((copy_at,),) = store.rows("SELECT max(made_at) FROM copy")
    finally:
        store.close()
    return RingFacts(
        ring_id,
        made_at,
        tuple((str(name), str(kind)) for name, kind in ways),
        proven_at,
        tuple(int(version) for (version,) in versions),
        int(cases),
        copy_at,
        scrub_due,
    )
