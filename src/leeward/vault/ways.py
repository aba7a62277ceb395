# SPDX-License-Identifier: Apache-2.0
"""Ways into the ring: the practice key, wrapped once for each passphrase, key file or paper.

A way has a name (`owner`, or a second key-holder's), so that several people may each unlock with a
passphrase of their own. The recovery paper is a way too, kept by `recovery`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from leeward.vault.faults import ValueDamaged, WrongKey
from leeward.vault.keys import PracticeKey
from leeward.vault.sources import KeySource, read_parameters
from leeward.vault.store import RingStore
from leeward.vault.wrapping import unwrap, wrap

OWNER = "owner"
PAPER = "paper"

PracticeKeys = dict[int, PracticeKey]
"""By version. One, or two while a rotation is under way."""


def now_text(now: datetime | None = None) -> str:
    """An instant as the ring keeps it: ISO, UTC, to the second."""
    return (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")


def put_way(store: RingStore, ring_id: str, keys: PracticeKeys, way_id: str, source: KeySource) -> None:
    """Wraps the practice key for a source, in place of that way's former one. In a transaction."""
    for version, practice in keys.items():
        parameters = source.fresh()
        stored = parameters.stored()
        wrapped = wrap(source.key(parameters), practice.reveal(), *_context(ring_id, way_id, version, stored))
        store.change("DELETE FROM way_in WHERE way_id = ? AND version = ?", way_id, version)
        store.change(
            "INSERT INTO way_in VALUES (?, ?, ?, ?, ?, ?, NULL)",
            way_id,
            version,
            source.kind,
            stored,
            wrapped,
            now_text(),
        )


def open_ways(
    store: RingStore, ring_id: str, source: KeySource, *, way_id: str | None = None
) -> PracticeKeys:
    """The practice keys this source opens, by any way of its kind or by the one named.

    Raises WrongKey: it opens none.
    """
    keys: PracticeKeys = {}
    for name, version, stored, wrapped in store.rows(
        "SELECT way_id, version, parameters, wrapped FROM way_in WHERE kind = ? ORDER BY version, way_id",
        source.kind,
    ):
        if version in keys or way_id not in (None, name):
            continue
        try:
            parameters = read_parameters(stored)
        except WrongKey:
            continue  # damaged: another way may still open
        outer = source.key(parameters)
        try:
            keys[version] = PracticeKey(unwrap(outer, wrapped, *_context(ring_id, name, version, stored)))
        except ValueDamaged:
            continue
    if not keys:
        raise _wrong(source)
    return keys


def _context(ring_id: str, way_id: str, version: int, stored: bytes) -> tuple[str | int | bytes, ...]:
    return ("practice", ring_id, way_id, version, stored)


def _wrong(source: KeySource) -> WrongKey:
    if source.kind == "passphrase":
        return WrongKey(
            "This passphrase does not open the key ring",
            expected="the passphrase of this practice",
            do="Type it again, slowly; if it is lost, use the recovery paper. Nothing was changed",
        )
    return WrongKey(
        "This key file does not open the key ring",
        expected="the key file this practice was set up with",
        do="Put the right file in its place, or use the recovery paper; no new key was made",
    )
