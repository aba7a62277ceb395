# SPDX-License-Identifier: Apache-2.0
"""Branching: the order of asking, what opens, what closes, and what no tablet may ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import NINE, Raw, answered, example, found, the_book, visit
from tests.support.strategies import given_answers

from leeward.knowledge import Catalogue
from leeward.screening.questionnaire import may_be_offered, next_questions, offered_choices, open_items

CORE = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c11", "c12")
NEVER_UNATTENDED = frozenset({"c9", "i5", "i10", "x5", "t4", "e2", "e3", "e4", "e5"})
"""Danger today, self-harm, hurting others, a running deadline, and what only a person may ask."""


def test_sections_are_asked_in_the_order_of_danger(book: Catalogue) -> None:
    """This room, then danger today, then what can kill, then the client's wants, and only then how."""
    order = [section.id for section in book.screen.sections]
    must_come_so = ["room", "core", "danger", "threats", "extortion", "wants", "safety", "person", "means"]
    assert sorted(must_come_so, key=order.index) == must_come_so
    assert order.index("closing") == len(order) - 1


def test_the_core_asks_danger_today_first(book: Catalogue) -> None:
    """Today, fear, children, what was said about telling, control; and only then what is done."""
    core = next(section for section in book.screen.sections if section.id == "core")
    order = [item.linkId for item in core.items]
    assert ["c9", "c12", "c13", "c7", "c11"] == order[:5]
    assert order.index("c6") < order.index("c1") < order.index("c8")


def test_what_can_kill_is_asked_before_details_of_threats(book: Catalogue) -> None:
    """Strangling and a gun once came as the thirty-sixth question."""
    order = list(book.items)
    first_ask = {
        link_id: order.index(link_id) for link_id in ("w6", "w5", "w7", "t1", "t4", "w2", "e2", "e3")
    }
    assert max(first_ask.values()) < order.index("g2") < order.index("m0")
    asked = [item for item in order if book.items[item].type != "display"]
    assert asked.index("w6") < 22


def test_the_first_visit_is_short_and_real(book: Catalogue) -> None:
    """Few questions, each one there is, in the order of the screen; fewer where nothing is told."""
    first = book.screen.first_visit
    assert len(first) <= 19
    nothing_told = {**dict.fromkeys(CORE, "no"), "c13": "none", "c8": "unknown"}
    given = {"o1": "yes", "o2": "yes", "o3": "no", "c9": "no"} | nothing_told
    asked = {item.linkId for item in open_items(answered(visit(given, age=30)), {}, book)}
    assert len(asked.intersection(first)) <= 11
    assert [] == [link_id for link_id in first if link_id not in book.items]
    assert sorted(first, key=list(book.items).index) == list(first)
    assert {"o2", "o3", "c9", "c7", "w6", "w5", "w7"} <= set(first)


def test_the_recheck_asks_what_there_is(book: Catalogue) -> None:
    """Later visits ask a short set again."""
    assert [] == [link_id for link_id in book.screen.recheck.short_set if link_id not in book.items]


@pytest.mark.parametrize("said", ["no", "not_sure"])
@given(given=given_answers())
def test_no_privacy_closes_everything_else(said: str, given: Raw) -> None:
    """Someone may hear: nothing more is asked, whatever was said before."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    findings = found(visit({**given, "o2": said}))
    assert set(findings.next) <= {"o1", "o3", "o4", "o5"}
    assert "not-private" in findings.flag_ids


def test_not_today_is_a_good_answer(book: Catalogue) -> None:
    """A client who says not today is asked nothing about it in this visit."""
    room = {item.linkId for item in book.screen.sections[0].items}
    assert set(found(visit({"o1": "not_now"})).next) <= room


@given(given=given_answers(), voice=st.sampled_from(("self", "teen")), attended=st.booleans())
def test_a_device_is_never_given_what_needs_a_person(given: Raw, voice: str, attended: bool) -> None:
    """No answer that nobody is there to hear: neither at home nor on the office tablet."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    answers = answered(visit(given, voice=voice, setting="office" if attended else None))
    offered = open_items(answers, {}, the_book())
    assert not NEVER_UNATTENDED & {item.linkId for item in offered}
    assert [] == [item.linkId for item in offered if item.asked_by == "person"]
    assert not NEVER_UNATTENDED & set(next_questions(answers, {}, the_book()))
    codes = {
        (item.linkId, choice.code)
        for item in offered
        if item.type == "multi"
        for choice in offered_choices(item, answers.voice, the_book())
    }
    assert ("x4", "hurt_self") not in codes


