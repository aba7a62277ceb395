# SPDX-License-Identifier: Apache-2.0
"""What is said of a directory that does not fit: which object or row, which column, what was expected.

A value is repeated only where it looks like a code; a directory may hold anything.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from leeward.exchange.hsds.model import ServiceRecord
from leeward.terms.errors import InputError
from leeward.terms.shown import quoted

_KINDS = {
    "str": "text", "int": "a whole number", "float": "a number", "date": "a day as YYYY-MM-DD",
    "array": "a list", "object": "an object", "bool": "true or false",
}  # fmt: skip
_PATH = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_WANTED = re.compile(r"Expected `(?P<wanted>[^`]+)`")
_MISSING = re.compile(r"Object missing required field `(?P<field>[^`]+)`")
_STEP = re.compile(r"\.?([A-Za-z_][A-Za-z_0-9]*)|\[([0-9]+)\]")

_OLDEST = 150
_FIRST_YEAR, _LAST_YEAR = 2000, 2099

DO = "Mend the file where it was made; nothing was loaded"


def refused(place: int | str, column: str, found: str, expected: str = "what HSDS 3.1 says") -> InputError:
    """A refusal. `place`: the number of an object from 1, or words such as "services.csv, row 14"."""
    where = f"object {place}" if isinstance(place, int) else place
    return InputError(found, expected=expected, do=DO, where=f"{where}, {column}" if column else where)


def refusal_of(error: msgspec.ValidationError, place: int | str, raw: Any, word: str) -> InputError:
    """The refusal of a value that msgspec would not take. `raw`: the object or row it stands in.

    Args:
        word: how this form calls a field: "column" of a row, "field" of an object.
    """
    said = str(error)
    at = _PATH.search(said)
    path = at["path"].lstrip(".") if at is not None else ""
    missing = _MISSING.search(said)
    if missing is not None:
        path = f"{path}.{missing['field']}".lstrip(".")
    value = _value_at(raw, path)
    found = "nothing" if missing is not None or value is None else quoted(value)
    if "out of range" in said:
        found = "a number out of range"
    return refused(place, f"{word} {path}" if path else "", found, _wanted(said, path))


def check_service(record: ServiceRecord, where: str, word: str) -> None:
    """Raises InputError where a service's values fit their kinds and still cannot be so."""
    ages = {"minimum_age": record.minimum_age, "maximum_age": record.maximum_age}
    for name, age in ages.items():
        if age is not None and (not age.is_integer() or not 0 <= age <= _OLDEST):
            raise refused(where, f"{word} {name}", quoted(age), f"whole years from 0 to {_OLDEST}")
    if record.minimum_age is not None and (record.maximum_age or _OLDEST) < record.minimum_age:
        raise refused(where, f"{word} maximum_age", "less than minimum_age", "the larger of the two ages")
    if record.assured_date is not None and not _FIRST_YEAR <= record.assured_date.year <= _LAST_YEAR:
        raise refused(where, f"{word} assured_date", str(record.assured_date), "a day of our time")
    if not record.name.strip():
        raise refused(where, f"{word} name", "an empty name", "the name of the service")


def _wanted(said: str, path: str) -> str:
    if path.rpartition(".")[2] == "status":
        return "active, inactive, defunct or temporarily closed"
    if "encoded date" in said:
        return _KINDS["date"]
    if "length <=" in said:
        return "a shorter text"
    wanted = _WANTED.search(said)
    if wanted is None:
        return "a value as HSDS 3.1 says" if "missing" not in said else "a value, which HSDS 3.1 requires"
    kinds = [kind.strip() for kind in wanted["wanted"].split("|") if kind.strip() != "null"]
    return " or ".join(_KINDS.get(kind, kind) for kind in kinds)


def _value_at(raw: Any, path: str) -> Any:
    value = raw
    for name, place in _STEP.findall(path):
        try:
            value = value[name] if name else value[int(place)]
        except (KeyError, IndexError, TypeError):
            return None
    return value
