# SPDX-License-Identifier: Apache-2.0
"""A new practice key: every case key is wrapped anew; data and files are not touched.

Three steps, each safe to be killed in, and the whole safe to be run again:

1. *begin*, one transaction: the new key is written, wrapped for every way in that stays. From here
   on both keys open with the same passphrase and the same paper.
2. *re-wrap*, a transaction for each few hundred cases: every row says which key wraps it.
3. *finish*, one transaction: the old key's ways go; then the file is scrubbed.

What it helps against: somebody who had the practice key and may see the ring again. What it does not:
whoever copied the ring with that key can read those case keys for ever, and copies of the ring open
with the old key until they are pruned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leeward.vault.faults import KeyMissing
from leeward.vault.keys import PracticeKey
from leeward.vault.recovery import put_paper
from leeward.vault.ring import KeyRing
from leeward.vault.sources import KeySource
from leeward.vault.ways import PAPER, now_text, open_ways, put_way

BATCH = 200

Step = Callable[[str], None]


def rotate(
    ring: KeyRing, sources: Mapping[str, KeySource], *, on_step: Step | None = None
) -> tuple[str, ...]:
    """Begins a rotation, or takes up one that was interrupted, and ends it.

    Args:
        sources: for each way in that is to stay, its passphrase or key file. Papers stay by themselves.
        on_step: told before and after each write; for progress, and for tests that break it there.

    Returns:
        The names of ways that were dropped because no source was given; their holders are added anew.

    Raises WrongKey: a source does not open its own way. Nothing is changed then.
    """
    said = on_step or (lambda _step: None)
    if not is_under_way(ring):
        _begin(ring, sources, said)
    ring.require_current()
    newest = max(ring.practice)
    _rewrap(ring, newest, said)
    return _finish(ring, newest, said)


def is_under_way(ring: KeyRing) -> bool:
    """Whether a rotation was begun and not finished."""
    return len(ring.store.rows("SELECT version FROM practice_key")) > 1


def _begin(ring: KeyRing, sources: Mapping[str, KeySource], said: Step) -> None:
    for way_id, source in sources.items():
        open_ways(ring.store, ring.ring_id, source, way_id=way_id)
    if not sources:
        raise KeyMissing(
            "No passphrase or key file for the new key",
            expected="at least one way in that stays",
            do="Give the passphrase; nothing was changed",
        )
    old = max(ring.practice)
    new = {old + 1: PracticeKey.random()}
    said("begin")
    with ring.store.transaction():
        ring.require_current()
        ring.store.change("INSERT INTO practice_key VALUES (?, ?)", old + 1, now_text())
        for way_id, source in sources.items():
            put_way(ring.store, ring.ring_id, new, way_id, source)
        for way_id, recipient, proven_at in ring.store.rows(
            "SELECT way_id, parameters, proven_at FROM way_in WHERE kind = ? AND version = ?", PAPER, old
        ):
            put_paper(
                ring.store,
                ring.ring_id,
                way_id,
                old + 1,
                new[old + 1],
                recipient.decode(),
                proven_at=proven_at,
            )
        said("begin, before it is kept")
    ring.practice.update(new)
    said("begun")


def _rewrap(ring: KeyRing, newest: int, said: Step) -> None:
    while True:
        with ring.store.transaction():
            moved = _rewrap_some(ring, newest)
            said("re-wrap, before it is kept")
        if not moved:
            return
        said("re-wrapped some")


def _rewrap_some(ring: KeyRing, newest: int) -> int:
    rows = ring.store.rows(
        "SELECT case_id, key_version, wrapped FROM case_key WHERE key_version <> ? LIMIT ?", newest, BATCH
    )
    for case_id, version, wrapped in rows:
        key = ring.unwrap_case(wrapped, case_id, version)
        ring.store.change(
            "UPDATE case_key SET wrapped = ?, key_version = ? WHERE case_id = ?",
            ring.wrap_case(key, case_id, newest),
            newest,
            case_id,
        )
    return len(rows)


def _finish(ring: KeyRing, newest: int, said: Step) -> tuple[str, ...]:
    said("finish")
    with ring.store.transaction():
        while _rewrap_some(ring, newest):
            pass  # a case that another program made a moment ago
        dropped = ring.store.rows(
            "SELECT DISTINCT way_id FROM way_in WHERE way_id NOT IN"
            " (SELECT way_id FROM way_in WHERE version = ?) ORDER BY way_id",
            newest,
        )
        ring.store.change("UPDATE ring SET scrub_due = 1")
        ring.store.change("DELETE FROM way_in WHERE version <> ?", newest)
        ring.store.change("DELETE FROM practice_key WHERE version <> ?", newest)
        said("finish, before it is kept")
    for version in [one for one in ring.practice if one != newest]:
        ring.practice.pop(version).wipe()
    said("finished, before the scrub")
    ring.store.scrub()
    return tuple(str(way_id) for (way_id,) in dropped)
