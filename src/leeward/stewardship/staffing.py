# SPDX-License-Identifier: Apache-2.0
"""What a change of roles, a closed account or a named supervisor must not break.

>>> robin = Actor("a1", frozenset({Role.CLINICIAN, Role.ADMINISTRATOR}))
>>> sam = Actor("a2", frozenset({Role.CLINICIAN}))
>>> leaves_nobody_in_charge([robin, sam], "a1", frozenset({Role.CLINICIAN}))
True
>>> leaves_nobody_in_charge([robin, sam], "a2", frozenset())
False

`people`: those who can sign in. A closed account, and one that was never joined, is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from leeward.stewardship.access import Actor, Role

GIVEN = (Role.CLINICIAN, Role.SUPERVISOR, Role.FRONT_DESK, Role.TECHNICIAN, Role.ADMINISTRATOR)
"""The roles of people, in the order they are asked."""
JOIN_WITHIN = timedelta(days=7)


def leaves_nobody_in_charge(people: Iterable[Actor], id: str, roles: frozenset[Role]) -> bool:
    """Whether nobody would run the practice any more once this person had these roles (none: closed)."""
    now = {one.id: one.roles for one in people}
    if Role.ADMINISTRATOR not in now.get(id, frozenset()):
        return False
    return not any(Role.ADMINISTRATOR in held for held in {**now, id: roles}.values())


def may_supervise(supervisor: Actor, clinician: Actor) -> bool:
    """Whether one can be named to the other: another person, and each in the role."""
    return (
        supervisor.id != clinician.id
        and Role.SUPERVISOR in supervisor.roles
        and Role.CLINICIAN in clinician.roles
    )


def may_offer(people: Iterable[Actor], by_id: str, to_id: str) -> bool:
    """Whether one person may offer cases to another, or name them to read: themself only where nobody else
    runs the practice."""
    return by_id != to_id or not any(one.id != by_id and Role.ADMINISTRATOR in one.roles for one in people)


def may_take_on(receiver: Actor, owner_id: str) -> bool:
    """Whether cases of an account that was closed can be offered to this person."""
    return receiver.id != owner_id and Role.CLINICIAN in receiver.roles