def test_a_person_may_ask_everything(book: Catalogue) -> None:
    """What a tablet may not ask, the clinician does."""
    assert all(may_be_offered(book.items[link_id], "clinician") for link_id in NEVER_UNATTENDED)
    x4 = {choice.code for choice in offered_choices(book.items["x4"], "clinician", book)}
    assert "hurt_self" in x4


def test_the_screen_itself_never_asks_about_suicide(book: Catalogue) -> None:
    """The ASQ is read aloud by a person; no item of the screen stands in for it."""
    words = ("kill yourself", "suicid", "better off dead", "wish you were dead")
    asked = [
        item.linkId
        for item in book.items.values()
        for text in (item.self_voice, item.teen)
        if text is not None and any(word in text.en.lower() for word in words)
    ]
    assert set(asked) <= {"w7", "t1", "z1"}, "only the other person's talk of suicide may be named"


@pytest.mark.parametrize("voice", ["self", "teen"])
def test_a_teen_is_not_asked_what_is_for_adults(voice: str) -> None:
    """And an adult not what is for teens."""
    adult_only = {"c13", "e3", "m8", "d1"}
    wide = dict.fromkeys(("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c11", "c12"), "yes")
    assert not adult_only & set(found(visit(wide, voice=voice, age=15)).next)
    assert {"c13"} <= set(found(visit(wide, voice="self", age=30)).next)


def test_a_skipped_question_is_not_asked_again_in_this_visit() -> None:
    """Skip means skip."""
    before = found(visit({"c1": "yes"})).next
    assert "c2" in before
    assert "c2" not in found(visit({"c1": "yes", "c2": None})).next


def test_danger_opens_on_not_sure_as_on_yes() -> None:
    """Not sure opens the same branch as yes; no opens nothing."""
    assert {"w6", "w5", "w7"} <= set(found(visit({"c2": "not_sure"})).next)
    assert not {"w6", "w5", "w7"} & set(found(visit({"c2": "no"})).next)


def test_theft_is_asked_about_only_when_the_person_is_unknown() -> None:
    """A stalked mother is not asked whether a burglar photographed her door."""
    assert "k1" not in found(visit({"c2": "yes", "c8": "known"})).next
    assert "k1" in found(visit({"c2": "yes", "c8": "unknown"})).next


@pytest.mark.parametrize("name", NINE)
def test_stopping_anywhere_gives_findings(name: str) -> None:
    """Every prefix of a visit is a visit: the client may stand up at any question."""
    raw = example(name)
    pairs = list(raw["answers"].items())
    for count in range(len(pairs) + 1):
        findings = found({**raw, "answers": dict(pairs[:count])})
        assert set(findings.next).isdisjoint(link_id for link_id, _ in pairs[:count])
        assert len(findings.ten_minutes.first) <= 7


@given(given=given_answers(most=60))
def test_what_comes_next_is_open_unasked_and_in_the_order_of_the_screen(given: Raw) -> None:
    """The list never repeats a question and never jumps back; a due suicide screen comes first."""
    given = {key: value for key, value in given.items() if key not in ("w1", "x2")}
    asked_next = found(visit(given)).next
    order = [item.linkId for item in the_book().instrument("asq").items] + list(the_book().items)
    assert sorted(asked_next, key=order.index) == list(asked_next)
    assert not set(asked_next) & set(given)
