# SPDX-License-Identifier: Apache-2.0
"""Bank, card or code given to a false message: the call to the bank waits for nothing but a life."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.support.answers import Raw, boarded, flags_of, found, the_book, visit
from tests.support.messages import TRICK_TEXTS
from tests.support.strategies import contexts, often

from leeward.formats.mail import read_message
from leeward.inspection.advising import advise
from leeward.inspection.message import check_message
from leeward.knowledge import Catalogue
from leeward.practice.cases.example_answers import ALONDRA
from leeward.terms.text import Text

GAVE = {"m0": ["account_takeover", "phishing"], "m7": "yes"}
BANK_FIRST = "Bank, card or code given: call the bank now, from another phone, with the number on the card."
DOER = ("person doing this", "persona que hace esto")


def test_the_first_line_is_the_call_to_the_bank() -> None:
    """A code went to a false mail, nobody is known, no life is at stake: one call, then the rest."""
    first = found(visit(dict(ALONDRA), age=34)).ten_minutes.first
    assert first[0].id == "bank-now"
    assert first[0].text.en.startswith(BANK_FIRST)


def test_the_first_option_is_the_bank() -> None:
    """It leads the board, and no plan, talk or proof is asked for before it."""
    board = boarded(visit(dict(ALONDRA), age=34))
    assert board.order[0] == "bank-payment-report"
    assert board.options[0].before_this == board.options[0].better_after == ()


def test_a_life_comes_before_the_bank() -> None:
    """Someone who may be hurt today is helped first; the bank stays among the lines that are read."""
    lines = found(visit({**GAVE, "c9": "now", "c8": "known"}, age=34)).ten_minutes.first
    ids = [line.id for line in lines]
    assert lines[0].slot == "life" and "bank-now" in ids
    board = boarded(visit({**GAVE, "c9": "now", "c8": "known"}, age=34))
    assert board.options[0].option.answers_now


@often(8)
@given(context=contexts())
def test_the_call_to_the_bank_is_never_folded_away(context: Raw) -> None:
    """However many other lines there are, it is among the seven, before the next contact and tonight."""
    first = found(visit(dict(GAVE), **context)).ten_minutes.first
    slots = [line.slot for line in first]
    assert "at-once" in slots
    assert set(slots[: slots.index("at-once")]) <= {"life", "children"}


@pytest.mark.parametrize("answers", [{"m0": ["phishing"], "m7": "no"}, {"m0": ["phishing"]}, {"m7": "yes"}])
def test_nobody_is_sent_to_the_bank_for_nothing(answers: dict[str, object]) -> None:
    """Only what was said: a click with a message, a mail or money in it."""
    assert "bank-details-given" not in flags_of(visit(answers, age=34))


def test_a_trick_of_nobody_known_speaks_of_no_doer(book: Catalogue) -> None:
    """A mass mail has no person behind it that the client knows; bank first, then the password."""
    said = _advised("sms-toll", book, None)
    assert not any(doer in text.en or doer in text.es for text in said for doer in DOER)
    assert "call the bank now" in said[0].en


def test_where_somebody_is_known_what_they_would_notice_comes_first(book: Catalogue) -> None:
    """In a visit in which it is known who does this, a changed password may be noticed."""
    assert any(DOER[0] in text.en for text in _advised("sms-toll", book, frozenset()))
    nobody = frozenset({"perpetrator-unknown"})
    assert not any(DOER[0] in text.en for text in _advised("sms-toll", book, nobody))


def _advised(name: str, book: Catalogue, flags: frozenset[str] | None) -> list[Text]:
    answer = check_message(read_message(TRICK_TEXTS[name].encode()), book)
    assert not answer.targeted
    return [one.text for one in advise(answer, the_book(), flags).now]
