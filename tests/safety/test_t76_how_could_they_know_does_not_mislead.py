# SPDX-License-Identifier: Apache-2.0
"""T76: the differential shows for and against, another explanation, and never turns on its own support."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import the_book
from tests.support.strategies import RELATIONSHIPS, SIGNS, often

from leeward.cli import main
from leeward.formulation.differential import Differential, rank_mechanisms
from leeward.formulation.mechanisms import RankedMechanism, score_mechanisms, weigh_signs
from leeward.formulation.signs import ReportedSigns
from leeward.formulation.words import explain_in_words
from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism
from leeward.terms.context import Context
from leeward.terms.text import LANGUAGES

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
    """Its score does not fall, nor its place among all that the sign does not support more."""
    if new in (*reported, *denied):
        return
    before = both(ranked(reported, denied, relationship))
    after = both(ranked([*reported, new], denied, relationship))
    gained = {name: round(after[name].score - before[name].score, 3) for name in before}
    for mechanism in the_book().mechanisms_by_sign.get(new, ()):
        if not any(link.id == new and link.direction == "for" for link in mechanism.signs):
            continue
        assert mechanism.id in after
        if mechanism.id in before:
            assert gained[mechanism.id] > 0
            for other in before:
                if gained[other] <= gained[mechanism.id] and ahead(before, mechanism.id, other):
                    assert ahead(after, mechanism.id, other)


def ahead(found: dict[str, RankedMechanism], one: str, other: str) -> bool:
    """Whether one is no worse than the other."""
    return found[one].score >= found[other].score


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


@pytest.mark.parametrize("mechanism", the_book().mechanisms, ids=lambda one: one.id)
def test_every_possibility_can_come_first_from_four_signs_or_fewer(mechanism: Mechanism) -> None:
    """None is so overshadowed that nothing a client could say would bring it to the top of its list."""
    book = the_book()
    scales = weigh_signs(book)
    benign = {one.id for one in book.mechanisms if one.family == "benign"}
    links = [link for link in mechanism.signs if link.direction == "for"]
    own = [link.id for link in sorted(links, key=lambda link: -scales.points(link))[:7]]
    for size in range(1, 5):
        for some in combinations(own, size):
            for who in (None, *mechanism.who_could[:2]):
                scored = score_mechanisms(ReportedSigns(some), Context(relationship=who), book, scales)
                beside = [one for one in scored if (one.id in benign) == (mechanism.id in benign)]
                if beside[0].id == mechanism.id:
                    return
    pytest.fail(f"{mechanism.id} comes first for no set of its own signs")


def test_everyday_causes_never_stand_alone(book: Catalogue) -> None:
    """Nobody is told that it is all ordinary: each of their signs speaks for something else too."""
    alone = []
    for sign, mechanisms in book.mechanisms_by_sign.items():
        families = {
            mechanism.family
            for mechanism in mechanisms
            for link in mechanism.signs
            if link.id == sign and link.direction == "for"
        }
        if families == {"benign"}:
            alone.append(sign)
    assert [] == alone


@MANY
@given(reported=signs, denied=signs, relationship=relationships)
def test_every_possibility_says_for_against_missing_and_what_else(
    reported: list[str], denied: list[str], relationship: str | None
) -> None:
    """In sentences, in both languages, each sign that counts named once."""
    found = ranked(reported, denied, relationship)
    book = the_book()
    for one in [*found.mechanisms[:3], *found.other_explanations[:1]]:
        for language in LANGUAGES:
            said = explain_in_words(one, found, book, language)
            assert said.could_be and said.fits and said.otherwise
            assert bool(said.not_asked) == bool(one.missing)
            for sign in one.speaks_for:
                assert book.sign(sign).text.said_in(language).rstrip(".") in said.fits
            for sign in one.denied:
                assert book.sign(sign).text.said_in(language).rstrip(".") in said.fits_less
            contradicts = {
                link.id
                for link in book.mechanism(one.id).signs
                if link.direction == "against" and link.strength != "weak"
            }
            for sign in contradicts & set(one.speaks_against):
                assert book.sign(sign).text.said_in(language).rstrip(".") in said.fits_less
            assert "%" not in " ".join(said.sentences) and "{" not in " ".join(said.sentences)


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
    assert Differential() == found


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
        assert {"id", "rank", "for", "against", "missing", "another_explanation", "sentences"} <= set(one)
        assert one["for"] and one["another_explanation"] and len(one["sentences"]) >= 2
        assert "score" not in one
        assert "%" not in json.dumps(one["id"])
