# SPDX-License-Identifier: Apache-2.0
"""Which charges and suits can be talked over, by what happened, and where to go with them.

    found = charges_for(ChargeFacts(state="US-WA", happened=frozenset({"tracked"})), catalogue)
    found.criminal.talks[0].of_state     # provisions of the state that may fit; federal ones beneath
    found.doors                          # where to report, with no office the person works in

*May fit* means that the law is about such acts. Whether what happened is what a law asks for is never
said here: those are questions to take to a lawyer, an advocate or an officer.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Literal

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.charges import Door, Road, RoadId, Talk
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.knowledge.models.service import Service
from leeward.planning.first_steps import special_of
from leeward.planning.place import FEDERAL, is_for_anyone, law_of, services_for
from leeward.planning.service_checks import without_numbers
from leeward.terms.context import Police

LEGAL_HELP = frozenset({"legal"})
MOST_HELPERS = 4
PICTURES = frozenset({"images-shared", "fake-images"})
TIPLINE = "ncmec"
GROWN = 18
Told = Literal[
    "own-picture",
    "under-twelve",
    "police-not-wanted",
    "police-with-terms",
    "minor-sues-by-adult",
    "no-state",
]
"""What stands above everything else, in words of the page."""


class ChargeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known. `happened`: ids of `planning.happenings`. `special`: see `planning.first_steps`.

    `scenarios`: those a visit found, for who helps.
    """

    state: str | None = None
    relationship: str | None = None
    age: int | None = None
    happened: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()
    police: Police | None = None
    language: str | None = None
    scenarios: frozenset[str] = frozenset()


class TalkOver(msgspec.Struct, frozen=True):
    """One talk, with the provisions it is about: those of the state, and federal ones."""

    talk: Talk
    of_state: tuple[Provision, ...]
    federal: tuple[Provision, ...]


class RoadOver(msgspec.Struct, frozen=True):
    """A road and the talks on it."""

    road: Road
    talks: tuple[TalkOver, ...]


class Charges(msgspec.Struct, frozen=True):
    """The answer. `helpers`: who can say what fits, nearest first."""

    told: tuple[Told, ...]
    criminal: RoadOver
    civil: RoadOver
    doors: tuple[Door, ...]
    helpers: tuple[Service, ...]


def charges_for(
    facts: ChargeFacts,
    catalogue: Catalogue,
    *,
    wrong: frozenset[str] = frozenset(),
    numbers: Container[str] = frozenset(),
) -> Charges:
    """What can be talked over. Raises NotFound for a place we do not know.

    `wrong`, `numbers`: see `make_plan`.
    """
    return Charges(
        told=_told(facts),
        criminal=_road("criminal", facts, catalogue),
        civil=_road("civil", facts, catalogue),
        doors=doors_for(facts, catalogue),
        helpers=tuple(without_numbers(one, numbers) for one in _helpers(facts, catalogue, wrong)),
    )


def doors_for(facts: ChargeFacts, catalogue: Catalogue) -> tuple[Door, ...]:
    """Where to report. A door that takes the place of another one stands where that one stood.

    Where there is a picture of somebody under 18, the tipline comes before an officer who may take the phone.
    """
    opened = {door.id: door for door in catalogue.doors if _opens(door, facts)}
    instead = {door.instead_of: door for door in opened.values() if door.instead_of in opened}
    taken = {door.id for door in instead.values()}
    found = [instead.get(door.id, door) for door in opened.values() if door.id not in taken]
    if _is_young_picture(facts):
        found.sort(key=lambda door: door.id != TIPLINE)
    return tuple(found)


def _is_young_picture(facts: ChargeFacts) -> bool:
    return facts.age is not None and facts.age < GROWN and bool(facts.happened & PICTURES)


def _opens(door: Door, facts: ChargeFacts) -> bool:
    if door.under is not None and facts.age is not None and facts.age >= door.under:
        return False
    return (
        door.always
        or bool(facts.happened & set(door.acts))
        or bool(special_of(facts.special, facts.relationship) & set(door.special))
        or facts.relationship in door.relationships
    )


def _road(road_id: RoadId, facts: ChargeFacts, catalogue: Catalogue) -> RoadOver:
    road = next(one for one in catalogue.roads if one.id == road_id)
    named = [one for one in catalogue.talks if one.road == road_id and facts.happened & set(one.acts)]
    always = [one for one in catalogue.talks if one.road == road_id and not one.acts]
    talks = (*named, *always) if named else ()
    claimed = {one for talk in catalogue.talks if talk.road == road_id for one in talk.also}
    places = [catalogue.jurisdiction(code) for code in (facts.state, FEDERAL) if code is not None]
    return RoadOver(road, tuple(_over(talk, facts, places, claimed) for talk in talks))


def _over(talk: Talk, facts: ChargeFacts, places: list[Jurisdiction], claimed: set[str]) -> TalkOver:
    found = {place.jurisdiction: _provisions(talk, facts, place, claimed) for place in places}
    federal = found.pop(FEDERAL, ())
    return TalkOver(talk, next(iter(found.values()), ()), federal)


def _provisions(
    talk: Talk, facts: ChargeFacts, place: Jurisdiction, claimed: set[str]
) -> tuple[Provision, ...]:
    """Of one place: the kinds of the talk, less what another talk has; and what it has besides."""
    age = facts.age
    law = law_of(place, relationship=facts.relationship, age=age).provisions
    return tuple(
        one
        for one in law
        if (one.id in talk.also or _is_of(one, talk, claimed))
        and one.id not in talk.elsewhere
        and not (one.id in talk.under and age is not None and age >= talk.under[one.id])
    )


def _is_of(provision: Provision, talk: Talk, claimed: set[str]) -> bool:
    return provision.route == talk.road and provision.kind in talk.kinds and provision.id not in claimed


def _told(facts: ChargeFacts) -> tuple[Told, ...]:
    found: list[Told] = ["own-picture"] if _is_young_picture(facts) else []
    if facts.age is not None and facts.age < 12:
        found.append("under-twelve")
    elif facts.age is not None and facts.age < GROWN:
        found.append("minor-sues-by-adult")
    if facts.police == "not":
        found.append("police-not-wanted")
    elif facts.police == "with-someone":
        found.append("police-with-terms")
    if facts.state is None:
        found.append("no-state")
    return tuple(found)


def _helpers(facts: ChargeFacts, catalogue: Catalogue, wrong: frozenset[str]) -> tuple[Service, ...]:
    """Legal help for anybody, or made for what was found here."""
    near = services_for(
        catalogue,
        needs=LEGAL_HELP,
        state=facts.state,
        age=facts.age,
        language=facts.language,
        scenarios=facts.scenarios,
        wrong=wrong,
    )
    fitting = [one for one in near if not one.scenarios or facts.scenarios & set(one.scenarios)]
    return tuple(one for one in fitting if is_for_anyone(one, facts.age))[:MOST_HELPERS]
