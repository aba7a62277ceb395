# SPDX-License-Identifier: Apache-2.0
"""The safe order: nothing before its *must*; the rest as the client's wishes and the danger steer it.

Evidence before removal and safety before confrontation are *musts* of the content, so that a rule
read here can be read, disputed and mended there. Help that answers today waits for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping


def safe_order(
    ids: Iterable[str],
    *,
    must: Mapping[str, frozenset[str]],
    better_after: Mapping[str, frozenset[str]],
    rank: Callable[[str], tuple[object, ...]],
) -> tuple[str, ...]:
    """`ids` in an order in which each stands after all its musts.

    Among those that may come next, the best-ranked whose *better after* are all placed comes
    first; where *better after* would block everything, the best-ranked one does.

    Args:
        must: for each id, those of `ids` that have to stand before it.
        better_after: for each id, those it would better follow.
        rank: sort key of an id; smaller comes first.

    Raises:
        ValueError: the musts form a cycle (`content check` refuses such content).
    """
    waiting = sorted(ids, key=rank)
    here = set(waiting)
    placed: list[str] = []
    done: set[str] = set()
    while waiting:
        free = [one for one in waiting if done.issuperset(must.get(one, frozenset()) & here)]
        if not free:
            raise ValueError(f"the musts of {', '.join(sorted(waiting))} form a cycle")
        calm = [one for one in free if done.issuperset(better_after.get(one, frozenset()) & here)]
        chosen = (calm or free)[0]
        waiting.remove(chosen)
        placed.append(chosen)
        done.add(chosen)
    return tuple(placed)
