# SPDX-License-Identifier: Apache-2.0
"""Counts for a funder: how many clients were seen in a quarter, by age and by way of meeting.

A quarter is counted once, when it is over; small cells never reach the disk. See `stewardship.small_counts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec
from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.cases.reading import read_case
from leeward.practice.cases.values import CaseWords
from leeward.practice.retention.models import Told
from leeward.practice.sealing import agent
from leeward.practice.visits.context import known_age
from leeward.practice.visits.models import Visit
from leeward.stewardship import Action
from leeward.stewardship.small_counts import Quarter, is_over, quarter_of, told
from leeward.vault.faults import KeyMissing

AGES = ("under-13", "13-17", "18-24", "25-59", "60-on", "not-asked")
WAYS = ("room", "phone", "video", "not-asked")
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ToldTable:
    """One table as it was told; a hidden cell is None."""

    quarter: Quarter
    table: str
    cells: Mapping[str, int | None]
    total: int | None


def age_cell(age: int | None) -> str:
    """The cell of an age in years."""
    if age is None:
        return "not-asked"
    limits = (13, 18, 25, 60)
    return AGES[sum(age >= limit for limit in limits)]


def told_so_far(account: Account) -> list[ToldTable]:
    """Every table ever told, newest quarter first."""
    with acting(account.actor(), Action.SEE_NUMBERS):
        rows = list(Told.objects.order_by("-year", "-number", "table"))
    return [ToldTable(Quarter(row.year, row.number), row.table, _cells(row.cells), row.total) for row in rows]


def _cells(text: str) -> dict[str, int | None]:
    return msgspec.json.decode(text, type=dict[str, int | None])


def quarters_to_count() -> list[Quarter]:
    """Quarters that are over, in which somebody was seen, and that were never counted; oldest first."""
    today = timezone.localdate()
    seen = {quarter_of(timezone.localdate(day)) for day in Visit.objects.datetimes("opened_at", "month")}
    done = {Quarter(*pair) for pair in Told.objects.values_list("year", "number")}
    return sorted(quarter for quarter in seen - done if is_over(quarter, today))


def count_quarter(account: Account, quarter: Quarter) -> None:
    """Counts a quarter for good. A second press changes nothing."""
    with acting(account.actor(), Action.COUNT_NUMBERS, detail=f"{quarter.year} {quarter.number}"):
        if quarter not in quarters_to_count():
            return
        ages: Counter[str] = Counter(dict.fromkeys(AGES, 0))
        ways: Counter[str] = Counter(dict.fromkeys(WAYS, 0))
        for words in _seen_in(quarter):
            ages[age_cell(known_age(words))] += 1
            way = words.words.get("setting", "")
            ways[way if way in WAYS else "not-asked"] += 1
        _keep(quarter, {"ages": ages, "ways": ways})


def _seen_in(quarter: Quarter) -> Iterable[CaseWords]:
    """Each client with a visit in it, once; records whose keys are gone are nobody any more."""
    ids = sorted(
        set(
            Visit.objects.filter(
                opened_at__date__gte=quarter.begins, opened_at__date__lt=quarter.ends
            ).values_list("case_id", flat=True)
        )
    )
    for at in range(0, len(ids), _AT_ONCE):
        for case in Case.objects.filter(id__in=ids[at : at + _AT_ONCE]):
            try:
                yield read_case(case, agent().open_case(case.id))
            except KeyMissing:
                continue


def _keep(quarter: Quarter, counted: Mapping[str, Mapping[str, int]]) -> None:
    now = timezone.now()
    with transaction.atomic():
        for name, counts in counted.items():
            shown = told(counts)
            Told.objects.create(
                year=quarter.year,
                number=quarter.number,
                table=name,
                cells=msgspec.json.encode(shown.cells).decode(),
                total=shown.total,
                told_at=now,
            )
