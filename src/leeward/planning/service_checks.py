# SPDX-License-Identifier: Apache-2.0
"""Who of the directory is to be called again, and what is known from those who called.

    standing = standing_of(service, tries, today)     # what to show beside the number
    to_try(services, tries, today)                     # those that are due, the most pressing first
    wrong_numbers(services, tries)                     # what stands on no paper, beside what a caution stands

A number is only as good as the last person who dialled it. Crisis lines come up every 30 days, other
numbers every 180, pages every 365; what was never tried is due now. What somebody found wrong stays marked
until the entry itself is corrected or the mark is taken back: a later call may have reached another desk.
A corrected entry has other contacts, and starts anew.

A wrong number is wrong in every entry that has it, and then stands on no paper. One misdial, or one person
who means harm, must not take a hotline from every client: its numbers go only when two accounts found them
wrong. A page that is wrong takes no number away.

Source: knowledge:directory, "Link rot and verification".
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b
from operator import itemgetter
from typing import Literal

import msgspec

from leeward.knowledge.models.service import Service
from leeward.knowledge.overlaying import EMERGENCY_NUMBERS
from leeward.planning.directory import is_crisis_line
from leeward.terms.phone_numbers import digits_of

Tier = Literal["crisis", "phone", "page"]
TRIED_EVERY_DAYS: Mapping[Tier, int] = {"crisis": 30, "phone": 180, "page": 365}
AGAIN_AFTER_NO_ANSWER_DAYS: Mapping[Tier, int] = {"crisis": 1, "phone": 7, "page": 7}
AGAIN_AFTER_WRONG_DAYS: Mapping[Tier, int] = {"crisis": 1, "phone": 30, "page": 30}
_PLACE = itemgetter(0)


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
HOTLINE = frozenset({"crisis", "suicide", "domestic-violence", "child-protection"})
"""Needs whose numbers go off paper only when this many accounts found them wrong."""
ACCOUNTS_FOR_A_HOTLINE = 2


class Tried(msgspec.Struct, frozen=True):
    """One try that was not taken back. `on`: a local day; `by`: an account.

    `contacts`: a digest of what was tried; `numbers`: the digits, empty in rows from before they were kept.
    """

    id: str
    service_id: str
    outcome: Outcome
    on: date
    by: str
    contacts: str
    numbers: frozenset[str] = frozenset()


class WrongNumber(msgspec.Struct, frozen=True):
    """Digits that somebody called and found wrong. `tries`: newest first; `is_off_paper`: enough said so."""

    digits: str
    tries: tuple[Tried, ...]
    is_off_paper: bool


class FoundWrong(msgspec.Struct, frozen=True):
    """What was found wrong, for pages and papers.

    `off`: ids of services that stand on no paper; `beside`: by id, the try that a caution tells of;
    `numbers`: by digits, what stands on no paper.
    """

    off: frozenset[str] = frozenset()
    beside: Mapping[str, Tried] = {}
    numbers: Mapping[str, WrongNumber] = {}


class Standing(msgspec.Struct, frozen=True):
    """What the tries say of an entry as it stands now. Newest first in `tries`.

    `last`: the newest try. `wrong`: the newest call that found it wrong, else the newest look at its page
    that did. `due_on`: None: never tried, due now. `shared`: tries that found one of its numbers wrong
    elsewhere, newest first.
    """

    service: Service
    tries: tuple[Tried, ...]
    due_on: date | None
    is_due: bool
    shared: tuple[Tried, ...] = ()

    @property
    def last(self) -> Tried | None:
        return self.tries[0] if self.tries else None

    @property
    def wrong(self) -> Tried | None:
        called = [one for one in (*self.tries, *self.shared) if one.outcome is Outcome.CALLED_WRONG]
        if called:
            return max(called, key=lambda one: one.on)
        return next((one for one in self.tries if one.outcome is Outcome.PAGE_WRONG), None)

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


def numbers_of(service: Service) -> frozenset[str]:
    """The digits of an entry's numbers."""
    return frozenset(filter(None, (digits_of(phone.number) for phone in service.phones)))


