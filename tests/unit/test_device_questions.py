# SPDX-License-Identifier: Apache-2.0
"""What an unattended device asks, and what it never does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import the_book
from tests.support.strategies import answer_to, given_answers

from leeward.knowledge.models.screen import DEVICE_VOICES
from leeward.screening import Answers, find, read_answers
from leeward.screening.device_questions import (
    Given,
    askable,
    led_by_mhp,
    read_given,
    rows_of,
    still_to_ask,
    way_out,
)
from leeward.screening.hand_over import refused_before_asking, refused_for, voice_for
from leeward.screening.questionnaire import offered_choices
from leeward.terms.errors import InputError

BOOK = the_book()
INSTRUMENT_ITEMS = {item.linkId for instrument in BOOK.instruments for item in instrument.items}
AGES = {"self": 30, "teen": 14}
voices = st.sampled_from(sorted(DEVICE_VOICES))


def said(voice: str, answers: dict[str, Any], **context: Any) -> Answers:
    raw = {"voice": voice, "context": {"age": AGES[voice], **context}, "answers": answers}
    return read_answers(raw, BOOK)


@given(st.data(), voices, st.booleans())
def test_nothing_an_unattended_device_may_not_ask_is_ever_offered(
    data: st.DataObject, voice: str, with_led: bool
) -> None:
    """Questions are answered at random until nothing is left, or the device's questions end."""
    answers = said(voice, {})
    asked: list[str] = []
    for _ in range(len(BOOK.items)):
        findings = find(answers, BOOK)
        items = askable(findings, BOOK, with_led=with_led, asked_here=asked)
        if way_out(findings, items, asked_here=asked):
            break
        item = still_to_ask(findings, items)[0]
        choices = offered_choices(item, answers.voice, BOOK)
        assert item.asked_by == "anyone", item.linkId
        assert item.linkId not in INSTRUMENT_ITEMS
        assert with_led or item.linkId not in led_by_mhp(BOOK)
        assert all(choice.device for choice in choices)
        assert all(row.device for row in rows_of(item, answers, BOOK))
        assert item.linkId not in asked, "asked twice"
        asked.append(item.linkId)
        picked = data.draw(answer_to(item))
        given = read_given(item, picked, answers, BOOK) if picked is not None else Given()
        chosen = set(picked if isinstance(picked, list) else [picked])
        hidden = {choice.code for choice in BOOK.screen.choices_of(item) if not choice.device}
        assert bool(given.fault) == bool(chosen & hidden), (item.linkId, picked, given)
        answers = answers.changed(item.linkId, given.answer, at="now")
    else:
        raise AssertionError("the device's questions never end")


@given(given_answers(), voices, st.booleans())
def test_whatever_was_said_before_the_device_is_offered_only_what_it_may_ask(
    before: dict[str, Any], voice: str, with_led: bool
) -> None:
    try:
        answers = said(voice, before)
    except InputError:
        return  # answers that contradict the age
    items = askable(find(answers, BOOK), BOOK, with_led=with_led, asked_here=tuple(BOOK.items))
    assert [
        item.linkId for item in items if item.asked_by != "anyone" or item.linkId in INSTRUMENT_ITEMS
    ] == []


@pytest.mark.parametrize("link_id", ["c9", "i5", "i10", "x5", "o3", "e2", "t4"])
@pytest.mark.parametrize("voice", ["self", "teen"])
def test_what_needs_someone_now_is_for_a_person_to_ask(voice: str, link_id: str) -> None:
    """Danger today, hurting others, self-harm, a running deadline, a phone that hears, forced sex, a plan."""
    wide = {"o1": "yes", "o2": "yes", "c1": "yes", "c6": "yes", "c10": 9}
    assert link_id not in {
        item.linkId
        for item in askable(find(said(voice, wide), BOOK), BOOK, with_led=True, asked_here=tuple(BOOK.items))
    }


