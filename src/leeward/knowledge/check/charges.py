# SPDX-License-Identifier: Apache-2.0
"""Every charge and every claim that our law names has a talk, and nothing in a talk stands for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.models.charges import RoadId
from leeward.knowledge.models.law import Provision
from leeward.knowledge.parsing import Problem


def every_charge_is_talked_over(checked: Checked) -> Iterator[Problem]:
    """A kind of criminal or civil law without a talk, or with two; a road that is not described."""
    book = checked.catalogue
    talked = Counter((talk.road, kind) for talk in book.talks for kind in talk.kinds)
    for (road, kind), times in talked.items():
        if times > 1:
            yield checked.problem("talks", "", f"{times} {road} talks are about the kind {kind!r}")
    known = {road.id for road in book.roads}
    for road_id in sorted(set(get_args(RoadId)) ^ known):
        yield checked.problem("roads", "", f"the road {road_id!r} is missing or unknown")
    for place in book.law:
        for one in place.provisions:
            if one.route in known and not talked[one.route, one.kind]:  # type: ignore[index]
                message = f"no {one.route} talk is about the kind {one.kind!r}"
                yield checked.problem("provisions", one.id, message, "kind")


def talks_name_what_is_there(checked: Checked) -> Iterator[Problem]:
    """An id in a talk or at a door that stands for nothing, or that stands for something else."""
    book = checked.catalogue
    options = {option.id for option in book.options}
    people = {term.id for term in book.vocabulary.relationships}
    doors = {door.id for door in book.doors}
    for door in book.doors:
        named = {"option": (door.option, options), "instead_of": (door.instead_of, doors)}
        for field, (one, ids) in named.items():
            if one is not None and one not in ids:
                yield checked.problem("doors", door.id, f"{field} names {one!r}, which stands for nothing")
        for one in door.relationships:
            if one not in people:
                yield checked.problem("doors", door.id, f"{one!r} is not in the vocabulary")
    for talk in book.talks:
        for kind in set(talk.kinds) - {term.id for term in book.vocabulary.legal_kinds}:
            yield checked.problem(
                "talks", talk.id, f"kinds names {kind!r}, which stands for nothing", "kinds"
            )
        for field in ("also", "under", "elsewhere"):
            for one in getattr(talk, field):
                if one not in book.provisions:
                    message = f"{field} names {one!r}, which stands for nothing"
                    yield checked.problem("talks", talk.id, message, field)
        for one in (*talk.under, *talk.elsewhere):
            if one in book.provisions and not _belongs(book.provisions[one][1], talk.kinds, talk.also):
                yield checked.problem("talks", talk.id, f"{one!r} is no provision of this talk")


def _belongs(provision: Provision, kinds: tuple[str, ...], also: tuple[str, ...]) -> bool:
    return provision.kind in kinds or provision.id in also
