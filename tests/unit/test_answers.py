# SPDX-License-Identifier: Apache-2.0
"""Answers are read at the edge, checked there, and never guessed at."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import Raw, answered, example, flags_of, found, visit
from tests.support.strategies import given_answers

from leeward.knowledge import Catalogue
from leeward.screening import find, read_answers
from leeward.screening.answers import read_answer
from leeward.terms.because import Because
from leeward.terms.errors import InputError

CANARY = "He said ex-canary words I will never repeat"
TEXT_ITEMS = ("o4", "e1", "s3", "m11", "p8", "asq-5-describe")


def refusal(raw: Any) -> InputError:
    """The error that reading `raw` gives; it always has its three parts."""
    with pytest.raises(InputError) as caught:
        answered(raw)
    error = caught.value
    assert all((error.found, error.expected, error.do)), "a message has found, expected and do"
    return error


@pytest.mark.parametrize("raw", [None, [], "answers", 7])
def test_a_file_that_is_no_object_is_refused(raw: Any) -> None:
    """One JSON object in, or a message."""
    assert "one JSON object" == refusal(raw).expected


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"answer": {}}, "'answer'"),
        ({"context": {"aeg": 14}}, "'aeg'"),
        ({"answers": {"c99": "yes"}}, "'c99'"),
        ({"answers": {"c99": None}}, "'c99'"),
        ({"answers": {"c1": "maybe"}}, "c1"),
        ({"answers": {"c1": ["yes", "no"]}}, "c1"),
        ({"answers": {"c1": []}}, None),
        ({"answers": {"c1": 1}}, "c1"),
        ({"answers": {"c1": True}}, "c1"),
        ({"answers": {"t1": ["kill", 3]}}, "t1"),
        ({"answers": {"c10": 11}}, "c10"),
        ({"answers": {"c10": -1}}, "c10"),
        ({"answers": {"c10": 3.5}}, "c10"),
        ({"answers": {"c10": True}}, "c10"),
        ({"answers": {"o0": "yes"}}, "o0"),
        ({"answers": {"r2": ["helped"]}}, "r2"),
        ({"answers": {"r2": {"blocked": "well"}}}, "r2"),
        ({"answers": {"r2": {"blocked": ["helped"]}}}, "r2"),
        ({"answers": {"r2": {"no_such": "helped"}}}, "r2"),
        ({"answers": {"asq-1": "LA1-1"}}, "asq-1"),
        ({"answers": {"asq-1": 7}}, "asq-1"),
        ({"answers": {"phq9-1": True}}, "phq9-1"),
        ({"answers": {"who5-1": ""}}, "who5-1"),
        ({"answers": ["c1"]}, "answers"),
        ({"voice": "parent"}, "voice"),
        ({"voice": ["self"]}, "voice"),
        ({"language": "fr"}, "language"),
        ({"earlier_answers": {"c1": "yes"}}, "earlier_answers"),
        ({"earlier_answers": [{"linkId": "c1", "answer": "maybe"}]}, "c1"),
        ({"earlier_answers": [{"linkId": "c99", "answer": "yes"}]}, "'c99'"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(raw: Raw, said: str | None) -> None:
    """The message names the key, the linkId or the place, so that the file can be mended."""
    if said is None:  # nothing chosen: skipped, not refused
        assert {"c1": None} == dict(answered(raw).given)
        return
    assert said in refusal(raw).message()


def test_an_empty_list_is_a_skipped_question() -> None:
    """Nothing ticked is no answer, whatever the question's kind."""
    answers = answered(visit({"t1": [], "c1": []}))
    assert {"t1": None, "c1": None} == dict(answers.given)
    assert not answers.is_answered("t1")


@pytest.mark.parametrize("link_id", TEXT_ITEMS)
@pytest.mark.parametrize("value", [[CANARY], {"said": CANARY}, CANARY * 1000])
def test_no_message_holds_the_words_of_a_text_answer(link_id: str, value: Any) -> None:
    """A client's own words never reach an error, a log or a terminal."""
    error = refusal(visit({link_id: value}))
    assert "canary" not in error.message()
    assert link_id in error.message()


