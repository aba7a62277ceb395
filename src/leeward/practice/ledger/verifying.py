# SPDX-License-Identifier: Apache-2.0
"""Is the audit as it was written? Checked on the database alone, without a key of the practice.

    verdict = verify_ledger([Kept("monday.txt", note)])

Four things are compared: each chain within itself; every entry with its leaf; the stored tiles with the
signed checkpoints; and all of that with checkpoints that were kept elsewhere. Who can write the database can
also rewrite the first three: a change, a roll-back or a fork that was made with care shows in the last alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leeward.practice.ledger.chains_checked import chain_faults, rows_before_the_ledger
from leeward.practice.ledger.models import LedgerCheckpoint, LedgerKey, LedgerLeaf
from leeward.practice.ledger.tiles_checked import leaf_faults, tile_faults
from leeward.practice.ledger.tiles_kept import kept_tiles
from leeward.practice.ledger.values import Fault, Verdict
from leeward.terms.errors import VaultError
from leeward.vault.checkpoints import Checkpoint, NotACheckpoint, open_checkpoint, read_checkpoint
from leeward.vault.merkle import root_hash
from leeward.vault.tiles import Tiles

MAX_FAULTS = 50
"""After so many the rest says nothing more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint from elsewhere. `note` is empty where only size and root were kept, on paper."""

    name: str
    note: str = ""
    size: int = 0
    root: bytes = b""


def verify_ledger(kept: Sequence[Kept] = ()) -> Verdict:
    """Everything that is not as it was written; the first of many."""
    key = LedgerKey.objects.first()
    newest = LedgerCheckpoint.objects.order_by("-size").first()
    size = newest.size if newest else 0
    tiles = kept_tiles()
    faults: list[Fault] = []
    for source in (
        chain_faults(),
        leaf_faults(size),
        tile_faults(size),
        _checkpoint_faults(key, size, tiles),
        _kept_faults(kept, key, size, tiles),
    ):
        faults += [fault for fault, _ in zip(source, range(MAX_FAULTS), strict=False)]
    return Verdict(
        size=size,
        checkpoints=LedgerCheckpoint.objects.count(),
        waiting=LedgerLeaf.objects.filter(number__isnull=True).count(),
        before=rows_before_the_ledger(),
        faults=tuple(faults),
    )


def _checkpoint_faults(key: LedgerKey | None, size: int, tiles: Tiles) -> Iterator[Fault]:
    for one in LedgerCheckpoint.objects.order_by("size").iterator():
        where = f"checkpoint {one.size}"
        try:
            said = open_checkpoint(one.note, key.origin, bytes(key.public)) if key else None
        except NotACheckpoint as error:
            yield Fault("checkpoint", f"not signed by this ledger's key: {error.found}", where)
            continue
        if said is None or said.size != one.size:
            yield Fault("checkpoint", "its key or its size is another one", where)
        elif not _is_root(said, tiles):
            yield Fault("checkpoint", "the tree of that size has another root now", where)


def _kept_faults(kept: Sequence[Kept], key: LedgerKey | None, size: int, tiles: Tiles) -> Iterator[Fault]:
    roots: dict[int, tuple[bytes, str]] = {}
    for one in kept:
        try:
            said = _said(one, key)
        except NotACheckpoint as error:
            yield Fault("kept", f"cannot be compared: {error.found}", one.name)
            continue
        before = roots.setdefault(said.size, (said.root, one.name))
        if before[0] != said.root:
            yield Fault("fork", f"another history than {before[1]}: one size, two roots", one.name)
        if said.size > size:
            yield Fault(
                "rolled-back",
                f"it covers {said.size} entries and this database has {size}: an older copy was put back,"
                f" or the last {said.size - size} were removed",
                one.name,
            )
        elif not _is_root(said, tiles):
            yield Fault(
                "fork",
                f"the first {said.size} entries here are not those it was made over: two histories,"
                " or one that was rewritten",
                one.name,
            )


def _said(kept: Kept, key: LedgerKey | None) -> Checkpoint:
    if not kept.note:
        return Checkpoint(key.origin if key else "", kept.size, kept.root)
    if key is None:
        return read_checkpoint(kept.note)
    return open_checkpoint(kept.note, key.origin, bytes(key.public))


def _is_root(said: Checkpoint, tiles: Tiles) -> bool:
    try:
        return root_hash(said.size, tiles.node) == said.root
    except VaultError:  # a tile that it needs is gone or cut
        return False
