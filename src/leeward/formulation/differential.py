# SPDX-License-Identifier: Apache-2.0
"""The differential: possibilities in order, sets that explain all of it together, and what to ask next.

Everyday causes stand beside the others, in a list of their own.
"""

from __future__ import annotations

import msgspec

from leeward.formulation.mechanisms import RankedMechanism, score_mechanisms, weigh_signs
from leeward.formulation.questions import Question, ask_next
from leeward.formulation.signs import ReportedSigns
from leeward.formulation.together import Together, explain_together
from leeward.knowledge import Catalogue
from leeward.terms.context import Context

LEADING = 3
PLAIN_FAMILIES = frozenset({"account", "device", "people", "public-info"})
PLAIN_WITHIN = 8
PLAIN_OFFERED = 3


class Differential(msgspec.Struct, frozen=True):
    """`mechanisms` ranked from 1; everyday causes stand beside them in `other_explanations`.

    `reported`: what was noticed, in the order of the catalogue. `questions`: the next signs to ask,
    most useful first. `together`: the smallest sets that explain all reported signs between them.
    `unexplained`: signs that nothing in the catalogue explains. `begin_with`: plain causes near the
    top, to look at before exotic ones.
    """

    reported: tuple[str, ...] = ()
    mechanisms: tuple[RankedMechanism, ...] = ()
    other_explanations: tuple[RankedMechanism, ...] = ()
    questions: tuple[Question, ...] = ()
    together: tuple[Together, ...] = ()
    unexplained: tuple[str, ...] = ()
    begin_with: tuple[str, ...] = ()

    @property
    def ask_next(self) -> tuple[str, ...]:
        """The ids of the next signs to ask."""
        return tuple(question.sign for question in self.questions)

    @property
    def leading(self) -> tuple[str, ...]:
        """The possibilities to look into in this round."""
        return tuple(one.id for one in self.mechanisms[:LEADING])


def rank_mechanisms(signs: ReportedSigns, context: Context, catalogue: Catalogue) -> Differential:
    """Every mechanism that a reported sign speaks for, best supported first."""
    if not signs.reported:
        return Differential()
    scales = weigh_signs(catalogue)
    scored = score_mechanisms(signs, context, catalogue, scales)
    benign = {mechanism.id for mechanism in catalogue.mechanisms if mechanism.family == "benign"}
    ranked = _numbered([one for one in scored if one.id not in benign])
    everyday = _numbered([one for one in scored if one.id in benign])
    noticed = tuple(sign.id for sign in catalogue.signs if sign.id in signs.reported)
    explained = {sign for one in (*ranked, *everyday) for sign in one.speaks_for}
    return Differential(
        reported=noticed,
        mechanisms=ranked,
        other_explanations=everyday,
        questions=ask_next(scored, signs, context, catalogue, scales),
        together=explain_together(ranked),
        unexplained=tuple(sign for sign in noticed if sign not in explained),
        begin_with=_plain_causes(ranked, catalogue),
    )


def _numbered(scored: list[RankedMechanism]) -> tuple[RankedMechanism, ...]:
    return tuple(msgspec.structs.replace(one, rank=number) for number, one in enumerate(scored, start=1))


def _plain_causes(ranked: tuple[RankedMechanism, ...], catalogue: Catalogue) -> tuple[str, ...]:
    near_the_top = (catalogue.mechanism(one.id) for one in ranked[:PLAIN_WITHIN])
    plain = [one.id for one in near_the_top if one.how_common == "common" and one.family in PLAIN_FAMILIES]
    return tuple(plain[:PLAIN_OFFERED])
