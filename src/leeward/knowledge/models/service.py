# SPDX-License-Identifier: Apache-2.0
"""The directory: services, and what each state has. Field names follow Open Referral HSDS 3.x."""

from __future__ import annotations

from typing import Any, Literal

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.terms.source import Confidence


class Phone(Value, frozen=True, kw_only=True):
    """A number. `confidence` confirmed: the digits were read somewhere, not that someone answered."""

    number: str
    type: Literal["voice", "text", "tty", "chat", "video", "fax"]
    languages: tuple[str, ...]
    confidence: Confidence
    keyword: str | None = None
    description: ClientText | None = None


class Eligibility(Value, frozen=True, kw_only=True):
    """Who it is for. Ages in whole years."""

    population: str
    minimum_age: int | None = None
    maximum_age: int | None = None


class Service(Entry, frozen=True, kw_only=True):
    """An organisation or line that helps. `jurisdictions`: US for all, else US-WA and so on."""

    name: str
    name_es: str | None = None
    organization: str | None = None
    status: str
    audience: Literal["client", "mhp", "both"]
    description: ClientText
    url: str | None = None
    contact: str | None = None
    phones: tuple[Phone, ...] = ()
    hours: str | None = None
    languages: tuple[str, ...]
    eligibility: Eligibility
    services: tuple[Id, ...]
    scenarios: tuple[Id, ...]
    confidential: str
    leaves_trace_notes: ClientText
    jurisdictions: tuple[str, ...]
    alert: ClientText | None = None
    accessibility: str | None = None


class Retired(Entry, frozen=True, kw_only=True):
    """A service that no longer answers as it did, under the name lists still print, and who answers now.

    `since`: the day, month or year, as exactly as it is known. `use_instead`: ids of services.
    """

    name: str
    name_es: str | None = None
    status: Literal["defunct", "temporarily closed", "replaced", "merged", "unknown"]
    since: str | None = None
    use_instead: tuple[Id, ...]
    note: ClientText | None = None


class StateHelp(Entry, frozen=True, kw_only=True):
    """What one state has: child-abuse line, coalition, address programme, compensation."""

    code: str
    name: str
    child_abuse_report: dict[str, Any]
    dv_sa_coalition: dict[str, Any]
    address_confidentiality: dict[str, Any]
    victim_compensation: dict[str, Any]
    attorney_general: dict[str, Any]
    legal_aid_finder: dict[str, Any]
    two_one_one: dict[str, Any]