def test_a_text_answer_is_kept_but_is_no_reason() -> None:
    """Words are kept for the talk; reasons name ids and codes only."""
    findings = found(visit({"e1": CANARY, "p8": CANARY, "c1": "yes", "asq-5-describe": CANARY}))
    assert CANARY == findings.answers.given["e1"]
    reasons = [one for flag in findings.flags for one in flag.because]
    reasons += [
        one for group in (findings.means, findings.acts, findings.targets) for f in group for one in f.because
    ]
    assert [] == [one for one in reasons if "canary" in f"{one.ref}{one.value}"]


@pytest.mark.parametrize("words", [["none", "kill"], ["hurt", "none"]])
def test_none_together_with_an_answer_is_refused(words: list[str]) -> None:
    """Better to ask again than to keep the half that is easier."""
    assert "an answer that stands alone together with others" == refusal(visit({"t1": words})).found


@pytest.mark.parametrize("other", ["call", "text", "in_person"])
def test_no_contact_together_with_a_way_of_contact_is_refused(other: str) -> None:
    """Who asked us not to get in touch is not rung because a second box was ticked."""
    words = [other, "do_not_contact"]
    assert "an answer that stands alone together with others" == refusal(visit({"s2": words})).found
    assert ("do_not_contact",) == answered(visit({"s2": ["do_not_contact"]})).given["s2"]


@pytest.mark.parametrize("age", [5, 11, 18, 40])
def test_the_teen_voice_for_somebody_who_is_no_teen_is_refused(age: int) -> None:
    """The teen wording is for ages 12 to 17."""
    assert "voice" == refusal(visit(voice="teen", age=age)).where


@pytest.mark.parametrize("age", [None, 12, 17, "teen", "minor"])
def test_the_teen_voice_fits_a_teen_and_an_unknown_age(age: Any) -> None:
    """What is not known contradicts nothing."""
    assert "teen" == answered(visit(voice="teen", age=age)).voice


@pytest.mark.parametrize("context", [{"age": 14}, {"age": "minor"}, {"age": 3}])
def test_an_image_made_as_an_adult_of_a_minor_is_refused(context: Raw) -> None:
    """An adult's take-down path for a child's picture would be a crime to follow."""
    assert "x2" == refusal(visit({"x2": "adult"}, **context)).where


def test_an_image_made_as_an_adult_in_the_teen_voice_is_refused() -> None:
    """The teen voice alone says under 18."""
    assert "x2" == refusal(visit({"x2": "adult"}, voice="teen")).where


def test_an_adult_may_have_been_under_18_in_the_picture() -> None:
    """An old picture of a grown client is still a picture of a minor."""
    assert "minor-image" in flags_of(visit({"x2": "under18"}, age=30))


@pytest.mark.parametrize(
    ("relationship", "code"),
    [("ex-partner", "parent_guardian"), ("parent", "ex_partner"), ("current-partner", "neighbor")],
)
def test_two_different_relationships_are_refused(relationship: str, code: str) -> None:
    """Orders, law and what may be said at home hang on who it is."""
    assert "w1" == refusal(visit({"w1": code}, relationship=relationship)).where


@pytest.mark.parametrize(
    ("relationship", "code"),
    [
        ("ex-partner", "ex_partner"),
        ("unknown", "ex_partner"),
        ("ex-partner", "police_court"),
        ("parent", "carer"),
        ("online-contact", "stranger"),
    ],
)
def test_relationships_that_can_both_hold_are_taken(relationship: str, code: str) -> None:
    """He may be her ex and a police officer; an unknown person may turn out to be known."""
    assert relationship == answered(visit({"w1": code}, relationship=relationship)).context.relationship


def test_an_ex_partner_who_is_police_raises_both_dangers() -> None:
    """The most dangerous pair of all is not a typing mistake."""
    flags = flags_of(visit({"w1": "police_court"}, relationship="ex-partner"))
    assert {"offender-police-or-court", "prior-intimate"} <= flags


def test_what_the_client_says_replaces_an_unknown_relationship(book: Catalogue) -> None:
    """Unknown at intake, named in the talk: the name holds from then on."""
    findings = find(answered(visit({"w1": "ex_partner"}, relationship="unknown")), book)
    assert "ex-partner" == findings.answers.context.relationship


