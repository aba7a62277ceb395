# SPDX-License-Identifier: Apache-2.0
"""No street address of a service for people harmed at home leaves here, in whatever field it was written.

A programme's address is often kept off every list so that nobody is waited for there. HSDS has a place
for addresses; we never fill it. What is checked here is text that a practice may have written itself.
Rather a sentence too many than an address: the words and numbers of a street are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from leeward.exchange.hsds.own import Directory
from leeward.knowledge.models.service import Service
from leeward.terms.errors import ContentError

GUARDED = frozenset({"domestic-violence", "stalking", "protective-order", "child-protection"})

_NUMBER = r"\b[0-9]{1,6}[A-Za-z]?,?"
_WORDS = r"(?:\s+[\w'’.-]+){1,4}?"
_NAMES = r"(?:\s+[A-Z0-9][\w'’.-]*){1,4}?"
_PLAIN = r"street|avenue|ave|road|rd|boulevard|blvd|lane|highway|hwy|parkway|pkwy|terrace"
_ALSO_A_WORD = r"St|Ln|Dr|Drive|Ct|Court|Pl|Place|Way|Sq|Square|Circle|Suite|Ste|Trail|Loop"
_ADDRESSES = (
    re.compile(rf"{_NUMBER}{_WORDS}\s+(?:{_PLAIN})\b", re.IGNORECASE),
    re.compile(rf"{_NUMBER}{_NAMES}\s+(?:{_ALSO_A_WORD}|{_ALSO_A_WORD.upper()})\b"),
    re.compile(
        r"\b(?:calle|avenida|carretera|callejón|paseo)\s+[\w'’. -]{2,40}?[ ,#]+(?:n[oº°]?\.? ?)?[0-9]{1,6}\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bp\.? ?o\.? ?box [0-9]+|\bapartado (?:postal )?[0-9]+", re.IGNORECASE),
)


def refuse_streets(directory: Directory) -> None:
    """Raises ContentError with the entry and its field where something reads like a street address."""
    for service in directory.services:
        if GUARDED & set(service.services):
            for field, text in _texts(service):
                _refuse(text, f"service {service.id}, {field}")
    for state in directory.state_help:
        for text in _within(state.dv_sa_coalition):
            _refuse(text, f"state help {state.id}, dv_sa_coalition")


def _refuse(text: str, where: str) -> None:
    if holds_street(text):
        raise ContentError(
            "what reads like a street address",
            expected="no address in an entry for people harmed at home",
            do="Take the address out of the entry; a number and a web page are enough",
            where=where,
        )


def holds_street(text: str) -> bool:
    """Whether a number and a street, or a post-office box, stand in a text."""
    return any(address.search(text) for address in _ADDRESSES)


def _texts(service: Service) -> Iterator[tuple[str, str]]:
    """Every text of an entry with the name of its field; links and ids are no addresses."""
    for name in service.__struct_fields__:
        if name not in ("id", "aliases", "url", "sources", "services", "scenarios"):
            for text in _within(msgspec.to_builtins(getattr(service, name))):
                yield name, text


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _within(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _within(one)
