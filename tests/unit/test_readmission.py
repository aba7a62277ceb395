# SPDX-License-Identifier: Apache-2.0
"""When a recovery paper opens the records: the wait, its last minute, and a clock that was set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.stewardship import WAIT, readmission

ASKED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),
    max_value=datetime(2060, 1, 1),
    timezones=st.just(UTC),
)


def test_the_wait_is_three_days() -> None:
    assert WAIT == timedelta(days=3)


@pytest.mark.parametrize(
    ("after", "is_open"),
    [
        (timedelta(0), False),
        (timedelta(hours=72) - timedelta(microseconds=1), False),
        (timedelta(hours=72), True),
        (timedelta(days=400), True),
    ],
)
def test_it_opens_at_the_hour_and_not_before(after: timedelta, is_open: bool) -> None:
    assert readmission(ASKED, ASKED + after).is_open is is_open
    assert readmission(ASKED, ASKED + after).opens_at == ASKED + timedelta(hours=72)


def test_a_clock_set_back_begins_the_wait_anew() -> None:
    back = ASKED - timedelta(days=900)
    assert readmission(ASKED, back).asked_at == back
    assert readmission(ASKED, back).opens_at == back + WAIT


def test_another_time_zone_is_the_same_moment() -> None:
    elsewhere = (ASKED + WAIT).astimezone(timezone(timedelta(hours=-8)))
    assert readmission(ASKED, elsewhere).is_open


@given(MOMENTS, MOMENTS)
def test_nobody_waits_longer_than_three_days_from_now_and_opens_within_them(
    asked: datetime, now: datetime
) -> None:
    found = readmission(asked, now)
    assert found.opens_at - now <= WAIT
    assert found.is_open == (now - asked >= WAIT)
