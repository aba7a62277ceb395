# SPDX-License-Identifier: Apache-2.0
"""What would they see? In which order the viewers of an act are named, for the case in front of us.

>>> [one.viewer for one in in_order(VIEWERS, is_minor=True, parent_is_danger=False)][:2]
['parent', 'portal-proxy']

The person doing this comes first; for a minor, the parent does. Where a parent is the danger, that is one and
the same, and it is said before everything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ORDER = ("person", "parent", "portal-proxy", "insurer", "employer", "police", "court")
PARENTS = ("parent", "portal-proxy")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who may come to see it. `is_danger`: this may be the person doing it."""

    viewer: str
    is_danger: bool = False


VIEWERS = tuple(Viewer(one) for one in ORDER)


def in_order(viewers: Iterable[Viewer], *, is_minor: bool, parent_is_danger: bool) -> tuple[Viewer, ...]:
    """The viewers as they are named on the page.

    Args:
        is_minor: the client is under 18. A parent of an adult stays in the list, behind the insurer.
        parent_is_danger: a parent or guardian is named as the person doing this.
    """

    def place(one: Viewer) -> tuple[int, int]:
        is_parent = one.viewer in PARENTS
        first = is_parent and (is_minor or parent_is_danger)
        last = one.viewer == "parent" and not is_minor and not parent_is_danger
        return (
            0 if first else 2 if last else 1,
            ORDER.index(one.viewer) if one.viewer in ORDER else len(ORDER),
        )

    marked = (
        Viewer(one.viewer, one.viewer == "person" or (parent_is_danger and one.viewer in PARENTS))
        for one in viewers
    )
    return tuple(sorted(marked, key=place))
