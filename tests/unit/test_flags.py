# SPDX-License-Identifier: Apache-2.0
"""Raised flags: which come up, in what order, and because of what."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.support.answers import Raw, asq, by_hand, flags_of, found, visit
from tests.support.strategies import contexts, flag_sets, given_answers

from leeward.knowledge import Catalogue
from leeward.knowledge.models.flag import SEVERITIES
from leeward.terms.because import Because


def reasons_of(raw: Raw, flag_id: str) -> tuple[Because, ...]:
    """Why a flag is up."""
    return next(flag.because for flag in found(raw).flags if flag.id == flag_id)


def test_nothing_said_raises_nothing() -> None:
    """An empty visit has no findings, and no all-clear either."""
    assert frozenset() == flags_of(visit())


def test_the_most_severe_come_first() -> None:
    """Critical, high, moderate, then settings and circumstances; within one, the catalogue's order."""
    ranks = [
        SEVERITIES.index(flag.severity)
        for flag in found(visit({"c9": "now", "s6": "no", "c10": 9, "t1": ["erase"]})).flags
    ]
    assert sorted(ranks) == ranks
    assert len(set(ranks)) >= 3, "the visit should raise several severities"


@given(flags=flag_sets())
def test_flags_set_by_hand_are_all_up_with_the_hand_as_reason(flags: list[str]) -> None:
    """An MHP who raises a flag is never overruled."""
    findings = found(by_hand(*flags))
    by_id = {flag.id: flag for flag in findings.flags}
    assert set(flags) <= set(by_id)
    assert [] == [name for name in flags if Because("hand", name) not in by_id[name].because]


@given(given=given_answers(), context=contexts())
def test_every_flag_that_is_up_says_why(given: Raw, context: Raw) -> None:
    """No flag without a reason, and none of the client's own words in it."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    for flag in found(visit(given, **context)).flags:
        assert flag.because, f"{flag.id} is up for no reason"
        assert "ex-words" not in {one.value for one in flag.because}


@given(given=given_answers(), more=given_answers(most=6))
def test_adding_answers_to_skipped_questions_keeps_danger_flags(given: Raw, more: Raw) -> None:
    """A danger that was named stays named whatever else is answered."""
    lasting = {"threat-to-kill", "strangulation", "weapon-access", "coerced-self-harm", "threat-prepared"}
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    wider = {**{key: value for key, value in more.items() if key not in ("w1", "x2")}, **given}
    assert flags_of(visit(given)) & lasting <= flags_of(visit(wider))


@pytest.mark.parametrize(
    ("given", "flag_id"),
    [
        ({"c9": "now"}, "imminent-danger"),
        ({"t1": ["kill"]}, "threat-to-kill"),
        ({"t1": ["take_children"]}, "children-threatened"),
        ({"t2": ["children"]}, "children-threatened"),
        ({"w6": "yes"}, "strangulation"),
        ({"x5": "deadline"}, "extortion-deadline"),
        ({"x4": ["hurt_self"]}, "coerced-self-harm"),
        ({"x4": ["hurt_others"]}, "forced-to-harm-others"),
        ({"i5": "plan"}, "client-may-harm-other"),
        ({"w1": "parent_guardian"}, "offender-parent-or-guardian"),
        ({"w1": "police_court"}, "offender-police-or-court"),
        ({"w1": "carer"}, "carer-offender"),
        ({"t1": ["status"]}, "immigration-threat"),
        ({"t1": ["outing"]}, "outing-threat"),
        ({"t1": ["erase"]}, "wipe-threat"),
        ({"t1": ["job_school"]}, "threat-to-livelihood"),
        ({"t1": ["custody"]}, "custody-threat"),
        ({"c11": "yes"}, "coercive-control"),
        ({"w2": "year"}, "recent-separation"),
        ({"o2": "not_sure"}, "not-private"),
        ({"s6": "no"}, "no-takeaway"),
        ({"s6": "not_sure"}, "no-takeaway"),
        ({"s2": ["in_person"]}, "no-contact-outside"),
        ({"g2": "not_now"}, "wants-no-action-now"),
        ({"g4": "not"}, "police-not-wanted"),
    ],
)
def test_a_danger_answer_raises_its_flag_because_of_itself(given: Raw, flag_id: str) -> None:
    """Each of these was once wired to nothing or to the wrong thing."""
    ((link_id, said),) = given.items()
    code = said if isinstance(said, str) else said[0]
    assert Because("answer", link_id, code) in reasons_of(visit(given), flag_id)
    assert flag_id not in flags_of(visit({link_id: None}))


@pytest.mark.parametrize(
    "also", [{"w2": "weeks"}, {"t1": ["kill"]}, {"w5": "yes"}, {"t2": ["children"]}, {"w6": "yes"}]
)
def test_suicide_talk_of_the_person_with_another_danger_is_a_warning_of_both(also: Raw) -> None:
    """His suicide talk alone is a danger sign; with a separation, a gun or a threat it is an emergency."""
    assert "homicide-suicide-warning" in flags_of(visit({"w7": "yes", **also}))
    assert "homicide-suicide-warning" not in flags_of(visit({"w7": "yes"}))
    assert "homicide-suicide-warning" not in flags_of(visit(also))


@pytest.mark.parametrize(
    ("given", "flag_id"),
    [
        (asq(one="LA33-6", five="LA33-6"), "suicide-acute"),
        (asq(one="LA33-6", five="LA32-8"), "suicide-nonacute"),
        ({"asq-1": "LA32-8"}, "suicide-unanswered"),
    ],
)
def test_an_asq_result_raises_its_flag(given: Raw, flag_id: str) -> None:
    """The result of the screen is the reason."""
    assert "asq" in {one.ref for one in reasons_of(visit(given, age=30), flag_id)}


def test_a_teen_is_due_an_asq_at_every_visit() -> None:
    """A teen told to keep quiet answers no ten times."""
    nothing_told = dict.fromkeys(("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c11", "c12"), "no")
    assert "asq-due" in flags_of(visit(nothing_told, age=14))
    assert "asq-due" in flags_of(visit(nothing_told, voice="teen"))
    assert "asq-due" not in flags_of(visit(nothing_told, age=30))
    assert "asq-due" not in flags_of(visit({**nothing_told, **asq()}, age=14))


def test_a_begun_asq_is_still_due() -> None:
    """One answered question of five is not a screen."""
    assert {"asq-due", "suicide-unanswered"} <= flags_of(visit({"asq-1": "LA32-8"}, age=14))


@pytest.mark.parametrize("age", [None, 30])
def test_flags_about_minors_need_a_minor(age: int | None) -> None:
    """An adult extorted by a peer is no child-protection case."""
    flags = flags_of(visit({"x3": "peer", "x8": "no", "x9": "yes"}, age=age))
    assert (
        not {"minor-sextortion-peer", "teen-alone-with-extortion", "minor-known-offender", "under-12"} & flags
    )


def test_no_flag_carries_a_number(book: Catalogue) -> None:
    """A flag is a prompt, never a score or a prediction."""
    assert {"id", "severity", "because", "now"} == set(found(visit({"c9": "now"})).flags[0].__struct_fields__)
    assert all(flag.severity in SEVERITIES for flag in book.flags)
