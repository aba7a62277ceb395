# SPDX-License-Identifier: Apache-2.0
"""T76: the differential shows for and against, another explanation, and never turns on its own support."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import the_book
from tests.support.strategies import RELATIONSHIPS, SIGNS, often

from leeward.cli import main
from leeward.formulation.mechanisms import Differential, RankedMechanism, rank_mechanisms
from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism
from leeward.terms.context import Context

MANY = often(5)
signs = st.lists(st.sampled_from(SIGNS), unique=True, max_size=8)
relationships = st.sampled_from((None, *RELATIONSHIPS))


def ranked(
    reported: list[str], denied: list[str] | None = None, relationship: str | None = None
) -> Differential:
    """The differential of some signs."""
    return rank_mechanisms(
        ReportedSigns(tuple(reported), tuple(one for one in denied or [] if one not in reported)),
        Context(relationship=relationship),
        the_book(),
    )


def both(found: Differential) -> dict[str, RankedMechanism]:
    """All possibilities, everyday causes included."""
    return {one.id: one for one in (*found.mechanisms, *found.other_explanations)}


@MANY
@given(reported=signs, denied=signs, new=st.sampled_from(SIGNS), relationship=relationships)
def test_a_supporting_sign_never_lowers_what_it_supports(
    reported: list[str], denied: list[str], new: str, relationship: str | None
) -> None:
    """Its score does not fall, and nothing that the sign says nothing about overtakes it."""
    if new in (*reported, *denied):
        return
    before = both(ranked(reported, denied, relationship))
    after = both(ranked([*reported, new], denied, relationship))
    touched = {mechanism.id for mechanism in the_book().mechanisms_by_sign.get(new, ())}
    for mechanism in the_book().mechanisms:
        speaks_for = any(link.id == new and link.direction == "for" for link in mechanism.signs)
        if not speaks_for:
            continue
        assert mechanism.id in after
        if mechanism.id in before:
            assert after[mechanism.id].score > before[mechanism.id].score
            for other in set(before) - touched:
                if before[mechanism.id].score >= before[other].score:
                    assert after[mechanism.id].score > after[other].score


@MANY
@given(reported=signs, denied=signs, relationship=relationships, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_signs_does_not_matter(
    reported: list[str], denied: list[str], relationship: str | None, seed: object
) -> None:
    """The same signs in another order give the same list, rank by rank."""
    shuffled, shuffled_denied = sorted(reported), sorted(denied, reverse=True)
    assert ranked(reported, denied, relationship) == ranked(shuffled, shuffled_denied, relationship)


@MANY
@given(reported=signs, denied=signs, relationship=relationships)
def test_ranks_count_from_one_without_a_gap_and_follow_the_score(
    reported: list[str], denied: list[str], relationship: str | None
) -> None:
    """What a clinician redoes by hand comes out in the same order."""
    found = ranked(reported, denied, relationship)
    for group in (found.mechanisms, found.other_explanations):
        assert [one.rank for one in group] == list(range(1, len(group) + 1))
        scores = [one.score for one in group]
        assert sorted(scores, reverse=True) == scores


@MANY
@given(reported=signs, denied=signs, relationship=relationships)
def test_what_is_shown_for_and_against_was_reported(
    reported: list[str], denied: list[str], relationship: str | None
) -> None:
    """No sign is made up, none that speaks against is left out, and something always speaks for."""
    for one in both(ranked(reported, denied, relationship)).values():
        links = the_book().mechanism(one.id).signs
        against = {link.id for link in links if link.direction == "against"} & set(reported)
        assert one.speaks_for
        assert set(one.speaks_for) <= set(reported)
        assert set(one.speaks_against) == against
        assert set(one.denied) <= set(denied)
        assert not set(one.missing) & {*reported, *denied}


@MANY
@given(reported=signs, denied=signs, relationship=relationships)
def test_what_was_asked_is_not_asked_again(
    reported: list[str], denied: list[str], relationship: str | None
) -> None:
    """At most five further questions, each about a sign nobody asked yet."""
    found = ranked(reported, denied, relationship)
    assert len(found.ask_next) <= 5
    assert not set(found.ask_next) & {*reported, *denied}
    assert len(set(found.ask_next)) == len(found.ask_next)


@pytest.mark.parametrize("mechanism", the_book().mechanisms, ids=lambda one: one.id)
def test_every_possibility_can_come_up_by_its_own_signs(mechanism: Mechanism) -> None:
    """And everyday causes stand beside the others, never among them."""
    own = [link.id for link in mechanism.signs if link.direction == "for"]
    assert own, f"nothing speaks for {mechanism.id}"
    found = ranked(own)
    in_group = found.other_explanations if mechanism.family == "benign" else found.mechanisms
    in_other = found.mechanisms if mechanism.family == "benign" else found.other_explanations
    assert mechanism.id in {one.id for one in in_group}
    assert mechanism.id not in {one.id for one in in_other}


def test_every_possibility_has_another_explanation(book: Catalogue) -> None:
    """In both languages, on every one: danger does not switch it off."""
    lacking = [
        one.id
        for one in book.mechanisms
        if not one.another_explanation.en.strip() or not one.another_explanation.es.strip()
    ]
    assert [] == lacking


def test_no_signs_no_possibilities() -> None:
    """Nothing reported, nothing suggested: denials alone point nowhere."""
    found = ranked([], list(SIGNS[:10]))
    assert ((), (), ()) == (found.mechanisms, found.other_explanations, found.ask_next)


def test_there_are_everyday_causes_to_weigh(book: Catalogue) -> None:
    """The guard of the tests above: both groups exist."""
    families = [one.family for one in book.mechanisms]
    assert 0 < families.count("benign") < len(families)


def test_explain_shows_for_against_and_another_explanation(
    book: Catalogue, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the terminal as in the rooms."""
    file = tmp_path_factory.mktemp("signs") / "signs.json"
    everyday = next(one for one in book.mechanisms if one.family == "benign")
    sign = next(link.id for link in everyday.signs if link.direction == "for")
    file.write_text(json.dumps({"reported_signs": ["knows-location-live", "they-set-it-up", sign]}))
    assert 0 == main(["explain", str(file), "--json"])
    document = json.loads(capsys.readouterr().out)
    shown = document["mechanisms"] + document["other_explanations"]
    assert document["mechanisms"] and document["other_explanations"]
    for one in shown:
        assert {"id", "rank", "for", "against", "another_explanation"} <= set(one)
        assert one["for"] and one["another_explanation"]
        assert "score" not in one
        assert "%" not in json.dumps(one["id"])
