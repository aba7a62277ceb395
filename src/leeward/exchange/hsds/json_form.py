# SPDX-License-Identifier: Apache-2.0
"""Records as JSON: a list of services, each whole, nested as the standard nests them.

Read are such a list, one service alone, and a page of the standard's interface (`contents`). Objects
are counted from 1. A key that stands twice, or that we do not know, is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from leeward.exchange.hsds.faults import check_service, refusal_of, refused
from leeward.exchange.hsds.model import ServiceRecord

MAX_BYTES = 256 * 1024 * 1024
MAX_SERVICES = 200_000

_RECORD = msgspec.json.Decoder(ServiceRecord)


class _Page(msgspec.Struct, frozen=True):
    contents: list[msgspec.Raw]


def as_json(records: Sequence[ServiceRecord]) -> bytes:
    """One JSON document, a line to each key, the same bytes for the same directory."""
    return msgspec.json.format(msgspec.json.encode(records), indent=1) + b"\n"


def read_json(data: bytes, name: str) -> tuple[ServiceRecord, ...]:
    """The services of a JSON document, in its order. `name`: how messages call the file.

    Raises InputError: too large, not UTF-8, not JSON, not services; or the first object that does not
    fit, with its number and field.
    """
    if len(data) > MAX_BYTES:
        raise refused(name, "", f"a file of {len(data)} bytes", f"at most {MAX_BYTES}")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refused(name, "", f"bytes that are not UTF-8 at byte {error.start}", "UTF-8 text") from error
    objects = _objects(data, name)
    if len(objects) > MAX_SERVICES:
        raise refused(name, "", f"{len(objects)} services", f"at most {MAX_SERVICES}")
    found: list[ServiceRecord] = []
    seen: dict[str, int] = {}
    for place, raw in enumerate(objects, start=1):
        record = _record(raw, place, name)
        if record.id in seen:
            first = seen[record.id]
            raise refused(f"{name}, object {place}", "field id", f"the id of object {first}", "an id once")
        seen[record.id] = place
        found.append(record)
    return tuple(found)


def _objects(data: bytes, name: str) -> list[Any]:
    try:
        first = data.lstrip()[:1]
        if first == b"[":
            return msgspec.json.decode(data, type=list[msgspec.Raw])
        whole = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        return msgspec.json.decode(data, type=_Page).contents if "contents" in whole else [data]
    except (msgspec.DecodeError, RecursionError) as error:
        said = f"text that is not JSON ({error})" if not isinstance(error, msgspec.ValidationError) else ""
        raise refused(
            name,
            "",
            said or "another form of JSON",
            "a list of services, one service, or a page with contents",
        ) from error


def _as_it_stands(raw: Any) -> Any:
    """The object without our form; None where it holds what no form has, such as a number out of range."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None


def _record(raw: Any, place: int, name: str) -> ServiceRecord:
    try:
        record = _RECORD.decode(raw)
    except msgspec.ValidationError as error:
        raise refusal_of(error, f"{name}, object {place}", _as_it_stands(raw), "field") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise refused(f"{name}, object {place}", "", "text that is not JSON", "a service") from error
    of, within = record.organization_id, record.organization
    if of is not None and within is not None and within.id not in (None, of):
        raise refused(
            f"{name}, object {place}",
            "field organization_id",
            "the id of another organization than the one in the object",
            "the id of the organization that stands in the object",
        )
    check_service(record, f"{name}, object {place}", "field")
    return record
