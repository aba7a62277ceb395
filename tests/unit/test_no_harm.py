# SPDX-License-Identifier: Apache-2.0
"""While the client may be the one who hurts somebody, the board holds only what helps not to harm."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.answers import boarded, example, planned, the_book

from leeward.planning.directory_fit import needs_of
from leeward.planning.no_harm import HELPS_NOT_TO_HARM, HURT_THEMSELVES, NOT_TODAY

DOING, PLANS = "client-may-be-doing-it", "client-may-harm-other"
ALL_OPTIONS = [option.id for option in the_book().options]
EXAMPLES = (
    "1-ex-partner-after-separation", "3-extortion-over-images", "session-a-mother", "session-b-boy",
    "session-c-candidate",
)  # fmt: skip


def by_hand(raw: dict[str, Any], *flags: str) -> dict[str, Any]:
    context = raw.get("context", {})
    return {**raw, "context": {**context, "flags_by_hand": [*context.get("flags_by_hand", []), *flags]}}


def test_what_is_kept_is_known() -> None:
    assert set(ALL_OPTIONS) >= HELPS_NOT_TO_HARM | HURT_THEMSELVES


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("flags", [(DOING,), (DOING, PLANS)])
def test_the_board_holds_only_what_helps_not_to_harm(name: str, flags: tuple[str, ...]) -> None:
    board = boarded(by_hand(example(name), *flags))
    assert set(board.order) <= HELPS_NOT_TO_HARM
    assert {"consult-colleague", "calm-and-change", "review-date"} <= set(board.order)
    assert board.is_narrow


@pytest.mark.parametrize("name", EXAMPLES)
def test_who_plans_to_hurt_who_hurts_them_keeps_the_people_who_answer(name: str) -> None:
    """And no tool: no phone, no order, no plan for a way out."""
    board = boarded(by_hand(example(name), PLANS))
    assert set(board.order) <= HELPS_NOT_TO_HARM | HURT_THEMSELVES
    assert "calm-and-change" in board.order


@given(st.lists(st.sampled_from(ALL_OPTIONS), max_size=8, unique=True), st.sampled_from((DOING, PLANS)))
@settings(max_examples=30, deadline=None)
def test_no_wish_brings_back_what_is_held(wanted: list[str], flag: str) -> None:
    """What was wanted is explained and not shown."""
    raw = {**example("session-a-mother"), "wanted": wanted, "not_now": []}
    board = boarded(by_hand(raw, flag))
    kept = HELPS_NOT_TO_HARM | (HURT_THEMSELVES if flag == PLANS else frozenset())
    assert set(board.order) <= kept
    held = {one.id: one.because for one in board.held_back}
    for one in set(wanted) - kept:
        assert held[one] == NOT_TODAY


def test_who_thinks_of_suicide_has_all_help_for_it() -> None:
    """The boy of session B: 988, a plan for the night and a safe adult stay, whatever else is so."""
    order = set(boarded(by_hand(example("session-b-boy"), DOING)).order)
    assert {"crisis-988", "suicide-safety-plan", "safe-adult-told"} <= order


def test_the_plan_lays_out_no_law_and_no_line_for_who_is_hurt() -> None:
    """It stood open: orders as a weapon, and the hotline for assault first."""
    raw = {
        **example("session-a-mother"),
        "wanted": ["safer-device", "protective-order-dv", "calm-and-change"],
    }
    plan = planned(by_hand(raw, DOING))
    assert {"consult-colleague", "calm-and-change"} == {step.entry.option.id for step in plan.steps}
    assert () == plan.law
    assert "call-for-change" in [one.id for one in plan.services]
    assert {need for one in plan.services for need in one.services} & {"behavior-change", "suicide"}
    assert not [one.id for one in plan.services if not {"behavior-change", "suicide"} & {*one.services}]
    assert () == plan.asked_again
    assert plan.not_now


def test_the_directory_begins_with_help_not_to_harm() -> None:
    needs = needs_of((), gives_no_tools=True, is_positive=False)
    assert "behavior-change" in needs and "crisis" not in needs


def test_the_board_is_whole_without_the_flag() -> None:
    board = boarded(example("session-a-mother"))
    assert not board.is_narrow
    assert "safety-plan" in board.order
    assert "calm-and-change" not in board.order


def test_children_within_reach_of_the_client_are_asked_about_first() -> None:
    """Not "tell school and bus, with the client's leave"."""
    raw = example("session-a-mother")
    lines = [line.id for line in lines_of(by_hand(raw, DOING))]
    assert "children-within-reach" in lines
    assert not {"children-where", "children-near", "children-where-report"} & set(lines)
    assert "children-within-reach" not in [line.id for line in lines_of(raw)]


def lines_of(raw: dict[str, Any]) -> list[Any]:
    minutes = boarded(raw).picture.findings.ten_minutes
    return [*minutes.first, *minutes.also]


def test_no_text_of_an_option_shows_an_id() -> None:
    """A caution said "Consult first (consult-colleague)"."""
    for option in the_book().options:
        texts = [rule.text for rule in option.caution_when] + [option.title, option.description]
        for text in texts:
            for said in (text.en, text.es):
                assert not [id for id in ALL_OPTIONS if f"({id})" in said], option.id
