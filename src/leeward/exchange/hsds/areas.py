# SPDX-License-Identifier: Apache-2.0
"""Where a service is for, out of what directories write: codes, names, divisions, or only an address.

>>> code_of_area("King County, Washington", {"washington": "US-WA"})
'US-WA'
>>> code_of_area("Washington County", {"washington": "US-WA"}) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from leeward.exchange.hsds.model import Address, ServiceArea, ServiceRecord

Places = Mapping[str, str]
"""The name of a state, in small letters -> its code, such as US-WA."""

_COUNTRY = frozenset(
    {"us", "usa", "u.s.", "u.s.a.", "united states", "united states of america", "nationwide", "national"}
)
_DIVISION = re.compile(r"country:us(?:/(?:state|district|territory):([a-z]{2}))?\b")
_ENDING = re.compile(
    r"(?:^|[,(/]\s*)([^,(/)]+?)\)?\s*(?:\d{5}(?:-\d{4})?)?\s*(?:,\s*(?:usa?|united states))?$"
)
_MOST_NAMED = 3
_LONGEST_NAME = 80


def codes_of(record: ServiceRecord, places: Places, home: str | None) -> tuple[str, ...]:
    """The states a service is for; by its addresses where it says nothing else; `home` where they do not."""
    areas = [code for area in areas_of(record) if (code := _code_of(area, places)) is not None]
    there = [code for one in addresses_of(record) if (code := _code_there(one, places)) is not None]
    found = areas or there or ([home] if home is not None else [])
    return tuple(dict.fromkeys(found))


def narrower(record: ServiceRecord, places: Places) -> tuple[str, ...]:
    """What areas smaller than a state are called, the first few."""
    names = (area.name or area.extent or "" for area in areas_of(record) if area.extent_type != "geojson")
    small = (name.strip() for name in names if not _is_whole(name, places))
    return tuple(dict.fromkeys(name for name in small if 0 < len(name) <= _LONGEST_NAME))[:_MOST_NAMED]


def areas_of(record: ServiceRecord) -> Iterator[ServiceArea]:
    """The areas of a service and of its places."""
    yield from record.service_areas or ()
    for at in record.service_at_locations or ():
        yield from at.service_areas or ()


def addresses_of(record: ServiceRecord) -> Iterator[Address]:
    """The towns where it is given."""
    for at in record.service_at_locations or ():
        yield from (at.location.addresses or ()) if at.location is not None else ()


def code_of_area(text: str, places: Places) -> str | None:
    """The code of the state or country that a text names as a whole, or at its end."""
    word = text.strip().lower()
    division = _DIVISION.search(word)
    if division is not None:
        return f"US-{division[1].upper()}" if division[1] else "US"
    if word in _COUNTRY:
        return "US"
    ending = _ENDING.search(word)
    return _state(ending[1].strip(), places) if ending is not None else None


def _state(word: str, places: Places) -> str | None:
    """A state by its name or its letters. Letters alone must be those of a state we know."""
    word = word.removeprefix("state of ").removesuffix(" state").removeprefix("us-")
    if word in places:
        return places[word]
    code = f"US-{word.upper()}"
    return code if len(word) == 2 and code in places.values() else None


def _code_of(area: ServiceArea, places: Places) -> str | None:
    return _first(code_of_area(text, places) for text in (area.uri, area.extent, area.name) if text)


def _code_there(address: Address, places: Places) -> str | None:
    if (address.country or "us").strip().lower() not in _COUNTRY:
        return None
    return _state((address.state_province or "").strip().lower(), places)


def _is_whole(name: str, places: Places) -> bool:
    word = name.strip().lower()
    return word in _COUNTRY or _state(word, places) is not None


def _first(codes: Iterable[str | None]) -> str | None:
    return next((code for code in codes if code is not None), None)
