# SPDX-License-Identifier: Apache-2.0
"""The law of a place by what happened, never by the name of a statute.

    found = explore("US-WA", ("tracked", "threatened"), catalogue, age=15, relationship="peer-student")
    found.groups           # orders, what may be a crime, suits and claims, school, reporting
    found.not_known        # kinds that were asked for and that we have nothing on; never "none"
    compare("US-WA", "US-OR", ("tracked",), catalogue)        # two places, kind by kind

Nothing asked for means everything of the place. Nothing is predicted, and a provision that was not
found here may well exist: this is a map of what was read, with its gaps drawn in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.planning import law_words as words
from leeward.planning import order_words
from leeward.planning.happenings import Happening, chosen
from leeward.planning.orders import OpenOrder, OrderFacts, OrdersFound, find_orders
from leeward.planning.place import FEDERAL, law_of
from leeward.terms.source import Confidence
from leeward.terms.text import Text

GROUPS = ("orders", "crimes", "claims", "school", "reporting")
"""In the order of the page."""
ALWAYS = frozenset({"mandated-reporting", "duty-to-protect"})
"""Kinds that a clinician has to know whatever happened."""
NOT_BY_MEANS = ALWAYS | {"burglary-related", "school-policy"}
CLAIMS = "civil-action"
"""Claims of many sorts; whatever happened, one of them may be meant."""
COVERED_BY = {"cyberstalking": frozenset({"stalking", "electronic-harassment"})}
"""A kind that many places hold inside another one: without a law of its own it is no gap."""
VIOLENT = frozenset({"hurt", "sexual-violence"})
TERRITORIES = frozenset({"US-PR", "US-GU", "US-VI"})

_OF_KIND = {
    "protective-order": "orders",
    "school-policy": "school",
    "mandated-reporting": "reporting",
    "duty-to-protect": "reporting",
}
_OF_ROUTE = {
    "criminal": "crimes",
    "civil": "claims",
    "protective-order": "orders",
    "reporting": "reporting",
    "school": "school",
}
_ELECTRONIC_KINDS = frozenset(
    {"cyberstalking", "electronic-harassment", "computer-access", "tracking-device", "deepfake-intimate",
     "deepfake-election"}
)  # fmt: skip
_ELECTRONIC = re.compile(
    r"electronic|online|internet|e-?mail|\btexts\b|\btexted\b|\btexting\b|text message|digital|cyber|"
    r"comput|\bGPS\b|device|network|phone|camera|social media|\bAI\b|web ?site|platform",
    re.IGNORECASE,
)


class LawEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A provision and why it stands there.

    `electronic`: how electronic means come in; None where that is no question.
    `who_files`: of an order, where that was read.
    """

    provision: Provision
    why: tuple[Text, ...]
    electronic: Text | None
    confidence: Confidence
    who_files: Text | None = None
    is_to_check: bool = False


class LawGroup(msgspec.Struct, frozen=True):
    """What can be asked for or done in one way. `id`: one of `GROUPS`."""

    id: str
    entries: tuple[LawEntry, ...]


class LawFound(msgspec.Struct, frozen=True, kw_only=True):
    """The law of one place.

    `rest`: provisions for other acts or other people, so that every one of the place stands once.
    `not_known`: kinds asked for that we have nothing on. `counts`: of the whole place, by confidence.
    """

    place: Jurisdiction
    groups: tuple[LawGroup, ...]
    rest: tuple[LawEntry, ...]
    not_known: tuple[str, ...]
    counts: dict[Confidence, int]
    notes: tuple[Text, ...]

    @property
    def fits(self) -> int:
        """How many provisions stand in the groups, those on reporting aside."""
        return sum(len(group.entries) for group in self.groups if group.id != "reporting")


class KindOfTwo(msgspec.Struct, frozen=True):
    """One kind of law in two places; an empty side is not known to us."""

    kind: str
    first: tuple[LawEntry, ...]
    second: tuple[LawEntry, ...]


def explore(
    place: str,
    happened: Iterable[str],
    catalogue: Catalogue,
    *,
    age: int | None = None,
    relationship: str | None = None,
) -> LawFound:
    """The law of a place (US-FED for the federal level). Raises NotFound for a place we do not know."""
    law = catalogue.jurisdiction(place)
    asked = chosen(happened)
    kinds = _kinds(asked)
    entries = (*_orders(law, asked, catalogue, age, relationship), *_others(law, asked, age, relationship))
    fitting = [one for one in entries if _fits(one, kinds)]
    placed = {one.provision.id for one in fitting}
    known = {one.provision.kind for one in entries}
    sought = {*kinds, CLAIMS} if asked else set()
    return LawFound(
        place=law,
        groups=tuple(
            LawGroup(group, found)
            for group in GROUPS
            if (found := tuple(one for one in fitting if _group_of(one.provision) == group))
        ),
        rest=tuple(one for one in entries if one.provision.id not in placed),
        not_known=tuple(
            term.id
            for term in catalogue.vocabulary.legal_kinds
            if term.id in sought and term.id not in known and not known & COVERED_BY.get(term.id, frozenset())
        ),
        counts=_counts(law),
        notes=_notes(law, asked),
    )


