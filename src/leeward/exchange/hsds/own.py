# SPDX-License-Identifier: Apache-2.0
"""Our directory as one value, and how it is read back out of records that we wrote, nothing lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from leeward.exchange.hsds.faults import refused
from leeward.exchange.hsds.model import Attribute, Phone, ServiceRecord
from leeward.exchange.hsds.vocabulary import ENTRY, NEEDS, NOBODY, SCENARIOS, uuid_of, values_of
from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Retired, Service, StateHelp

E = TypeVar("E")
INTERPRETERS = "interpreters"
TYPES = {"tty": "textphone", "chat": "text"}
"""Our kinds of contact for which HSDS has another word, or none."""


class Directory(msgspec.Struct, frozen=True):
    """Services, what each state has, and names that no longer answer, each in the catalogue's order."""

    services: tuple[Service, ...] = ()
    state_help: tuple[StateHelp, ...] = ()
    retired: tuple[Retired, ...] = ()


def directory_of(catalogue: Catalogue, *, with_own: bool = True) -> Directory:
    """The directory part of the catalogue, with or without what the practice wrote itself."""
    whole = Directory(catalogue.services, catalogue.state_help, catalogue.retired)
    if with_own:
        return whole
    return Directory(
        *(tuple(one for one in part if not one.local) for part in msgspec.structs.astuple(whole))
    )


def is_own(record: ServiceRecord) -> bool:
    """Whether Leeward wrote this record, here or elsewhere."""
    return bool(_words(record).get("id"))


def kind_of(record: ServiceRecord) -> str:
    """service, state-help or retired, for a record of ours."""
    return _first(_words(record), "kind") or "service"


def id_of(record: ServiceRecord) -> str:
    """The readable id of a record of ours."""
    return _first(_words(record), "id") or ""


def read_own(records: Sequence[ServiceRecord]) -> Directory:
    """The directory that these records were written from; records of others are passed over.

    Raises InputError: an attribute of ours that does not hold what it should, with object and attribute.
    """
    services, states, retired = [], [], []
    for place, record in enumerate(records, start=1):
        if not is_own(record):
            continue
        kind = kind_of(record)
        if kind == "service":
            services.append(own_service(record, place))
        elif fields := _fields_of(record, place):
            if kind == "state-help":
                states.append(_converted(fields, StateHelp, place))
            else:
                retired.append(_converted(fields, Retired, place))
    return Directory(tuple(services), tuple(states), tuple(retired))


def own_service(record: ServiceRecord, place: int) -> Service:
    """The service that this record, the `place`th from 1, was written from."""
    fields = fields_of_service(record, place)
    for label, value in _exact(record, place).items():
        if value is None:
            fields.pop(label, None)
        else:
            fields[label] = value
    return _converted(fields, Service, place)


def fields_of_service(record: ServiceRecord, place: int = 1) -> dict[str, Any]:
    """A service's fields as plain data, as far as the record's places and our readable words hold them."""
    words = _words(record)
    spanish = _labelled(words["in-spanish"])
    traces = _labelled(words["trace-note"])
    tags = [code for code, _ in values_of(record.attributes, NEEDS)]
    fields = {
        "id": _first(words, "id"),
        "aliases": [one.value or "" for one in words["old-id"]],
        "sources": [_json(one, place) for one in words["source"]],
        "confidence": _first(words, "confidence"),
        "reviewed": _first(words, "reviewed") or "",
        "local": bool(words["local"]),
        "name": record.name,
        "name_es": record.alternate_name,
        "organization": _organization(record),
        "status": record.status,
        "audience": _first(words, "audience"),
        "description": {"en": record.description or "", "es": spanish.get("description", "")},
        "url": record.url,
        "contact": record.email,
        "phones": [_phone(one) for one in record.phones or ()],
        "hours": next((one.description for one in record.schedules or ()), None),
        "languages": _languages(record),
        "eligibility": _people(record),
        "services": tags,
        "scenarios": [code for code, _ in values_of(record.attributes, SCENARIOS)],
        "confidential": _first(words, "confidential"),
        "leaves_trace_notes": {"en": traces.get("en", ""), "es": traces.get("es", "")},
        "jurisdictions": [one.extent or "" for one in record.service_areas or ()],
        "alert": {"en": record.alert, "es": spanish.get("alert", "")} if record.alert else None,
        "accessibility": _first(words, "accessibility"),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _organization(record: ServiceRecord) -> str | None:
    one = record.organization
    return one.name if one is not None and one.id != uuid_of(NOBODY, record.id) else None


def _phone(phone: Phone) -> dict[str, Any]:
    words = _by_code(phone.attributes)
    spanish = _labelled(words["in-spanish"])
    types = {theirs: ours for ours, theirs in TYPES.items()}
    kind = phone.type or ""
    fields = {
        "number": phone.number,
        "type": _first(words, "phone-type") or (types["textphone"] if kind == "textphone" else kind),
        "languages": [one.code or INTERPRETERS for one in phone.languages or ()],
        "confidence": _first(words, "confidence"),
        "keyword": _first(words, "keyword"),
        "description": {"en": phone.description, "es": spanish.get("description", "")}
        if phone.description
        else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _languages(record: ServiceRecord) -> list[str | None]:
    codes = [one.code for one in record.languages or ()]
    return [*codes, INTERPRETERS] if record.interpretation_services else codes


def _people(record: ServiceRecord) -> dict[str, Any]:
    found: dict[str, Any] = {"population": record.eligibility_description or ""}
    for name, age in (("minimum_age", record.minimum_age), ("maximum_age", record.maximum_age)):
        if age is not None:
            found[name] = int(age)
    return found


def _words(record: ServiceRecord) -> dict[str, list[Attribute]]:
    return _by_code(record.attributes)


def _by_code(attributes: tuple[Attribute, ...] | None) -> dict[str, list[Attribute]]:
    found: dict[str, list[Attribute]] = defaultdict(list)
    for code, one in values_of(attributes, ENTRY):
        found[code].append(one)
    return found


def _first(words: dict[str, list[Attribute]], code: str) -> str | None:
    return next((one.value for one in words[code]), None)


def _labelled(attributes: Iterable[Attribute]) -> dict[str, str]:
    return {one.label or "": one.value or "" for one in attributes}


def _exact(record: ServiceRecord, place: int) -> dict[str, Any]:
    return {one.label or "": _json(one, place) for one in _words(record)["exact"]}


def _fields_of(record: ServiceRecord, place: int) -> dict[str, Any]:
    return {one.label or "": _json(one, place) for one in _words(record)["field"]}


def _json(attribute: Attribute, place: int) -> Any:
    try:
        return msgspec.json.decode(attribute.value or "")
    except (msgspec.DecodeError, RecursionError) as error:
        raise refused(place, f"attribute {attribute.label or 'source'}", "text that is not JSON") from error


def _converted(fields: dict[str, Any], kind: type[E], place: int) -> E:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise refused(place, "an attribute of Leeward", f"a value that does not fit ({error})") from error
