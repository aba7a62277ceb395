# SPDX-License-Identifier: Apache-2.0
"""A legal hold: while it stands nothing of that case is removed. It is lifted by two people.

>>> from datetime import UTC, datetime
>>> may_purge([Hold("h1", "c1", "robin", datetime(2026, 11, 1, tzinfo=UTC))], "c1")
False
>>> may_purge([Hold("h1", "c1", "robin", datetime(2026, 11, 1, tzinfo=UTC))], "c2")
True

One person asks for the end of a hold and gives a reason; another one lifts it. Where nobody else could,
the recovery paper and three days stand in for the second person (see `readmission`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from leeward.stewardship.readmission import readmission
from leeward.terms.errors import LeewardError


class HoldState(StrEnum):
    """Where a hold stands. The values stand in rows and never change."""

    SET = "set"
    ASKED = "lift-asked"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold on one case. Times are aware. `asked_by`, `asked_at`: who wants it lifted, since when."""

    id: str
    case_id: str
    set_by: str
    set_at: datetime
    state: HoldState = HoldState.SET
    asked_by: str = ""
    asked_at: datetime | None = None
    lifted_by: str = ""
    lifted_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Until it is lifted; a wish to end it ends nothing."""
        return self.state is not HoldState.LIFTED


class NotLifted(LeewardError):
    """A hold that stays as it is."""


def may_purge(holds: Iterable[Hold], case_id: str) -> bool:
    """Whether anything of this case may be removed: no hold of its own stands, asked to be lifted or not."""
    return not any(hold.case_id == case_id and hold.stands for hold in holds)


def ask_to_lift(hold: Hold, by: str, at: datetime) -> Hold:
    """The hold with somebody's wish to end it; it goes on standing."""
    if hold.state is not HoldState.SET:
        raise _refused("a hold whose end was asked for, or that was lifted")
    return replace(hold, state=HoldState.ASKED, asked_by=by, asked_at=at)


def keep(hold: Hold) -> Hold:
    """The wish is taken back, by whoever: the hold stands as before."""
    if hold.state is not HoldState.ASKED:
        raise _refused("a hold whose end nobody asked for")
    return replace(hold, state=HoldState.SET, asked_by="", asked_at=None)


def lift(hold: Hold, by: str, at: datetime, *, is_alone: bool, has_paper: bool = False) -> Hold:
    """The hold, lifted.

    Args:
        is_alone: nobody else here could be the second person.
        has_paper: the recovery paper was shown just now.

    Raises:
        NotLifted: not asked for, the same person, too early, or without the paper.
    """
    if hold.state is not HoldState.ASKED or hold.asked_at is None:
        raise _refused("a hold whose end nobody asked for")
    if by == hold.asked_by and not is_alone:
        raise _refused("the same person twice")
    if by == hold.asked_by and not (has_paper and readmission(hold.asked_at, at).is_open):
        raise _refused("no second person, and not yet three days and the recovery paper")
    return replace(hold, state=HoldState.LIFTED, lifted_by=by, lifted_at=at)


def _refused(found: str) -> NotLifted:
    return NotLifted(
        found,
        expected="one person who asks, then another one, or the paper after three days",
        do="Look at the hold again; it stands as it was",
    )