def compare(
    first: str,
    second: str,
    happened: Iterable[str],
    catalogue: Catalogue,
    *,
    age: int | None = None,
    relationship: str | None = None,
) -> tuple[KindOfTwo, ...]:
    """What each of two places has, kind by kind, in the order of the vocabulary. Raises NotFound."""
    asked = tuple(happened)
    kinds = {*_kinds(chosen(asked)), *ALWAYS, "protective-order", CLAIMS} if asked else None
    asked_for = (kinds or set()) - COVERED_BY.keys()
    sides: list[dict[str, list[LawEntry]]] = []
    for place in (first, second):
        found = explore(place, asked, catalogue, age=age, relationship=relationship)
        by_kind: dict[str, list[LawEntry]] = {}
        for one in (*(one for group in found.groups for one in group.entries), *found.rest):
            by_kind.setdefault(one.provision.kind, []).append(one)
        sides.append(by_kind)
    return tuple(
        KindOfTwo(term.id, tuple(sides[0].get(term.id, ())), tuple(sides[1].get(term.id, ())))
        for term in catalogue.vocabulary.legal_kinds
        if term.id in sides[0].keys() | sides[1].keys() | asked_for
        if kinds is None or term.id in kinds
    )


def electronic_of(provision: Provision) -> Text | None:
    """How electronic means come in, as far as it was read; None of duties and of entering a home.

    Of an order whose own words were read, this is what leads to them.
    """
    if provision.kind in NOT_BY_MEANS:
        return None
    block = provision.eligibility
    if block is not None and block.electronic:
        return words.ORDER_SAYS
    if provision.kind in _ELECTRONIC_KINDS:
        return words.BY_KIND
    return words.NAMED if _ELECTRONIC.search(provision.summary) else words.NOT_NAMED


def _kinds(asked: tuple[Happening, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for one in asked for kind in one.kinds))


def _group_of(provision: Provision) -> str:
    return _OF_KIND.get(provision.kind) or _OF_ROUTE[provision.route]


def _fits(one: LawEntry, kinds: tuple[str, ...]) -> bool:
    if words.FOR_OTHERS in one.why:
        return False
    return not kinds or one.provision.kind in {*kinds, *ALWAYS, "protective-order", CLAIMS}


def _orders(
    law: Jurisdiction,
    asked: tuple[Happening, ...],
    catalogue: Catalogue,
    age: int | None,
    relationship: str | None,
) -> list[LawEntry]:
    """Every protective order: those that fit, those to check first, those somebody else asks for, others."""
    orders = [one for one in law.provisions if one.kind == "protective-order"]
    if law.jurisdiction == FEDERAL:
        return [_entry(one, (words.HOLDS_EVERYWHERE,)) for one in orders]
    acts = frozenset(act for one in asked for act in one.acts)
    found = find_orders(
        OrderFacts(state=law.jurisdiction, relationship=relationship or "unknown", age=age, acts=acts),
        catalogue,
    )
    told = {one.provision.id: one for one in _told(found)}
    return [*told.values(), *(_entry(one, (words.FOR_OTHERS,)) for one in orders if one.id not in told)]


def _told(found: OrdersFound) -> Iterable[LawEntry]:
    yield from (_order(one, is_to_check=False) for one in found.orders)
    yield from (_order(one, is_to_check=True) for one in found.check_first)
    for other in found.instead:
        for provision in other.provisions:
            if provision.kind == "protective-order":
                yield _entry(provision, (other.why,))


def _order(one: OpenOrder, *, is_to_check: bool) -> LawEntry:
    return LawEntry(
        provision=one.provision,
        why=one.why,
        electronic=electronic_of(one.provision),
        confidence=one.confidence,
        who_files=one.who_files,
        is_to_check=is_to_check,
    )


def _others(
    law: Jurisdiction, asked: tuple[Happening, ...], age: int | None, relationship: str | None
) -> list[LawEntry]:
    """All but the orders, the nearest kinds first; for a client under 18 those on minors first."""
    kinds = _kinds(asked)
    nearest = {kind: min(one.kinds.index(kind) for one in asked if kind in one.kinds) for kind in kinds}
    open_to = law_of(law, relationship=relationship, age=age).provisions
    found = [_entry(one, _why(one, asked)) for one in open_to if one.kind != "protective-order"]
    found.sort(key=lambda one: nearest.get(one.provision.kind, len(kinds)))
    closed = [one for one in law.provisions if one not in open_to and one.kind != "protective-order"]
    return [*found, *(_entry(one, (words.FOR_OTHERS,)) for one in closed)]


def _why(provision: Provision, asked: tuple[Happening, ...]) -> tuple[Text, ...]:
    if asked and provision.kind == CLAIMS:
        return (words.A_CLAIM,)
    labels = [one.label for one in asked if provision.kind in one.kinds]
    if not labels:
        return ()
    said = {
        language: "; ".join(_lowered(label.said_in(language)) for label in labels)
        for language in ("en", "es")
    }
    return (Text(en=words.FOR.en.format(what=said["en"]), es=words.FOR.es.format(what=said["es"])),)


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def _entry(provision: Provision, why: tuple[Text, ...]) -> LawEntry:
    return LawEntry(
        provision=provision, why=why, electronic=electronic_of(provision), confidence=provision.confidence
    )


def _counts(law: Jurisdiction) -> dict[Confidence, int]:
    found = Counter(one.confidence for one in law.provisions)
    return {"confirmed": found["confirmed"], "likely": found["likely"], "unverified": found["unverified"]}


def _notes(law: Jurisdiction, asked: tuple[Happening, ...]) -> tuple[Text, ...]:
    if law.jurisdiction == FEDERAL:
        return (order_words.TRIBAL, order_words.MILITARY)
    hurt = (words.VIOLENCE_NOT_HELD,) if any(one.id in VIOLENT for one in asked) else ()
    return ((words.TERRITORY,) if law.jurisdiction in TERRITORIES else ()) + hurt
