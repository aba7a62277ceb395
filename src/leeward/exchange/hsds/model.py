# SPDX-License-Identifier: Apache-2.0
"""The part of HSDS 3.1 that we write and read, as frozen values. Names are those of the standard.

A field is required here where a referral is nothing without it. Keys we do not know are passed over,
as the standard allows; a known key of the wrong kind is an error. The columns ending in `_id` are for
the tables: in JSON the records stand inside one another instead.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

import msgspec

LONGEST_TEXT = 50_000

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
Said = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Extension = Annotated[float, msgspec.Meta(ge=0, le=9_999_999)]
Status = Literal["active", "inactive", "defunct", "temporarily closed"]
Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAYS: tuple[Day, ...] = get_args(Day)


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every record. `id`: a UUID where we write it, any key where others do."""

    id: Key | None = None


class Taxonomy(Record, frozen=True, kw_only=True):
    """A list of words for services."""

    name: Said | None = None
    description: Said | None = None
    version: Said | None = None


class TaxonomyTerm(Record, frozen=True, kw_only=True):
    """One such word. `taxonomy`: the name of its list."""

    code: Said | None = None
    name: Said | None = None
    description: Said | None = None
    taxonomy: Said | None = None
    taxonomy_id: Key | None = None
    taxonomy_detail: Taxonomy | None = None
    language: Said | None = None


class Attribute(Record, frozen=True, kw_only=True):
    """A word given to a record, with or without a value."""

    link_id: Key | None = None
    taxonomy_term_id: Key | None = None
    link_type: Said | None = None
    link_entity: Said | None = None
    value: Said | None = None
    label: Said | None = None
    taxonomy_term: TaxonomyTerm | None = None


class Metadata(Record, frozen=True, kw_only=True):
    """What was done to a record, and when."""

    resource_id: Key | None = None
    resource_type: Said | None = None
    last_action_date: Said | None = None
    last_action_type: Said | None = None
    field_name: Said | None = None
    previous_value: Said | None = None
    replacement_value: Said | None = None
    updated_by: Said | None = None


class Language(Record, frozen=True, kw_only=True):
    """A language that is spoken. `code`: ISO 639."""

    service_id: Key | None = None
    location_id: Key | None = None
    phone_id: Key | None = None
    name: Said | None = None
    code: Said | None = None
    note: Said | None = None


class Phone(Record, frozen=True, kw_only=True):
    """A number. `type`: text, voice, fax, cell, video, pager or textphone."""

    service_id: Key | None = None
    location_id: Key | None = None
    organization_id: Key | None = None
    service_at_location_id: Key | None = None
    contact_id: Key | None = None
    number: Said
    extension: Extension | None = None
    type: Said | None = None
    description: Said | None = None
    languages: tuple[Language, ...] | None = None
    attributes: tuple[Attribute, ...] | None = None


class Schedule(Record, frozen=True, kw_only=True):
    """When it is open. `byday`: MO,TU and so on; a month's days carry a number before them."""

    service_id: Key | None = None
    location_id: Key | None = None
    service_at_location_id: Key | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    freq: Literal["WEEKLY", "MONTHLY"] | None = None
    byday: Said | None = None
    description: Said | None = None
    opens_at: Said | None = None
    closes_at: Said | None = None
    notes: Said | None = None


class ServiceArea(Record, frozen=True, kw_only=True):
    """Where a service is for. `extent`: free text when `extent_type` is text."""

    service_id: Key | None = None
    service_at_location_id: Key | None = None
    name: Said | None = None
    description: Said | None = None
    extent: Said | None = None
    extent_type: Said | None = None
    uri: Said | None = None


class Address(Record, frozen=True, kw_only=True):
    """Of an address only the town and what is larger: a street is never read and never written."""

    location_id: Key | None = None
    city: Said | None = None
    state_province: Said | None = None
    country: Said | None = None


class Location(Record, frozen=True, kw_only=True):
    """A place where a service is given."""

    organization_id: Key | None = None
    location_type: Literal["physical", "postal", "virtual"] | None = None
    addresses: tuple[Address, ...] | None = None
    phones: tuple[Phone, ...] | None = None
    schedules: tuple[Schedule, ...] | None = None
    languages: tuple[Language, ...] | None = None


class ServiceAtLocation(Record, frozen=True, kw_only=True):
    """A service at one of its places."""

    service_id: Key | None = None
    location_id: Key | None = None
    phones: tuple[Phone, ...] | None = None
    schedules: tuple[Schedule, ...] | None = None
    service_areas: tuple[ServiceArea, ...] | None = None
    location: Location | None = None


class Organization(Record, frozen=True, kw_only=True):
    """Who gives the service."""

    name: Name
    description: Said | None = None
    email: Said | None = None
    website: Said | None = None
    phones: tuple[Phone, ...] | None = None


class ServiceRecord(Record, frozen=True, kw_only=True):
    """A service, whole, with all that hangs on it."""

    id: Key
    organization_id: Key | None = None
    name: Name
    alternate_name: Said | None = None
    description: Said | None = None
    url: Said | None = None
    email: Said | None = None
    status: Status
    interpretation_services: Said | None = None
    application_process: Said | None = None
    fees_description: Said | None = None
    eligibility_description: Said | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    assured_date: date | None = None
    alert: Said | None = None
    phones: tuple[Phone, ...] | None = None
    schedules: tuple[Schedule, ...] | None = None
    service_areas: tuple[ServiceArea, ...] | None = None
    service_at_locations: tuple[ServiceAtLocation, ...] | None = None
    languages: tuple[Language, ...] | None = None
    organization: Organization | None = None
    attributes: tuple[Attribute, ...] | None = None
    metadata: tuple[Metadata, ...] | None = None
