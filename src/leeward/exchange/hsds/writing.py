# SPDX-License-Identifier: Apache-2.0
"""Our directory as HSDS records: services, what each state has, and names that no longer answer.

A field goes where HSDS has a place for it, else into an attribute with a readable code. Then the record
is read back, and what came out otherwise is added as it stands (`exact`): a field that is new, empty
where HSDS wants something, or in a shape of ours. So nothing is lost, and little has to be added.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, get_args

import msgspec

from leeward.exchange.hsds import model
from leeward.exchange.hsds.languages import is_code, name_of
from leeward.exchange.hsds.no_streets import refuse_streets
from leeward.exchange.hsds.opening import rules_of
from leeward.exchange.hsds.own import INTERPRETERS, TYPES, Directory, fields_of_service
from leeward.exchange.hsds.vocabulary import (
    NEEDS,
    NOBODY,
    SCENARIOS,
    attached,
    entry_attribute,
    tag_attribute,
    uuid_of,
)
from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Phone, Retired, Service, StateHelp
from leeward.planning.state_services import services_of_state
from leeward.terms.text import Text

_HOURS_HOLD_DAYS = 365
_STATUSES = get_args(model.Status)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://[!-~]+")
_LISTED = "Listed in Leeward's directory."


def write_directory(directory: Directory, catalogue: Catalogue) -> tuple[model.ServiceRecord, ...]:
    """Every entry as a record, in order: services, states, retired names.

    Args:
        catalogue: for the names of tags, scenarios and places.

    Raises ContentError: a text of a service for people harmed at home that holds a street address.
    """
    refuse_streets(directory)
    names = _Names.of(catalogue)
    records = [write_service(one, names) for one in directory.services]
    known = {one.id: one.name for one in directory.services}
    for state in directory.state_help:
        records += _write_state(state, names, known)
    return (*records, *(_write_retired(one, known) for one in directory.retired))


class _Names(msgspec.Struct, frozen=True):
    """What codes are called in English."""

    tags: Mapping[str, str]
    scenarios: Mapping[str, str]
    places: Mapping[str, str]

    @classmethod
    def of(cls, book: Catalogue) -> _Names:
        """The names of the catalogue."""
        return cls(
            {term.id: term.en for term in book.vocabulary.service_tags},
            {one.id: one.title.en for one in book.scenarios},
            {one.jurisdiction: one.name for one in book.law}
            | {"US": "United States", "INTL": "Anywhere", "GB": "United Kingdom"}
            | {"CA": "Canada", "AU": "Australia"},
        )


def write_service(service: Service, names: _Names, *extra: model.Attribute) -> model.ServiceRecord:
    """One service. `extra`: attributes beside its own."""
    key = uuid_of("service", service.id)
    words = [*_words_of(service, names), *extra]
    plain = _record(service, key, names)
    held = fields_of_service(msgspec.structs.replace(plain, attributes=tuple(words)))
    words += [
        entry_attribute("exact", _json(value), field)
        for field, value in _plain_fields(service).items()
        if held.get(field) != value
    ]
    return msgspec.structs.replace(plain, attributes=attached(words, key, "service"))


def _record(service: Service, key: str, names: _Names) -> model.ServiceRecord:
    who = service.eligibility
    organization = model.Organization(
        id=uuid_of(*(("organization", service.organization) if service.organization else (NOBODY, key))),
        name=service.organization or service.name or service.id,
        description=_LISTED,
    )
    others = [code for code in service.languages if not is_code(code)]
    return model.ServiceRecord(
        id=key,
        organization_id=organization.id,
        organization=organization,
        name=service.name or service.id,
        alternate_name=service.name_es or None,
        description=service.description.en or None,
        url=service.url if service.url and _URL.fullmatch(service.url) else None,
        email=service.contact if service.contact and _EMAIL.fullmatch(service.contact) else None,
        status=service.status if service.status in _STATUSES else "inactive",  # type: ignore[arg-type]
        interpretation_services="There are interpreters for other languages." if others else None,
        eligibility_description=who.population or None,
        minimum_age=who.minimum_age,
        maximum_age=who.maximum_age,
        alert=service.alert.en or None if service.alert is not None else None,
        phones=tuple(_phone(one, key, place) for place, one in enumerate(service.phones)) or None,
        schedules=_schedules(service, key),
        service_areas=_areas(service.jurisdictions, key, names) or None,
        languages=_languages(service.languages, key, "service_id") or None,
        metadata=_metadata(service.reviewed, key),
    )


def _words_of(service: Service, names: _Names) -> list[model.Attribute]:
    trace, alert = service.leaves_trace_notes, service.alert or Text(en="", es="")
    said = [
        ("id", service.id, None),
        ("kind", "service", None),
        *(("old-id", alias, None) for alias in service.aliases),
        ("audience", service.audience, None),
        ("confidence", service.confidence, None),
        ("reviewed", service.reviewed, None),
        ("local", "yes" if service.local else "", None),
        ("confidential", service.confidential, None),
        ("trace-note", trace.en, "en"),
        ("trace-note", trace.es, "es"),
        ("in-spanish", service.description.es, "description"),
        ("in-spanish", alert.es, "alert"),
        ("accessibility", service.accessibility or "", None),
        *(("source", _json(_plain(one)), None) for one in service.sources),
    ]
    tags = [tag_attribute(NEEDS, tag, names.tags.get(tag, tag)) for tag in service.services]
    tags += [tag_attribute(SCENARIOS, one, names.scenarios.get(one, one)) for one in service.scenarios]
    return [*tags, *_entry_attributes(said)]


def _entry_attributes(said: Iterable[tuple[str, str, str | None]]) -> list[model.Attribute]:
    """An empty value is left out: a table has no way to tell it from none."""
    return [entry_attribute(code, value, label) for code, value, label in said if value]


def _phone(phone: Phone, service: str, place: int) -> model.Phone:
    key = uuid_of("phone", service, str(place))
    description = phone.description or Text(en="", es="")
    words = _entry_attributes(
        [
            ("confidence", phone.confidence, None),
            ("keyword", phone.keyword or "", None),
            ("phone-type", phone.type if phone.type == "chat" else "", None),
            ("in-spanish", description.es, "description"),
        ]
    )
    return model.Phone(
        id=key,
        service_id=service,
        number=phone.number or "?",
        type=TYPES.get(phone.type, phone.type),
        description=description.en or None,
        languages=_languages(phone.languages, key, "phone_id") or None,
        attributes=attached(words, key, "phone"),
    )


def _languages(codes: Iterable[str], key: str, column: str) -> tuple[model.Language, ...]:
    """Languages with a code; on a phone, interpreters as a language without one."""
    found = [
        model.Language(
            id=uuid_of("language", key, str(place)),
            code=code if is_code(code) else None,
            name=name_of(code) if is_code(code) else "Other languages, with interpreters",
            **{column: key},
        )
        for place, code in enumerate(codes)
        if is_code(code) or (column == "phone_id" and code == INTERPRETERS)
    ]
    return tuple(found)


def _schedules(service: Service, key: str) -> tuple[model.Schedule, ...] | None:
    """The sentence on the first, and a rule for each span that is plain; old hours are seen to be old."""
    if not service.hours:
        return None
    rules = rules_of(service.hours) or (model.Schedule(),)
    since = date.fromisoformat(service.reviewed) if service.reviewed else None
    return tuple(
        msgspec.structs.replace(
            rule,
            id=uuid_of("schedule", key, str(place)),
            service_id=key,
            description=service.hours if place == 0 else None,
            valid_from=since,
            valid_to=since + timedelta(days=_HOURS_HOLD_DAYS) if since is not None else None,
        )
        for place, rule in enumerate(rules)
    )


def _areas(codes: Iterable[str], key: str, names: _Names) -> tuple[model.ServiceArea, ...]:
    return tuple(
        model.ServiceArea(
            id=uuid_of("area", key, str(place)),
            service_id=key,
            name=names.places.get(code, code),
            extent=code,
            extent_type="text",
        )
        for place, code in enumerate(codes)
        if code
    )


def _metadata(reviewed: str, key: str) -> tuple[model.Metadata, ...] | None:
    if not reviewed:
        return None
    return (
        model.Metadata(
            id=uuid_of("metadata", key),
            resource_id=key,
            resource_type="service",
            last_action_date=reviewed,
            last_action_type="review",
            field_name="reviewed",
            previous_value="not recorded",
            replacement_value=reviewed,
            updated_by="Leeward",
        ),
    )


def _write_state(state: StateHelp, names: _Names, known: Container[str]) -> list[model.ServiceRecord]:
    """What a state has as services that others can use; the first carries the state's own fields too.

    A part that stands among the services already, since a practice corrected it, is `known` and not repeated.
    """
    left = [one for one in services_of_state(state) if one.id not in known]
    of_state = left or [_nothing_listed(state)]
    kind = entry_attribute("kind", "state-help")
    fields = [entry_attribute("field", _json(value), name) for name, value in _plain_fields(state).items()]
    records = []
    for place, service in enumerate(of_state):
        record = write_service(service, names, *(fields if place == 0 else ()))
        others = [one for one in record.attributes or () if not _says_service(one)]
        records.append(
            msgspec.structs.replace(record, attributes=attached([kind, *others], str(record.id), "service"))
        )
    return records


def _says_service(one: model.Attribute) -> bool:
    return one.value == "service" and one.taxonomy_term_id == uuid_of("term", "entry", "kind")


def _nothing_listed(state: StateHelp) -> Service:
    said = Text(en="Nothing is listed for this state yet.", es="Todavía no hay nada de este estado.")
    return msgspec.convert(
        {
            "id": state.id,
            "name": state.name,
            "status": "inactive",
            "audience": "both",
            "description": _plain(said),
            "languages": [],
            "eligibility": {"population": ""},
            "services": [],
            "scenarios": [],
            "confidential": "limits",
            "leaves_trace_notes": _plain(said),
            "jurisdictions": [f"US-{state.code}"],
            "confidence": state.confidence,
            "reviewed": state.reviewed,
        },
        Service,
    )


def _write_retired(one: Retired, known: Mapping[str, str]) -> model.ServiceRecord:
    """A name that no longer answers, so that a list which still prints it can be put right."""
    key = uuid_of("retired", one.id)
    instead = ", ".join(known.get(id, id) for id in one.use_instead)
    words = [entry_attribute("id", one.id), entry_attribute("kind", "retired")]
    words += [entry_attribute("field", _json(value), name) for name, value in _plain_fields(one).items()]
    organization = model.Organization(
        id=uuid_of("organization", one.name), name=one.name, description="No longer answers under this name."
    )
    return model.ServiceRecord(
        id=key,
        organization_id=organization.id,
        organization=organization,
        name=one.name,
        alternate_name=one.name_es or None,
        description=one.note.en if one.note is not None and one.note.en else None,
        status="temporarily closed" if one.status == "temporarily closed" else "defunct",
        alert=f"No longer answers under this name. Instead: {instead}." if instead else None,
        attributes=attached(words, key, "service"),
        metadata=_metadata(one.reviewed, key),
    )


def _plain_fields(entry: Service | StateHelp | Retired) -> dict[str, Any]:
    """Every field as plain JSON data, those at their defaults too."""
    return {name: _plain(getattr(entry, name)) for name in entry.__struct_fields__}


def _plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
