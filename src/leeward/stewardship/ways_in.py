# SPDX-License-Identifier: Apache-2.0
"""Who lets somebody back in who lost their password: an administrator starts it, a second person says yes.

>>> robin = Actor("a1", frozenset({Role.ADMINISTRATOR}))
>>> alex = Actor("a2", frozenset({Role.SUPERVISOR}))
>>> may_start(robin, "a3"), may_start(alex, "a3"), may_start(robin, "a1")
(True, False, False)
>>> may_approve(alex, "a3", started_by="a1"), may_approve(robin, "a3", started_by="a1")
(True, False)
>>> has_two_others("a3", [robin, alex]), has_two_others("a3", [robin])
(True, False)

Three different people: the one who is let in, the one who started, the one who said yes. Where the practice
has no such two, the recovery paper and 72 hours stand in for them (`readmission`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from leeward.stewardship.access import Actor, Role
from leeward.stewardship.readmission import readmission

APPROVERS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
WAITS_FOR_YES = timedelta(hours=72)
CODE_LASTS = timedelta(hours=24)


class Stage(StrEnum):
    """How far a way in has come."""

    ASKED = "asked"
    """By one person, or by the paper; it opens nothing yet."""
    OPEN = "open"
    """Its code, or the paper, lets one person choose a new password."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class WayInFacts:
    """What the rule needs to know of one. Times are aware."""

    started_at: datetime
    is_by_paper: bool
    approved_at: datetime | None = None
    ended_at: datetime | None = None


def may_start(starter: Actor, person_id: str) -> bool:
    """Whether this person may begin to let that one in."""
    return Role.ADMINISTRATOR in starter.roles and starter.id != person_id


def may_approve(approver: Actor, person_id: str, *, started_by: str) -> bool:
    """Whether this person's yes counts as the second."""
    return bool(APPROVERS & approver.roles) and approver.id not in {person_id, started_by}


def has_two_others(person_id: str, staff: Iterable[Actor]) -> bool:
    """Whether two people are here who could let this one in."""
    able = list(staff)
    return any(
        may_start(one, person_id) and may_approve(other, person_id, started_by=one.id)
        for one in able
        for other in able
    )


def stage(way: WayInFacts, now: datetime) -> Stage:
    """How far it has come now. Asked by the paper: open after 72 hours, for 72 hours."""
    if way.ended_at is not None:
        return Stage.OVER
    if way.is_by_paper:
        found = readmission(way.started_at, now)
        if not found.is_open:
            return Stage.ASKED
        return Stage.OPEN if now < found.opens_at + WAITS_FOR_YES else Stage.OVER
    if way.approved_at is None:
        return Stage.ASKED if timedelta(0) <= now - way.started_at < WAITS_FOR_YES else Stage.OVER
    return Stage.OPEN if timedelta(0) <= now - way.approved_at < CODE_LASTS else Stage.OVER
