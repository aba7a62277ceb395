# SPDX-License-Identifier: Apache-2.0
"""What a key ring tells about itself without a passphrase, for the people who look after it.

Dates, names of ways in and where copies were put: never a key, and no id of a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from leeward.vault.copies import KEPT_DAYS, place_of
from leeward.vault.store import RingStore, open_store
from leeward.vault.ways import OWNER


@dataclass(frozen=True, slots=True)
class RingCopy:
    """One copy on the ring's list. `is_in_reach`: its disk is connected now."""

    path: Path
    made_at: datetime
    is_in_reach: bool

    @property
    def goes_on(self) -> date:
        """The day from which it is removed, where its disk is connected."""
        return (self.made_at + timedelta(days=KEPT_DAYS)).date()


@dataclass(frozen=True, slots=True)
class RingOverview:
    """`cases`: keys of cases; `moved`: those under the newest practice key. All instants are UTC.

    `passphrase_set_at`: None where no passphrase opens the ring. `gone_on`: from that day the keys destroyed
    so far are in no copy, if copies go as planned; None where none was destroyed.
    """

    made_at: datetime
    version: int
    rotated_at: datetime | None
    is_under_way: bool
    cases: int
    moved: int
    passphrase_set_at: datetime | None
    paper_proven_at: datetime | None
    copies: tuple[RingCopy, ...]
    destroyed: int
    gone_on: date | None


def overview(folder: Path) -> RingOverview:
    """Everything above, of the ring in a folder. Raises as `open_store`."""
    store = open_store(folder)
    try:
        return _read(store)
    finally:
        store.close()


def _read(store: RingStore) -> RingOverview:
    versions = store.rows("SELECT version, made_at FROM practice_key ORDER BY version")
    newest, newest_at = versions[-1]
    ((ring_made_at,),) = store.rows("SELECT made_at FROM ring")
    ((cases,),) = store.rows("SELECT count(*) FROM case_key")
    ((moved,),) = store.rows("SELECT count(*) FROM case_key WHERE key_version = ?", newest)
    ((set_at,),) = store.rows("SELECT max(made_at) FROM way_in WHERE way_id = ?", OWNER)
    ((proven_at,),) = store.rows("SELECT max(proven_at) FROM way_in")
    ((destroyed, last_destroyed_at),) = store.rows("SELECT count(*), max(destroyed_at) FROM destroyed")
    return RingOverview(
        made_at=datetime.fromisoformat(ring_made_at),
        version=newest,
        rotated_at=datetime.fromisoformat(newest_at) if newest > 1 else None,
        is_under_way=len(versions) > 1,
        cases=cases,
        moved=moved,
        passphrase_set_at=datetime.fromisoformat(set_at) if set_at else None,
        paper_proven_at=datetime.fromisoformat(proven_at) if proven_at else None,
        copies=tuple(
            RingCopy(Path(name), datetime.fromisoformat(made_at), place_of(Path(name)).is_dir())
            for name, made_at in store.rows("SELECT path, made_at FROM copy ORDER BY made_at DESC")
        ),
        destroyed=destroyed,
        gone_on=_gone_on(store, last_destroyed_at),
    )


def _gone_on(store: RingStore, last_destroyed_at: str | None) -> date | None:
    """The newest copy that can hold the key destroyed last goes last of all."""
    if last_destroyed_at is None:
        return None
    ((holding_at,),) = store.rows("SELECT max(made_at) FROM copy WHERE made_at <= ?", last_destroyed_at)
    if holding_at is None:
        return datetime.fromisoformat(last_destroyed_at).date()
    return (datetime.fromisoformat(holding_at) + timedelta(days=KEPT_DAYS)).date()