def is_hotline(service: Service) -> bool:
    """Somebody may have nobody else to call."""
    return bool(HOTLINE & set(service.services)) and bool(service.phones)


def wrong_numbers(services: Iterable[Service], tries: Iterable[Tried]) -> Mapping[str, WrongNumber]:
    """By digits, what was called and found wrong. 911 and 988 are never among them.

    Args:
        services: every entry in use: what one of them holds as a hotline is one wherever else it stands.
        tries: of any services, newest first.
    """
    listed = tuple(services)
    known = {one.id: one for one in listed}
    hot = {digits for one in listed if is_hotline(one) for digits in numbers_of(one)}
    found: dict[str, list[Tried]] = {}
    for one in tries:
        if one.outcome is Outcome.CALLED_WRONG:
            for digits in (one.numbers or _numbers_then(one, known)) - set(EMERGENCY_NUMBERS):
                found.setdefault(digits, []).append(one)
    return {
        digits: WrongNumber(
            digits,
            tuple(said),
            len({one.by for one in said}) >= (ACCOUNTS_FOR_A_HOTLINE if digits in hot else 1),
        )
        for digits, said in found.items()
    }


def _numbers_then(one: Tried, known: Mapping[str, Service]) -> frozenset[str]:
    """Of a row without digits: those of the entry, where it still has the contacts that were tried."""
    service = known.get(one.service_id)
    return numbers_of(service) if service and contacts_of(service) == one.contacts else frozenset()


def found_wrong_of(services: Iterable[Service], tries: Iterable[Tried], today: date) -> FoundWrong:
    """What pages and papers are to know. The arguments: as for `wrong_numbers`."""
    listed, marks = tuple(services), tuple(tries)
    numbers = {key: one for key, one in wrong_numbers(listed, marks).items() if one.is_off_paper}
    beside = {
        id: one.wrong for id, one in standings_of(listed, marks, today).items() if one.wrong is not None
    }
    off = {
        one.id
        for one in listed
        if one.id in beside and (numbers_of(one) <= set(numbers) if one.phones else True)
    }
    return FoundWrong(frozenset(off), beside, numbers)


def without_numbers(service: Service, wrong: Container[str]) -> Service:
    """The entry less the numbers that stand on no paper."""
    kept = tuple(phone for phone in service.phones if digits_of(phone.number) not in wrong)
    return service if len(kept) == len(service.phones) else msgspec.structs.replace(service, phones=kept)


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
    contacts, numbers = contacts_of(service), numbers_of(service) - set(EMERGENCY_NUMBERS)
    listed = tuple(tries)
    own = tuple(one for one in listed if one.service_id == service.id and one.contacts == contacts)
    shared = tuple(
        one
        for one in listed
        if one.outcome is Outcome.CALLED_WRONG and one.numbers & numbers and one not in own
    )
    counting = [one for one in own if not (service.phones and one.outcome is Outcome.PAGE_RIGHT)]
    due_on = due_after(service, counting[0].outcome, counting[0].on) if counting else None
    return Standing(service, own, due_on, due_on is None or due_on <= today, shared)


def standings_of(services: Iterable[Service], tries: Iterable[Tried], today: date) -> Mapping[str, Standing]:
    """What is known of each, by id."""
    by_service: dict[str, list[tuple[int, Tried]]] = {}
    wrong: list[tuple[int, Tried]] = []
    for place, one in enumerate(tries):
        if one.outcome is Outcome.CALLED_WRONG:  # it may tell of other entries with the same number
            wrong.append((place, one))
        else:
            by_service.setdefault(one.service_id, []).append((place, one))
    return {
        service.id: standing_of(
            service, [one for _, one in sorted([*by_service.get(service.id, ()), *wrong], key=_PLACE)], today
        )
        for service in services
    }


def to_try(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Those that are due: crisis lines before other numbers before pages, never tried first, then oldest."""
    order = list(TRIED_EVERY_DAYS)
    return tuple(
        sorted(
            (one for one in standings if one.is_due),
            key=lambda one: (order.index(tier_of(one.service)), one.due_on or date.min),
        )
    )
