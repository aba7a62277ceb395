# SPDX-License-Identifier: Apache-2.0
"""What the order finder found, as its page shows it, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec
from django.utils.translation import gettext_lazy as _

from leeward.knowledge.models.law import Provision
from leeward.planning.order_gloss import gloss_of
from leeward.planning.order_roads import Instead
from leeward.planning.orders import OpenOrder, OrderFacts, OrdersFound
from leeward.practice.book import book
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.terms.text import Language

CAN_ORDER = {
    "no-contact": _("no contact"),
    "stay-away": _("stay away from home, work or school"),
    "no-posting": _("no posts about the client"),
    "no-tracking": _("no tracking"),
    "hand-over-accounts-or-images": _("hand over accounts or pictures"),
    "device-return": _("give devices back"),
    "firearms": _("give up firearms"),
    "custody": _("custody and visits"),
    "move-out": _("move out"),
    "support": _("money to live on"),
    "pets": _("care of pets"),
    "treatment": _("treatment"),
    "school-change": _("another school for the other person"),
}
COSTS = {
    "free": _("No fee to file."),
    "fee": _("There is a fee to file; ask whether it can be waived."),
    "waivable": _("There is a fee; a judge can waive it."),
    "unknown": _("Not read: ask the clerk. Many of these orders cost nothing."),
}
SAME_DAY = "yes"
GROWN = 18
FULL_FAITH = "fed-full-faith-2265"


@dataclass(frozen=True, slots=True)
class OrderShown:
    """One order. `gloss`: what it is, where the page is not in English.

    `title`, `citation`, `summary`, `electronic`, `minors`, `caution`: in English, as law is.
    """

    id: str
    title: str
    citation: str
    summary: str
    electronic: str
    minors: str
    caution: str
    note: str
    is_same_day: bool
    who_files: str
    why: tuple[str, ...]
    can_order: str
    proof: str
    cost: str
    backfire: tuple[str, ...]
    fact: FactShown
    gloss: str


@dataclass(frozen=True, slots=True)
class NamedShown:
    """A provision that stands in the way of an order."""

    id: str
    title: str
    citation: str
    summary: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class InsteadShown:
    """What else there is."""

    why: str
    provisions: tuple[NamedShown, ...]


@dataclass(frozen=True, slots=True)
class OrdersShown:
    """The answer. `place`: name of the state. `elsewhere`: the law by which an order holds in every state.

    `nobody_known`: what comes first where the orders wait for a name. `before_filing`: what to ask.
    """

    place: str
    notes: tuple[str, ...]
    orders: tuple[OrderShown, ...]
    check_first: tuple[OrderShown, ...]
    instead: tuple[InsteadShown, ...]
    elsewhere: NamedShown
    nobody_known: str
    before_filing: tuple[str, ...]

    @property
    def is_same_day(self) -> bool:
        """Whether an order that fits has a form for the same day."""
        return any(one.is_same_day for one in self.orders)


def orders_shown(
    found: OrdersFound, facts: OrderFacts, language: Language, today: date | None
) -> OrdersShown:
    """The page. `today`: against review dates."""
    young = facts.age is None or facts.age < GROWN
    return OrdersShown(
        book().jurisdiction(facts.state).name,
        tuple(note.said_in(language) for note in found.notes),
        tuple(_order(one, language, today, young=young) for one in found.orders),
        tuple(_order(one, language, today, young=young) for one in found.check_first),
        tuple(_instead(one, language, today) for one in found.instead),
        named_shown(book().provisions[FULL_FAITH][1], language, today),
        found.nobody_known.said_in(language) if found.nobody_known else "",
        tuple(line.said_in(language) for line in found.before_filing),
    )


def named_shown(provision: Provision, language: Language, today: date | None) -> NamedShown:
    """A provision in one line, with what it says."""
    return NamedShown(
        provision.id,
        provision.title,
        provision.citation,
        provision.summary,
        fact_of(provision, "law", language, today),
    )


def _order(one: OpenOrder, language: Language, today: date | None, *, young: bool) -> OrderShown:
    """`young`: the client is under 18, or may be: what the law says of minors is for them."""
    provision, block = one.provision, one.provision.eligibility
    return OrderShown(
        provision.id,
        provision.title,
        provision.citation,
        provision.summary,
        (block.electronic or "") if block else "",
        (provision.minors or "") if young else "",
        provision.caution or "",
        one.note.said_in(language) if one.note else "",
        block is not None and block.same_day == SAME_DAY,
        one.who_files.said_in(language) if one.who_files else "",
        tuple(reason.said_in(language) for reason in one.why),
        ", ".join(str(CAN_ORDER[relief]) for relief in block.can_order) if block else "",
        one.proof.said_in(language),
        str(COSTS[block.cost if block else "unknown"]),
        tuple(reason.said_in(language) for reason in one.may_backfire),
        _fact(one, language, today),
        gloss_of(provision.title) if language == "es" else "",
    )


def _fact(one: OpenOrder, language: Language, today: date | None) -> FactShown:
    """No surer than who may ask was read, and by the sources it was read in."""
    seen = [source.seen for source in one.sources if source.seen]
    rests = msgspec.structs.replace(
        one.provision,
        confidence=one.confidence,
        sources=one.sources,
        reviewed=max(seen, default=one.provision.reviewed),
    )
    return fact_of(rests, "law", language, today)


def _instead(one: Instead, language: Language, today: date | None) -> InsteadShown:
    return InsteadShown(
        one.why.said_in(language),
        tuple(named_shown(provision, language, today) for provision in one.provisions),
    )
