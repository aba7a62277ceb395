# SPDX-License-Identifier: Apache-2.0
"""What to ask next: the sign whose yes or no would change the leading possibilities most.

For each sign not asked yet, both answers are tried on the leading possibilities. How far the first
three would change places counts, a yes weighed by how strongly the leading ones would expect it. A
sign that cannot go with what was said, or with who the person is, is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from leeward.formulation.mechanisms import RankedMechanism, Scales, add_up
from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism, SignLink
from leeward.terms.context import Context

COMPARED = 8
TOP = 3
OFFERED = 5
EXPECTED = {"strong": 0.5, "some": 0.3, "weak": 0.15}
"""How readily a yes is expected where a leading possibility would show the sign so strongly."""
TELLS_APART = 0.05
"""Breaks a tie: how far an answer would move the leading ones apart, in points."""

CANNOT_BOTH = (
    frozenset({"knows-only-by-car", "knows-without-car"}),
    frozenset({"knows-spoken-in-car", "knows-without-car"}),
    frozenset({"car-acts-alone", "knows-without-car"}),
    frozenset({"stops-when-phone-off", "continues-phone-off"}),
    frozenset({"still-knows-after-change", "stopped-after-change"}),
    frozenset({"knows-many-apps", "knows-one-app"}),
    frozenset({"never-had-my-device", "lives-or-lived-together"}),
    frozenset({"never-had-my-device", "they-know-my-code"}),
    frozenset({"never-had-my-device", "they-set-it-up"}),
    frozenset({"never-had-my-device", "phone-was-out-of-sight"}),
    frozenset({"never-had-my-device", "gift-device"}),
    frozenset({"never-had-my-device", "things-moved-at-home"}),
)
"""Pairs of which one speaks so much against the other that asking would sound as if nobody listened."""

_FAR = frozenset({"stranger", "group", "online-contact", "client-or-patient"})
_PARTNERS = frozenset({"current-partner", "ex-partner"})
OUT_OF_PLACE: Mapping[str, frozenset[str]] = {
    "lives-or-lived-together": _FAR,
    "they-set-it-up": _FAR,
    "they-know-my-code": _FAR,
    "gift-device": _FAR,
    "after-child-visit": _FAR,
    "child-is-asked": _FAR,
    "ex-threatens-images": _FAR | {"parent", "landlord", "employer", "teacher-or-staff"},
    "online-friend-never-met": _PARTNERS | {"parent", "roommate", "other-family"},
    "never-had-my-device": _PARTNERS | {"parent", "roommate"},
    "threat-soon-after-image": _PARTNERS | {"parent", "roommate", "other-family"},
}
"""Signs that do not fit who the person is, by relationship."""


class Question(msgspec.Struct, frozen=True):
    """A sign to ask about. A yes speaks for the leading possibilities in `supports`, not for those apart."""

    sign: str
    supports: tuple[str, ...]
    sets_apart: tuple[str, ...]


def ask_next(
    scored: Sequence[RankedMechanism],
    signs: ReportedSigns,
    context: Context,
    catalogue: Catalogue,
    scales: Scales,
) -> tuple[Question, ...]:
    """The most useful signs first. Asked signs never come again, nor what is out of place."""
    if not scored:
        return ()
    leading = {one.id: one.score for one in scored[:COMPARED]}
    asked = {*signs.reported, *signs.denied, *signs.unsure}
    worth = [
        (value, sign.id)
        for sign in catalogue.signs
        if sign.id not in asked and not _out_of_place(sign.id, signs, context)
        for value in (_worth(sign.id, leading, context, catalogue, scales),)
        if value > 0
    ]
    worth.sort(key=lambda pair: -pair[0])
    return tuple(Question(sign, *_moved(sign, leading, catalogue)) for _, sign in worth[:OFFERED])


def _out_of_place(sign: str, signs: ReportedSigns, context: Context) -> bool:
    if context.relationship in OUT_OF_PLACE.get(sign, ()):
        return True
    return any(sign in pair and not pair.isdisjoint(signs.reported) for pair in CANNOT_BOTH)


def _worth(
    sign: str, leading: Mapping[str, float], context: Context, catalogue: Catalogue, scales: Scales
) -> float:
    """How much the first three are expected to change with the answer. 0: no leading one expects it."""
    links = {
        mechanism.id: (mechanism, link)
        for mechanism in catalogue.mechanisms_by_sign.get(sign, ())
        for link in mechanism.signs
        if link.id == sign
    }
    expected = max((_expected(link) for name, (_, link) in links.items() if name in leading), default=0.0)
    if not expected:
        return 0.0
    after_yes, after_no = dict(leading), dict(leading)
    for name, (mechanism, link) in links.items():
        if name in leading:
            after_yes[name] += scales.points(link)
            after_no[name] += scales.points_denied(link)
        elif link.direction == "for":
            after_yes[name] = add_up(scales.own_points(mechanism, context)) + scales.points(link)
    change = expected * _change(leading, after_yes) + (1 - expected) * _change(leading, after_no)
    return change + TELLS_APART * (_spread(leading, after_yes) + _spread(leading, after_no)) * expected


def _expected(link: SignLink) -> float:
    return EXPECTED[link.strength] if link.direction == "for" else 0.0


def _change(before: Mapping[str, float], after: Mapping[str, float]) -> int:
    """How many places the first three move, before and after taken together."""
    old, new = _places(before), _places(after)
    tops = {name for places in (old, new) for name, place in places.items() if place < TOP}
    return sum(abs(min(old.get(name, TOP), TOP) - min(new.get(name, TOP), TOP)) for name in tops)


def _places(scores: Mapping[str, float]) -> dict[str, int]:
    order = sorted(scores, key=lambda name: -scores[name])
    return {name: place for place, name in enumerate(order)}


def _spread(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    shifts = [after[name] - before[name] for name in before]
    return max(shifts) - min(shifts)


def _moved(
    sign: str, leading: Mapping[str, float], catalogue: Catalogue
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leading possibilities that the sign speaks for, best ranked first, and those that it does not."""
    supports = {one.id for one in catalogue.mechanisms_by_sign.get(sign, ()) if _speaks_for(one, sign)}
    return (
        tuple(name for name in leading if name in supports),
        tuple(name for name in leading if name not in supports),
    )


def _speaks_for(mechanism: Mechanism, sign: str) -> bool:
    return any(link.id == sign and link.direction == "for" for link in mechanism.signs)
