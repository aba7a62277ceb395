# SPDX-License-Identifier: Apache-2.0
"""Replies to the lines of *the next ten minutes*: late ones say so, and only "did it" needs no reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.screening.line_answers import (
    LATE_AFTER,
    LATEST,
    MAX_REASON,
    LineAnswer,
    LineReply,
    answer_line,
    is_too_late,
)
from leeward.terms.errors import InputError

BEGAN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
A_MOMENT = timedelta(seconds=1)
REPLIES: tuple[LineReply, ...] = ("did-it", "not-now", "does-not-fit")


def answered(
    reply: LineReply = "did-it",
    because: str = "",
    *,
    after: timedelta = timedelta(),
    ended: bool = False,
) -> LineAnswer:
    """A reply some time after the last word of a visit, or after its end."""
    ended_at = BEGAN if ended else None
    return answer_line("stay-acute", reply, because, at=BEGAN + after, ended_at=ended_at, last_word=BEGAN)


@given(
    reply=st.sampled_from(REPLIES),
    because=st.text(max_size=MAX_REASON + 20),
    minutes=st.integers(min_value=0, max_value=2000),
    ended=st.booleans(),
)
def test_no_reply_but_did_it_ever_stands_without_a_reason(
    reply: LineReply, because: str, minutes: int, ended: bool
) -> None:
    try:
        answer = answered(reply, because, after=timedelta(minutes=minutes), ended=ended)
    except InputError as error:
        assert error.where == "because"
        return
    assert answer.reply == "did-it" or answer.because.strip()
    assert len(answer.because) <= MAX_REASON
    assert timedelta(minutes=minutes) <= LATEST
    assert answer.is_late is (ended or timedelta(minutes=minutes) > LATE_AFTER)


@pytest.mark.parametrize("reply", REPLIES[1:])
@pytest.mark.parametrize("because", ["", "   ", "\n\t"])
def test_blanks_are_no_reason(reply: LineReply, because: str) -> None:
    with pytest.raises(InputError, match="no reason"):
        answered(reply, because)


def test_a_reason_is_kept_without_the_blanks_around_it() -> None:
    assert answered("not-now", "  she asked me not to ").because == "she asked me not to"


def test_a_reply_while_the_visit_goes_on_is_not_late() -> None:
    assert not answered(after=LATE_AFTER).is_late
    assert answered(after=LATE_AFTER + A_MOMENT).is_late


def test_any_reply_after_the_end_is_late() -> None:
    assert answered(after=A_MOMENT, ended=True).is_late


@pytest.mark.parametrize("ended", [True, False])
def test_after_a_day_nothing_can_be_added(ended: bool) -> None:
    assert answered(after=LATEST, ended=ended).is_late
    with pytest.raises(InputError, match="more than a day after"):
        answered(after=LATEST + A_MOMENT, ended=ended)


def test_the_page_knows_the_same_hour() -> None:
    for ended_at in (None, BEGAN):
        assert not is_too_late(BEGAN + LATEST, ended_at=ended_at, last_word=BEGAN)
        assert is_too_late(BEGAN + LATEST + A_MOMENT, ended_at=ended_at, last_word=BEGAN)
