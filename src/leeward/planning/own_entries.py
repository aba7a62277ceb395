# SPDX-License-Identifier: Apache-2.0
"""What a practice may write into the directory, and what waits until a second person has called.

    faults = faults_of(theirs, brought(theirs.id, catalogue))       # by field of the form; none: it may stand
    waits_for_another(theirs, ours, stands)                         # its numbers are not those we brought

Whoever answers at a number that stands on a client's paper is trusted with the client's life. So a number
of ours is not changed by one person, whatever they say of their sources; and a line that answers at 911 or
988 is not changed at all. A service that only the practice knows is the practice's to write.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Literal

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Service
from leeward.knowledge.overlaying import changed_in_line, is_emergency_line, narrowed
from leeward.planning.state_services import services_of_states
from leeward.terms.phone_numbers import digits_of, numbers_written, refused_number
from leeward.terms.shown import has_hidden_letters

Kind = Literal[
    "emergency", "needs", "ages", "places", "people", "code", "toll", "number-in-words", "begins", "hidden"
]
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for a formula at the beginning of a cell, when the directory is handed on."""
_FIELD_OF_NARROWED = {"needs": "needs", "ages": "minimum_age", "places": "where", "people": "group"}


class Fault(msgspec.Struct, frozen=True):
    """What may not stand. `field`: of the form, as in `description_es` or `number-2`."""

    field: str
    kind: Kind


def brought(service_id: str, catalogue: Catalogue) -> Service | None:
    """What Leeward brought under this id, whatever stands there now; None: the practice's own."""
    listed = (*catalogue.replaced, *catalogue.services, *services_of_states(catalogue))
    return next((one for one in listed if one.id == service_id and not one.local), None)


def faults_of(theirs: Service, ours: Service | None) -> tuple[Fault, ...]:
    """Everything of an entry that may not stand. `ours`: what it takes the place of, if anything."""
    return (*_of_texts(theirs, ours), *_of_numbers(theirs), *_of_help(theirs, ours))


def _of_texts(theirs: Service, ours: Service | None) -> Iterator[Fault]:
    known = dict(_texts(ours)) if ours is not None else {}
    numbers = {digits_of(phone.number) for one in (theirs, ours) if one for phone in one.phones}
    numbers |= {digits for text in known.values() for digits in numbers_written(text)}
    for field, text in _texts(theirs):
        if has_hidden_letters(text):
            yield Fault(field, "hidden")
        elif text.startswith(FORMULA) and text != known.get(field):
            yield Fault(field, "begins")
        elif ours is not None and field in _READ_BY_CLIENTS and numbers_written(text) - numbers:
            yield Fault(field, "number-in-words")


_READ_BY_CLIENTS = frozenset(
    {"name", "description", "description_es", "hours", "alert", "alert_es", "trace", "trace_es"}
)


def _texts(service: Service) -> Iterator[tuple[str, str]]:
    """What is typed into the fields of the form, but for numbers."""
    yield "name", service.name
    yield "description", service.description.en
    yield "description_es", service.description.es
    yield "trace", service.leaves_trace_notes.en
    yield "trace_es", service.leaves_trace_notes.es
    yield "hours", service.hours or ""
    yield "url", service.url or ""
    if service.alert is not None:
        yield "alert", service.alert.en
        yield "alert_es", service.alert.es
    for field, source in zip(("source", "second"), service.sources, strict=False):
        yield field, source.url


def _of_numbers(theirs: Service) -> Iterator[Fault]:
    for place, phone in enumerate(theirs.phones, start=1):
        why = refused_number(phone.number)
        if why is not None:
            yield Fault(f"number-{place}", why)
        elif has_hidden_letters(phone.number):
            yield Fault(f"number-{place}", "hidden")


def _of_help(theirs: Service, ours: Service | None) -> Iterator[Fault]:
    if ours is None:
        return
    fewer = narrowed(ours, theirs)
    if is_emergency_line(ours) and changed_in_line(ours, theirs):
        yield Fault("", "emergency")
    elif fewer is not None:
        yield Fault(_FIELD_OF_NARROWED[fewer], fewer)


def waits_for_another(theirs: Service, ours: Service | None, stands: Service | None) -> bool:
    """Whether a second person must call first: its numbers are neither ours nor those that stand by now."""
    if ours is None or _rows(theirs) == _rows(ours):
        return False
    return stands is None or _rows(theirs) != _rows(stands)


def taken_over(waiting: Service, stands: Service) -> Service:
    """A confirmed correction where other words of the entry were changed meanwhile: its numbers alone."""
    return msgspec.structs.replace(
        stands,
        phones=waiting.phones,
        sources=waiting.sources,
        confidence=waiting.confidence,
        reviewed=waiting.reviewed,
    )


def entry_digest(service: Service) -> str:
    """Names an entry as it stands; who wrote it makes no difference."""
    data = msgspec.json.encode(msgspec.structs.replace(service, local=False))
    return blake2b(data, digest_size=16).hexdigest()


def numbers_digest(service: Service | None) -> str:
    """Names the numbers of an entry, in their order, for the ledger. Tells none of them."""
    rows = _rows(service) if service is not None else ()
    return blake2b(repr(rows).encode(), digest_size=8).hexdigest()


def _rows(service: Service) -> tuple[tuple[str, str, str], ...]:
    return tuple((phone.type, phone.number, phone.keyword or "") for phone in service.phones)
