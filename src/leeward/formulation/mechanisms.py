# SPDX-License-Identifier: Apache-2.0
"""How it could be done: a ranked, explained list of possibilities; never a verdict or a percentage.

A clinician can redo the arithmetic by hand, from `points`. Each reported sign counts for a
possibility by its strength (strong 3, some 2, weak 1); a telling sign, which speaks for three
possibilities at most, counts half as much again, and a general one, which speaks for more than
eight, counts half. What contradicts it takes away 3, 1.5 or 0.5. A denied sign counts only where it
would have been a strong one (minus 1). How common a thing is counts a little (common 0.6, sometimes
0.3, uncommon 0, rare minus 0.3), so that plain causes stand before exotic ones; being within reach
of a person in this relationship counts 1, or 2 where few possibilities are. All of it is judgement,
not measurement.
Source: knowledge:mechanisms; docs/differential.md has what it came to on documented cases.

Adding a supporting sign never lowers a possibility, and equal scores keep the catalogue's order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

import msgspec

from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism, SignLink
from leeward.terms.context import Context

WEIGHTS = {"strong": 3.0, "some": 2.0, "weak": 1.0}
AGAINST = {"strong": 3.0, "some": 1.5, "weak": 0.5}
PRIORS = {"common": 0.6, "sometimes": 0.3, "uncommon": 0.0, "rare": -0.3}
DENIED_STRONG_SIGN = -1.0
WITHIN_REACH, WITHIN_REACH_OF_FEW = 1.0, 2.0
FEW = 12
"""So many possibilities within reach of a relationship, or fewer, make it telling."""
TELLING, GENERAL = 3, 8
"""A sign that speaks for so many possibilities or fewer is telling; for more than so many, general."""
FACTORS = {"telling": 1.5, "shared": 1.0, "general": 0.5}
NOBODY_IN_PARTICULAR = "unknown"

PointKind = Literal["for", "against", "denied", "how-common", "within-reach"]
Specificity = Literal["telling", "shared", "general"]


class Point(msgspec.Struct, frozen=True):
    """One line of the arithmetic. `id`: a sign, a word for how common, or a relationship."""

    kind: PointKind
    id: str
    points: float


class RankedMechanism(msgspec.Struct, frozen=True):
    """One possibility. Signs are in the mechanism's own order, strongest first.

    `missing`: signs not asked yet that would speak strongly for it. `denied`: strong signs denied.
    `points` add up to `score`.
    """

    id: str
    rank: int
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    denied: tuple[str, ...]
    missing: tuple[str, ...]
    points: tuple[Point, ...]
    score: float

    @property
    def explained(self) -> int:
        """How many of the reported signs it could explain."""
        return len(self.speaks_for)


class Scales(msgspec.Struct, frozen=True):
    """What every sign weighs in this catalogue, worked out once for one ranking."""

    specificity: Mapping[str, Specificity]
    within_reach: Mapping[str, int]

    def points(self, link: SignLink) -> float:
        """What a reported sign counts for or, below zero, against a mechanism."""
        if link.direction == "against":
            return -AGAINST[link.strength]
        return WEIGHTS[link.strength] * FACTORS[self.specificity[link.id]]

    def points_denied(self, link: SignLink) -> float:
        """What a denied sign counts."""
        return DENIED_STRONG_SIGN if (link.direction, link.strength) == ("for", "strong") else 0.0

    def own_points(self, mechanism: Mechanism, context: Context) -> tuple[Point, ...]:
        """What counts whatever was noticed: how common it is, and whether this person could."""
        common = Point("how-common", mechanism.how_common, PRIORS[mechanism.how_common])
        person = context.relationship
        if person is None or person == NOBODY_IN_PARTICULAR or person not in mechanism.who_could:
            return (common,)
        few = self.within_reach[person] <= FEW
        return (common, Point("within-reach", person, WITHIN_REACH_OF_FEW if few else WITHIN_REACH))


def weigh_signs(catalogue: Catalogue) -> Scales:
    """How much each sign tells apart: counted over more than weak links, everyday causes left out."""
    speaks_for = Counter(
        link.id
        for mechanism in catalogue.mechanisms
        if mechanism.family != "benign"
        for link in mechanism.signs
        if link.direction == "for" and link.strength != "weak"
    )
    within_reach = Counter(who for mechanism in catalogue.mechanisms for who in mechanism.who_could)
    return Scales(
        {sign.id: _specificity(speaks_for[sign.id]) for sign in catalogue.signs}, dict(within_reach)
    )


def _specificity(count: int) -> Specificity:
    if count <= TELLING:
        return "telling"
    return "shared" if count <= GENERAL else "general"


def score_mechanisms(
    signs: ReportedSigns, context: Context, catalogue: Catalogue, scales: Scales
) -> list[RankedMechanism]:
    """Every mechanism that a reported sign speaks for, best supported first, everyday causes among them."""
    reported, denied = frozenset(signs.reported), frozenset(signs.denied)
    scored = [
        _score(mechanism, reported, denied, context, scales)
        for mechanism in catalogue.mechanisms
        if any(link.direction == "for" and link.id in reported for link in mechanism.signs)
    ]
    return sorted(scored, key=lambda one: -one.score)


def _score(
    mechanism: Mechanism,
    reported: frozenset[str],
    denied: frozenset[str],
    context: Context,
    scales: Scales,
) -> RankedMechanism:
    links = sorted(mechanism.signs, key=lambda link: -WEIGHTS[link.strength])
    speaks_for = [link for link in links if link.direction == "for" and link.id in reported]
    against = [link for link in links if link.direction == "against" and link.id in reported]
    strong = [link for link in links if link.direction == "for" and link.strength == "strong"]
    denied_strong = [link for link in strong if link.id in denied]
    points = (
        *(Point("for", link.id, scales.points(link)) for link in speaks_for),
        *(Point("against", link.id, scales.points(link)) for link in against),
        *(Point("denied", link.id, scales.points_denied(link)) for link in denied_strong),
        *scales.own_points(mechanism, context),
    )
    return RankedMechanism(
        id=mechanism.id,
        rank=0,
        speaks_for=tuple(link.id for link in speaks_for),
        speaks_against=tuple(link.id for link in against),
        denied=tuple(link.id for link in denied_strong),
        missing=tuple(link.id for link in strong if link.id not in reported | denied),
        points=points,
        score=add_up(points),
    )


def add_up(points: tuple[Point, ...]) -> float:
    """Rounded, so that equal arithmetic gives equal scores whatever its order."""
    return round(sum(point.points for point in points), 3)
