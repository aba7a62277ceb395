# SPDX-License-Identifier: Apache-2.0
"""People, openings and lists as the pages get them. Times are aware, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from leeward.planning.reaching import DeskMay
from leeward.practice.cases.values import case_number
from leeward.stewardship import Role

State = Literal["in", "waits", "closed"]
"""Can sign in; has a code and has not come yet; closed."""


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """Somebody who works here, for whoever runs the practice. No secret of theirs is in it."""

    id: str
    name: str
    roles: tuple[Role, ...]
    state: State
    code_ends_at: datetime | None
    cases: int
    supervisors: tuple[str, ...]
    """Names of those who supervise them."""


@dataclass(frozen=True, slots=True, repr=False)
class Choice:
    """A person to choose: their id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """The cases of a closed account, offered to the reader.

    `opens_at`: where they offered them to themself, when the recovery paper stands in for a second person.
    """

    id: str
    by: str
    whose: str
    cases: int
    opens_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A case that was opened by somebody whose it is not, for those who are told of it.

    `looked_at`: actions on record between the opening and its end, each once, in their order.
    """

    id: str
    case_id: str
    code_name: str
    who: str
    owner: str
    opened_at: datetime
    ended_at: datetime
    is_over: bool
    reason: str
    who_knows: str
    looked_at: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Open:
    """A colleague's case that the reader opened, while that lasts."""

    id: str
    case_id: str
    code_name: str
    ends_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class AgreedTime:
    """One line of the desk: the hour, the code name, with whom, whether they may be rung. Nothing else."""

    at: datetime
    code_name: str
    clinician: str
    may: DeskMay = "never"


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Two cases that may be two sides of one thing, by id."""

    case_id: str
    other_case_id: str

    @property
    def numbers(self) -> tuple[str, str]:
        """As people say them."""
        return case_number(self.case_id), case_number(self.other_case_id)
