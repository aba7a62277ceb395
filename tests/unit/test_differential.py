# SPDX-License-Identifier: Apache-2.0
"""Beside the order: sets that explain all of it, what to ask next, plain causes, and where danger stands."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import by_hand, pictured, the_book, visit
from tests.support.strategies import SIGNS

from leeward.formulation import Differential, ReportedSigns, rank_mechanisms
from leeward.formulation.mechanisms import RankedMechanism
from leeward.formulation.together import MOST_MEMBERS, MOST_SETS, explain_together
from leeward.knowledge import Catalogue
from leeward.terms.context import Context


def ranked(*reported: str, denied: tuple[str, ...] = (), who: str | None = None) -> Differential:
    """The differential of some signs."""
    return rank_mechanisms(ReportedSigns(reported, denied), Context(relationship=who), the_book())


def made_up(rank: int, *signs: str) -> RankedMechanism:
    """A possibility that explains some signs."""
    return RankedMechanism(f"m{rank}", rank, signs, (), (), (), (), -rank)


def test_the_smallest_sets_stand_first_and_the_better_ranks_among_them() -> None:
    """Two explain all; four others would too, but are more."""
    signs = (("a", "b"), ("b",), ("a",), ("c", "d"), ("d", "c", "b"))
    possible = [made_up(rank, *explained) for rank, explained in enumerate(signs, start=1)]
    assert [("m1", "m4"), ("m1", "m5"), ("m3", "m5")] == [
        one.mechanisms for one in explain_together(possible)
    ]


def test_what_four_cannot_explain_is_left_over_by_name() -> None:
    """Nothing is hidden: the rest is named."""
    (one,) = explain_together([made_up(number, f"s{number}") for number in range(1, 7)])
    assert MOST_MEMBERS == len(one.mechanisms)
    assert ("s5", "s6") == one.left_over


@given(signs=st.lists(st.sampled_from(SIGNS), unique=True, min_size=1, max_size=7))
def test_the_sets_are_the_smallest_there_are(signs: list[str]) -> None:
    """Tried against every smaller set, the plain way."""
    found = ranked(*signs)
    wanted = {sign for one in found.mechanisms for sign in one.speaks_for}
    covers = {one.id: set(one.speaks_for) for one in found.mechanisms}
    assert len(found.together) <= MOST_SETS
    for one in found.together:
        covered = set().union(*(covers[name] for name in one.mechanisms))
        assert wanted - covered == set(one.left_over)
        if not one.left_over and len(one.mechanisms) <= 3:
            for smaller in combinations(covers, len(one.mechanisms) - 1):
                assert set().union(*(covers[name] for name in smaller)) != wanted


def test_everyday_causes_are_in_no_set(book: Catalogue) -> None:
    """They stand beside the others, with words of their own."""
    found = ranked("tracker-alert", "beep-or-chirp")
    named = {name for one in found.together for name in one.mechanisms}
    assert named and "benign" not in {book.mechanism(name).family for name in named}
    assert found.other_explanations


def test_plain_causes_are_looked_at_first(book: Catalogue) -> None:
    """An account that is still open, before a program that somebody hid."""
    found = ranked("quotes-messages", "messages-already-read", who="ex-partner")
    assert found.begin_with
    assert {"common"} == {book.mechanism(name).how_common for name in found.begin_with}


def test_a_question_tells_the_leading_ones_apart(book: Catalogue) -> None:
    """A sign that says the same of all of them, or nothing of any, is not worth asking."""
    found = ranked("knows-location-live", "they-set-it-up", who="ex-partner")
    assert found.questions
    for question in found.questions:
        assert question.supports and question.sets_apart
        for name in question.supports:
            links = book.mechanism(name).signs
            assert any(link.id == question.sign and link.direction == "for" for link in links)


def test_an_answer_to_the_first_question_changes_the_first_three() -> None:
    """That is what it was chosen for: a yes or a no moves somebody."""
    found = ranked("knows-location-live", "shows-up-unplanned", who="ex-partner")
    asked = found.ask_next[0]
    yes = ranked("knows-location-live", "shows-up-unplanned", asked, who="ex-partner")
    no = ranked("knows-location-live", "shows-up-unplanned", denied=(asked,), who="ex-partner")
    assert found.leading != yes.leading or found.leading != no.leading


def test_what_was_not_known_is_not_asked_again_and_counts_for_nothing(book: Catalogue) -> None:
    """ "I do not know" is an answer."""
    before = ranked("knows-location-live", who="ex-partner")
    unsure = ReportedSigns(("knows-location-live",), (), before.ask_next)
    after = rank_mechanisms(unsure, Context(relationship="ex-partner"), book)
    assert before.mechanisms == after.mechanisms
    assert not set(before.ask_next) & set(after.ask_next)


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ("knows-without-car", {"knows-only-by-car", "knows-spoken-in-car", "car-acts-alone"}),
        ("continues-phone-off", {"stops-when-phone-off"}),
        ("lives-or-lived-together", {"never-had-my-device"}),
    ],
)
def test_no_question_contradicts_what_was_just_said(said: str, never: set[str]) -> None:
    """The car is not asked about where it goes on without the car."""
    for other in SIGNS:
        if other != said and other not in never:
            assert not never & set(ranked(said, other).ask_next)


def test_a_stranger_is_not_asked_about_as_if_from_the_family() -> None:
    """No child's visit, no shared home, no ex."""
    for sign in SIGNS:
        asked = set(ranked(sign, who="stranger").ask_next)
        assert not asked & {"lives-or-lived-together", "after-child-visit", "ex-threatens-images"}


def test_everyday_causes_go_last_where_a_life_is_in_danger() -> None:
    """So that nobody reads "perhaps it is chance" before the steps that keep a person alive."""
    assert pictured(by_hand("strangulation")).benign_goes_last


@pytest.mark.parametrize("guess", ["spyware", "tracking_device", "camera", "keylogger"])
def test_a_guessed_means_alone_is_no_danger(guess: str) -> None:
    """What somebody suspects does not switch off what else it could be."""
    assert not pictured(visit({"m0": [guess]})).benign_goes_last
