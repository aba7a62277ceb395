# SPDX-License-Identifier: Apache-2.0
"""Whether the practice may see both sides: one person is client here, and the one who does this there.

>>> name_parts("  López García, MARÍA ") == name_parts("maria garcia lopez")
True
>>> name_parts("Maria") is None
True

Names are compared in one form: without capitals, accents, order and signs. Only keyed marks of that form
are kept, so that nobody reads a name out of them; marks that are equal were made of equal names.

Limits: a name that was spelled otherwise, or left out, is not found. Nothing found means nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from leeward.stewardship.access import Actor, Role

Side = Literal["client", "other"]
"""`other`: the person doing this."""
SIDES: tuple[Side, ...] = ("client", "other")
MIN_PARTS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One name that was entered with a case."""

    case_id: str
    owner_id: str
    side: Side
    mark: str


@dataclass(frozen=True, slots=True, order=True)
class BothSides:
    """Two cases that may be two sides of one thing, and whose they are. The client's side comes first."""

    case_id: str
    other_case_id: str
    owner_ids: tuple[str, str]


def name_parts(name: str) -> tuple[str, ...] | None:
    """The parts of a full name in one order; None where there are fewer than two."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    parts = tuple(sorted(re.findall(r"\w+", bare.casefold())))
    return parts if len(parts) >= MIN_PARTS else None


def both_sides(marks: Iterable[Mark]) -> tuple[BothSides, ...]:
    """Every pair of cases in which one name stands on different sides."""
    known = tuple(marks)
    clients: dict[str, list[Mark]] = {}
    for one in known:
        if one.side == "client":
            clients.setdefault(one.mark, []).append(one)
    found = {
        BothSides(client.case_id, other.case_id, (client.owner_id, other.owner_id))
        for other in known
        if other.side == "other"
        for client in clients.get(other.mark, ())
        if client.case_id != other.case_id
    }
    return tuple(sorted(found))


def who_is_told(people: Iterable[Actor], owner_ids: Iterable[str]) -> frozenset[str]:
    """Ids of those who learn of it: supervisors; without one, administrators who are clinicians.

    Whoever works with one of the two clients is told only where nobody else could be.
    """
    everybody = tuple(people)
    told = {one.id for one in everybody if Role.SUPERVISOR in one.roles} or {
        one.id for one in everybody if {Role.ADMINISTRATOR, Role.CLINICIAN} <= one.roles
    }
    return frozenset(told - set(owner_ids) or told)
