# SPDX-License-Identifier: Apache-2.0
"""A database with a row in every table, whatever tables there are; and what stands in it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

Rows = dict[str, list[dict[str, Any]]]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_OF_A_KIND: dict[str, Any] = {
    "DateTimeField": NOW,
    "DateField": NOW.date(),
    "BooleanField": True,
    "BinaryField": b"sealed",
    "JSONField": {},
}
_numbers = itertools.count(1)


def fill_every_table() -> None:
    """One made-up row in each table that has none; words stand for what would be sealed."""
    from django.apps import apps

    waiting = [model for model in apps.get_app_config("practice").get_models() if not model.objects.exists()]
    while waiting:
        ready = [model for model in waiting if not _needed(model) & set(waiting)]
        assert ready, f"tables that need each other: {waiting}"
        for model in ready:
            model.objects.bulk_create([_row_of(model)])
            waiting.remove(model)


def _needed(model: Any) -> set[Any]:
    return {one.related_model for one in model._meta.concrete_fields if one.is_relation and not one.null}


def _row_of(model: Any) -> Any:
    values = {}
    for one in model._meta.concrete_fields:
        if one.is_relation:
            values[one.attname] = one.related_model.objects.values_list("pk", flat=True).first()
        elif one.has_default() and not one.primary_key:
            values[one.attname] = one.get_default()
        elif not one.get_internal_type().endswith("AutoField"):
            values[one.attname] = _value_for(one)
    return model(**values)


def _value_for(field: Any) -> Any:
    kind = field.get_internal_type()
    if kind in _OF_A_KIND:
        return _OF_A_KIND[kind]
    if field.choices:
        return field.choices[0][0]
    if "Integer" in kind:
        return 1  # some tables hold one row alone, and say so
    return f"{next(_numbers):x}" if (field.max_length or 99) < 12 else f"made-up-{next(_numbers)}"


def rows_now() -> Rows:
    """Every row of every table of ours, as the database itself gives it."""
    from django.db import connection

    found: Rows = {}
    with connection.cursor() as cursor:
        for table in columns_now():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def shared(rows: Rows, columns: dict[str, set[str]]) -> dict[str, list[str]]:
    """The rows of those tables, with those columns alone, in an order of their own."""
    return {
        table: sorted(repr(sorted((k, v) for k, v in row.items() if k in names)) for row in rows[table])
        for table, names in columns.items()
    }


def columns_now() -> dict[str, set[str]]:
    """Tables of ours and their columns."""
    from django.db import connection

    with connection.cursor() as cursor:
        return {
            table: {one.name for one in connection.introspection.get_table_description(cursor, table)}
            for table in sorted(connection.introspection.table_names(cursor))
            if table.startswith("practice_")
        }