@pytest.mark.parametrize(
    ("answers", "here", "way"),
    [
        ({}, (), ""),
        ({"o1": "not_now"}, ("o1",), "not-now"),
        ({"o1": None}, ("o1",), "not-now"),
        ({"o1": "tell_me"}, ("o1",), "stopped-for-staff"),
        ({"o1": "tell_me"}, (), ""),
        ({"o1": "yes", "o2": "no"}, ("o1", "o2"), "not-private"),
        ({"o1": "yes", "o2": "not_sure"}, ("o2",), "not-private"),
        ({"o1": "yes", "o2": None}, ("o2",), ""),
        ({"c1": "yes", "w6": "yes"}, ("w6",), "stopped-for-staff"),
        ({"t1": ["kill"]}, ("t1",), "stopped-for-staff"),
    ],
)
def test_when_the_questions_of_a_device_end(answers: dict[str, Any], here: tuple[str, ...], way: str) -> None:
    findings = find(said("self", answers), BOOK)
    assert way_out(findings, askable(findings, BOOK, with_led=True, asked_here=here), asked_here=here) == way


def test_the_questions_the_mhp_leads_wait_unless_the_client_asks_for_them_here() -> None:
    findings = find(said("self", {"o1": "yes", "o2": "yes", "c2": "yes"}), BOOK)
    led = {item.linkId for item in askable(findings, BOOK, with_led=True, asked_here=())} & led_by_mhp(BOOK)
    assert {"w1", "w6", "t1"} <= led
    assert not {item.linkId for item in askable(findings, BOOK, with_led=False, asked_here=())} & led_by_mhp(
        BOOK
    )


@pytest.mark.parametrize(
    ("link_id", "value", "expected"),
    [
        ("c2", "yes", Given("yes")),
        ("c2", None, Given(fault="nothing-chosen")),
        ("c2", "perhaps", Given(fault="does-not-fit")),
        ("t1", ["none"], Given(("none",))),
        ("t1", ["kill", "none"], Given(fault="alone")),
        ("x4", ["hurt_self"], Given(fault="does-not-fit")),
        ("i1", 0, Given(0)),
        ("i1", 11, Given(fault="does-not-fit")),
        ("i1", "many", Given(fault="does-not-fit")),
        ("s3", "a word", Given("a word")),
        ("s3", "x" * 20_001, Given(fault="does-not-fit")),
        ("r2", {"blocked": "helped", "police": ""}, Given({"blocked": "helped"})),
        ("r2", {"moved": "helped"}, Given(fault="nothing-chosen")),
        ("r2", {"blocked": "cured"}, Given(fault="does-not-fit")),
    ],
)
def test_only_an_answer_the_page_could_offer_is_taken(link_id: str, value: Any, expected: Given) -> None:
    answers = said("self", {"r1": ["blocked", "police"]})
    assert read_given(BOOK.items[link_id], value, answers, BOOK) == expected


@pytest.mark.parametrize(
    ("age", "voice"), [(None, None), (11, None), (12, "teen"), (17, "teen"), (18, "self")]
)
def test_the_voice_follows_from_the_age(age: int | None, voice: str | None) -> None:
    raw = {"context": {"age": age} if age is not None else {}, "answers": {}}
    assert voice_for(read_answers(raw, BOOK).context) == voice


@pytest.mark.parametrize(
    ("context", "why"),
    [
        ({}, "age-unknown"),
        ({"age": 11}, "under-12"),
        ({"age": 30, "setting": "telehealth"}, "telehealth"),
        ({"age": 30, "setting": "office"}, ""),
    ],
)
def test_what_speaks_against_handing_over_before_any_answer(context: dict[str, Any], why: str) -> None:
    found = read_answers({"context": context, "answers": {}}, BOOK).context
    assert refused_before_asking(found, has_ended=False) == why
    assert refused_before_asking(found, has_ended=True) == "ended"


@pytest.mark.parametrize(
    ("answers", "by_hand", "why"),
    [
        ({}, [], ""),
        ({"o1": "not_now"}, [], "not-today"),
        ({"o2": "no"}, [], "not-private"),
        ({"o2": "not_sure"}, [], "not-private"),
        ({"w6": "yes"}, [], "needs-you-now"),
        ({}, ["client-may-be-doing-it"], "may-be-doing-it"),
        ({}, ["client-may-harm-other"], "may-be-doing-it"),
        ({link_id: None for link_id in BOOK.items if link_id != "o1"} | {"o1": "yes"}, [], "nothing-left"),
    ],
)
def test_what_speaks_against_handing_over_in_what_was_said(
    answers: dict[str, Any], by_hand: list[str], why: str
) -> None:
    findings = find(said("self", answers, flags_by_hand=by_hand), BOOK)
    assert refused_for(findings, askable(findings, BOOK, with_led=False, asked_here=())) == why
