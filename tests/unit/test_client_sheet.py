# SPDX-License-Identifier: Apache-2.0
"""The client's sheet as a value: what was agreed stands on it, and no form says more than its own."""

from __future__ import annotations

import re
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import Raw, example, planned, the_book

from leeward.papers import ClientSheet, client_sheet
from leeward.papers.bland import bland_lines
from leeward.papers.sheet import MOST_HEART_LETTERS
from leeward.planning import Plan, Takeaway
from leeward.planning.takeaway import TELLS_A_PARENT
from leeward.terms.errors import PaperError
from leeward.terms.text import LANGUAGES, Language

FORMS: tuple[Takeaway, ...] = get_args(Takeaway)
AGREED = ("la cometa", "martes 15:00", "Ana")


def mother(carried: str | None) -> Plan:
    """The mother of session A, who lives apart; `carried` is what she said of carrying paper."""
    raw: Raw = example("session-a-mother")
    del raw["answers"]["s6"]
    if carried is not None:
        raw["answers"]["s6"] = carried
    return planned(raw)


def boy(**answers: str) -> Plan:
    """The boy of session B, to whom nobody said yet whether paper is safe to carry."""
    raw: Raw = example("session-b-boy")
    raw["answers"].pop("s6", None)
    raw["answers"].update(answers)
    return planned(raw)


OWN_WORDS, ORDINARY, BY_HEART = mother("yes"), mother(None), mother("no")


def sheet(plan: Plan, language: Language = "en", **asked: Any) -> ClientSheet:
    return client_sheet(plan, the_book(), language, **asked)


def test_the_form_is_what_may_be_carried() -> None:
    assert ["own-words", "ordinary", "by-heart"] == [
        sheet(plan).form for plan in (OWN_WORDS, ORDINARY, BY_HEART)
    ]


def test_a_quieter_form_can_be_asked_for() -> None:
    assert sheet(ORDINARY).lines == sheet(OWN_WORDS, form="ordinary").lines
    assert "by-heart" == sheet(OWN_WORDS, form="by-heart").form


def test_a_louder_form_is_not_given() -> None:
    assert sheet(ORDINARY) == sheet(ORDINARY, form="own-words")
    assert sheet(BY_HEART) == sheet(BY_HEART, form="own-words")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ordinary_sheet_names_no_step_and_no_service(language: Language) -> None:
    made = sheet(OWN_WORDS, language, form="ordinary")
    lines = bland_lines(step.entry.option for step in OWN_WORDS.steps)
    assert [line.said_in(language) for line in lines] == [line.line for line in made.lines]
    shown = msgspec.json.encode(made).decode()
    for service in OWN_WORDS.services:
        assert service.name not in shown


@pytest.mark.parametrize("plan", (OWN_WORDS, ORDINARY, BY_HEART))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_by_heart_holds_no_step_and_one_number(language: Language, plan: Plan) -> None:
    made = sheet(plan, language, form="by-heart", heart=AGREED)
    assert () == made.lines
    assert 1 == len(made.numbers)
    assert made.week is None
    assert "" == made.changes


def test_what_was_agreed_stands_in_its_place_and_the_rest_is_a_blank() -> None:
    assert [("A word", "kite"), ("Day and time", None), ("A person", None)] == [
        (one.caption, one.text) for one in sheet(ORDINARY, heart=("kite",)).by_heart
    ]
    assert ["la cometa", "martes 15:00", "Ana"] == [
        one.text for one in sheet(ORDINARY, "es", heart=AGREED).by_heart
    ]
    assert [None, None, "Ana"] == [one.text for one in sheet(OWN_WORDS, heart=("", " ", "Ana")).by_heart]


def test_by_heart_a_day_that_was_agreed_takes_the_place_of_the_one_to_ask_again() -> None:
    blank = sheet(BY_HEART)
    assert [("We talk again", "Monday, Nov 30"), ("A word", None)] == [
        (one.caption, one.text) for one in blank.by_heart
    ]
    assert [("Day and time", "martes 15:00"), ("A word", "la cometa"), ("A person", "Ana")] == [
        (one.caption, one.text) for one in sheet(BY_HEART, heart=AGREED).by_heart
    ]


def test_what_is_too_long_to_learn_is_refused_and_not_repeated() -> None:
    assert sheet(ORDINARY, heart=("x" * MOST_HEART_LETTERS,)).by_heart[0].text
    with pytest.raises(PaperError, match="at most 40") as refused:
        sheet(ORDINARY, heart=("kite", "lighthouse " * 5))
    assert "by heart 2" in str(refused.value)
    assert "lighthouse" not in str(refused.value)


