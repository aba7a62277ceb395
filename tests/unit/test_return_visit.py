# SPDX-License-Identifier: Apache-2.0
"""What still stands at a later visit, and what is asked again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import assume, given
from tests.support.answers import NO, Raw, flags_of, the_book, visit
from tests.support.strategies import contexts, given_answers

from leeward.knowledge import Catalogue
from leeward.screening.return_visit import (
    ROOM,
    WISHES_OF_A_DAY,
    after_skip,
    asked_again,
    is_asked_for_now,
    is_taken_back,
    items_of,
    kept_for_return,
)
from leeward.terms.errors import InputError


def test_what_meant_danger_stands_until_it_is_answered_anew(book: Catalogue) -> None:
    said = {
        "o2": "yes",
        "c9": "now",
        "w1": "ex_partner",
        "w5": "yes",
        "w6": None,
        "g2": "not_now",
        "asq-1": NO,
    }
    kept = kept_for_return(said, book)
    assert kept == {"c9": "now", "w1": "ex_partner", "w5": "yes"}
    again = asked_again(kept, kept, book)
    assert {"c9", "w5", "w6", "w7"} <= again
    assert "w1" not in again


def test_what_was_skipped_today_is_not_put_twice(book: Catalogue) -> None:
    assert "w5" not in asked_again({"w5"}, {"w5"}, book, passed={"w5"})


def test_a_skip_takes_no_earlier_answer_away(book: Catalogue) -> None:
    assert after_skip("w7", {"w7"}, {}, book) == "stays"
    assert after_skip("w7", set(), {"w7": "yes"}, book) == "comes-back"
    assert after_skip("w7", set(), {"w7": "no"}, book) == "skipped"
    assert after_skip("w7", set(), {}, book) == "skipped"


def test_only_a_new_answer_takes_danger_back(book: Catalogue) -> None:
    assert is_taken_back("w7", "yes", "no", book)
    assert not is_taken_back("w7", "yes", None, book)
    assert not is_taken_back("w7", "no", "yes", book)
    assert is_taken_back("t1", ["kill", "share"], ["share"], book)


def test_what_was_said_of_the_room_holds_until_a_visit_ends_and_for_a_day() -> None:
    said = datetime(2026, 11, 23, 9, 0)
    assert is_asked_for_now(said, said.replace(hour=18), ended_at=None)
    assert not is_asked_for_now(said, said.replace(hour=18), ended_at=said.replace(hour=10))
    assert is_asked_for_now(said, said.replace(hour=18), ended_at=said.replace(hour=8))
    assert not is_asked_for_now(said, said.replace(day=24), ended_at=None)


def test_what_was_answered_today_is_not_asked_again(book: Catalogue) -> None:
    assert "w6" not in asked_again({"w5"}, {"w5", "w6"}, book)


def test_where_no_danger_was_told_nothing_about_it_is_added(book: Catalogue) -> None:
    assert asked_again({"m0"}, {"m0"}, book) == frozenset()


def test_an_answer_the_questions_no_longer_have_does_not_stand(book: Catalogue) -> None:
    assert kept_for_return({"w5": "a-code-of-before", "gone": "yes"}, book) == {}


@given(said=given_answers())
def test_only_readable_answers_stand_and_nothing_of_the_room(said: dict[str, Any]) -> None:
    book = the_book()
    kept = kept_for_return(said, book)
    assert set(kept) <= set(said)
    assert not set(kept) & (items_of({ROOM}, book) | WISHES_OF_A_DAY)


@given(said=given_answers(), context=contexts())
def test_skipping_all_of_a_return_takes_no_flag_away(said: dict[str, Any], context: Raw) -> None:
    """The short list is skipped whole: what was up for other reasons than that day's room or wish is up."""
    book = the_book()
    that_day = items_of({ROOM}, book) | WISHES_OF_A_DAY
    try:
        before = flags_of(visit({one: code for one, code in said.items() if one not in that_day}, **context))
    except InputError:
        assume(False)
    kept = kept_for_return(said, book)
    skipped = {
        one: None
        for one in (*asked_again(kept, kept, book), *book.screen.recheck.short_set)
        if after_skip(one, kept, {}, book) == "skipped"
    }
    assert flags_of(visit({**kept, **skipped}, **context)) >= before
