# SPDX-License-Identifier: Apache-2.0
"""Counts that may be told: no cell from which a person could be picked out, also not by subtraction.

>>> told({"child": 2, "teen": 3, "adult": 40, "older": 9}, least=5).cells
{'child': None, 'teen': None, 'adult': None, 'older': 9}
>>> told({"child": 7, "teen": 3, "adult": 40, "older": 9}, least=5).cells
{'child': 7, 'teen': None, 'adult': None, 'older': 9}

Three rules together (statistical offices speak of primary and complementary suppression):

1. A cell under `least` is hidden; 0 too, since "nobody" can point at one who says otherwise.
2. The cell after each of them is hidden too, whatever is in it (after the last comes the first). Which one it
   is does not depend on how many are in it: whoever knows this rule learns nothing from the choice, and the
   sum that is left can be shared out between the small cell and the other in several ways. Where it could not
   be, since next to nothing is left over what the other must hold, one more is hidden, and so on.
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
    names = list(counts)
    small = {at for at, name in enumerate(names) if counts[name] < least}
    hidden = small | {(at + 1) % len(names) for at in small}
    while hidden and len(hidden) < len(names) and _is_pinned(names, counts, small, hidden, least):
        hidden |= {(at + 1) % len(names) for at in hidden}
    return Table({name: None if at in hidden else counts[name] for at, name in enumerate(names)}, total)


def _is_pinned(
    names: list[str], counts: Mapping[str, int], small: set[int], hidden: set[int], least: int
) -> bool:
    """Whether hardly more is hidden than the other cells must hold: a small one would be nearly told."""
    left = sum(counts[names[at]] for at in hidden) - least * len(hidden - small)
    return left < least - 1


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
