# SPDX-License-Identifier: Apache-2.0
"""The newest checkpoint as a person copies it: size, root in groups, the hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leeward.practice.ledger.models import LedgerCheckpoint
from leeward.practice.ledger.sequencer import waiting
from leeward.vault.checkpoints import read_checkpoint

GROUP = 4


@dataclass(frozen=True, slots=True)
class Newest:
    """`groups`: the root in sixteen groups of four. `size` is 0 where nothing was signed yet."""

    size: int
    groups: tuple[str, ...]
    made_at: datetime | None
    waiting: int


def newest_checkpoint() -> Newest:
    """What the newest checkpoint says."""
    row = LedgerCheckpoint.objects.order_by("-size").first()
    if row is None:
        return Newest(0, (), None, waiting())
    return Newest(row.size, in_groups(read_checkpoint(row.note).root), row.made_at, waiting())


def in_groups(root: bytes) -> tuple[str, ...]:
    """A root as it is read aloud and copied."""
    text = root.hex()
    return tuple(text[at : at + GROUP] for at in range(0, len(text), GROUP))
