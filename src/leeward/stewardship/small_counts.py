# SPDX-License-Identifier: Apache-2.0
"""Counts that may be told: no cell from which a person could be picked out, also not by subtraction.

>>> told({"adult": 40, "teen": 3, "child": 2, "older": 9}, least=5).cells
{'adult': 40, 'teen': None, 'child': None, 'older': 9}
>>> told({"adult": 40, "teen": 3, "older": 9}, least=5).cells
{'adult': 40, 'teen': None, 'older': None}

Three rules together (after what statistical offices call primary and complementary suppression):

1. A cell under `least` is hidden; 0 too, since "nobody" can point at one who says otherwise.
2. Where what is hidden could be worked out from the total, the smallest other cell is hidden too, until at
   least two are hidden and together they hold at least `least`.
3. A period is counted once, when it is over, and what was told then is what is told for ever. Periods do not
   overlap: so no two reports differ by a few people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LEAST = 5


@dataclass(frozen=True, slots=True)
class Table:
    """What may be told. A cell that is None is hidden; `total` is None where nothing may be told at all."""

    cells: dict[str, int | None]
    total: int | None


def told(counts: Mapping[str, int], *, least: int = LEAST) -> Table:
    """A table of counts of different people in one period, each counted in one cell, with its total."""
    total = sum(counts.values())
    if total < least:
        return Table(dict.fromkeys(counts), None)
    hidden = {name for name, count in counts.items() if count < least}
    by_size = sorted(counts, key=lambda name: (counts[name], list(counts).index(name)))
    for name in by_size:
        if not hidden or (len(hidden) > 1 and sum(counts[one] for one in hidden) >= least):
            break
        hidden.add(name)
    cells = {name: None if name in hidden else count for name, count in counts.items()}
    return Table(cells, total if len(hidden) != len(counts) or len(counts) > 1 else None)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months, the only period there is: any two are the same or share no day."""

    year: int
    number: int

    @property
    def ends(self) -> date:
        """The first day after it."""
        return date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1)

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * 3 + 1, 1)


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def is_over(quarter: Quarter, today: date) -> bool:
    """Whether it may be counted: only once no day of it is left."""
    return quarter.ends <= today
