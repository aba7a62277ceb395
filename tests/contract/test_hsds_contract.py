# SPDX-License-Identifier: Apache-2.0
"""The export keeps to HSDS 3.1: what the standard requires is there, of its kind; every id leads somewhere.

The rules below are the standard's facts in our own words. `scripts/hsds-validate` holds an export against
the official JSON schemas, for whoever has fetched them.
"""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.support.answers import the_book

from leeward.exchange.hsds import as_json, as_package, directory_of, write_directory
from leeward.knowledge import Catalogue

STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
PHONE_TYPES = {"text", "voice", "fax", "cell", "video", "pager", "textphone"}
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "phones": {"id", "number"},
    "schedules": {"id"},
    "service_areas": {"id"},
    "languages": {"id"},
    "attributes": {"id"},
    "taxonomy_term": {"id", "name", "description"},
    "metadata": {
        *("id", "last_action_date", "last_action_type", "field_name", "previous_value", "replacement_value"),
        "updated_by",
    },
}
REQUIRED_IN_TABLES = {
    "services.csv": {"organization_id"},
    "attributes.csv": {"link_id", "taxonomy_term_id", "link_entity"},
    "metadata.csv": {"resource_id", "resource_type"},
    "taxonomies.csv": {"id", "name", "description"},
}
NUMBERS = {"minimum_age", "maximum_age", "extension"}
DATES = {"valid_from", "valid_to", "assured_date", "last_action_date"}
LINKS = {"url", "website"}
RECORDS = write_directory(directory_of(the_book()), the_book())
SERVICES: list[dict[str, Any]] = json.loads(as_json(RECORDS))
FILES = as_package(RECORDS)


def objects(kind: str, one: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """An object and all that nest in it, each with its kind."""
    yield kind, one
    for key, value in one.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from objects(key, inner)


ALL = [pair for service in SERVICES for pair in objects("service", service)]


def test_every_entry_of_the_directory_is_exported(book: Catalogue) -> None:
    """Our services, at least one record for each state, and every retired name."""
    assert len(book.services) + len(book.state_help) + len(book.retired) <= len(SERVICES)


def test_what_the_standard_requires_is_there() -> None:
    """In each object, and never empty."""
    assert set(REQUIRED) == {kind for kind, _ in ALL}
    for kind, one in ALL:
        assert REQUIRED[kind] <= {key for key, value in one.items() if value != ""}, (kind, one.get("id"))


def test_ids_are_uuids_and_stand_once() -> None:
    """Of what is shared, such as an organization or a term, every copy is the same."""
    seen: dict[str, Any] = {}
    for kind, one in ALL:
        for key, value in one.items():
            if key == "id" or key.endswith("_id"):
                assert str(uuid.UUID(value)) == value
        if kind in ("organization", "taxonomy_term"):
            assert seen.setdefault(one["id"], one) == one
        else:
            assert one["id"] not in seen
            seen[one["id"]] = one


def test_words_numbers_and_days_are_of_their_kinds() -> None:
    """Status and kinds of phone by the standard's lists; no `null` anywhere."""
    for kind, one in ALL:
        for key, value in one.items():
            if key in NUMBERS:
                assert isinstance(value, int | float), (kind, key)
            elif not isinstance(value, list | dict):
                assert isinstance(value, str), (kind, key)
            if key in DATES:
                date.fromisoformat(value)
            if key in LINKS:
                assert re.fullmatch(r"https?://[!-~]+", value)
    assert STATUSES >= {one["status"] for one in SERVICES}
    assert PHONE_TYPES >= {one["type"] for kind, one in ALL if kind == "phones"}


def test_hours_are_rules_of_the_standard() -> None:
    """Days in two letters, times as HH:MM, and an end after which the hours are seen to be old."""
    rules = [one for kind, one in ALL if kind == "schedules"]
    assert any("byday" in one for one in rules)
    for one in rules:
        if "byday" in one:
            assert "WEEKLY" == one["freq"]
            assert set(one["byday"].split(",")) <= {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
            assert re.fullmatch(r"[012]\d:[0-5]\d", one["opens_at"])
            assert re.fullmatch(r"[012]\d:[0-5]\d", one["closes_at"])
        assert one["valid_from"] < one["valid_to"]


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILES[name].decode(), newline="")))


@pytest.mark.parametrize("name", [one for one in FILES if one.endswith(".csv")])
def test_every_table_is_as_its_descriptor_says(name: str) -> None:
    """The columns in their order, keys once, and every foreign key a row that is there."""
    package = json.loads(FILES["datapackage.json"])
    tables = {one["name"]: one for one in package["resources"]}
    (table,) = (one for one in tables.values() if one["path"] == name)
    found = rows(name)
    assert [one["name"] for one in table["schema"]["fields"]] == list(found[0])
    keys = [row["id"] for row in found]
    assert len(keys) == len(set(keys))
    for row in found:
        assert all(row[column] for column in REQUIRED_IN_TABLES.get(name, set()))
    for foreign in table["schema"]["foreignKeys"]:
        there = {row["id"] for row in rows(tables[foreign["reference"]["resource"]]["path"])}
        assert {row[foreign["fields"]] for row in found} - {""} <= there


def test_no_street_address_of_anyone_is_in_the_export() -> None:
    """DV rule: there is no table for it, and nothing that reads like one."""
    from leeward.exchange.hsds.no_streets import GUARDED, holds_street

    assert not {"addresses", "service_at_locations", "location"} & {kind for kind, _ in ALL}
    for service in SERVICES:
        codes = {one["taxonomy_term"].get("code") for one in service["attributes"]}
        if codes & GUARDED:
            said = [one["value"] for one in service["attributes"] if "value" in one]
            said = [text for text in said if not text.startswith(("{", "["))]
            assert not [text for text in said if holds_street(text)]
            assert not holds_street(service.get("description", ""))
