# SPDX-License-Identifier: Apache-2.0
"""What is due to go: never sooner for knowing less, never under a hold, never more than its own class."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.stewardship import Role
from leeward.stewardship.retention import (
    CaseToKeep,
    Contact,
    KeptFor,
    NotYet,
    RecordClass,
    Shredding,
    Stays,
    dry_run,
    floor_of,
    keep_until,
    may_be_second,
    may_shred,
)

TODAY = date(2040, 6, 1)
DAYS = st.dates(date(1990, 1, 1), date(2039, 12, 31))
RULES = st.builds(KeptFor, st.integers(1, 12), st.one_of(st.none(), st.integers(18, 30)))
CLASSES = st.frozensets(st.sampled_from(RecordClass))
CASES = st.builds(
    CaseToKeep,
    st.uuids().map(str),
    st.builds(Contact, DAYS, st.one_of(st.none(), st.integers(0, 90))),
    age_is_known=st.booleans(),
    is_held=st.booleans(),
    is_worked_on=st.booleans(),
    classes=CLASSES,
)
ALL_RULES = st.dictionaries(st.sampled_from(RecordClass), RULES)


@given(RULES, DAYS, st.integers(0, 17), st.integers(0, 364))
def test_a_minor_is_kept_until_the_birthday_whichever_day_it_is(
    rule: KeptFor, last: date, age: int, lived_since_birthday: int
) -> None:
    birthday = last - timedelta(days=lived_since_birthday)
    kept = keep_until(rule, Contact(last, age))
    assert kept >= keep_until(rule, Contact(last))
    if rule.minor_until_age is not None:
        assert kept >= date(birthday.year + rule.minor_until_age - age, birthday.month, min(birthday.day, 28))


@given(RULES, DAYS, st.integers(18, 90))
def test_an_adult_is_kept_for_the_years_of_the_rule(rule: KeptFor, last: date, age: int) -> None:
    assert keep_until(rule, Contact(last, age)).year - last.year == rule.years


def test_a_leap_day_ends_on_the_first_of_march() -> None:
    assert date(2027, 3, 1) == keep_until(KeptFor(7), Contact(date(2020, 2, 29)))


@given(st.lists(CASES, unique_by=lambda case: case.id), ALL_RULES)
def test_a_dry_run_holds_each_class_once_and_nothing_that_must_stay(
    cases: list[CaseToKeep], rules: dict[RecordClass, KeptFor]
) -> None:
    run = dry_run(cases, rules, TODAY)
    by_id = {case.id: case for case in cases}
    pairs = [(line.case_id, line.record_class) for line in (*run.due, *run.staying)]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(case.id, one) for case in cases for one in case.classes if one in rules}
    for line in run.due:
        case = by_id[line.case_id]
        assert not case.is_held
        assert not case.is_worked_on
        assert line.until <= TODAY
    for line in run.staying:
        assert (line.stays is Stays.HELD) is by_id[line.case_id].is_held
    for case_id in run.whole:
        assert {(case_id, one) for one in by_id[case_id].classes} <= {
            (line.case_id, line.record_class) for line in run.due
        }


@given(CASES, ALL_RULES)
def test_knowing_less_or_a_hold_never_makes_anything_due(
    case: CaseToKeep, rules: dict[RecordClass, KeptFor]
) -> None:
    import dataclasses

    now_due = {line.record_class for line in dry_run([case], rules, TODAY).due}
    for change in (
        {"age_is_known": False, "contact": Contact(case.contact.last)},
        {"is_held": True},
        {"is_worked_on": True},
    ):
        other = dataclasses.replace(case, **change)
        if change.get("is_held") or change.get("is_worked_on"):
            assert () == dry_run([other], rules, TODAY).due
        else:
            assert {line.record_class for line in dry_run([other], rules, TODAY).due} <= now_due


@given(st.lists(RULES, min_size=1))
def test_several_states_keep_as_long_as_the_longest(rules: list[KeptFor]) -> None:
    floor = floor_of(rules)
    for contact in (Contact(date(2020, 1, 5)), Contact(date(2020, 1, 5), 9)):
        assert keep_until(floor, contact) >= max(keep_until(rule, contact) for rule in rules)


NOW = datetime(2040, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "is_held", "is_alone", "hours", "expected"),
    [
        (Shredding("a", NOW, "b"), False, False, 1, None),
        (Shredding("a", NOW, "b"), True, False, 1, NotYet.HELD),
        (Shredding("a", NOW, "a"), False, False, 1, NotYet.SECOND_PERSON),
        (Shredding("a", NOW), False, False, 1, NotYet.SECOND_PERSON),
        (Shredding("a", NOW), False, True, 100, NotYet.SECOND_PERSON),
        (Shredding("a", NOW, is_paper_shown=True), False, True, 71, NotYet.WAITS),
        (Shredding("a", NOW, is_paper_shown=True), False, True, 72, None),
        (Shredding("a", NOW, is_paper_shown=True), False, False, 72, NotYet.SECOND_PERSON),
        (Shredding("a", NOW, is_paper_shown=True), True, True, 72, NotYet.HELD),
        (Shredding("a", NOW, "b"), False, False, 24 * 30 + 1, NotYet.OUT_OF_TIME),
    ],
)
def test_a_whole_case_takes_two_people_or_the_paper_and_three_days(
    asked: Shredding, is_held: bool, is_alone: bool, hours: int, expected: NotYet | None
) -> None:
    assert expected == may_shred(asked, is_held=is_held, is_alone=is_alone, now=NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("roles", "is_first", "supervises", "expected"),
    [
        ({Role.ADMINISTRATOR}, False, False, True),
        ({Role.ADMINISTRATOR, Role.CLINICIAN}, True, True, False),
        ({Role.SUPERVISOR}, False, True, True),
        ({Role.SUPERVISOR}, False, False, False),
        ({Role.CLINICIAN}, False, True, False),
        ({Role.TECHNICIAN, Role.FRONT_DESK}, False, True, False),
        (set(), False, True, False),
    ],
)
def test_the_second_person_is_an_administrator_or_the_owners_supervisor(
    roles: set[Role], is_first: bool, supervises: bool, expected: bool
) -> None:
    assert expected is may_be_second(roles, is_first=is_first, supervises_owner=supervises)
