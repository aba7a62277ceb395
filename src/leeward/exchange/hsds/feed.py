# SPDX-License-Identifier: Apache-2.0
"""Another directory's records as services of a loaded feed: what a referral needs, in our own form.

Nothing in a feed is taken as sure. A service is *unverified*, or *likely* where its directory says on
what day somebody assured it; nobody has told us what a call there leaves behind, and the note says so.
Records that Leeward wrote are known again, with their notes; those this catalogue has itself are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from leeward.exchange.hsds.areas import addresses_of, codes_of, narrower
from leeward.exchange.hsds.faults import refused
from leeward.exchange.hsds.languages import code_of
from leeward.exchange.hsds.model import Phone, Schedule, ServiceRecord
from leeward.exchange.hsds.needs import needs_of
from leeward.exchange.hsds.no_streets import GUARDED
from leeward.exchange.hsds.opening import said_hours
from leeward.exchange.hsds.own import INTERPRETERS, is_own, kind_of, own_service
from leeward.exchange.hsds.plain_text import plain_text, web_address
from leeward.knowledge.feeds import EVERYWHERE, fed_id
from leeward.knowledge.models import service as ours
from leeward.terms.errors import InputError
from leeward.terms.phone_numbers import refused_number
from leeward.terms.shown import quoted
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 40
UNNAMED_SOURCE = "leeward:loaded-directory"
TRACE_UNKNOWN = Text(
    en="This directory does not say what contact leaves behind. Take it that a call or a message shows in "
    "the list of calls and on the bill, and a page in the browser history.",
    es="Este directorio no dice qué rastro deja el contacto. Cuente con que una llamada o un mensaje se ve "
    "en la lista de llamadas y en la factura, y una página en el historial del navegador.",
)
NOT_SAID = "not said by this directory"

_COUNTRY = re.compile(r"[A-Z]{2}")
_LONGEST_TEXT = 6_000
_MOST_PHONES = 12
_TYPES = {"text": "text", "sms": "text", "textphone": "tty", "tty": "tty", "video": "video", "fax": "fax"}
_NOT_A_CONTACT = frozenset({"pager"})


class FeedTerms(msgspec.Struct, frozen=True, kw_only=True):
    """How a feed is taken in.

    `name`: kebab-case; `source`: its web address, or empty; `places`: names of states -> codes;
    `home`: the state of services that do not say where they are; `known`: ids the catalogue has;
    `tags`: needs of the vocabulary.
    """

    name: str
    source: str = ""
    loaded_on: date
    places: Mapping[str, str]
    home: str | None = None
    known: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()


class Fed(msgspec.Struct, frozen=True):
    """What came of it. `already_known`: records left out; `without_area`: services that say no state."""

    services: tuple[ours.Service, ...]
    already_known: int
    without_area: int


def fed_services(records: Sequence[ServiceRecord], terms: FeedTerms) -> Fed:
    """The records as services, in their order.

    Raises InputError: a name that is none, or the first record whose values cannot be so.
    """
    if not NAME.fullmatch(terms.name) or len(terms.name) > LONGEST_NAME:
        raise InputError(
            quoted(terms.name),
            expected=f"up to {LONGEST_NAME} small letters, digits and hyphens, such as spokane-211",
            do="Give the directory another name",
            where="--name",
        )
    found, left_out = [], 0
    for place, record in enumerate(records, start=1):
        if is_own(record):
            service = own_service(record, place) if kind_of(record) == "service" else None
            if service is None or service.id in terms.known:
                left_out += 1
                continue
            found.append(_taken_in(service, record, terms))
        else:
            found.append(_service(record, terms))
    return Fed(tuple(found), left_out, sum(not one.jurisdictions for one in found))


def _taken_in(service: ours.Service, record: ServiceRecord, terms: FeedTerms) -> ours.Service:
    """Another practice's entry: its words stay, our trust in it is that in any feed.

    Anybody can write a record that looks like ours: what it says of traces is led by a warning, and of
    its codes only those stay that we know.
    """
    service = _shown_plainly(service)
    trace = service.leaves_trace_notes
    return msgspec.structs.replace(
        service,
        id=_id(record, terms),
        aliases=(),
        phones=tuple(
            msgspec.structs.replace(one, confidence="unverified")
            for one in service.phones
            if refused_number(one.number) is None
        ),
        url=web_address(service.url),
        confidence=_confidence(record),
        reviewed=_reviewed(record, terms),
        local=False,
        sources=_sources(terms),
        services=tuple(tag for tag in service.services if tag in terms.tags),
        scenarios=(),
        jurisdictions=tuple(code for code in service.jurisdictions if _is_place(code, terms)),
        leaves_trace_notes=Text(
            en=f"Nobody checked this here: {trace.en}", es=f"Nadie lo ha comprobado aquí: {trace.es}"
        )
        if trace.en and trace.es
        else TRACE_UNKNOWN,
    )


def _is_place(code: str, terms: FeedTerms) -> bool:
    """A state we know, everywhere, or another country by its two letters."""
    return code in (*EVERYWHERE, *terms.places.values()) or _COUNTRY.fullmatch(code) is not None


def _shown_plainly(service: ours.Service) -> ours.Service:
    """The entry without markup and without anything that steers a screen, in every text of it."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [plain(one) for one in value]
        return plain_text(value) if isinstance(value, str) else value

    return msgspec.convert(plain(msgspec.to_builtins(service)), ours.Service)


