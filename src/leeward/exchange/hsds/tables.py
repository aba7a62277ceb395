# SPDX-License-Identifier: Apache-2.0
"""Which tables there are, what they hang on, and records taken apart into rows and put together again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from leeward.exchange.hsds import model
from leeward.exchange.hsds.faults import refused
from leeward.exchange.hsds.vocabulary import TAXONOMIES

Row = dict[str, Any]


class Table(NamedTuple):
    """One table. `refers`: a column that names a row of another table. `needed`: columns never empty.

    `loose`: a column of `refers` that may name a row that is not there, because nothing hangs on it.
    """

    name: str
    file: str
    kind: type[model.Record]
    refers: Mapping[str, str] = {}
    needed: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns we know, `id` first; what nests in JSON is a table of its own."""
        return tuple(field for field in self.kind.__struct_fields__ if field not in _NESTED)


_NESTED = frozenset(
    {
        "phones",
        "schedules",
        "service_areas",
        "service_at_locations",
        "languages",
        "organization",
        "attributes",
    }
    | {"metadata", "addresses", "location", "taxonomy_term", "taxonomy_detail"}
)
_SERVICE = {"service_id": "service"}
_PLACED = _SERVICE | {"location_id": "location", "service_at_location_id": "service_at_location"}

TABLES = {
    table.name: table
    for table in (
        Table("organization", "organizations.csv", model.Organization, {}, ("id", "name")),
        Table(
            "service", "services.csv", model.ServiceRecord, {"organization_id": "organization"},
            ("id", "organization_id", "name", "status"),
        ),
        Table("location", "locations.csv", model.Location, {}, ("id",)),
        Table(
            "service_at_location", "service_at_location.csv", model.ServiceAtLocation,
            _SERVICE | {"location_id": "location"}, ("id", "service_id", "location_id"),
        ),
        Table("address", "addresses.csv", model.Address, {"location_id": "location"}),
        Table(
            "phone", "phones.csv", model.Phone, _PLACED | {"organization_id": "organization"},
            ("id", "number"),
        ),
        Table("schedule", "schedules.csv", model.Schedule, _PLACED),
        Table(
            "service_area", "service_areas.csv", model.ServiceArea,
            _SERVICE | {"service_at_location_id": "service_at_location"},
        ),
        Table(
            "language", "languages.csv", model.Language,
            _SERVICE | {"location_id": "location", "phone_id": "phone"},
        ),
        Table("taxonomy", "taxonomies.csv", model.Taxonomy, {}, ("id",)),
        Table(
            "taxonomy_term", "taxonomy_terms.csv", model.TaxonomyTerm, {"taxonomy_id": "taxonomy"}, ("id",),
            ("taxonomy_id",),
        ),
        Table(
            "attribute", "attributes.csv", model.Attribute, {"taxonomy_term_id": "taxonomy_term"},
            ("link_id", "taxonomy_term_id"),
        ),
        Table("metadata", "metadata.csv", model.Metadata),
    )
}  # fmt: skip
"""In an order in which no row names one that comes later."""

REQUIRED = ("organization", "service")


def rows_of(records: Iterable[model.ServiceRecord]) -> dict[str, list[Row]]:
    """The rows of every table that has any; what several records share stands once."""
    rows: dict[str, dict[str, Row]] = {name: {} for name in TABLES}

    def lay(name: str, one: model.Record) -> None:
        plain = msgspec.to_builtins(one)
        rows[name][str(one.id)] = {key: plain[key] for key in TABLES[name].columns if key in plain}

    def lay_attributes(attributes: tuple[model.Attribute, ...] | None) -> None:
        for one in attributes or ():
            if one.taxonomy_term is not None:
                if one.taxonomy_term.taxonomy_id in TAXONOMIES:
                    lay("taxonomy", TAXONOMIES[one.taxonomy_term.taxonomy_id])
                lay("taxonomy_term", one.taxonomy_term)
            lay("attribute", one)

    for record in records:
        if record.organization is not None:
            lay("organization", record.organization)
        lay("service", record)
        for phone in record.phones or ():
            lay("phone", phone)
            for language in phone.languages or ():
                lay("language", language)
            lay_attributes(phone.attributes)
        lay_attributes(record.attributes)
        for name, nested in (
            ("schedule", record.schedules),
            ("service_area", record.service_areas),
            ("language", record.languages),
            ("metadata", record.metadata),
        ):
            for one in nested or ():
                lay(name, one)
    return {name: list(found.values()) for name, found in rows.items() if found}


class Found(NamedTuple):
    """A row that was read, and where: "services.csv, row 14"."""

    record: Any
    where: str


