# SPDX-License-Identifier: Apache-2.0
"""T75: a positive suicide item puts the steps for it first, and cannot be skipped silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import NO, YES, Raw, asq, by_hand, flags_of, found, visit
from tests.support.strategies import SUICIDE_FLAGS, asq_answers, contexts, often

from leeward.knowledge import Catalogue

MANY = often(10)
STAYS = {"stay-acute", "stay-acute-tele", "bssa", "bssa-minor"}
ACUTE = {"stay-acute", "stay-acute-tele"}
WORDS = ("stay with them", "line open", "keep them with you", "does not leave")


def first_line(raw: Raw) -> tuple[str, str]:
    """The id and the words of the first line on the screen."""
    line = found(raw).ten_minutes.first[0]
    return line.id, line.text.en.lower()


@MANY
@given(context=contexts(), item=st.sampled_from((1, 2, 3, 4)), now=st.sampled_from((YES, NO, None, "absent")))
def test_a_positive_asq_comes_before_everything_else(context: Raw, item: int, now: str | None) -> None:
    """Whatever other flags are up: the client does not leave, or is not left, before the next step."""
    given = {**asq(), f"asq-{item}": YES} | ({} if now == "absent" else {"asq-5": now})
    line_id, words = first_line(visit(given, **context))
    acute = now == YES or {"suicide-acute", "suicide-high"} & set(context["flags_by_hand"])
    assert line_id in (ACUTE if acute else STAYS)
    assert any(word in words for word in WORDS)


@MANY
@given(context=contexts(), flag=st.sampled_from(SUICIDE_FLAGS))
def test_a_positive_screen_raised_by_hand_comes_first_too(context: Raw, flag: str) -> None:
    """C-SSRS high and moderate like ASQ acute and not acute; by hand like by answer."""
    context["flags_by_hand"] = [*context["flags_by_hand"], flag]
    assert first_line(visit(**context))[0] in STAYS


@given(given=asq_answers(), age=st.sampled_from((None, 14, 40)))
def test_no_asq_answer_is_skipped_silently(given: Raw, age: int | None) -> None:
    """Begun and not finished is a flag of its own, or a positive screen; never nothing."""
    if not given:
        return
    flags = flags_of(visit(given, age=age))
    finished = [given.get(f"asq-{number}") for number in range(1, 5)] == [NO] * 4
    if not finished or given.get("asq-5") == YES:
        assert {"suicide-acute", "suicide-nonacute", "suicide-unanswered"} & flags


@pytest.mark.parametrize("open_item", [f"asq-{number}" for number in range(1, 5)])
@pytest.mark.parametrize("how", ["skipped", "never asked"])
def test_an_open_item_of_the_asq_raises_suicide_unanswered(open_item: str, how: str) -> None:
    """An adult's blank is open, not negative, and the line to ask now is on the screen."""
    given: Raw = {**asq(), open_item: None}
    if how == "never asked":
        del given[open_item]
    findings = found(visit(given, age=40))
    assert "suicide-unanswered" in findings.flag_ids
    assert "asq-now" in {line.id for line in findings.ten_minutes.first}


def test_a_yes_with_the_question_about_now_left_open_is_asked_before_anything_else() -> None:
    """Positive, and how urgent is not known: both flags are up."""
    assert {"suicide-nonacute", "suicide-unanswered"} <= flags_of(visit(asq(two=YES), age=40))


def test_a_young_persons_refusal_is_a_positive_screen() -> None:
    """NIMH's rule for youth."""
    assert first_line(visit({"asq-1": None}, age=14))[0] == "bssa-minor"


def test_item_9_of_the_phq_9_leads_to_the_asq_at_any_total() -> None:
    """One point on item 9 is enough."""
    findings = found(visit({"phq9-9": "LA6569-3"}, age=40))
    assert "phq9-item9" in findings.flag_ids
    assert "item9-asq" == findings.ten_minutes.first[0].id


def test_a_skipped_item_9_is_named_as_unanswered() -> None:
    """The one skipped answer that an MHP must see."""
    findings = found(visit({"phq9-1": "LA6568-5", "phq9-9": None}, age=40))
    assert "phq9-9" in findings.unanswered
    assert "phq9-9" in findings.instruments[0].missing


@pytest.mark.parametrize("flag", SUICIDE_FLAGS)
def test_without_the_flag_the_line_is_not_there(flag: str) -> None:
    """The mutation: take the positive screen away and the line goes, so the tests above can fail."""
    assert first_line(by_hand(flag, "imminent-danger"))[0] in STAYS
    assert first_line(by_hand("imminent-danger"))[0] not in STAYS


def test_every_positive_band_says_that_the_client_does_not_leave(book: Catalogue) -> None:
    """The instrument's own steps, shown beside the result, say the same."""
    steps = {
        band.id: " ".join(step.en for step in band.must_happen)
        for band in book.instrument("asq").bands
        if band.id.endswith("positive")
    }
    assert "does not leave" in steps["non-acute-positive"]
    assert "Stay with the client" in steps["acute-positive"]
