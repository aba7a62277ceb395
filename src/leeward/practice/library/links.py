# SPDX-License-Identifier: Apache-2.0
"""Ways from one page of the Library to another, named in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.functional import Promise

from leeward.knowledge.models.mechanism import Mechanism, Sign, SignLink
from leeward.practice.book import book
from leeward.practice.library.addresses import Kind, Leaf, address_of
from leeward.practice.library.words import HOW_COMMON, KINDS, STRENGTHS, WAYS
from leeward.practice.visits.how_words import GROUPS
from leeward.terms.text import Language

MOST_SIGNS = 10
Direction = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A way to another page. `number`: how many entries wait there; None where there is one."""

    address: str
    name: str
    note: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Links that belong together: of one strength, or as common as each other."""

    label: str
    links: tuple[LinkShown, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links in one language."""

    language: Language

    def to(self, leaf: Leaf) -> LinkShown:
        """A link to an entry, with the kind of page it leads to."""
        if leaf.kind == "means":
            link = self.means(leaf.id)
        elif leaf.kind == "mechanism":
            link = self.mechanism(book().mechanism(leaf.id))
        else:
            link = self.sign(book().sign(leaf.id))
        return LinkShown(link.address, link.name, str(KINDS[leaf.kind]))

    def means(self, id: str) -> LinkShown:
        """A link to a means, with the number of what could be behind it."""
        term = next(one for one in book().vocabulary.means if one.id == id)
        number = sum(id in one.means for one in book().mechanisms)
        name = term.label.said_in(self.language)
        return LinkShown(address_of(Leaf("means", id)), name, number=number)

    def mechanism(self, one: Mechanism) -> LinkShown:
        """A link to a possibility, with how common it is."""
        name = one.name.said_in(self.language)
        return LinkShown(address_of(Leaf("mechanism", one.id)), name, str(HOW_COMMON[one.how_common]))

    def sign(self, one: Sign) -> LinkShown:
        """A link to a sign, in a client's words."""
        return LinkShown(address_of(Leaf("sign", one.id)), one.text.said_in(self.language))

    def family(self, kind: Kind, family: str) -> LinkShown:
        """A link to all of one family, with their number."""
        names = WAYS if kind == "mechanisms" else GROUPS
        entries: Iterable[Mechanism | Sign] = book().mechanisms if kind == "mechanisms" else book().signs
        number = sum(one.family == family for one in entries)
        return LinkShown(address_of(Leaf(kind, family)), str(names.get(family, family)), number=number)

    def signs_of(self, mechanism: Mechanism, direction: Direction) -> tuple[GroupShown, ...]:
        """The signs that speak for or against a possibility, the strongest first."""
        return _by_strength(
            (link.strength, self.sign(book().sign(link.id)))
            for link in mechanism.signs
            if link.direction == direction
        )

    def ways_of(self, sign: str, direction: Direction) -> tuple[GroupShown, ...]:
        """The possibilities a sign speaks for or against, the strongest first; everyday causes apart."""
        return _by_strength(
            (link.strength, self.mechanism(one))
            for one, link in _linked(sign)
            if link.direction == direction and (direction == "against" or one.family != "benign")
        )

    def everyday_of(self, sign: str) -> tuple[LinkShown, ...]:
        """The everyday causes that a sign would fit too."""
        return tuple(
            self.mechanism(one)
            for one, link in _linked(sign)
            if link.direction == "for" and one.family == "benign"
        )

    def by_how_common(self, mechanisms: Iterable[Mechanism]) -> tuple[GroupShown, ...]:
        """Possibilities, the common ones first."""
        listed = [(one.how_common, self._bare(one)) for one in mechanisms]
        return _grouped(HOW_COMMON, listed)

    def _bare(self, one: Mechanism) -> LinkShown:
        return replace(self.mechanism(one), note="")

    def strong_signs(self, mechanisms: Iterable[Mechanism]) -> tuple[LinkShown, ...]:
        """The signs that speak strongly for most of these, at most a handful."""
        times: dict[str, int] = {}
        for mechanism in mechanisms:
            for link in mechanism.signs:
                if mechanism.family != "benign" and (link.direction, link.strength) == ("for", "strong"):
                    times[link.id] = times.get(link.id, 0) + 1
        most = sorted(times, key=lambda id: -times[id])[:MOST_SIGNS]
        return tuple(self.sign(book().sign(id)) for id in most)


def by_common(mechanisms: Iterable[Mechanism]) -> list[Mechanism]:
    """The common ones first, else in the order of the catalogue."""
    order = list(HOW_COMMON)
    return sorted(mechanisms, key=lambda one: order.index(one.how_common))


def _linked(sign: str) -> list[tuple[Mechanism, SignLink]]:
    """The mechanisms that a sign says something about, the common ones first, and what it says."""
    linked = by_common(book().mechanisms_by_sign.get(sign, ()))
    return [(one, next(link for link in one.signs if link.id == sign)) for one in linked]


def _by_strength(pairs: Iterable[tuple[str, LinkShown]]) -> tuple[GroupShown, ...]:
    """Links by strength, the strongest first; a strength without any is left out."""
    return _grouped(STRENGTHS, list(pairs))


def _grouped(
    labels: Mapping[str, str | Promise], pairs: Sequence[tuple[str, LinkShown]]
) -> tuple[GroupShown, ...]:
    found = (
        GroupShown(str(label), tuple(link for id, link in pairs if id == wanted))
        for wanted, label in labels.items()
    )
    return tuple(one for one in found if one.links)
