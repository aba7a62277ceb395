# SPDX-License-Identifier: Apache-2.0
"""Entries of a case as the pages show them: by day, and what was done again and again on one line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from leeward.practice.ledger.reading import Entry
from leeward.practice.ledger.words import action_told, detail_told, recipient_told
from leeward.stewardship import Action


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One person doing one thing, once or `times` in a row, between two moments of the machine's zone."""

    first_at: datetime
    last_at: datetime
    times: int
    who: str
    is_device: bool
    is_owner: bool
    said: str
    is_allowed: bool
    is_break_glass: bool
    is_print: bool
    detail: str
    reason: str
    recipient: str
    consent_at: datetime | None

    @property
    def is_one_minute(self) -> bool:
        """Whether the clock showed the same hour and minute all along."""
        return self.first_at.replace(second=0, microsecond=0) == self.last_at.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True, repr=False)
class Day:
    """The lines of one day, newest first."""

    day: date
    lines: tuple[Line, ...]


def by_day(entries: Sequence[Entry]) -> tuple[Day, ...]:
    """Entries, newest first, in days."""
    days = groupby(entries, key=lambda one: timezone.localdate(one.at))
    return tuple(Day(day, lines_of(list(part))) for day, part in days)


def lines_of(entries: Sequence[Entry]) -> tuple[Line, ...]:
    """Entries, newest first, in lines."""
    runs = groupby(entries, key=lambda one: (one.who, one.is_owner, one.action, one.is_allowed, one.words))
    return tuple(_line(list(run)) for _, run in runs)


def _line(run: Sequence[Entry]) -> Line:
    newest, oldest = run[0], run[-1]
    return Line(
        first_at=timezone.localtime(oldest.at),
        last_at=timezone.localtime(newest.at),
        times=len(run),
        who=newest.who,
        is_device=newest.action == Action.ANSWER,
        is_owner=newest.is_owner,
        said=action_told(newest.action),
        is_allowed=newest.is_allowed,
        is_break_glass=newest.action == Action.BREAK_GLASS and newest.is_allowed,
        is_print=newest.action == Action.PRINT,
        detail=detail_told(newest.action, newest.words.detail),
        reason=newest.words.reason,
        recipient=newest.words.recipient or recipient_told(newest.words.detail),
        consent_at=newest.consent_at,
    )
