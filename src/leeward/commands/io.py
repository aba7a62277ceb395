# SPDX-License-Identifier: Apache-2.0
"""Reading input and writing output for the commands: one JSON document in, one out."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import msgspec

from leeward.knowledge import Catalogue, load_catalogue
from leeward.knowledge.models.condition import Condition
from leeward.terms.because import Because
from leeward.terms.errors import InputError
from leeward.terms.shown import quoted

MAX_INPUT_BYTES = 5 * 1024 * 1024
STANDARD_INPUT = "-"


def home_folder() -> Path:
    """Where this practice's files live: `LEEWARD_HOME`, else the platform's user-data folder."""
    named = os.environ.get("LEEWARD_HOME")
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return _own_folder() / "Library" / "Application Support" / "leeward"
    name = "LOCALAPPDATA" if os.name == "nt" else "XDG_DATA_HOME"
    given = Path(os.environ.get(name, ""))
    if given.is_absolute():  # an empty or relative one would read an overlay from wherever we stand
        return given / "leeward"
    return _own_folder() / ("" if os.name == "nt" else ".local/share") / "leeward"


def _own_folder() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise InputError(
            "no home folder",
            expected="the variable LEEWARD_HOME, or a user with a home folder",
            do="Set LEEWARD_HOME to the folder of this practice",
        ) from error


def catalogue() -> Catalogue:
    """The catalogue with the practice's overlay, from the cache where it holds.

    What of the overlay is not in force is named on standard error.
    """
    home = home_folder()
    book = load_catalogue(overlay=home / "overlay", cache=home / "cache")
    for one in book.refused:
        print(f"Not in force: {one}", file=sys.stderr)
    return book


def read_json(name: str) -> Any:
    """The JSON document in a file, or on standard input when the name is `-`.

    Raises InputError: no such file, too large, not UTF-8, not JSON, or a key that stands twice.
    """
    shown = "standard input" if name == STANDARD_INPUT else name
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(MAX_INPUT_BYTES + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(MAX_INPUT_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"no readable file ({error.strerror or 'unreadable'})",
            expected="a JSON file, or - for standard input",
            do="Check the path and its permissions",
            where=shown,
        ) from error
    if len(data) > MAX_INPUT_BYTES:
        raise InputError(
            "a very large file",
            expected=f"at most {MAX_INPUT_BYTES} bytes",
            do="Send one visit's answers",
            where=shown,
        )
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_such_number
        )
    except (ValueError, RecursionError) as error:  # ValueError: not UTF-8, not JSON, an endless number
        line = getattr(error, "lineno", None)
        place = f"{shown}, line {line}" if line is not None else shown
        raise InputError(
            "text that is not JSON", expected="one JSON object", do="Mend the file", where=place
        ) from error


def read_object(name: str) -> dict[str, Any]:
    """Like `read_json`, for a document that must be one object."""
    document = read_json(name)
    if not isinstance(document, dict):
        raise InputError(
            f"a {type(document).__name__} at the top",
            expected="one JSON object",
            do="See docs/cli.md for its shape",
        )
    return document


def _no_such_number(name: str) -> Any:
    raise InputError(
        f"the number {name}", expected="numbers of JSON", do="Write null where nothing was answered"
    )


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise InputError(
                f"the key {quoted(key)} twice",
                expected="each key once",
                do="Keep the one that holds; nothing was read",
            )
        found[key] = value
    return found


def print_json(document: Any) -> None:
    """Writes one JSON document to standard output; in ASCII where that cannot take every letter."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(document, ensure_ascii=not is_utf8, indent=2))


def plain(value: Any) -> Any:
    """A frozen value as plain JSON data, every field written out, empty ones too.

    A condition keeps only the parts of its own form: it is written as it stands in the content.
    """
    if isinstance(value, Condition) or not isinstance(value, msgspec.Struct | tuple | dict):
        return msgspec.to_builtins(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    names = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
    return {name: plain(getattr(value, field)) for field, name in names}


def reasons(because: tuple[Because, ...]) -> list[dict[str, Any]]:
    """A because-list as plain data."""
    return [plain(reason) for reason in because]
