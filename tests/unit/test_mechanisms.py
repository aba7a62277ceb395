# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of possibilities, small enough to redo by hand. T76 holds what must never happen."""

from __future__ import annotations

from tests.support.answers import example, pictured

from leeward.formulation.mechanisms import (
    CANDIDATES_COMPARED,
    DENIED_STRONG_SIGN,
    PRIORS,
    WEIGHTS,
    WITHIN_REACH,
    rank_mechanisms,
)
from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism
from leeward.terms.context import Context


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
    found = rank_mechanisms(ReportedSigns(tuple(reported), denied), Context(relationship=who), book)
    return next(one.score for one in (*found.mechanisms, *found.other_explanations) if one.id == mechanism.id)


def test_a_sign_counts_by_its_strength(book: Catalogue) -> None:
    """Strong 3, some 2, weak 1, and how common it is."""
    for strength, weight in {"strong": 3.0, "some": 2.0, "weak": 1.0}.items():
        mechanism, sign = one_with(book, "for", strength)
        assert weight == WEIGHTS[strength]
        assert round(weight + PRIORS[mechanism.how_common], 3) == score(book, mechanism, sign)


def test_a_sign_against_takes_as_much_away(book: Catalogue) -> None:
    """What speaks against is counted and shown."""
    mechanism, against = next(
        (one, link.id)
        for one in book.mechanisms
        for link in one.signs
        if link.direction == "against" and any(other.direction == "for" for other in one.signs)
    )
    speaks_for = next(link.id for link in mechanism.signs if link.direction == "for")
    strength = next(link.strength for link in mechanism.signs if link.id == against)
    difference = score(book, mechanism, speaks_for) - score(book, mechanism, speaks_for, against)
    assert round(difference, 3) == WEIGHTS[strength]


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


def test_being_within_reach_breaks_a_tie_and_no_more(book: Catalogue) -> None:
    """Who it is weighs less than the weakest sign."""
    mechanism = next(
        one for one in book.mechanisms if one.who_could and any(s.direction == "for" for s in one.signs)
    )
    sign = next(link.id for link in mechanism.signs if link.direction == "for")
    near, nobody = mechanism.who_could[0], None
    assert (
        round(score(book, mechanism, sign, who=near) - score(book, mechanism, sign, who=nobody), 3)
        == WITHIN_REACH
    )
    assert WITHIN_REACH < WEIGHTS["weak"]


def test_the_next_question_tells_the_leading_possibilities_apart(book: Catalogue) -> None:
    """A sign that says the same of all of them is not worth asking."""
    picture = pictured(example("session-a-mother"))
    found = picture.differential
    leading = sorted((*found.mechanisms, *found.other_explanations), key=lambda one: -one.score)[
        :CANDIDATES_COMPARED
    ]
    assert found.ask_next
    for sign in found.ask_next:
        says = {
            next(
                ((link.direction, link.strength) for link in book.mechanism(one.id).signs if link.id == sign),
                None,
            )
            for one in leading
        }
        assert len(says) > 1


def test_the_mothers_family_devices_lead_and_everyday_causes_stand_beside(book: Catalogue) -> None:
    """Location known live, and he set it up: sharing, accounts, the car and the child's tablet."""
    found = pictured(example("session-a-mother")).differential
    leading = {one.id for one in found.mechanisms[:8]}
    assert {"location-sharing", "apple-account", "google-account"} & leading
    families = {book.mechanism(one.id).family for one in found.other_explanations}
    assert families <= {"benign"}
