# SPDX-License-Identifier: Apache-2.0
"""Who of the directory is to be called again, and what is known from those who called.

    standing = standing_of(service, tries, today)     # what to show beside the number
    to_try(services, tries, today)                     # those that are due, the most pressing first

A number is only as good as the last person who dialled it. Crisis lines come up every 30 days, other
numbers every 180, pages every 365; what was never tried is due now. What somebody found wrong stays marked
until the entry itself is corrected or the mark is taken back: a later call may have reached another desk.
A corrected entry has other contacts, and starts anew.

Source: knowledge:directory, "Link rot and verification".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Literal

import msgspec

from leeward.knowledge.models.service import Service
from leeward.planning.directory import is_crisis_line

Tier = Literal["crisis", "phone", "page"]
TRIED_EVERY_DAYS: Mapping[Tier, int] = {"crisis": 30, "phone": 180, "page": 365}
AGAIN_AFTER_NO_ANSWER_DAYS: Mapping[Tier, int] = {"crisis": 1, "phone": 7, "page": 7}
AGAIN_AFTER_WRONG_DAYS: Mapping[Tier, int] = {"crisis": 1, "phone": 30, "page": 30}


class Outcome(StrEnum):
    """How a try went. The values stand in the database and never change."""

    CALLED_RIGHT = "called-right"
    CALLED_WRONG = "called-wrong"
    NO_ANSWER = "no-answer"
    PAGE_RIGHT = "page-right"
    PAGE_WRONG = "page-wrong"


RIGHT = frozenset({Outcome.CALLED_RIGHT, Outcome.PAGE_RIGHT})
WRONG = frozenset({Outcome.CALLED_WRONG, Outcome.PAGE_WRONG})
BY_PAGE = frozenset({Outcome.PAGE_RIGHT, Outcome.PAGE_WRONG})


class Tried(msgspec.Struct, frozen=True):
    """One try that was not taken back. `on`: a local day; `by`: an account; `contacts`: what was tried."""

    id: str
    service_id: str
    outcome: Outcome
    on: date
    by: str
    contacts: str


class Standing(msgspec.Struct, frozen=True):
    """What the tries say of an entry as it stands now. Newest first in `tries`.

    `last`: the newest try. `wrong`: the newest that found it wrong. `due_on`: None: never tried, due now.
    """

    service: Service
    tries: tuple[Tried, ...]
    due_on: date | None
    is_due: bool

    @property
    def last(self) -> Tried | None:
        return self.tries[0] if self.tries else None

    @property
    def wrong(self) -> Tried | None:
        return next((one for one in self.tries if one.outcome in WRONG), None)

    @property
    def right(self) -> Tried | None:
        return next((one for one in self.tries if one.outcome in RIGHT), None)

    @property
    def needs_another_number(self) -> bool:
        """A crisis line that is due or was found wrong: 988 and 911 stand above it."""
        return is_crisis_line(self.service) and (self.is_due or self.wrong is not None)


def tier_of(service: Service) -> Tier:
    """How often it is tried."""
    if is_crisis_line(service):
        return "crisis"
    return "phone" if service.phones else "page"


def outcomes_for(service: Service) -> tuple[Outcome, ...]:
    """What can come of a try: calls where there is a number, its page where there is one."""
    of_calls = (Outcome.CALLED_RIGHT, Outcome.NO_ANSWER, Outcome.CALLED_WRONG) if service.phones else ()
    of_page = (Outcome.PAGE_RIGHT, Outcome.PAGE_WRONG) if service.url else ()
    return (*of_calls, *of_page)


def contacts_of(service: Service) -> str:
    """A digest of the numbers and the page: a corrected entry has another one."""
    said = [service.url or "", *(f"{phone.type} {phone.number} {phone.keyword}" for phone in service.phones)]
    return blake2b("\n".join(said).encode(), digest_size=16).hexdigest()


def due_after(service: Service, outcome: Outcome, on: date) -> date:
    """The day by which it is tried again. A page that loads says nothing about a number."""
    tier = tier_of(service)
    if outcome is Outcome.NO_ANSWER:
        days = AGAIN_AFTER_NO_ANSWER_DAYS[tier]
    elif outcome in WRONG:
        days = AGAIN_AFTER_WRONG_DAYS[tier]
    else:
        days = TRIED_EVERY_DAYS[tier]
    return on + timedelta(days=days)


def standing_of(service: Service, tries: Iterable[Tried], today: date) -> Standing:
    """What is known of one entry. `tries`: of any services, newest first."""
    contacts = contacts_of(service)
    own = tuple(one for one in tries if one.service_id == service.id and one.contacts == contacts)
    counting = [one for one in own if not (service.phones and one.outcome is Outcome.PAGE_RIGHT)]
    due_on = due_after(service, counting[0].outcome, counting[0].on) if counting else None
    return Standing(service, own, due_on, due_on is None or due_on <= today)


def standings_of(services: Iterable[Service], tries: Iterable[Tried], today: date) -> Mapping[str, Standing]:
    """What is known of each, by id."""
    by_service: dict[str, list[Tried]] = {}
    for one in tries:
        by_service.setdefault(one.service_id, []).append(one)
    return {one.id: standing_of(one, by_service.get(one.id, ()), today) for one in services}


def to_try(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those that are due: crisis lines before other numbers before pages, never tried first, then oldest."""
    order = list(TRIED_EVERY_DAYS)
    return tuple(
        sorted(
            (one for one in standings if one.is_due),
            key=lambda one: (order.index(tier_of(one.service)), one.due_on or date.min),
        )
    )
