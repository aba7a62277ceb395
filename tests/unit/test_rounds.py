# SPDX-License-Identifier: Apache-2.0
"""One round of checks: where it stands, and that it ends."""

from __future__ import annotations

import pytest

from leeward.formulation.rounds import CheckKey, Outcome, round_of
from leeward.formulation.words import round_words
from leeward.knowledge import Catalogue

LEADING = ("location-sharing", "item-tracker")


def checks_of(book: Catalogue, outcome: Outcome) -> dict[CheckKey, Outcome]:
    """The same outcome of every check of the leading possibilities."""
    return {(one, check.order): outcome for one in LEADING for check in book.mechanism(one).how_to_check}


def test_nothing_done_goes_on(book: Catalogue) -> None:
    """All checks are left, in the order of the possibilities."""
    begun = round_of(LEADING, {}, book)
    assert ("go-on", ()) == (begun.state, begun.found)
    assert list(checks_of(book, "")) == list(begun.left)


def test_a_full_round_without_a_find_is_done(book: Catalogue) -> None:
    """No further scan is offered, and the words say what comes instead."""
    done = round_of(LEADING, checks_of(book, "not-found"), book)
    assert ("round-done", (), ()) == (done.state, done.found, done.left)
    assert "No further search" in round_words(done.state, "en")
    assert "fecha" in round_words(done.state, "es")


def test_one_check_left_for_later_keeps_the_round_open(book: Catalogue) -> None:
    """Later is not done."""
    checks = checks_of(book, "not-found")
    last = list(checks)[-1]
    checks[last] = "later"
    assert ("go-on", (last,)) == (round_of(LEADING, checks, book).state, round_of(LEADING, checks, book).left)


def test_one_find_is_a_find_whatever_is_left(book: Catalogue) -> None:
    """What was found comes first."""
    first = next(iter(checks_of(book, "")))
    found = round_of(LEADING, {first: "found"}, book)
    assert ("found", (first,)) == (found.state, found.found)
    assert first not in found.left


def test_a_check_of_something_that_no_longer_leads_does_not_count(book: Catalogue) -> None:
    """The round is about what leads now."""
    other: dict[CheckKey, Outcome] = {("known-password", 1): "found"}
    assert "go-on" == round_of(LEADING, other, book).state


@pytest.mark.parametrize("checks", [{}, {("item-tracker", 1): "not-found"}])
def test_where_nothing_leads_no_round_is_done(book: Catalogue, checks: dict[CheckKey, Outcome]) -> None:
    """Nobody is told that they have looked when there was nothing to look at."""
    assert "go-on" == round_of((), checks, book).state
