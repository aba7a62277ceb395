# SPDX-License-Identifier: Apache-2.0
"""Charges and suits to talk over: by what happened, age, place; never an office the person works in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import flags_of, the_book, visit
from tests.support.answers import found as findings
from tests.support.strategies import STATES

from leeward.knowledge import Catalogue
from leeward.planning.charges import ChargeFacts, Charges, charges_for
from leeward.planning.happenings import HAPPENED, chosen, happened_of
from leeward.terms.text import LANGUAGES

ACTS = tuple(one.id for one in HAPPENED)


def found(**facts: object) -> Charges:
    return charges_for(ChargeFacts(**facts), the_book())  # type: ignore[arg-type]


def ids(charges: Charges, road: str = "criminal") -> set[str]:
    return {
        one.id
        for talk in getattr(charges, road).talks
        for one in (*talk.of_state, *talk.federal)
    }  # fmt: skip


def talks(charges: Charges, road: str = "criminal") -> list[str]:
    return [one.talk.id for one in getattr(charges, road).talks]


def doors(**facts: object) -> list[str]:
    return [door.id for door in found(**facts).doors]


def test_what_happened_brings_its_talks_and_no_other() -> None:
    tracked = found(state="US-WA", happened=frozenset({"tracked"}))
    assert talks(tracked) == ["charge-stalking", "charge-tracker"]
    assert "charge-extortion" not in talks(tracked)
    assert talks(found(state="US-WA")) == talks(found(state="US-WA"), "civil") == []


def test_the_law_of_the_state_stands_with_federal_law_beneath_it() -> None:
    tracked = found(state="US-WA", happened=frozenset({"tracked"})).criminal.talks[0]
    assert tracked.of_state and all(one.id.startswith("wa-") for one in tracked.of_state)
    assert tracked.federal and all(one.id.startswith("fed-") for one in tracked.federal)
    alone = found(happened=frozenset({"tracked"})).criminal.talks[0]
    assert alone.of_state == () and alone.federal == tracked.federal


@pytest.mark.parametrize("act", ACTS)
def test_every_act_that_may_be_an_offence_leads_to_a_talk(act: str) -> None:
    """Wanting money is none of its own."""
    everything = found(state="US-WA", happened=frozenset({act}), age=15)
    road = "civil" if act == "money-claim" else "criminal"
    assert talks(everything, road)


def test_a_duty_to_an_older_adult_is_not_read_as_a_child_in_danger() -> None:
    older = visit({"w1": "adult_child", "m10": "yes"}, age=74, state="US-FL")
    assert "report-duty-possible" in flags_of(older)
    assert "child-hurt" not in happened_of(findings(older))
    mother = visit({"w1": "ex_partner", "t1": ["hurt_children"]}, age=34, state="US-WA")
    assert "child-hurt" in happened_of(findings(mother))
    assert "intimate-image" not in {kind for one in chosen(["child-hurt"]) for kind in one.kinds}


def test_every_act_of_a_talk_and_of_a_door_is_one_that_can_be_ticked(book: Catalogue) -> None:
    named = {act for talk in book.talks for act in talk.acts}
    assert named | {act for door in book.doors for act in door.acts} <= set(ACTS)


def test_provisions_for_the_young_are_shown_for_the_young_alone() -> None:
    def images(age: int) -> set[str]:
        return ids(found(state="US-FL", happened=frozenset({"images-shared", "extorted"}), age=age))

    young = {"fed-csam-production", "fed-enticement-2422b", "fl-minor-sexting"}
    assert young <= images(15)
    assert not young & images(30)


def test_a_claim_over_pictures_stands_under_pictures_and_nothing_else_is_a_claim() -> None:
    stalked = found(state="US-OR", happened=frozenset({"followed"}))
    shown = found(state="US-OR", happened=frozenset({"images-shared"}))
    pictures = "or-civil-action-civil-action-dissemination-of-intimate-image"
    assert pictures in ids(shown, "civil")
    assert pictures not in ids(stalked, "civil")
    both = ids(shown, "civil") | ids(stalked, "civil")
    assert not both & {"fed-section-230", "fed-vawa-housing", "fed-take-it-down-removal"}


def test_every_suit_comes_with_what_it_may_open() -> None:
    for act in ("followed", "images-shared", "account-entered", "hate"):
        assert talks(found(state="US-NY", happened=frozenset({act})), "civil")[-1] == "claim-record"


@pytest.mark.parametrize(
    "facts", [{"relationship": "police-or-court"}, {"special": frozenset({"police-or-court"})}]
)
def test_who_works_with_police_is_never_reported_at_that_office(facts: dict[str, object]) -> None:
    assert doors(happened=frozenset({"followed"}), **facts)[0] == "other-agency"
    assert "local-police" not in doors(happened=frozenset({"followed"}), **facts)


def test_the_door_depends_on_what_happened_and_to_whom() -> None:
    assert doors(happened=frozenset({"followed"}), age=30) == ["local-police"]
    assert "ncmec" in doors(happened=frozenset({"extorted"}), age=15)
    assert "ncmec" not in doors(happened=frozenset({"extorted"}), age=30)
    assert "fbi-ic3" in doors(happened=frozenset({"extorted"}), age=30)
    assert "campus" in doors(happened=frozenset({"followed"}), special=frozenset({"college"}))
    assert "campus" in doors(relationship="peer-student")
    assert "tribal-police" in doors(special=frozenset({"tribal-land"}))
    assert "base" in doors(special=frozenset({"military-base"}))


def test_a_picture_of_the_young_goes_to_a_lawyer_and_the_tipline_before_an_officer() -> None:
    told = found(age=15, state="US-WA", happened=frozenset({"images-shared", "extorted"}))
    assert told.told[0] == "own-picture"
    assert [door.id for door in told.doors][:2] == ["ncmec", "local-police"]
    for facts in ({"age": 30, "happened": {"images-shared"}}, {"age": 15, "happened": {"child-hurt"}}):
        other = found(state="US-WA", age=facts["age"], happened=frozenset(facts["happened"]))  # type: ignore[call-overload]
        assert "own-picture" not in other.told and other.doors[0].id == "local-police"


def test_a_complaint_to_an_agency_is_no_suit() -> None:
    assert "fed-caller-id-spoofing-227e" not in ids(
        found(state="US-WA", happened=frozenset({"tracked", "messages"})), "civil"
    )


def test_what_changes_everything_is_told_first() -> None:
    assert found(age=9).told == ("under-twelve", "no-state")
    assert found(age=15, state="US-WA").told == ("minor-sues-by-adult",)
    assert found(age=30, state="US-WA", police="not").told == ("police-not-wanted",)


@given(state=st.sampled_from(STATES), happened=st.sets(st.sampled_from(ACTS)), age=st.integers(0, 99))
def test_no_provision_stands_twice_on_a_road_but_where_two_talks_name_its_kind(
    state: str, happened: set[str], age: int
) -> None:
    charges = found(state=state, happened=frozenset(happened), age=age)
    for road in (charges.criminal, charges.civil):
        shown = [one.id for talk in road.talks for one in (*talk.of_state, *talk.federal)]
        assert len(shown) == len(set(shown))


def test_a_talk_never_says_that_it_was_an_offence_or_foresees_an_end(book: Catalogue) -> None:
    """Questions to take along, not elements met."""
    claims = {
        "en": r"\b(is a crime|guilty|will be (convicted|charged|arrested)|(is|are) met|you will win)\b",
        "es": r"\b(es un delito|es culpable|ser[aá] condenad|va a ganar)\b",
    }
    for language in LANGUAGES:
        for talk in book.talks:
            for text in (*talk.questions, *talk.keep, talk.first_step, *talk.backfire):
                assert not re.search(claims[language], text.said_in(language)), talk.id
            assert all("?" in one.said_in(language) for one in talk.questions), talk.id


def test_nobody_is_called_what_they_are_not(book: Catalogue) -> None:
    """The names of offices are the exception."""
    for one in (*book.talks, *book.roads):
        raw = str(one)
        assert not re.search(r"\bvictim\b|\bperpetrator\b|\bstalker\b|\bv[ií]ctima\b", raw, re.IGNORECASE), (
            one.id
        )
