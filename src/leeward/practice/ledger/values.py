# SPDX-License-Identifier: Apache-2.0
"""What a check of the ledger found, as values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. `where` names an entry, a row or a file by number or id."""

    kind: str
    found: str
    where: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`size`: entries in the tree. `waiting`: entries that no checkpoint covers yet."""

    size: int
    checkpoints: int
    waiting: int
    before: int
    """Rows of before the ledger began, which it cannot speak for."""
    faults: tuple[Fault, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults
