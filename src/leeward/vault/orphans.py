# SPDX-License-Identifier: Apache-2.0
"""Keys that no record answers to. Counted without unlocking; this module destroys none.

    orphans = find_orphans(folder, live_cases=ids, live_persons=pairs)

An interrupted save leaves one, and an older copy of the ring brings destroyed ones back. But an older
*database* put back makes the newest keys look the same, and those are the only way into the newer
records. What may be destroyed is therefore the caller's to decide, who knows the records (ADR 13).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from leeward.vault.store import open_store
from leeward.vault.ways import now_text

YOUNG = timedelta(hours=1)
"""Keys younger than this are no orphans yet: their rows may be on the way."""


@dataclass(frozen=True, slots=True)
class Orphans:
    """Keys without a row: case ids, and (case id, person id) pairs in cases that have one."""

    cases: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]


def find_orphans(
    folder: Path,
    *,
    live_cases: Iterable[str],
    live_persons: Iterable[tuple[str, str]],
    now: datetime | None = None,
) -> Orphans:
    """Keys at least an hour old that the records do not know. Raises as `store.open_store`."""
    limit = now_text((now or datetime.now(UTC)) - YOUNG)
    cases, persons = set(live_cases), set(live_persons)
    with closing(open_store(folder)) as store:
        old_cases = store.rows("SELECT case_id FROM case_key WHERE made_at <= ? ORDER BY 1", limit)
        old_persons = store.rows(
            "SELECT case_id, person_id FROM person_key WHERE made_at <= ? ORDER BY 1, 2", limit
        )
    lost = tuple(case_id for (case_id,) in old_cases if case_id not in cases)
    return Orphans(lost, tuple(pair for pair in old_persons if pair[0] in cases and pair not in persons))


def destroyed_cases(folder: Path) -> tuple[str, ...]:
    """Cases whose keys were destroyed here and are not there again. Needs no key; raises as `open_store`."""
    with closing(open_store(folder)) as store:
        rows = store.rows(
            "SELECT case_id FROM destroyed WHERE person_id = ''"
            " AND case_id NOT IN (SELECT case_id FROM case_key) ORDER BY 1"
        )
    return tuple(case_id for (case_id,) in rows)
