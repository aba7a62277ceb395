# SPDX-License-Identifier: Apache-2.0
"""Records as a package of CSV tables with a `datapackage.json`, in a folder or as one zip file.

Rows are counted as a spreadsheet counts them: the heading is row 1. Cells are read and written as they
stand, also those that begin with `=` or `+`: a number from abroad does. An empty cell is no value.
"""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, get_args

import msgspec

from leeward.exchange.hsds.faults import check_service, refusal_of, refused
from leeward.exchange.hsds.json_form import MAX_BYTES, MAX_SERVICES
from leeward.exchange.hsds.model import LONGEST_TEXT, Record, ServiceRecord, Status
from leeward.exchange.hsds.tables import REQUIRED, TABLES, Found, Table, records_of, rows_of

DESCRIPTOR = "datapackage.json"
MAX_ROWS = 5_000_000
MAX_COLUMNS = 500
_MADE_ON = (2020, 1, 1, 0, 0, 0)
"""Of every file in a zip, so that the same directory gives the same bytes."""
_ATTRIBUTES_OF_ZIP = 0o600 << 16
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, NotImplementedError),
    *(EOFError, OSError, ValueError, KeyError, struct.error),
)
"""What a spoilt zip file may raise in the reader of the standard library."""


def as_package(records: Sequence[ServiceRecord]) -> dict[str, bytes]:
    """The files of the package by name: a table each, and the descriptor of their columns."""
    rows = rows_of(records)
    used = {name: _used(TABLES[name], found) for name, found in rows.items()}
    descriptor = msgspec.json.encode(_descriptor(used))
    tables = {TABLES[name].file: _written(used[name], found) for name, found in rows.items()}
    return {DESCRIPTOR: msgspec.json.format(descriptor, indent=1) + b"\n"} | tables


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The package as one file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MADE_ON)
            entry.external_attr = _ATTRIBUTES_OF_ZIP
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return held.getvalue()


def package_files(data: bytes, name: str) -> dict[str, bytes]:
    """The tables in a zip file, by their names without folders. Raises InputError: not such a file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [one for one in package.infolist() if _is_ours(one.filename)]
            total = sum(one.file_size for one in entries)
            if total > MAX_BYTES:
                raise refused(name, "", f"{total} bytes once unpacked", f"at most {MAX_BYTES}")
            files: dict[str, bytes] = {}
            for one in entries:
                short = PurePosixPath(one.filename).name.lower()
                if short in files:
                    raise refused(name, "", f"{short} twice", "one package in the file")
                with package.open(one) as stream:
                    files[short] = stream.read(one.file_size + 1)
            return files
    except _BROKEN_ZIP as error:
        raise refused(
            name, "", "a zip file that cannot be opened", "a whole zip file without a password"
        ) from error


def _is_ours(path: str) -> bool:
    parts = PurePosixPath(path)
    return parts.suffix.lower() == ".csv" and not any(one.startswith((".", "__")) for one in parts.parts)


def read_package(files: Mapping[str, bytes], name: str) -> tuple[ServiceRecord, ...]:
    """The services of a package, in the order of their rows. `name`: how messages call the package.

    Raises InputError: a table that is missing or too large, not UTF-8, badly quoted; or the first row
    that does not fit, with its number and column.
    """
    if sum(len(data) for data in files.values()) > MAX_BYTES:
        raise refused(name, "", "very large tables", f"at most {MAX_BYTES} bytes in all")
    for needed in (TABLES[one] for one in REQUIRED):
        if needed.file not in files:
            raise refused(name, "", f"no {needed.file}", f"a package with {needed.file}")
    tables = {
        table.name: list(_found(table, files[table.file])) for table in TABLES.values() if table.file in files
    }
    if len(tables["service"]) > MAX_SERVICES:
        raise refused(name, "", f"{len(tables['service'])} services", f"at most {MAX_SERVICES}")
    return records_of(tables)


def _found(table: Table, data: bytes) -> Iterator[Found]:
    for where, row in _rows(table, data):
        for column in table.needed:
            if column not in row:
                raise refused(where, f"column {column}", "nothing", "a value, which HSDS 3.1 requires")
        try:
            record: Record = msgspec.convert(row, table.kind, strict=False)
        except msgspec.ValidationError as error:
            raise refusal_of(error, where, row, "column") from error
        if isinstance(record, ServiceRecord):
            check_service(record, where, "column")
        yield Found(record, where)


def _rows(table: Table, data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Every row with where it stands, as its cells that are not empty and that we know."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(
            table.file, "", f"bytes that are not UTF-8 at byte {error.start}", "UTF-8 text"
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        heading = next(reader, [])
        number = 1
        _check_heading(table, heading)
        known = [(place, name) for place, name in enumerate(heading) if name in table.columns]
        for number, cells in enumerate(reader, start=2):
            if number > MAX_ROWS:
                raise refused(table.file, "", f"more than {MAX_ROWS} rows", "fewer")
            if not cells:
                continue
            where = f"{table.file}, row {number}"
            if len(cells) != len(heading):
                raise refused(where, "", f"{len(cells)} cells", f"{len(heading)}, as in the heading")
            yield where, {name: cells[place] for place, name in known if cells[place]}
    except csv.Error as error:
        raise refused(
            f"{table.file}, row {number + 1}",
            "",
            f"a cell that cannot be read ({error})",
            f"cells closed by the quote that opens them, of at most {LONGEST_TEXT} letters",
        ) from error


def _check_heading(table: Table, heading: Sequence[str]) -> None:
    where = f"{table.file}, row 1"
    if len(heading) > MAX_COLUMNS:
        raise refused(where, "", f"{len(heading)} columns", f"at most {MAX_COLUMNS}")
    seen: set[str] = set()
    for name in heading:
        if name in seen:
            raise refused(where, f"column {name[:40]}", "a column twice", "each column once")
        seen.add(name)
    for name in table.needed:
        if name not in heading:
            raise refused(where, f"column {name}", "no such column", "a column that HSDS 3.1 requires")


def _used(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [name for name in table.columns if any(name in row for row in rows)]


def _written(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()


def _descriptor(used: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "name": "leeward-directory",
        "profile": "tabular-data-package",
        "title": "Leeward's directory in HSDS 3.1",
        "resources": [
            {
                "name": name,
                "path": TABLES[name].file,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _schema(TABLES[name], columns, used),
            }
            for name, columns in used.items()
        ],
    }


def _schema(table: Table, columns: Sequence[str], used: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    fields = [
        {"name": name, "type": _TYPES.get(name, "string"), "constraints": _constraints(table, name)}
        for name in columns
    ]
    keys = [
        {"fields": column, "reference": {"resource": other, "fields": "id"}}
        for column, other in table.refers.items()
        if column in columns and other in used
    ]
    return {"primaryKey": "id", "fields": fields, "foreignKeys": keys}


def _constraints(table: Table, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"required": name in table.needed}
    if name == "status":
        found["enum"] = list(get_args(Status))
    return found


_TYPES = {"minimum_age": "number", "maximum_age": "number", "extension": "number"} | dict.fromkeys(
    ("valid_from", "valid_to", "assured_date", "last_action_date"), "date"
)
