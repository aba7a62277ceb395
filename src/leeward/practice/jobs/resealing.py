# SPDX-License-Identifier: Apache-2.0
"""Values of an older shape, written anew after an upgrade: by a job, once the records are unlocked.

A change of tables needs no key, and an older shape opens for ever; this only brings it up to date, so that
nothing depends on old up-casts for long. A value keeps its place: record, person and version stay. Where
somebody saves meanwhile, theirs stays: only the bytes that were read are replaced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from leeward.practice.jobs.running import Step
from leeward.practice.sealing import agent
from leeward.vault.faults import KeyMissing, NewerFormat, ValueDamaged
from leeward.vault.fields import FORMAT, Place, SealedText, needs_reseal, reseal
from leeward.vault.keys import FieldKey
from leeward.vault.labels import LABELS, Labels

BATCH = 200
_END = "end"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of sealed values: of what table, and for a row its label, record, version, case and person."""

    model: type[Model]
    name: str
    label: Callable[[Any], str]
    record: Callable[[Any], str]
    version: Callable[[Any], int]
    case: Callable[[Any], str]
    person: Callable[[Any], str | None] = lambda _row: None

    def place(self, row: Any) -> Place:
        """Where a row's value belongs."""
        return Place(self.label(row), self.record(row), self.person(row), self.version(row))

    def key(self, row: Any) -> FieldKey:
        """What opens a row's value. Raises VaultLocked, KeyMissing."""
        keys = agent().open_case(self.case(row))
        person = self.person(row)
        return keys.key if person is None else keys.person(person)


def shapes_of_today(labels: Labels = LABELS) -> str:
    """One word for the format and all shapes that are written today; new labels do not change it."""
    grown = ",".join(f"{label.id}:{label.shape}" for label in labels if label.shape > 1)
    return hashlib.sha256(f"{FORMAT};{grown}".encode()).hexdigest()[:12]


def reseal_all(
    columns: Sequence[Column], place: str, *, labels: Labels = LABELS, batch: int = BATCH
) -> Iterator[Step]:
    """A step for each few hundred rows; none where everything was looked at in today's shapes.

    Args:
        place: shapes, number of a column and the last row that was looked at, as a step gave it.

    Raises VaultLocked: there is something to do, and no key. What cannot be opened is left as it is.
    """
    shapes = shapes_of_today(labels)
    done_in, at, after = _read(place, shapes)
    if done_in == _END:
        return
    for number in range(at, len(columns)):
        column = columns[number]
        while rows := _after(column, after, batch):
            after = str(rows[-1].pk)
            moved = sum(_reseal_row(column, row, labels) for row in rows)
            yield Step(done=moved, left=_left(columns[number:], after), place=f"{shapes}/{number}/{after}")
        after = ""
    yield Step(place=f"{shapes}/{_END}/")


def _read(place: str, shapes: str) -> tuple[str, int, str]:
    """How far it came in today's shapes: the mark of the end, or a column and the last row there."""
    found_shapes, _, rest = place.partition("/")
    number, _, after = rest.partition("/")
    if found_shapes != shapes:
        return "", 0, ""
    return (_END, 0, "") if number == _END else ("", int(number), after)


def _after(column: Column, after: str, batch: int) -> list[Any]:
    rows = column.model._default_manager.order_by("pk")
    return list((rows.filter(pk__gt=after) if after else rows)[:batch])


def _left(columns: Sequence[Column], after: str) -> int:
    first, *rest = columns
    return first.model._default_manager.filter(pk__gt=after).count() + sum(
        column.model._default_manager.count() for column in rest
    )


def _reseal_row(column: Column, row: Any, labels: Labels) -> int:
    sealed = bytes(getattr(row, column.name))
    if not needs_reseal(SealedText(sealed), column.label(row), labels=labels):
        return 0
    place = column.place(row)
    try:
        anew = reseal(
            column.key(row), place, SealedText(sealed), row_version=place.row_version, labels=labels
        )
    except (KeyMissing, ValueDamaged, NewerFormat):
        return 0  # its page says so; nothing here makes it better or worse
    same = column.model._default_manager.filter(pk=row.pk, **{column.name: sealed})
    return int(same.update(**{column.name: anew.data}))
