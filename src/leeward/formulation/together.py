# SPDX-License-Identifier: Apache-2.0
"""Several things are often true at once: the smallest sets that explain the reported signs together.

The search is exact up to four members. What four cannot explain is named as left over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from leeward.formulation.mechanisms import RankedMechanism

MOST_MEMBERS = 4
MOST_SETS = 3

Cover = Mapping[int, frozenset[str]]
"""The signs that each mechanism explains, by its rank."""


class Together(msgspec.Struct, frozen=True):
    """Mechanisms, best ranked first, and the reported signs that they leave unexplained."""

    mechanisms: tuple[str, ...]
    left_over: tuple[str, ...] = ()


def explain_together(ranked: Sequence[RankedMechanism]) -> tuple[Together, ...]:
    """At most three smallest sets, best summed rank first; where four are too few, one with the rest."""
    names = {one.rank: one.id for one in ranked}
    cover: Cover = {one.rank: frozenset(one.speaks_for) for one in ranked}
    signs = frozenset().union(*cover.values())
    if not signs:
        return ()
    for size in range(1, MOST_MEMBERS + 1):
        found = sorted(set(_sets(signs, size, cover)), key=lambda ranks: (sum(ranks), ranks))
        if found:
            return tuple(Together(tuple(names[rank] for rank in ranks)) for ranks in found[:MOST_SETS])
    ranks, left = _most_of_it(signs, cover)
    return (Together(tuple(names[rank] for rank in ranks), tuple(sorted(left))),)


def _sets(signs: frozenset[str], size: int, cover: Cover) -> Iterator[tuple[int, ...]]:
    """Every set of at most `size` ranks that explains all the signs, found by the hardest sign first."""
    if not signs:
        yield ()
        return
    most = max(len(explained & signs) for explained in cover.values())
    if size * most < len(signs):
        return
    hardest = min(sorted(signs), key=lambda sign: sum(sign in explained for explained in cover.values()))
    for rank, explained in cover.items():
        if hardest in explained:
            for others in _sets(signs - explained, size - 1, cover):
                yield tuple(sorted({rank, *others}))


def _most_of_it(signs: frozenset[str], cover: Cover) -> tuple[tuple[int, ...], frozenset[str]]:
    """Step by step the one that explains most of what is left, the better rank on a tie."""
    chosen: list[int] = []
    while len(chosen) < MOST_MEMBERS and signs:
        best = max(cover, key=lambda rank: (len(cover[rank] & signs), -rank))
        chosen.append(best)
        signs -= cover[best]
    return tuple(sorted(chosen)), signs