def _service(record: ServiceRecord, terms: FeedTerms) -> ours.Service:
    tags = needs_of(_names_of_terms(record))
    said = _description(record, terms, is_guarded=bool(GUARDED & set(tags)))
    who = record.organization
    name = plain_text(record.name)
    other = plain_text(record.alternate_name)
    alert = plain_text(record.alert)
    fields: dict[str, Any] = {
        "id": _id(record, terms),
        "sources": _sources(terms),
        "confidence": _confidence(record),
        "reviewed": _reviewed(record, terms),
        "name": f"{name} ({other})" if other and other.casefold() != name.casefold() else name,
        "organization": plain_text(who.name) if who is not None else None,
        "status": record.status,
        "audience": "client",
        "description": said,
        "url": web_address(record.url) or web_address(who.website if who is not None else None),
        "contact": plain_text(record.email or (who.email if who is not None else None)) or None,
        "phones": _phones(record),
        "hours": plain_text(said_hours(_schedules(record))) or None,
        "languages": _languages(record),
        "eligibility": ours.Eligibility(
            population=plain_text(record.eligibility_description) or NOT_SAID,
            minimum_age=_whole(record.minimum_age),
            maximum_age=_whole(record.maximum_age),
        ),
        "services": tags,
        "scenarios": (),
        "confidential": "unknown",
        "leaves_trace_notes": TRACE_UNKNOWN,
        "jurisdictions": codes_of(record, terms.places, terms.home),
        "alert": Text(en=alert, es=alert) if alert else None,
    }
    return ours.Service(**fields)


def _id(record: ServiceRecord, terms: FeedTerms) -> str:
    return fed_id(terms.name, record.id)


def _confidence(record: ServiceRecord) -> Confidence:
    return "likely" if record.assured_date is not None else "unverified"


def _reviewed(record: ServiceRecord, terms: FeedTerms) -> str:
    if record.assured_date is None:
        return ""
    if record.assured_date > terms.loaded_on:
        raise refused(
            f"service {quoted(record.id)}",
            "assured_date",
            f"{record.assured_date}, a day to come",
            "the day on which somebody assured it",
        )
    return record.assured_date.isoformat()


def _sources(terms: FeedTerms) -> tuple[Source, ...]:
    url = terms.source or UNNAMED_SOURCE
    return (Source(url=url, publisher=terms.name, seen=terms.loaded_on.isoformat()),)


def _names_of_terms(record: ServiceRecord) -> Iterator[str]:
    for one in record.attributes or ():
        if one.taxonomy_term is not None:
            yield one.taxonomy_term.name or ""
        yield one.label or ""


def _description(record: ServiceRecord, terms: FeedTerms, *, is_guarded: bool) -> Text:
    """Its own words in both languages, for want of others; no town where nobody is to be waited for."""
    who = record.organization
    words = plain_text(record.description) or plain_text(who.description if who is not None else None)
    parts = [words, plain_text(record.application_process), plain_text(record.fees_description)]
    said = " ".join(part for part in parts if part)[:_LONGEST_TEXT]
    towns = [] if is_guarded else [plain_text(one.city) for one in addresses_of(record)]
    where = ", ".join(dict.fromkeys(town for town in towns if town))
    area = ", ".join(plain_text(name) for name in narrower(record, terms.places))
    return Text(
        en=_with(said, ("In", where), ("For", area)),
        es=_with(said, ("En", where), ("Para", area)),
    )


def _with(said: str, *more: tuple[str, str]) -> str:
    return " ".join([*([said] if said else []), *(f"{word}: {text}." for word, text in more if text)])


def _phones(record: ServiceRecord) -> tuple[ours.Phone, ...]:
    """The service's own numbers and those of its places; the organisation's where there are none."""
    places = record.service_at_locations or ()
    given = [*(record.phones or ()), *(phone for at in places for phone in at.phones or ())]
    given += [phone for at in places if at.location is not None for phone in at.location.phones or ()]
    if not given and record.organization is not None:
        given = list(record.organization.phones or ())
    found = {(one.number, one.type): one for phone in given if (one := _phone(phone)) is not None}
    return tuple(found.values())[:_MOST_PHONES]


def _phone(phone: Phone) -> ours.Phone | None:
    """A number that can be dialled or written to; None for what holds none."""
    number = plain_text(phone.number).strip("\"'")
    kind = (phone.type or "voice").strip().lower()
    if not any(letter.isdigit() for letter in number) or kind in _NOT_A_CONTACT:
        return None
    if refused_number(number) is not None:  # a code such as *72 sends every later call elsewhere
        return None
    if phone.extension is not None:
        number = f"{number} ext. {phone.extension:.0f}"
    said = plain_text(phone.description)
    codes = (code_of(one.code, one.name) for one in phone.languages or ())
    return ours.Phone(
        number=number,
        type=_TYPES.get(kind, "voice"),  # type: ignore[arg-type]
        languages=tuple(dict.fromkeys(code for code in codes if code is not None)),
        confidence="unverified",
        description=Text(en=said, es=said) if said else None,
    )


def _schedules(record: ServiceRecord) -> Iterable[Schedule]:
    places = record.service_at_locations or ()
    own = [*(record.schedules or ()), *(one for at in places for one in at.schedules or ())]
    return own or [one for at in places if at.location is not None for one in at.location.schedules or ()]


def _languages(record: ServiceRecord) -> tuple[str, ...]:
    places = record.service_at_locations or ()
    said = [
        *(record.languages or ()),
        *(one for phone in record.phones or () for one in phone.languages or ()),
    ]
    said += [one for at in places if at.location is not None for one in at.location.languages or ()]
    codes = [code for one in said if (code := code_of(one.code, one.name)) is not None]
    return tuple(dict.fromkeys([*codes, *([INTERPRETERS] if record.interpretation_services else [])]))


def _whole(age: float | None) -> int | None:
    return int(age) if age is not None else None
