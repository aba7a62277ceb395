# SPDX-License-Identifier: Apache-2.0
"""The pure rules of people: who reaches what, who must stay, how fast one may guess, and two sides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.stewardship import Action, Actor, CaseFacts, Role, may, reach
from leeward.stewardship.break_glass import TRIES, as_number, is_reason, may_try_at
from leeward.stewardship.conflict import BothSides, Mark, both_sides, name_parts, who_is_told
from leeward.stewardship.staffing import leaves_nobody_in_charge, may_supervise, may_take_on

CASE = CaseFacts("c1", owner_id="owner")
NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
READING = {Action.SEE_CASE, Action.SEE_VISIT}
WRITING = {
    Action.CHANGE_CASE,
    Action.AMEND_CASE,
    Action.OPEN_VISIT,
    Action.WRITE_VISIT,
    Action.END_VISIT,
    Action.HAND_OVER,
    Action.PRINT,
    Action.FOLLOW_UP,
}


def someone(*roles: Role, id: str = "me") -> Actor:
    return Actor(id, frozenset(roles))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CLINICIAN, Role.DEVICE)])
def test_no_role_alone_reaches_a_case(role: Role) -> None:
    """Neither somebody else's nor, where the role was changed, their own of before."""
    for case in (CASE, CaseFacts("c1", owner_id="me")):
        assert not [action for action in READING | WRITING if may(someone(role), action, case)]


def test_a_supervisor_reads_what_they_are_named_to_and_writes_and_prints_nothing() -> None:
    named = CaseFacts("c1", owner_id="owner", supervisor_ids=frozenset({"me"}))
    allowed = {action for action in READING | WRITING if may(someone(Role.SUPERVISOR), action, named)}
    assert allowed == READING
    assert not may(someone(Role.CLINICIAN), Action.SEE_CASE, named), "named, and no supervisor any more"


def test_an_opened_case_is_worked_on_and_neither_printed_nor_handed_over_nor_changed() -> None:
    opened = CaseFacts("c1", owner_id="owner", opened_to=frozenset({"me"}))
    allowed = {action for action in READING | WRITING if may(someone(Role.CLINICIAN), action, opened)}
    assert allowed == (READING | WRITING) - {Action.CHANGE_CASE, Action.PRINT, Action.HAND_OVER}
    read = {action for action in READING | WRITING if may(someone(Role.SUPERVISOR), action, opened)}
    assert read == READING, "who has no clients of their own reads"


@pytest.mark.parametrize(
    ("roles", "facts", "expected"),
    [
        ((Role.CLINICIAN,), {"owner_id": "me"}, "own"),
        ((Role.CLINICIAN,), {"owner_id": "o", "opened_to": frozenset({"me"})}, "opened"),
        ((Role.SUPERVISOR,), {"owner_id": "o", "opened_to": frozenset({"me"})}, "read"),
        ((Role.SUPERVISOR,), {"owner_id": "o", "supervisor_ids": frozenset({"me"})}, "read"),
    ],
)
def test_how_far_somebody_comes(roles: tuple[Role, ...], facts: dict[str, object], expected: str) -> None:
    assert reach(someone(*roles), CaseFacts("c1", **facts)) == expected  # type: ignore[arg-type]


def test_who_may_break_the_glass() -> None:
    may_open = {role for role in Role if may(someone(role), Action.BREAK_GLASS)}
    assert may_open == {Role.CLINICIAN, Role.SUPERVISOR}
    assert not may(someone(Role.CLINICIAN, id="owner"), Action.BREAK_GLASS, CASE), "it is their own"


def test_five_tries_within_an_hour_and_then_a_wait_until_the_first_is_an_hour_old() -> None:
    tries = [NINE + timedelta(minutes=at) for at in range(TRIES)]
    for count in range(TRIES):
        assert may_try_at(tries[:count], now=NINE + timedelta(minutes=5)) is None
    assert may_try_at(tries, now=NINE + timedelta(minutes=5)) == NINE + timedelta(hours=1)
    assert may_try_at(tries, now=NINE + timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("text", "is_one"), [("", False), ("urgent!!", False), ("1234567890 12", False), ("they ring now", True)]
)
def test_a_reason_is_a_sentence(text: str, is_one: bool) -> None:
    assert is_reason(text) is is_one


@given(st.text(max_size=20))
def test_a_number_is_hexadecimal_and_of_one_length(typed: str) -> None:
    found = as_number(typed, letters=8)
    assert found is None or (len(found) == 8 and int(found, 16) >= 0)


@given(st.lists(st.sampled_from(["María", "Lopez", "GARCÍA", "ó'Neill", "Nguyễn"]), min_size=2, max_size=4))
def test_a_name_is_the_same_in_any_order_case_and_accent(parts: list[str]) -> None:
    first = name_parts(" ".join(parts))
    assert first is not None
    assert first == name_parts("  " + ", ".join(reversed(parts)).upper())


def test_one_part_is_no_full_name() -> None:
    assert name_parts(" Maria ") is None
    assert name_parts("M. Example") is not None


def test_a_name_on_different_sides_of_two_cases_is_told_and_nothing_else_is() -> None:
    marks = [
        Mark("a", "o1", "client", "tom"),
        Mark("b", "o2", "other", "tom"),
        Mark("c", "o3", "other", "tom"),
        Mark("d", "o4", "client", "ann"),
        Mark("d", "o4", "other", "ann"),
        Mark("e", "o5", "client", "kim"),
        Mark("f", "o6", "client", "kim"),
    ]
    found = both_sides(marks)
    assert found == (BothSides("a", "b", ("o1", "o2")), BothSides("a", "c", ("o1", "o3")))


def test_supervisors_are_told_before_administrators_and_never_a_clinician_of_either_side() -> None:
    uma, una = someone(Role.SUPERVISOR, id="uma"), someone(Role.SUPERVISOR, Role.CLINICIAN, id="una")
    robin = someone(Role.CLINICIAN, Role.ADMINISTRATOR, id="robin")
    alex = someone(Role.ADMINISTRATOR, id="alex")
    sam = someone(Role.CLINICIAN, id="sam")
    assert who_is_told([uma, una, robin, alex, sam], ["sam", "una"]) == {"uma"}
    assert who_is_told([robin, alex, sam], ["sam", "kim"]) == {"robin"}
    assert who_is_told([una, sam], ["sam", "una"]) == {"una"}, "where nobody else could be told"
    assert who_is_told([alex, sam], ["sam"]) == frozenset()


@given(st.lists(st.frozensets(st.sampled_from([Role.CLINICIAN, Role.ADMINISTRATOR])), min_size=1, max_size=5))
def test_somebody_stays_in_charge_whatever_is_changed(held: list[frozenset[Role]]) -> None:
    people = [Actor(str(at), roles) for at, roles in enumerate(held)]
    for one in people:
        refused = leaves_nobody_in_charge(people, one.id, frozenset())
        others = any(Role.ADMINISTRATOR in other.roles for other in people if other is not one)
        assert refused == (Role.ADMINISTRATOR in one.roles and not others)


def test_nobody_supervises_themself_or_takes_on_their_own() -> None:
    both = (Role.SUPERVISOR, Role.CLINICIAN)
    assert not may_supervise(someone(*both), someone(*both))
    assert may_supervise(someone(*both), someone(*both, id="other"))
    for roles in combinations(set(Role) - {Role.SUPERVISOR, Role.CLINICIAN}, 2):
        assert not may_supervise(someone(*roles), someone(*both, id="other"))
        assert not may_take_on(someone(*roles), "other")
    assert not may_take_on(someone(Role.CLINICIAN), "me")
