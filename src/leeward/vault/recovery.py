# SPDX-License-Identifier: Apache-2.0
"""The recovery paper: the way back in when the passphrase is lost.

    paper = make_paper(ring)          # print it, keep it away from the computer
    prove(ring, typed_from_paper)     # set-up is not done before this succeeds
    ring = readmit(folder, typed, Passphrase(new))

The paper holds a fresh age identity; the ring holds the practice key sealed to it. So the paper alone
opens nothing, and the ring alone opens nothing. It stays good through a rotation of the practice key.
A new paper replaces the old one at the moment it is proven, not before.

Limits: anyone with the paper and the ring is in. Who may ask for that, and after which wait, is for
the practice to rule; no arithmetic here can make a paper wait.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

import msgspec

from leeward.terms.errors import VaultError
from leeward.vault import age, paper
from leeward.vault.faults import ValueDamaged, WrongKey
from leeward.vault.keys import FileIdentity, PracticeKey
from leeward.vault.paper import RecoveryPaper
from leeward.vault.ring import KeyRing
from leeward.vault.setup import replace_way, ring_row
from leeward.vault.sources import KeySource
from leeward.vault.store import RingStore, open_store
from leeward.vault.ways import OWNER, PAPER, PracticeKeys, now_text


class _Enclosed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is sealed to the paper: enough to see that it is this ring's."""

    ring_id: str
    version: int
    key: bytes


def make_paper(ring: KeyRing) -> RecoveryPaper:
    """A new paper, not yet proven. Shown once: the program keeps no copy of its code."""
    identity = age.new_identity()
    recipient = age.recipient_of(identity)
    way_id = f"{PAPER}-{secrets.token_hex(4)}"
    with ring.store.transaction():
        ring.require_current()
        ring.store.change("DELETE FROM way_in WHERE kind = ? AND proven_at IS NULL", PAPER)
        for version, practice in ring.practice.items():
            put_paper(ring.store, ring.ring_id, way_id, version, practice, recipient, proven_at=None)
    return paper.written(identity, ring.ring_id)


def put_paper(
    store: RingStore,
    ring_id: str,
    way_id: str,
    version: int,
    practice: PracticeKey,
    recipient: str,
    *,
    proven_at: str | None,
) -> None:
    """Seals a practice key to a paper's recipient. In a transaction."""
    enclosed = msgspec.json.encode(_Enclosed(ring_id, version, practice.reveal()))
    store.change(
        "INSERT INTO way_in VALUES (?, ?, ?, ?, ?, ?, ?)",
        way_id,
        version,
        PAPER,
        recipient.encode(),
        age.seal_bytes(enclosed, recipient),
        now_text(),
        proven_at,
    )


def prove(ring: KeyRing, text: str, *, now: datetime | None = None) -> None:
    """Shows that what was typed from the paper opens this ring, and makes it the ring's one paper.

    Raises WrongKey: a slip in a row, another paper, or another practice's.
    """
    way_id, keys = _open(ring.store, ring.ring_id, paper.read(text))
    if any(ring.practice.get(version) != key for version, key in keys.items()):
        raise _other_paper()
    with ring.store.transaction():
        ring.store.change("UPDATE ring SET scrub_due = 1")
        ring.store.change("UPDATE way_in SET proven_at = ? WHERE way_id = ?", now_text(now), way_id)
        ring.store.change(
            "DELETE FROM way_in WHERE kind = ? AND way_id <> ? AND proven_at IS NOT NULL", PAPER, way_id
        )
    ring.store.scrub()


def paper_is_proven(ring: KeyRing) -> bool:
    """Whether a paper was typed in and opened this ring."""
    return bool(ring.store.rows("SELECT 1 FROM way_in WHERE kind = ? AND proven_at IS NOT NULL", PAPER))


def require_proven(is_proven: bool) -> None:
    """Set-up ends here or not at all. Raises VaultError until a paper is proven."""
    if not is_proven:
        raise VaultError(
            "The recovery paper was not proven yet",
            expected="the code typed in from the printed paper",
            do=f"Print it, type it in, then go on. {paper.LOSING_BOTH.rstrip('.')}",
        )


def readmit(folder: Path, text: str, new: KeySource, *, way_id: str = OWNER) -> KeyRing:
    """The ring opened with the paper; the new passphrase takes the place of the lost one.

    Raises WrongKey: a slip, or another ring's paper. Nothing is changed then.
    """
    identity = paper.read(text)
    store = open_store(folder)
    try:
        ring_id, _made_at, _due = ring_row(store)
        _way, keys = _open(store, ring_id, identity)
        ring = KeyRing(store, ring_id, keys)
        _refuse_forged(ring)
        replace_way(ring, new, way_id)
        return ring
    except BaseException:
        store.close()
        raise


def _open(store: RingStore, ring_id: str, identity: FileIdentity) -> tuple[str, PracticeKeys]:
    """The way and practice keys that an identity opens here."""
    recipient = age.recipient_of(identity)
    keys: PracticeKeys = {}
    way = ""
    for way_id, version, wrapped in store.rows(
        "SELECT way_id, version, wrapped FROM way_in WHERE kind = ? AND parameters = ? ORDER BY version",
        PAPER,
        recipient.encode(),
    ):
        try:
            enclosed = msgspec.json.decode(age.open_bytes(wrapped, identity), type=_Enclosed)
        except (age.AgeError, msgspec.DecodeError) as error:
            raise ValueDamaged(
                "The key sealed to this paper is damaged",
                expected="the key as it was sealed",
                do="Put the newest copy of the key ring in its place and try again",
            ) from error
        if (enclosed.ring_id, enclosed.version) != (ring_id, version):
            raise _other_paper()
        keys[version] = PracticeKey(enclosed.key)
        way = way_id
    if not keys:
        raise _other_paper()
    return way, keys


def _refuse_forged(ring: KeyRing) -> None:
    """Anyone may seal to a paper's public half: the key must also open what it is said to wrap."""
    for case_id, version, wrapped in ring.store.rows(
        "SELECT case_id, key_version, wrapped FROM case_key LIMIT 1"
    ):
        ring.unwrap_case(wrapped, case_id, version)


def _other_paper() -> WrongKey:
    return WrongKey(
        "A recovery paper of another ring, or an older paper",
        expected="the paper whose check code the program shows",
        do="Look for the newest paper; nothing was changed",
    )