def records_of(tables: Mapping[str, Sequence[Found]]) -> tuple[model.ServiceRecord, ...]:
    """The services of the tables, with all that hangs on them, in the order of their rows.

    Raises InputError: an id that stands twice, or a column that names no row.
    """
    known = {name: _by_id(tables.get(name, ())) for name in TABLES}
    for name, found in tables.items():
        for row in found:
            _require_parent(row, TABLES[name], known)
    return _put_together(tables, known)


def _by_id(found: Sequence[Found]) -> dict[str, Found]:
    known: dict[str, Found] = {}
    for row in found:
        if row.record.id is not None:
            if row.record.id in known:
                first = known[row.record.id].where.rpartition(", ")[2]
                raise refused(row.where, "column id", f"the id of {first}", "an id once")
            known[row.record.id] = row
    return known


def _require_parent(row: Found, table: Table, known: Mapping[str, Mapping[str, Found]]) -> None:
    """A row must hang on what is there. Where it may hang on several, one that is there is enough."""
    named = {column: getattr(row.record, column) for column in table.refers if column not in table.loose}
    given = {column: id for column, id in named.items() if id is not None}
    lost = [column for column, id in given.items() if id not in known[table.refers[column]]]
    if lost and (len(lost) == len(given) or lost[0] in table.needed):
        raise refused(
            row.where,
            f"column {lost[0]}",
            "an id that no row has",
            f"the id of a row of {TABLES[table.refers[lost[0]]].file}",
        )


Tables = Mapping[str, Sequence[Found]]
Known = Mapping[str, Mapping[str, Found]]
R = TypeVar("R", bound=model.Record)


def _put_together(tables: Tables, known: Known) -> tuple[model.ServiceRecord, ...]:
    attributes = _hung(_attributes(tables, known), "link_id")
    languages = _records(tables, "language")
    spoken = _hung(languages, "phone_id")
    phones = [
        replace(one, languages=spoken.get(one.id), attributes=attributes.get(one.id))
        for one in _records(tables, "phone")
    ]
    hours, areas = _records(tables, "schedule"), _records(tables, "service_area")
    of_organization = _hung(phones, "organization_id")
    organizations = {
        id: replace(row.record, phones=of_organization.get(id)) for id, row in known["organization"].items()
    }
    places = _hung(_places(tables, known, phones), "service_id")
    parts = [_hung(these, "service_id") for these in (phones, hours, areas, languages)]
    return tuple(
        replace(
            one,
            phones=parts[0].get(one.id),
            schedules=parts[1].get(one.id),
            service_areas=parts[2].get(one.id),
            languages=parts[3].get(one.id),
            service_at_locations=places.get(one.id),
            organization=organizations.get(one.organization_id),
            attributes=attributes.get(one.id),
        )
        for one in _records(tables, "service")
    )


def _places(tables: Tables, known: Known, phones: Sequence[model.Phone]) -> list[model.ServiceAtLocation]:
    """The services at their places, with what hangs on the place and on the two together."""
    hours, areas = _records(tables, "schedule"), _records(tables, "service_area")
    addresses = _hung(_records(tables, "address"), "location_id")
    languages = _hung(_records(tables, "language"), "location_id")
    there, open_there = _hung(phones, "location_id"), _hung(hours, "location_id")
    locations = {
        id: replace(
            row.record,
            addresses=addresses.get(id),
            phones=there.get(id),
            schedules=open_there.get(id),
            languages=languages.get(id),
        )
        for id, row in known["location"].items()
    }
    parts = [_hung(these, "service_at_location_id") for these in (phones, hours, areas)]
    return [
        replace(
            one,
            phones=parts[0].get(one.id),
            schedules=parts[1].get(one.id),
            service_areas=parts[2].get(one.id),
            location=locations.get(one.location_id),
        )
        for one in _records(tables, "service_at_location")
    ]


def _attributes(tables: Tables, known: Known) -> list[model.Attribute]:
    details = {id: row.record for id, row in known["taxonomy"].items()}
    terms = {
        id: replace(row.record, taxonomy_detail=details.get(row.record.taxonomy_id))
        for id, row in known["taxonomy_term"].items()
    }
    return [
        replace(one, taxonomy_term=terms.get(one.taxonomy_term_id)) for one in _records(tables, "attribute")
    ]


def _records(tables: Tables, name: str) -> list[Any]:
    return [row.record for row in tables.get(name, ())]


def _hung(records: Iterable[R], column: str) -> dict[str, tuple[R, ...]]:
    """Records by the id in a column, each in the order of its rows."""
    found: dict[str, list[R]] = defaultdict(list)
    for one in records:
        key = getattr(one, column)
        if key is not None:
            found[key].append(one)
    return {key: tuple(these) for key, these in found.items()}
