# SPDX-License-Identifier: Apache-2.0
"""What is asked next in a session: the room, danger, the suicide screen in its place; and when it stops."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, reject
from tests.support.answers import the_book
from tests.support.strategies import contexts, given_answers

from leeward.knowledge import Catalogue
from leeward.screening import Findings, find, read_answers
from leeward.screening.asking import RoomSaid, next_step, nothing_was_told, stops_for
from leeward.screening.suicide_screen import is_positive, missing_to_close
from leeward.terms.errors import InputError

NO, YES = "LA32-8", "LA33-6"
ROOM = {"o1": "yes", "o2": "yes", "o3": "no"}
NEGATIVE = {f"asq-{number}": NO for number in range(1, 5)}
POSITIVE = {**NEGATIVE, "asq-1": YES, "asq-5": NO}


def found(book: Catalogue, answers: dict[str, Any], **more: Any) -> Findings:
    return find(read_answers({"answers": answers, **more}, book), book)


def test_the_room_comes_before_everything(book: Catalogue) -> None:
    first = book.screen.first_visit
    assert next_step(found(book, {}), book, wanted=first).link_id == "o1"
    step = next_step(found(book, ROOM), book, wanted=first)
    assert (step.kind, step.link_id) == ("item", "c9")


@pytest.mark.parametrize("heard", ["no", "not_sure"])
def test_where_someone_may_hear_nothing_is_asked(book: Catalogue, heard: str) -> None:
    findings = found(book, {**ROOM, "o2": heard}, context={"age": 14})
    assert next_step(findings, book, wanted=None).kind == "overheard"


def test_what_the_clients_page_says_is_heeded(book: Catalogue) -> None:
    nothing = found(book, {})
    asked = found(book, ROOM)
    for alone in ("no", "unsure"):
        assert next_step(nothing, book, wanted=None, room=RoomSaid(alone=alone)).kind == "not-alone"
        assert next_step(asked, book, wanted=None, room=RoomSaid(alone=alone)).kind == "item"
    for consent in ("no", "later"):
        assert next_step(nothing, book, wanted=None, room=RoomSaid(consent=consent)).kind == "refused"
        assert next_step(asked, book, wanted=None, room=RoomSaid(consent=consent)).kind == "item"


@pytest.mark.parametrize("o1", [None, "not_now"])
def test_not_today_is_an_answer_and_a_young_person_is_still_read_the_suicide_screen(
    book: Catalogue, o1: str | None
) -> None:
    assert next_step(found(book, {"o1": o1}), book, wanted=None).kind == "refused"
    young = {"context": {"age": 14}}
    assert next_step(found(book, {"o1": o1}, **young), book, wanted=None).kind == "suicide-screen"
    overheard = found(book, {"o1": o1, "o2": "no"}, **young)
    assert next_step(overheard, book, wanted=None).kind == "overheard"
    after = found(book, {"o1": o1, **NEGATIVE}, **young)
    assert next_step(after, book, wanted=None).kind == "refused"


def test_who_wants_to_know_more_is_told_before_anything_is_asked(book: Catalogue) -> None:
    assert next_step(found(book, {"o1": "tell_me"}), book, wanted=None).kind == "tell-more"


def test_a_skipped_question_about_the_place_is_no_yes(book: Catalogue) -> None:
    assert next_step(found(book, {"o1": "yes", "o2": None}), book, wanted=None).kind == "overheard"


def test_leave_given_on_the_clients_page_stands_when_the_question_is_skipped(
    book: Catalogue,
) -> None:
    findings = found(book, {**ROOM, "o1": None})
    assert next_step(findings, book, wanted=None).kind == "refused"
    assert next_step(findings, book, wanted=None, room=RoomSaid(consent="yes")).link_id == "c9"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, True),
        ({"c1": "no", "c9": "no"}, False),
        ({"c1": None}, True),
        ({"c1": "no", "c2": "not_sure"}, True),
        ({"c1": "no", "c9": "soon"}, True),
    ],
    ids=["nothing asked", "no", "skipped", "not sure", "danger"],
)
def test_that_nothing_was_told_is_said_only_when_it_was_asked(
    book: Catalogue, answers: dict[str, Any], told: bool
) -> None:
    assert nothing_was_told(found(book, answers, context={"language": "es"})) is not told


@pytest.mark.parametrize("o3", ["yes", "not_sure"])
def test_a_device_that_may_hear_stops_the_questions_until_the_mhp_goes_on(book: Catalogue, o3: str) -> None:
    findings = found(book, {**ROOM, "o3": o3})
    assert next_step(findings, book, wanted=None).kind == "device-hears"
    assert next_step(findings, book, wanted=None, room=RoomSaid(went_on=True)).link_id == "c9"


@pytest.mark.parametrize("age", [12, 14, 17])
def test_with_12_to_17_the_suicide_screen_comes_whatever_they_told(book: Catalogue, age: int) -> None:
    nothing = {**ROOM, "c9": "no"}
    assert next_step(found(book, nothing, context={"age": age}), book, wanted=None).kind == "suicide-screen"
    core = [item.linkId for item in book.items.values() if item.linkId.startswith("c")]
    denied = {**nothing, **{link_id: "no" for link_id in core if link_id not in ("c8", "c10", "c13")}}
    findings = found(book, denied, context={"age": age})
    assert next_step(findings, book, wanted=book.screen.first_visit).kind == "suicide-screen"


def test_for_an_adult_it_ends_the_short_list_and_is_not_left_out(book: Catalogue) -> None:
    given: dict[str, Any] = {**ROOM, "c9": "no", "c2": "yes"}
    asked = []
    while (step := next_step(found(book, given), book, wanted=book.screen.first_visit)).kind == "item":
        asked.append(step.link_id)
        given[step.link_id] = None
    assert step.kind == "suicide-screen"
    assert {"w6", "w5", "w7"} <= set(asked)
    assert next_step(found(book, {**given, **NEGATIVE}), book, wanted=book.screen.first_visit).kind == "done"


def test_an_adult_who_is_extorted_is_asked_at_once(book: Catalogue) -> None:
    findings = found(book, {**ROOM, "c9": "no", "c6": "yes"})
    assert next_step(findings, book, wanted=book.screen.first_visit).kind == "suicide-screen"


def test_a_positive_suicide_screen_stops_the_mhps_questions(book: Catalogue) -> None:
    assert stops_for(found(book, {**ROOM, **POSITIVE})) == ("suicide-nonacute",)
    assert stops_for(found(book, {**ROOM, **NEGATIVE, "w6": "yes"})) == ()


def test_on_a_device_whatever_is_critical_stops_them(book: Catalogue) -> None:
    assert "strangulation" in stops_for(found(book, {"w6": "yes"}, voice="self"))


@given(answers=given_answers(), context=contexts())
def test_every_question_offered_is_open_and_unanswered(
    answers: dict[str, Any], context: dict[str, Any]
) -> None:
    book = the_book()
    try:
        findings = found(book, answers, context=context)
    except InputError:  # answers that contradict each other: see test_answers
        reject()
    step = next_step(findings, book, wanted=None)
    if step.kind == "item":
        assert step.link_id in findings.next
        assert step.link_id not in findings.answers.given
    assert (step.kind == "item") == bool(step.link_id)


def test_police_and_language_are_not_asked_twice(book: Catalogue) -> None:
    everything = {"police": "not", "language": "es"}
    asked = set()
    for context in ({}, everything):
        given: dict[str, Any] = {**ROOM, **NEGATIVE, "c2": "yes"}
        while (step := next_step(found(book, given, context=context), book, wanted=None)).kind == "item":
            given[step.link_id] = None
            asked.add((step.link_id, bool(context)))
    assert {("g4", False), ("o5", False)} <= asked
    assert not {("g4", True), ("o5", True)} & asked


WAYS = {
    "safe-adult-told": {"who": "mother", "language": "Spanish", "through": "interpreter by phone"},
    "no-safe-adult": {"instead": "crisis team"},
    "emergency-care": {"where": "county hospital", "along": "the counselor"},
}


@pytest.mark.parametrize("way", WAYS)
def test_a_minors_positive_screen_closes_in_three_ways_each_written_whole(book: Catalogue, way: str) -> None:
    findings = found(book, POSITIVE, context={"age": 14})
    assert is_positive(findings, book)
    assert missing_to_close(findings, {}, book) == ("way",)
    assert missing_to_close(findings, {"way": "promise"}, book) == ("way",)
    assert missing_to_close(findings, {"way": way, **WAYS[way]}, book) == ()
    for field in WAYS[way]:
        assert missing_to_close(findings, {"way": way, **WAYS[way], field: "  "}, book) == (field,)


def test_the_ways_are_the_ones_of_the_content(book: Catalogue) -> None:
    assert {way.id: {field.id for field in way.write} for way in book.asq_closing.ways} == {
        way: set(fields) for way, fields in WAYS.items()
    }


def test_nothing_stands_in_the_way_of_ending_with_an_adult_or_a_negative_screen(book: Catalogue) -> None:
    assert missing_to_close(found(book, POSITIVE, context={"age": 34}), {}, book) == ()
    assert missing_to_close(found(book, NEGATIVE, context={"age": 14}), {}, book) == ()


def test_a_young_persons_refusal_has_to_be_closed_too(book: Catalogue) -> None:
    refused = {**NEGATIVE, "asq-3": None}
    assert missing_to_close(found(book, refused, context={"age": 15}), {}, book) == ("way",)


@pytest.mark.parametrize(
    ("tag", "raised"), [("en", False), ("es", True), ("vi", True), ("quc", True), ("ase", True)]
)
def test_every_language_but_english_calls_for_an_interpreter_or_a_shared_language(
    book: Catalogue, tag: str, raised: bool
) -> None:
    findings = found(book, {}, context={"language": tag})
    assert ("limited-english" in findings.flag_ids) is raised
