# SPDX-License-Identifier: Apache-2.0
"""What still stands at a later visit, and what is asked again."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from tests.support.answers import NO, the_book
from tests.support.strategies import given_answers

from leeward.knowledge import Catalogue
from leeward.screening.return_visit import LASTING, ROOM, asked_again, items_of, kept_for_return


def test_a_gun_stands_until_asked_again_and_today_is_asked_anew(book: Catalogue) -> None:
    said = {"o2": "yes", "c9": "now", "w1": "ex_partner", "w5": "yes", "w6": None, "asq-1": NO}
    kept = kept_for_return(said, book)
    assert kept == {"w1": "ex_partner", "w5": "yes"}
    again = asked_again(kept, kept, book)
    assert {"w5", "w6", "w7"} <= again
    assert "w1" not in again


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
    assert not set(kept) & items_of({ROOM}, book)
    assert set(kept) & set(book.screen.recheck.short_set) <= items_of(LASTING, book)
