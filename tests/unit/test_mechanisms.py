# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of possibilities, small enough to redo by hand. T76 holds what must never happen."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.support.answers import example, pictured, the_book

from leeward.formulation.mechanisms import (
    AGAINST,
    DENIED_STRONG_SIGN,
    FACTORS,
    FEW,
    PRIORS,
    WEIGHTS,
    WITHIN_REACH,
    WITHIN_REACH_OF_FEW,
    Scales,
    score_mechanisms,
    weigh_signs,
)
from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism
from leeward.terms.context import Context

PAGE = (Path(__file__).parents[2] / "docs" / "differential.md").read_text(encoding="utf-8")


def one_with(book: Catalogue, direction: str, strength: str) -> tuple[Mechanism, str]:
    """A mechanism with a sign of this direction and strength, and with something for it."""
    for mechanism in book.mechanisms:
        links = [one for one in mechanism.signs if (one.direction, one.strength) == (direction, strength)]
        if links and any(one.direction == "for" for one in mechanism.signs):
            return mechanism, links[0].id
    raise AssertionError(f"no mechanism has a {strength} sign {direction} it")


def score(
    book: Catalogue,
    mechanism: Mechanism,
    *reported: str,
    denied: tuple[str, ...] = (),
    who: str | None = None,
) -> float:
    """The score of one mechanism."""
    signs = ReportedSigns(tuple(reported), denied)
    scored = score_mechanisms(signs, Context(relationship=who), book, scales_of_the_book())
    return next(one.score for one in scored if one.id == mechanism.id)


@cache
def scales_of_the_book() -> Scales:
    """Worked out once for all tests."""
    return weigh_signs(the_book())


def test_a_sign_counts_by_its_strength_and_by_how_much_it_tells_apart(book: Catalogue) -> None:
    """Strong 3, some 2, weak 1; half as much again, as much, or half; and how common it is."""
    scales = scales_of_the_book()
    tried = set()
    for mechanism in book.mechanisms:
        for link in mechanism.signs:
            if link.direction == "for":
                step = scales.specificity[link.id]
                expected = WEIGHTS[link.strength] * FACTORS[step] + PRIORS[mechanism.how_common]
                assert round(expected, 3) == score(book, mechanism, link.id)
                tried.add((link.strength, step))
    assert len(WEIGHTS) * len(FACTORS) == len(tried)


def test_a_sign_of_many_possibilities_tells_less_than_a_sign_of_few(book: Catalogue) -> None:
    """Living together fits nearly everything; a recovery address that is not one's own fits one thing."""
    steps = scales_of_the_book().specificity
    assert "general" == steps["lives-or-lived-together"]
    assert "telling" == steps["recovery-not-mine"]
    assert FACTORS["telling"] > FACTORS["shared"] > FACTORS["general"] > 0


def test_a_sign_against_takes_away_by_its_strength(book: Catalogue) -> None:
    """What speaks against is counted and shown."""
    seen = set()
    for mechanism in book.mechanisms:
        speaks_for = next(link.id for link in mechanism.signs if link.direction == "for")
        for link in mechanism.signs:
            if link.direction == "against":
                without = score(book, mechanism, speaks_for)
                difference = without - score(book, mechanism, speaks_for, link.id)
                assert round(difference, 3) == AGAINST[link.strength]
                seen.add(link.strength)
    assert set(AGAINST) == seen


def test_the_points_add_up_to_the_order(book: Catalogue) -> None:
    """A clinician with a pencil comes to the same."""
    found = pictured(example("session-a-mother")).differential
    assert found.mechanisms
    for one in (*found.mechanisms, *found.other_explanations):
        assert round(sum(point.points for point in one.points), 3) == one.score
        assert set(one.speaks_for) == {point.id for point in one.points if point.kind == "for"}


def test_only_a_strong_sign_counts_when_it_is_denied(book: Catalogue) -> None:
    """A missing weak sign says nothing; many people do not notice."""
    mechanism = next(
        one
        for one in book.mechanisms
        if {"strong", "weak"} <= {link.strength for link in one.signs if link.direction == "for"}
        and sum(link.direction == "for" for link in one.signs) >= 3
    )
    fors = [link for link in mechanism.signs if link.direction == "for"]
    strong = next(link.id for link in fors if link.strength == "strong")
    weak = next(link.id for link in fors if link.strength == "weak")
    kept = next(link.id for link in fors if link.id not in (strong, weak))
    plain = score(book, mechanism, kept)
    assert round(score(book, mechanism, kept, denied=(strong,)) - plain, 3) == DENIED_STRONG_SIGN
    assert score(book, mechanism, kept, denied=(weak,)) == plain


def test_being_within_reach_counts_and_more_where_few_things_are(book: Catalogue) -> None:
    """Never more than what was noticed could weigh; "not known" counts for nothing."""
    reach = scales_of_the_book().within_reach
    seen = set()
    for mechanism in book.mechanisms:
        sign = next(link.id for link in mechanism.signs if link.direction == "for")
        plain = score(book, mechanism, sign)
        for who in mechanism.who_could:
            few = who != "unknown" and reach[who] <= FEW
            gained = 0.0 if who == "unknown" else WITHIN_REACH_OF_FEW if few else WITHIN_REACH
            assert round(score(book, mechanism, sign, who=who) - plain, 3) == gained
            seen.add(gained)
    assert {0.0, WITHIN_REACH, WITHIN_REACH_OF_FEW} == seen
    assert WITHIN_REACH_OF_FEW < WEIGHTS["strong"]


def test_the_example_on_the_page_is_the_arithmetic_of_now(book: Catalogue) -> None:
    """docs/differential.md, line by line."""
    signs = ReportedSigns(("knows-location-live", "they-set-it-up"), ("tracker-alert",))
    context = Context(relationship="ex-partner")
    scored = {one.id: one for one in score_mechanisms(signs, context, book, scales_of_the_book())}
    rows = re.findall(r"^\| `([a-z-]+)` \| ([-+0-9. ]+) \| ([0-9.]+) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 3
    for name, points, total in rows:
        told = [float(one.replace(" ", "")) for one in re.findall(r"-? ?[0-9.]+", points)]
        assert sorted(told) == sorted(point.points for point in scored[name].points)
        assert float(total) == scored[name].score


def test_the_mothers_family_devices_lead_and_everyday_causes_stand_beside(book: Catalogue) -> None:
    """Location known live, and he set it up: sharing, accounts, the car and the child's tablet."""
    found = pictured(example("session-a-mother")).differential
    leading = {one.id for one in found.mechanisms[:8]}
    assert {"location-sharing", "apple-account", "google-account"} & leading
    families = {book.mechanism(one.id).family for one in found.other_explanations}
    assert families <= {"benign"}