def test_more_than_three_things_are_refused() -> None:
    with pytest.raises(PaperError, match="at most 3"):
        sheet(ORDINARY, heart=("a", "b", "c", "d"))


@given(st.lists(st.text(max_size=MOST_HEART_LETTERS), max_size=3), st.sampled_from(FORMS))
def test_whatever_is_typed_comes_out_on_one_clean_line(typed: list[str], form: Takeaway) -> None:
    try:
        made = sheet(OWN_WORDS, heart=typed, form=form)
    except PaperError as refused:  # a few letters grow when they are composed
        assert "at most 40" in str(refused)
        return
    for one in made.by_heart:
        if one.text is not None:
            assert one.text.strip() == one.text != ""
            assert len(one.text) <= MOST_HEART_LETTERS
            assert not set(one.text) & set("\n\r\t\x00\u202e\u2066\u200b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_young_clients_ordinary_sheet_has_988_and_911_alone(language: Language) -> None:
    """A line that answers day and night is looked up by whoever finds it."""
    assert ["988-lifeline", "911"] == [one.id for one in sheet(boy(), language, form="ordinary").numbers]
    assert ["988-lifeline"] == [one.id for one in sheet(boy(), language, form="by-heart").numbers]
    assert len(sheet(ORDINARY, language).numbers) > 2


TELLING = re.compile(
    r"pictur|sex|suicid|cybertip|foto|quitarse|assault|hotline|helpline|línea|stopncii|take down", re.I
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_boys_paper_tells_a_parent_nothing_unless_he_asked_for_his_own_words(language: Language) -> None:
    """He said that paper is safe to carry, and nothing else was touched."""
    usual = sheet(boy(s6="yes"), language)
    assert "ordinary" == usual.form
    assert not TELLING.search(said_on(usual))
    fuller = sheet(boy(s6="yes"), language, form="own-words")
    assert "own-words" == fuller.form
    assert TELLING.search(said_on(fuller))


@pytest.mark.parametrize("told", ({"t1": ["outing"]}, {"x1": "nude", "x2": "under18"}, {"asq-3": "LA33-6"}))
def test_each_of_what_only_they_may_tell_is_enough(told: dict[str, str]) -> None:
    """Whom they love, a picture, or suicide alone."""
    raw: Raw = {"context": {"age": 16}, "answers": {"s6": "yes", **told}}
    assert "ordinary" == sheet(planned(raw)).form
    assert "own-words" == sheet(planned({**raw, "context": {"age": 30}})).form


def test_a_young_client_with_nothing_of_that_has_own_words() -> None:
    raw: Raw = {"context": {"age": 16}, "answers": {"s6": "yes", "c1": "yes"}}
    assert "own-words" == sheet(planned(raw)).form


def test_the_flags_that_tell_a_parent_are_known() -> None:
    assert {flag.id for flag in the_book().flags} >= TELLS_A_PARENT


def said_on(made: ClientSheet) -> str:
    """Everything a finder reads."""
    lines = [f"{one.line} {one.text or ''}" for one in made.lines]
    return " ".join([made.title, *lines, *(f"{one.label} {one.number} {one.way}" for one in made.numbers)])


def test_our_number_stands_where_it_was_asked_for_and_not_by_heart() -> None:
    assert "(206) 555-0134" == sheet(ORDINARY, office=" (206) 555-0134 ").office
    assert "+1 206 555 0134" == sheet(boy(), office="+1 206 555 0134").office
    assert sheet(ORDINARY).office is None
    assert sheet(BY_HEART, office="555-0134").office is None


@pytest.mark.parametrize("typed", ("Dr. Ruiz 555", "Clinic", "5" * 31, "()", "٣٣٣", "555#3"))
def test_only_a_number_may_stand_for_the_office(typed: str) -> None:
    """Nothing that tells whose it is; what was typed is not repeated."""
    with pytest.raises(PaperError, match="the office") as refused:
        sheet(ORDINARY, office=typed)
    assert typed not in str(refused.value)


def test_a_sheet_cannot_be_changed_after_it_was_shown() -> None:
    with pytest.raises(AttributeError):
        sheet(ORDINARY).title = "Plan"  # type: ignore[misc]
