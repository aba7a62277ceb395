# SPDX-License-Identifier: Apache-2.0
"""What is known about the client's situation besides the answers. Every part may be missing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

Setting = Literal["office", "telehealth"]
Police = Literal["yes", "with-someone", "not"]
ContactKind = Literal["handover", "deadline", "hearing", "vote", "other"]


class NextContact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The next time the person doing this will be near or in touch. `at`: local time, no zone."""

    kind: ContactKind
    at: datetime


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The context of one visit.

    `age`: whole years, if known. `age_bands`: every band of the vocabulary that holds, wider ones
    included. `relationship`: of the person doing this to the client. `state`: US-WA and so on.
    `language`: of the client. `now`: when the visit takes place, local time.
    """

    age: int | None = None
    age_bands: frozenset[str] = frozenset()
    relationship: str | None = None
    state: str | None = None
    scenario: str | None = None
    setting: Setting | None = None
    police: Police | None = None
    language: str | None = None
    next_contact: tuple[NextContact, ...] = ()
    now: datetime | None = None
    flags_by_hand: tuple[str, ...] = ()

    @property
    def is_minor(self) -> bool:
        """Whether the client is known to be under 18."""
        return "minor" in self.age_bands

    @property
    def today(self) -> date | None:
        """The date of the visit, if known."""
        return self.now.date() if self.now is not None else None
