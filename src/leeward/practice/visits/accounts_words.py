# SPDX-License-Identifier: Apache-2.0
"""The account check-up as its pages show it: the platforms, one platform's items, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from leeward.knowledge.models.checkup import Checkup, CheckupItem, CheckupKind
from leeward.knowledge.models.mechanism import Noticeable
from leeward.papers.dates import iso_in_words
from leeward.planning.check_up import NOT_LOOKED, Count, Items, Lock, Looked, lock_of_child
from leeward.planning.checks import Custody
from leeward.practice.book import book
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.terms.text import Language

LOCKS: dict[Lock, str | Promise] = {
    "not-asked": gettext_lazy("First: whose account is it, and who may decide about it?"),
    "order": gettext_lazy(
        "Closed for now: who has custody, or what an order says, is not clear. A lawyer or an advocate first."
    ),
    "not-theirs": gettext_lazy(
        "Closed: it is somebody else’s to open. A lawyer or an advocate can say what is possible."
    ),
    "unclear": gettext_lazy(
        "Closed for now: in whose name it is, is not clear. A lawyer or an advocate first."
    ),
}
NOTICE: dict[Noticeable, str | Promise] = {
    "no": gettext_lazy("Looking is not noticed, as far as we know"),
    "maybe": gettext_lazy("Looking may be noticed"),
    "yes": gettext_lazy("Looking is noticed"),
}


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One thing to look at. `lock`: why it stays closed. `sign`: what its find became, if any.

    `opening`: whether looking may be noticed, in words; `is_quiet`: it is not, as far as we know.
    """

    kind: str
    title: str
    where: str
    look: str
    could_mean: str
    innocent: str
    opening: str
    is_quiet: bool
    tips_off: str
    keep: str
    later: str
    noticed: str
    sign: str
    fact: FactShown
    left: Looked
    left_on: str
    lock: str


@dataclass(frozen=True, slots=True)
class PlatformShown:
    """One platform in the list. `number`: for addresses, which say nothing of which platform it is."""

    id: str
    number: int
    name: str
    also: str
    is_used: bool
    count: Count
    on: str


def number_of(platform: str) -> int:
    """The number of a platform in addresses."""
    return 1 + [one.id for one in book().checkups].index(platform)


def platform_at(number: int) -> Checkup | None:
    """The check-up of this number."""
    return book().checkups[number - 1] if 1 <= number <= len(book().checkups) else None


def platform_shown(count: Count, language: Language, *, is_used: bool) -> PlatformShown:
    """A platform with its name and how far it is."""
    platform = next(one for one in book().platforms if one.id == count.platform)
    return PlatformShown(
        platform.id,
        number_of(platform.id),
        platform.name,
        ", ".join(platform.also),
        is_used,
        count,
        iso_in_words(count.on, language) if count.on else "",
    )


def items_shown(
    checkup: Checkup, items: Items, custody: Custody, language: Language, today: date | None
) -> tuple[ItemShown, ...]:
    """The items of a platform that may be looked at, in order."""
    return tuple(_item(checkup, item, items, custody, language, today) for item in checkup.items)


def _item(
    checkup: Checkup,
    item: CheckupItem,
    items: Items,
    custody: Custody,
    language: Language,
    today: date | None,
) -> ItemShown:
    kind = book().checkup_kind(item.kind)
    opening = item.opening or kind.opening
    left = items.get((checkup.id, item.kind), NOT_LOOKED)
    known = msgspec.structs.replace(checkup, sources=item.sources, confidence=item.confidence)
    return ItemShown(
        kind.id,
        kind.title.said_in(language),
        item.where.said_in(language),
        (item.look or kind.look).said_in(language),
        kind.could_mean.said_in(language),
        kind.innocent.said_in(language),
        str(NOTICE[opening]),
        opening == "no",
        (item.tips_off or kind.tips_off).said_in(language),
        kind.keep.said_in(language),
        kind.later.said_in(language),
        kind.noticed.said_in(language),
        book().sign(kind.sign).text.said_in(language) if kind.sign and left.state == "found" else "",
        fact_of(known, "platform", language, today),
        left,
        iso_in_words(left.on, language) if left.on else "",
        str(LOCKS[lock]) if (lock := lock_of_item(kind, custody)) else "",
    )


def lock_of_item(kind: CheckupKind, custody: Custody) -> Lock:
    """Why one item stays closed in an account that is open."""
    return lock_of_child(custody) if kind.needs_custody else ""


def open_kinds(checkup: Checkup, custody: Custody) -> tuple[str, ...]:
    """The items of an open account that may be answered."""
    kinds = (book().checkup_kind(item.kind) for item in checkup.items)
    return tuple(kind.id for kind in kinds if not lock_of_item(kind, custody))


def left_on_page(shown: tuple[ItemShown, ...]) -> Mapping[str, Looked]:
    """What a page of these items is filled with."""
    return {one.kind: one.left for one in shown}
