# SPDX-License-Identifier: Apache-2.0
"""What the law and the services of a place offer. Not legal advice; every entry shows its source."""

from __future__ import annotations

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.knowledge.models.service import Service
from leeward.planning.directory_fit import is_for_the_young, is_of_elsewhere

FEDERAL = "US-FED"
ALWAYS_STANDS = frozenset({"988-lifeline"})
"""Services that stand whatever was marked of them, as 911 does on every paper."""
CLOSE_RELATIONSHIPS = frozenset(
    {"ex-partner", "current-partner", "parent", "other-family", "adult-child", "roommate"}
)
"""Relationships for which orders limited to partners, family or household may be open."""


class LawOfPlace(msgspec.Struct, frozen=True):
    """The provisions that may matter, and how many more of the same kinds are left to look up."""

    jurisdiction: Jurisdiction
    provisions: tuple[Provision, ...]
    more: int = 0

    def foremost(self, kinds: tuple[str, ...], most: int) -> LawOfPlace:
        """The first `most` provisions, those of the kinds named first before the rest."""
        rank = {kind: place for place, kind in enumerate(kinds)}
        ordered = sorted(self.provisions, key=lambda one: rank.get(one.kind, len(rank)))
        return LawOfPlace(self.jurisdiction, tuple(ordered[:most]), max(0, len(ordered) - most))


def law_of(
    place: Jurisdiction,
    *,
    kinds: frozenset[str] | None = None,
    relationship: str | None = None,
    age: int | None = None,
) -> LawOfPlace:
    """The provisions of `place` by kind and by who the person doing this is.

    An order limited to partners, family or household is left out only when the relationship is
    known to be neither. For a client under 18, provisions with a rule for minors come first.
    """
    found = [
        provision
        for provision in place.provisions
        if (kinds is None or provision.kind in kinds) and _open_to(provision, relationship)
    ]
    if age is not None and age < 18:
        found.sort(key=lambda provision: provision.minors is None)
    return LawOfPlace(place, tuple(found))


def _open_to(provision: Provision, relationship: str | None) -> bool:
    if relationship in (None, "unknown") or provision.relationship != "intimate-or-family":
        return True
    return relationship in CLOSE_RELATIONSHIPS


def features_of(state: str | None, catalogue: Catalogue) -> frozenset[str] | None:
    """What a state offers that options ask for; None when the state is not known.

    Features: us, stalking-order-non-partner, ncii-civil-action, civil-action, acp-program.
    """
    if state is None:
        return None
    place = catalogue.jurisdiction(state)
    found = {"us"}
    for provision in place.provisions:
        if provision.kind == "protective-order" and provision.relationship != "intimate-or-family":
            found.add("stalking-order-non-partner")
        if provision.kind in ("intimate-image", "deepfake-intimate") and provision.route == "civil":
            found.add("ncii-civil-action")
        if provision.kind == "civil-action" or provision.route == "civil":
            found.update(("civil-action", "ncii-civil-action"))
    for help_here in catalogue.state_help:
        if f"US-{help_here.code}" == state and help_here.address_confidentiality.get("exists"):
            found.add("acp-program")
    return frozenset(found)


def services_for(
    catalogue: Catalogue,
    *,
    needs: frozenset[str],
    state: str | None = None,
    age: int | None = None,
    language: str | None = None,
    scenarios: frozenset[str] = frozenset(),
    audience: str = "client",
    wrong: frozenset[str] = frozenset(),
) -> tuple[Service, ...]:
    """Services that answer one of `needs`, nearest first, without those found `wrong`.

    A service limited to another state or to other ages is left out. Those made for another scenario
    come last, then those that do not speak the language, then those that name other states or are for
    children nobody asked about, then those for a narrower group; the order is stable.
    """
    fitting = [
        service
        for service in catalogue.services
        if needs.intersection(service.services)
        and service.status == "active"
        and service.audience in (audience, "both")
        and covers(service, state)
        and takes(service, age)
        and service.id not in wrong - ALWAYS_STANDS
    ]

    def nearness(service: Service) -> tuple[object, ...]:
        return (
            made_for(service, scenarios),
            language is not None and language not in service.languages,
            is_of_elsewhere(service, state) or is_for_the_young(service, age, needs),
            not is_for_anyone(service, age),
            state is not None and state not in service.jurisdictions,
            -len(needs.intersection(service.services)),
            len(set(service.services) - needs),
        )

    return tuple(sorted(fitting, key=nearness))


def made_for(service: Service, scenarios: frozenset[str]) -> int:
    """0: made for one of these scenarios; 1: for any; 2: for others."""
    if not scenarios or scenarios.intersection(service.scenarios):
        return 0
    return 2 if service.scenarios else 1


YOUNG_PEOPLE_TO = 24
_FOR_THE_YOUNG = ("teen", "young", "youth", "under 18")


def is_for_anyone(service: Service, age: int | None) -> bool:
    """Whether a service is for anyone, or for an age group the client belongs to.

    Services for a group we did not ask about (veterans, Native people, Deaf people) are kept, and
    come later: belonging to a group is the client's to say.
    """
    people = service.eligibility.population.lower()
    if any(word in people for word in _FOR_THE_YOUNG):
        return age is not None and age <= YOUNG_PEOPLE_TO
    return people.startswith(("anyone", "adults", "candidates"))


def covers(service: Service, state: str | None) -> bool:
    """Whether it is there for people of this state; where none is known, what is everywhere."""
    if {"US", "INTL"}.intersection(service.jurisdictions):
        return True
    return state is not None and state in service.jurisdictions


def takes(service: Service, age: int | None) -> bool:
    """Whether it is for people of this age; where no age is known, it may be."""
    if age is None:
        return True
    low, high = service.eligibility.minimum_age, service.eligibility.maximum_age
    return (low is None or age >= low) and (high is None or age <= high)
