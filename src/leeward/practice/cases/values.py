# SPDX-License-Identifier: Apache-2.0
"""A case as the pages get it: frozen values, opened for one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from leeward.stewardship import Reach

NUMBER_LETTERS = 8
NOT_ASKED_YET = {
    **dict.fromkeys(("alone", "phone", "limits_said", "consent", "reason", "where_now", "line_drops"), ""),
    **dict.fromkeys(("contact_how", "overheard", "contact_word", "contact_say"), ""),
    "contact": "none",
}
"""What each visit begins with: what was safe, said and agreed to the last time may not be so today."""


def case_number(case_id: str) -> str:
    """A case by the first letters of its random id; enough to tell it from every other here.

    >>> case_number("3f2a91c0d4e5f60718293a4b")
    '3F2A 91C0'
    """
    letters = case_id[:NUMBER_LETTERS].upper()
    return f"{letters[:4]} {letters[4:]}"


@dataclass(frozen=True, slots=True, repr=False)
class PersonWords:
    """What one person said of themselves, by field."""

    id: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class CaseWords:
    """A whole record at its newest version. Times are aware, UTC."""

    id: str
    version: int
    opened_at: datetime
    changed_at: datetime
    words: dict[str, str]
    persons: tuple[PersonWords, ...]
    reach: Reach = "own"
    """How far the reader comes in it."""
    holds_today: bool = True
    """What was said of the room was said for today, and no visit ended since. Told by `see_case_today`."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What was said of the room the last time, and (`before_at`) when. Told by `see_case_today`."""
    before_at: datetime | None = None

    @property
    def number(self) -> str:
        """The case's number as people say it."""
        return case_number(self.id)


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """One line of a list."""

    id: str
    code_name: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Caseload:
    """A list, and how many records it leaves out because their key was destroyed or is missing.

    `more`: how many older ones were not looked at.
    """

    cases: tuple[Listed, ...]
    without_key: int
    more: int = 0
