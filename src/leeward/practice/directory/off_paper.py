# SPDX-License-Identifier: Apache-2.0
"""Numbers that stand on no paper now: who found them wrong, when, and the marks that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leeward.papers.dates import day_in_words
from leeward.planning.directory import every_service
from leeward.planning.service_checks import Tried, WrongNumber
from leeward.practice.accounts.models import Account
from leeward.practice.accounts.services import name_of
from leeward.practice.book import book
from leeward.practice.directory.wrong import found_wrong
from leeward.stewardship import Actor, may_take_back_mark
from leeward.terms.phone_numbers import digits_of
from leeward.terms.text import Language


@dataclass(frozen=True, slots=True)
class MarkShown:
    """A mark by which a number went off paper."""

    id: str
    who: str
    day: str
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class OffPaperShown:
    """One number. `names`: the entries that have it."""

    number: str
    names: tuple[str, ...]
    marks: tuple[MarkShown, ...]


def off_paper(language: Language, reader: Actor) -> list[OffPaperShown]:
    """Every number that stands on no paper now, as it is written in the directory. `reader`: who looks."""
    numbers = found_wrong().numbers
    if not numbers:
        return []
    who = {one.id: name_of(one) for one in Account.objects.filter(id__in=_accounts(numbers.values()))}
    written: dict[str, tuple[str, list[str]]] = {}
    for service in every_service(book()):
        name = service.name_es if language == "es" and service.name_es else service.name
        for phone in service.phones:
            digits = digits_of(phone.number)
            if digits in numbers:
                names = written.setdefault(digits, (phone.number, []))[1]
                names += [name] if name not in names else []
    return [
        OffPaperShown(
            number, tuple(names), tuple(_mark(one, who, language, reader) for one in numbers[digits].tries)
        )
        for digits, (number, names) in written.items()
    ]


def _accounts(numbers: Iterable[WrongNumber]) -> set[str]:
    return {one.by for number in numbers for one in number.tries}


def _mark(one: Tried, who: dict[str, str], language: Language, reader: Actor) -> MarkShown:
    is_theirs = may_take_back_mark(reader, one.by)
    return MarkShown(one.id, who.get(one.by, ""), day_in_words(one.on, language), is_theirs)
