# SPDX-License-Identifier: Apache-2.0
"""How it could be done: a ranked, explained list of possibilities; never a verdict or a percentage.

A clinician can redo the arithmetic by hand. Each reported sign counts for or against by its
strength (strong 3, some 2, weak 1). A denied sign counts only where it would have been a strong
one for it (minus 1.5). How common a thing is breaks near-ties (common 0.6, sometimes 0.3,
uncommon 0, rare -0.3), as does being within reach of a person in this relationship (0.2). All
weights are judgement, not measurement. Source: knowledge:mechanisms.

Adding a supporting sign never lowers a possibility, and equal scores keep the catalogue's order.
"""

from __future__ import annotations

import msgspec

from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism
from leeward.terms.context import Context

WEIGHTS = {"strong": 3.0, "some": 2.0, "weak": 1.0}
PRIORS = {"common": 0.6, "sometimes": 0.3, "uncommon": 0.0, "rare": -0.3}
DENIED_STRONG_SIGN = -1.5
WITHIN_REACH = 0.2
CANDIDATES_COMPARED = 6
QUESTIONS_OFFERED = 5


class RankedMechanism(msgspec.Struct, frozen=True):
    """One possibility. Signs are in the mechanism's own order, strongest first.

    `missing`: signs not asked yet that would speak strongly for it. `denied`: strong signs denied.
    """

    id: str
    rank: int
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    denied: tuple[str, ...]
    missing: tuple[str, ...]
    score: float


class Differential(msgspec.Struct, frozen=True):
    """`mechanisms` ranked from 1; everyday causes stand beside them in `other_explanations`."""

    mechanisms: tuple[RankedMechanism, ...]
    other_explanations: tuple[RankedMechanism, ...]
    ask_next: tuple[str, ...]


def rank_mechanisms(signs: ReportedSigns, context: Context, catalogue: Catalogue) -> Differential:
    """Every mechanism that a reported sign speaks for, best supported first."""
    scored = [
        one for mechanism in catalogue.mechanisms if (one := _score(mechanism, signs, context)).speaks_for
    ]
    scored.sort(key=lambda one: -one.score)
    benign = {mechanism.id for mechanism in catalogue.mechanisms if mechanism.family == "benign"}
    return Differential(
        mechanisms=_numbered([one for one in scored if one.id not in benign]),
        other_explanations=_numbered([one for one in scored if one.id in benign]),
        ask_next=_ask_next(scored, signs, catalogue),
    )


def _score(mechanism: Mechanism, signs: ReportedSigns, context: Context) -> RankedMechanism:
    reported, denied = set(signs.reported), set(signs.denied)
    links = sorted(mechanism.signs, key=lambda link: -WEIGHTS[link.strength])
    speaks_for = [link for link in links if link.direction == "for" and link.id in reported]
    against = [link for link in links if link.direction == "against" and link.id in reported]
    strong = [link for link in links if link.direction == "for" and link.strength == "strong"]
    denied_strong = [link.id for link in strong if link.id in denied]
    score = (
        sum(WEIGHTS[link.strength] for link in speaks_for)
        - sum(WEIGHTS[link.strength] for link in against)
        + DENIED_STRONG_SIGN * len(denied_strong)
        + PRIORS[mechanism.how_common]
        + (WITHIN_REACH if context.relationship in mechanism.who_could else 0.0)
    )
    return RankedMechanism(
        id=mechanism.id,
        rank=0,
        speaks_for=tuple(link.id for link in speaks_for),
        speaks_against=tuple(link.id for link in against),
        denied=tuple(denied_strong),
        missing=tuple(link.id for link in strong if link.id not in reported | denied),
        score=round(score, 3),
    )


def _numbered(scored: list[RankedMechanism]) -> tuple[RankedMechanism, ...]:
    return tuple(msgspec.structs.replace(one, rank=number) for number, one in enumerate(scored, start=1))


def _ask_next(scored: list[RankedMechanism], signs: ReportedSigns, catalogue: Catalogue) -> tuple[str, ...]:
    """The unasked signs whose answer would move the leading possibilities furthest apart."""
    leading = [catalogue.mechanism(one.id) for one in scored[:CANDIDATES_COMPARED]]
    asked = {*signs.reported, *signs.denied}
    moves: dict[str, float] = {}
    for sign in catalogue.signs:
        if sign.id not in asked and leading:
            moves[sign.id] = _spread([_shift(mechanism, sign.id) for mechanism in leading])
    useful = [sign_id for sign_id, spread in moves.items() if spread > 0]
    useful.sort(key=lambda sign_id: -moves[sign_id])
    return tuple(useful[:QUESTIONS_OFFERED])


def _shift(mechanism: Mechanism, sign_id: str) -> tuple[float, float]:
    """How far a yes and a no to the sign would move a mechanism."""
    for link in mechanism.signs:
        if link.id == sign_id:
            weight = WEIGHTS[link.strength]
            if link.direction == "against":
                return -weight, 0.0
            return weight, DENIED_STRONG_SIGN if link.strength == "strong" else 0.0
    return 0.0, 0.0


def _spread(shifts: list[tuple[float, float]]) -> float:
    """How far apart an answer, yes or no, would move the mechanisms."""
    yes = [shift[0] for shift in shifts]
    no = [shift[1] for shift in shifts]
    return (max(yes) - min(yes)) + (max(no) - min(no))