def test_a_skipped_question_is_not_an_answer(book: Catalogue) -> None:
    """Skipped is kept as skipped, raises nothing, and is told from no and from never asked."""
    skipped, no, never = visit({"w6": None}), visit({"w6": "no"}), visit({})
    assert (False, True, False) == tuple(
        read_answers(raw, book).is_answered("w6") for raw in (skipped, no, never)
    )
    assert ("w6",) == found(skipped).unanswered
    assert () == found(no).unanswered == found(never).unanswered


def test_codes_come_once_in_the_order_given() -> None:
    """A double tick is one answer."""
    assert ("hurt", "kill") == answered(visit({"t1": ["hurt", "kill", "hurt"]})).codes("t1")
    assert () == answered(visit({"t1": None})).codes("t1") == answered(visit({})).codes("t1")


@pytest.mark.parametrize("value", ["LA33-6", "yes", "Yes", 1])
def test_an_instrument_takes_its_code_its_label_or_its_score(value: Any, book: Catalogue) -> None:
    """Whatever an MHP's own system sends for yes is yes."""
    assert "LA33-6" == read_answer("asq-1", value, book)


def test_a_changed_answer_keeps_the_earlier_one() -> None:
    """Nothing a client said is lost when it changes."""
    answers = answered(visit({"c9": "now"})).changed("c9", "no", at="2026-11-23T14:05")
    assert "no" == answers.given["c9"]
    assert [("c9", "now", "2026-11-23T14:05")] == [
        (one.linkId, one.answer, one.changed_at) for one in answers.earlier
    ]


def test_a_first_answer_is_no_change() -> None:
    """What was never answered before has no earlier answer."""
    assert () == answered(visit({})).changed("c9", "no", at="2026-11-23T14:05").earlier


@pytest.mark.parametrize(
    ("link_id", "said", "then"),
    [
        ("c9", "now", "no"),
        ("w6", "yes", "no"),
        ("w5", "yes", None),
        ("c7", "yes", "no"),
        ("t1", ("kill", "hurt"), ("hurt",)),
    ],
)
def test_a_danger_answer_taken_back_is_asked_in_person_today(
    link_id: str, said: Any, then: Any, book: Catalogue
) -> None:
    """Fear takes answers back."""
    before = answered(visit({link_id: list(said) if isinstance(said, tuple) else said}))
    flags = find(before.changed(link_id, then, at="2026-11-23T14:05"), book).flags
    taken_back = Because("rule", "answer-taken-back", link_id)
    assert taken_back in next(flag.because for flag in flags if flag.id == "ask-in-person-today")


def test_an_earlier_danger_answer_in_the_file_counts_as_taken_back() -> None:
    """The history that a practice sends along is read like one made here."""
    raw = visit({"w6": "no"})
    raw["earlier_answers"] = [{"linkId": "w6", "answer": "yes", "changed_at": "2026-11-20"}]
    assert "ask-in-person-today" in flags_of(raw)


def test_an_answer_that_grew_worse_is_not_taken_back(book: Catalogue) -> None:
    """Only what is withdrawn is asked again."""
    after = answered(visit({"w6": "no"})).changed("w6", "yes", at="2026-11-23T14:05")
    flags = find(after, book).flags
    assert "strangulation" in {flag.id for flag in flags}
    assert [] == [one for flag in flags for one in flag.because if one.ref == "answer-taken-back"]


@given(given=given_answers())
def test_any_answers_of_the_screen_are_read_as_given(given: Raw) -> None:
    """What the screen offers, the reader takes: the words of the answers come back unchanged."""
    try:
        answers = answered(visit(given))
    except InputError as error:
        assert error.where in ("w1", "x2", "voice")
        return
    expected = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    assert expected == dict(answers.given)


@given(
    raw=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ("answers", "context", "voice", "c1", "t1", "r2", "age", "asq-1", "earlier_answers")
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_anything_at_all_is_read_or_refused_in_words(raw: Any) -> None:
    """Damaged input gives one message, never a traceback."""
    try:
        answered(raw)
    except InputError as error:
        assert error.message()


def test_every_example_is_read() -> None:
    """The examples of the manual work as they stand."""
    assert "ex_partner" == answered(example("session-a-mother")).given["w1"]
