# SPDX-License-Identifier: Apache-2.0
"""T66: no statistic from which a person could be picked out, also not by subtracting one from another.

The attacker of these tests knows the rule, every table ever told, and tries every practice there could be.
"""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.matrix import account
from tests.support.practice import Home

from leeward.stewardship.small_counts import LEAST, Quarter, Table, is_over, quarter_of, told

Counts = tuple[int, ...]


def table(counts: Counts, least: int) -> Table:
    return told({f"c{at}": count for at, count in enumerate(counts)}, least=least)


def key(shown: Table) -> tuple[object, ...]:
    return (*shown.cells.values(), shown.total)


@pytest.mark.parametrize(
    ("cells", "most", "least"), [(1, 9, 3), (2, 14, 3), (3, 13, 3), (4, 11, 3), (5, 8, 2), (3, 17, 5)]
)
def test_whoever_tries_every_practice_cannot_work_out_a_small_cell(cells: int, most: int, least: int) -> None:
    """Several practices would have told the same table, and a small cell differs among them."""
    same: dict[tuple[object, ...], list[Counts]] = {}
    for counts in itertools.product(range(most + 1), repeat=cells):
        same.setdefault(key(table(counts, least)), []).append(counts)
    for shown, practices in same.items():
        if sum(practices[0]) > most:  # some who would have told the same were not tried
            continue
        for at in range(cells):
            values = {counts[at] for counts in practices}
            if min(values) < least:
                assert len(values) > 1, f"{shown}: cell {at} must be {values}"


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_no_small_cell_is_told_and_none_is_the_difference_to_the_total(counts: list[int]) -> None:
    shown = table(tuple(counts), LEAST)
    hidden = [count for count, told_one in zip(counts, shown.cells.values(), strict=True) if told_one is None]
    assert all(count is None or count >= LEAST for count in shown.cells.values())
    if shown.total is not None and hidden:
        assert len(hidden) > 1
        assert sum(hidden) >= LEAST
    for count, told_one in zip(counts, shown.cells.values(), strict=True):
        assert told_one in (None, count)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_every_day_lies_in_one_quarter_and_periods_never_overlap(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.begins <= day < quarter.ends
    assert quarter_of(quarter.ends) > quarter
    assert quarter_of(quarter.begins - timedelta(days=1)) < quarter
    assert is_over(quarter, quarter.ends)
    assert not is_over(quarter, quarter.ends - timedelta(days=1))


def test_no_pair_of_reports_differs_by_a_few_people() -> None:
    """A made-up caseload over three years: every sum and difference of told cells of any two reports that
    speaks of less than the least number of people speaks of no set of people at all."""
    made_up = random.Random(66)  # noqa: S311  no secret
    people = [
        (quarter_of(date(2037, 1, 1) + timedelta(days=made_up.randrange(1095))), made_up.choice("abcd"))
        for _ in range(160)
    ]
    quarters = sorted({quarter for quarter, _ in people})
    reports: dict[Quarter, Table] = {
        quarter: told({kind: sum(one == (quarter, kind) for one in people) for kind in "abcd"}, least=LEAST)
        for quarter in quarters
    }
    sets = {
        (quarter, kind): {at for at, one in enumerate(people) if one == (quarter, kind)}
        for quarter in quarters
        for kind in "abcd"
    }
    assert any(count is not None for shown in reports.values() for count in shown.cells.values())
    told_sets = [
        sets[quarter, kind]
        for quarter in quarters
        for kind, n in reports[quarter].cells.items()
        if n is not None
    ] + [
        set().union(*(sets[quarter, kind] for kind in "abcd"))
        for quarter in quarters
        if reports[quarter].total is not None
    ]
    for one, other in itertools.permutations(told_sets, 2):
        left = one - other
        if other < one and len(left) < LEAST:
            pytest.fail(f"a difference speaks of {len(left)} people")


def test_a_quarter_is_counted_once_and_small_cells_never_reach_the_disk(home: Home) -> None:
    from django.utils import timezone

    from leeward.practice.models import Case, Told, Visit
    from leeward.practice.visits.services import open_visit

    robin = home.signed_in()
    for at, age in enumerate(["30"] * 6 + ["15"] * 2 + ["40"]):
        case_id = home.open_case(robin, code_name=f"Tern{at}", **{"p-0-age": age}).split("/")[2]
        open_visit(account("robin"), case_id)
    then = timezone.now() - timedelta(days=200)
    Visit.objects.update(opened_at=then)
    quarter = quarter_of(timezone.localdate(then))
    value = f"{quarter.year}-{quarter.number}"
    alex = home.signed_in("alex")
    assert f'value="{value}"' in alex.get("/oversight/numbers/").content.decode()
    assert 302 == alex.post("/oversight/numbers/", {"quarter": "1999-1"}).status_code
    assert 0 == Told.objects.count()
    assert 404 == robin_s_colleague(home).post("/oversight/numbers/", {"quarter": value}).status_code
    assert 302 == alex.post("/oversight/numbers/", {"quarter": value}).status_code
    ages = Told.objects.get(table="ages")
    assert 9 == ages.total
    assert '"13-17":null' in ages.cells
    assert '"25-59":null' in ages.cells
    shown = alex.get("/oversight/numbers/").content.decode()
    assert "not shown" in shown
    Case.objects.filter(id=case_id).delete()
    assert 302 == alex.post("/oversight/numbers/", {"quarter": value}).status_code
    assert 9 == Told.objects.get(table="ages").total, "what was told stays"


def robin_s_colleague(home: Home) -> Any:
    return home.signed_in("sam")
