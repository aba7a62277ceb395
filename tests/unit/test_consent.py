# SPDX-License-Identifier: Apache-2.0
"""What a consent covers: this recipient, these classes, these days, and no moment after it was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.stewardship.consent import (
    MOST_DAYS,
    USUAL_DAYS,
    Consent,
    Covered,
    ExportRequest,
    Fault,
    Refusal,
    Refused,
    covers,
    faults_of,
    is_open,
)
from leeward.stewardship.retention import RecordClass

RECORD, NOTE, LINE = RecordClass.CLIENT_RECORD, RecordClass.PROTECTED_NOTE, RecordClass.CHART_LINE
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GIVEN = Consent(
    "k1", "Dr. Example Reyes", frozenset({RECORD, LINE}), date(2026, 11, 1), date(2026, 12, 1),
    given_at=NOW - timedelta(days=9),
)  # fmt: skip
ASK = ExportRequest("Dr. Example Reyes", frozenset({RECORD}))


def test_what_was_agreed_is_covered() -> None:
    assert covers([GIVEN], ASK, NOW) == Covered("k1")


@pytest.mark.parametrize(
    ("consent", "ask", "reason"),
    [
        (replace(GIVEN, ends_on=date(2026, 11, 21)), ASK, Refusal.EXPIRED),
        (replace(GIVEN, starts_on=date(2026, 11, 23)), ASK, Refusal.NOT_YET),
        (replace(GIVEN, revoked_at=NOW - timedelta(seconds=1)), ASK, Refusal.REVOKED),
        (replace(GIVEN, given_at=None), ASK, Refusal.NOT_GIVEN),
        (replace(GIVEN, given_at=NOW + timedelta(seconds=1)), ASK, Refusal.NOT_GIVEN),
        (GIVEN, replace(ASK, recipient="Dr. Example"), Refusal.OTHER_RECIPIENT),
        (replace(GIVEN, recipient=" "), replace(ASK, recipient=""), Refusal.OTHER_RECIPIENT),
        (GIVEN, replace(ASK, classes=frozenset({RECORD, NOTE})), Refusal.WIDER),
        (GIVEN, replace(ASK, classes=frozenset({NOTE})), Refusal.WIDER),
        (GIVEN, replace(ASK, classes=frozenset()), Refusal.WIDER),
    ],
)
def test_what_was_not_agreed_is_refused_with_its_reason(
    consent: Consent, ask: ExportRequest, reason: Refusal
) -> None:
    found = covers([consent], ask, NOW)
    assert isinstance(found, Refused)
    assert found.reason is reason


def test_the_last_day_counts_whole_and_the_next_does_not() -> None:
    evening = datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)
    assert covers([GIVEN], ASK, evening) == Covered("k1")
    assert covers([GIVEN], ASK, evening + timedelta(seconds=1)) == Refused(Refusal.EXPIRED, "k1")


def test_two_consents_are_not_added_up() -> None:
    notes = replace(GIVEN, id="k2", classes=frozenset({NOTE}))
    asked = replace(ASK, classes=frozenset({RECORD, NOTE}))
    assert covers([GIVEN, notes], asked, NOW) == Refused(Refusal.WIDER, "k1")


def test_one_that_covers_is_found_among_those_that_do_not() -> None:
    others = [replace(GIVEN, id="k0", revoked_at=NOW), replace(GIVEN, id="k3", ends_on=date(2026, 11, 2))]
    assert covers([*others, GIVEN], ASK, NOW) == Covered("k1")


def test_the_reason_told_is_the_one_that_says_most() -> None:
    others = [replace(GIVEN, id="k0", recipient="Else"), replace(GIVEN, id="k9", revoked_at=NOW)]
    assert covers(others, ASK, NOW) == Refused(Refusal.REVOKED, "k9")
    assert covers([], ASK, NOW) == Refused(Refusal.NONE)


def test_a_name_is_the_same_over_spaces_capitals_and_wide_letters_only() -> None:
    assert covers([GIVEN], replace(ASK, recipient="  DR. example\u2003Reyes "), NOW) == Covered("k1")
    assert covers([GIVEN], replace(ASK, recipient="Dr. Example Reyes Jr."), NOW) == Refused(
        Refusal.OTHER_RECIPIENT
    )


@given(
    classes=st.frozensets(st.sampled_from(RecordClass)),
    asked=st.frozensets(st.sampled_from(RecordClass)),
    days=st.integers(-40, 40),
    revoked=st.booleans(),
)
def test_nothing_is_covered_that_is_not_within_the_consent(
    classes: frozenset[RecordClass], asked: frozenset[RecordClass], days: int, revoked: bool
) -> None:
    consent = replace(GIVEN, classes=classes, revoked_at=NOW if revoked else None)
    found = covers([consent], replace(ASK, classes=asked), NOW + timedelta(days=days))
    day = (NOW + timedelta(days=days)).date()
    is_within = bool(asked) and asked <= classes and consent.starts_on <= day <= consent.ends_on
    is_given = consent.given_at is not None and consent.given_at <= NOW + timedelta(days=days)
    assert isinstance(found, Covered) is (is_within and is_given and not revoked)


def test_an_open_consent_is_one_under_which_all_it_names_may_go() -> None:
    assert is_open(GIVEN, NOW)
    assert not is_open(replace(GIVEN, revoked_at=NOW), NOW)
    assert not is_open(GIVEN, NOW + timedelta(days=40))


@pytest.mark.parametrize(
    ("consent", "faults"),
    [
        (GIVEN, ()),
        (replace(GIVEN, recipient=" \t"), (Fault.NO_RECIPIENT,)),
        (replace(GIVEN, classes=frozenset()), (Fault.NO_CLASS,)),
        (replace(GIVEN, classes=frozenset({NOTE})), ()),
        (replace(GIVEN, classes=frozenset({NOTE, LINE})), (Fault.NOT_ALONE,)),
        (replace(GIVEN, ends_on=date(2026, 11, 21)), (Fault.ENDS_BEFORE,)),
        (replace(GIVEN, starts_on=date(2026, 12, 2)), (Fault.ENDS_BEFORE,)),
        (replace(GIVEN, ends_on=GIVEN.starts_on + timedelta(days=MOST_DAYS)), ()),
        (replace(GIVEN, ends_on=GIVEN.starts_on + timedelta(days=MOST_DAYS + 1)), (Fault.TOO_LONG,)),
    ],
)
def test_a_release_without_a_name_a_class_or_an_end_is_none(
    consent: Consent, faults: tuple[Fault, ...]
) -> None:
    assert faults_of(consent, NOW.date()) == faults


def test_the_usual_end_is_short() -> None:
    assert USUAL_DAYS == 90
