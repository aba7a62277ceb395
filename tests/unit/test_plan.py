# SPDX-License-Identifier: Apache-2.0
"""The plan: what was chosen, what it needs first, and when "not now" is asked again."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import NINE, Raw, boarded, example, planned, the_book, visit
from tests.support.strategies import contexts, often, wishes

from leeward.papers.sheet_numbers import client_numbers, number_to_know
from leeward.planning import Takeaway, make_plan
from leeward.planning.plan import MOST_SERVICES
from leeward.terms.text import LANGUAGES

MANY = often(3)


@MANY
@given(context=contexts(), wished=wishes())
def test_no_step_comes_before_what_it_needs(context: Raw, wished: Raw) -> None:
    """Every must of a step is a step before it."""
    plan = planned({**visit({"c1": "yes"}, **context), **wished})
    ids = [step.entry.option.id for step in plan.steps]
    assert len(set(ids)) == len(ids)
    for place, step in enumerate(plan.steps):
        assert set(step.entry.before_this) <= set(ids[:place])


@MANY
@given(context=contexts(), wished=wishes())
def test_what_is_wanted_is_a_step_or_its_substitute_is(context: Raw, wished: Raw) -> None:
    """No wish is lost; nothing else is called chosen."""
    plan = planned({**visit({"c1": "yes"}, **context), **wished})
    chosen = {step.entry.option.id for step in plan.steps if step.chosen}
    held = {one.id: one.instead for one in plan.held_back}
    assert {held.get(option, option) for option in wished["wanted"]} == chosen


@MANY
@given(context=contexts(), wished=wishes())
def test_not_now_keeps_its_date(context: Raw, wished: Raw) -> None:
    """Each with the agreed date; none of them a suggestion."""
    plan = planned({**visit({"c1": "yes"}, **context), **wished})
    assert {name: date(2026, 12, 14) for name in wished["not_now"]} == {
        one.option_id: one.return_on for one in plan.not_now
    }
    suggested = {one.option.id for one in plan.suggested}
    assert not suggested & {*wished["not_now"], *wished["tried"]}
    assert not suggested & {step.entry.option.id for step in plan.steps}


def test_not_now_without_a_date_comes_back_in_two_weeks() -> None:
    """From the day of the visit; without one, no date is made up."""
    dated = planned({**visit(now="2026-11-23T14:00"), "not_now": ["police-report"]})
    assert [("police-report", date(2026, 12, 7))] == [(one.option_id, one.return_on) for one in dated.not_now]
    undated = planned({**visit(), "not_now": ["police-report"]})
    assert [None] == [one.return_on for one in undated.not_now]
    assert undated.made_on is None


def test_nothing_wanted_is_no_plan_but_an_offer() -> None:
    """Nothing is prescribed."""
    plan = planned(visit({"c1": "yes"}))
    assert () == plan.steps
    assert 0 < len(plan.suggested) <= 12


def test_a_step_that_was_not_chosen_says_for_what_it_is_there() -> None:
    """The client sees why something was added."""
    plan = planned({**visit({"m0": ["account_takeover"], "c4": "yes"}), "wanted": ["account-checkup"]})
    added = {step.entry.option.id: step.entry.needed_for for step in plan.steps if not step.chosen}
    assert {"safety-plan", "safer-device", "save-words"} == set(added)
    assert all("account-checkup" in needed_for for needed_for in added.values())


def test_a_wish_that_would_do_harm_brings_its_substitute() -> None:
    """He is police: another agency, and the reason."""
    plan = planned({**visit({"w1": "police_court"}), "wanted": ["police-report"]})
    assert ["police-other-agency"] == [step.entry.option.id for step in plan.steps if step.chosen]
    assert [("police-report", "police-other-agency")] == [
        (one.id, one.instead) for one in plan.held_back if one.id == "police-report"
    ]


@pytest.mark.parametrize("name", NINE)
def test_law_of_the_state_and_of_the_country_stands_in_the_plan(name: str) -> None:
    """Only of kinds that matter here."""
    raw = example(name)
    plan = planned(raw)
    assert [raw["context"]["state"], "US-FED"] == [one.jurisdiction.jurisdiction for one in plan.law]
    assert any(one.provisions for one in plan.law)


@pytest.mark.parametrize("name", NINE)
def test_services_of_the_plan_are_few_and_take_this_client(name: str) -> None:
    """At most eight, active, in reach, of the right age."""
    raw = example(name)
    plan, age = planned(raw), raw["context"]["age"]
    assert 0 < len(plan.services) <= 8
    for service in plan.services:
        assert {"US", "INTL", raw["context"]["state"]} & set(service.jurisdictions)
        assert (service.eligibility.minimum_age or 0) <= age <= (service.eligibility.maximum_age or 150)


@pytest.mark.parametrize("age", ["teen", "minor", 14])
def test_a_minor_is_sent_to_no_service_for_adults(age: int | str) -> None:
    """Also when only the age band is known."""
    raw = {
        **visit({"c6": "yes", "x1": "nude"}, age=age),
        "wanted": ["image-abuse-helpline", "takedown-minor"],
    }
    plan = planned(raw)
    assert plan.services
    assert [] == [one.id for one in plan.services if (one.eligibility.minimum_age or 0) >= 18]


@given(state=st.none() | st.just("US-WA"))
def test_without_a_state_only_federal_law_is_shown(state: str | None) -> None:
    """No state is guessed."""
    places = [one.jurisdiction.jurisdiction for one in planned(visit({"c1": "yes"}, state=state)).law]
    assert (["US-FED"] if state is None else [state, "US-FED"]) == places


IDS = [one.id for one in the_book().services]
FORMS: tuple[Takeaway, ...] = get_args(Takeaway)


@MANY
@given(name=st.sampled_from(NINE), wrong=st.frozensets(st.sampled_from(IDS)))
def test_what_was_found_wrong_is_on_no_paper_and_988_always_is(name: str, wrong: frozenset[str]) -> None:
    """Whoever is marked stands below the others on the page, and among no numbers."""
    plan = make_plan(boarded(example(name)), the_book(), wrong=wrong)
    left_out = wrong - {"988-lifeline"}
    assert not left_out & {one.id for one in plan.services}
    assert {one.id for one in plan.found_wrong} <= left_out
    for form in FORMS:
        for language in LANGUAGES:
            numbers = [one.id for one in client_numbers(plan, the_book(), language, form)]
            assert not left_out & set(numbers)
            assert ["988-lifeline", "911"] == numbers[-2:]
            assert number_to_know(plan, the_book(), language).id not in left_out


@pytest.mark.parametrize("name", NINE)
def test_another_of_the_same_need_stands_in_for_it(name: str) -> None:
    """As long as there is one; and the page still tells who was found wrong."""
    before = planned(example(name))
    marked = next(one for one in before.services if one.id != "988-lifeline")
    after = make_plan(boarded(example(name)), the_book(), wrong=frozenset({marked.id}))
    assert (marked,) == after.found_wrong
    others = set(after.services) - set(before.services)
    assert len(others) == (1 if len(before.services) == MOST_SERVICES else 0)
    assert set(before.services) - {marked} <= set(after.services)


def test_988_stands_where_it_stood_whatever_was_marked() -> None:
    """A mark of one practice does not take away what anybody can call."""
    raw = {**visit({"c1": "yes"}, age=30), "wanted": ["crisis-988"]}
    plan = make_plan(boarded(raw), the_book(), wrong=frozenset({"988-lifeline"}))
    assert planned(raw).services == plan.services
    assert "988-lifeline" in {one.id for one in plan.services}
    assert () == plan.found_wrong


def test_every_option_can_be_planned_by_itself() -> None:
    """Whatever a client wants, there is a plan for it."""
    for option in the_book().options:
        plan = planned({**visit({"c1": "yes"}, age=30, state="US-WA"), "wanted": [option.id]})
        assert any(step.chosen for step in plan.steps), option.id


def test_a_boy_extorted_by_somebody_unknown_is_not_given_a_line_for_dating() -> None:
    assert "love-is-respect" not in {one.id for one in planned(example("session-b-boy")).services}
