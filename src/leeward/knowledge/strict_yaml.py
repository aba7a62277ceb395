# SPDX-License-Identifier: Apache-2.0
"""A YAML reader for content: plain data only, with the line of every value.

What is refused, because content never needs it and an overlay may come from anywhere: anchors,
aliases and tags (a "YAML bomb" is made of aliases), several documents, a key twice, nesting
deeper than 40 levels, files over 8 MB. Plain `yes`, `no` and dates stay the strings they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from leeward.terms.errors import ContentError

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 40

Path = tuple[str | int, ...]

_Parser = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_yaml(data: bytes, name: str) -> tuple[Any, dict[Path, int]]:
    """The value in `data`, and the line (from 1) on which each path into it begins.

    Args:
        data: the file's bytes, UTF-8.
        name: how messages call the file.

    Raises:
        ContentError: anything the module docstring refuses, with file and line.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(
            f"a file of {len(data)} bytes", expected=f"at most {MAX_BYTES}", do="Split the file", where=name
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(
            f"bytes that are not UTF-8 at byte {error.start}",
            expected="UTF-8 text",
            do="Save the file as UTF-8",
            where=name,
        ) from error
    reader = _Reader(text, name)
    try:
        return reader.document(), reader.lines
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark is not None else name
        raise ContentError(
            f"text that is not YAML ({getattr(error, 'problem', None) or 'unreadable'})",
            expected="plain YAML",
            do="Mend the line, or restore the file",
            where=where,
        ) from error


class _Reader:
    """Builds the value from parser events, so that nothing is expanded before it is checked."""

    def __init__(self, text: str, name: str) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_Parser)
        self._name = name
        self.lines: dict[Path, int] = {}

    def document(self) -> Any:
        next(self._events)  # stream start
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), ())
        next(self._events)  # document end
        last = next(self._events)
        if not isinstance(last, yaml.StreamEndEvent):
            self._refuse(last, "a second document in the file", "one document", "Split the file")
        return value

    def _value(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._refuse(event, "an anchor or alias", "values written out", "Write the value out in full")
        if getattr(event, "tag", None) is not None:
            self._refuse(event, f"the tag {event.tag!r}", "plain values", "Remove the tag")
        if len(path) > MAX_DEPTH:
            self._refuse(event, f"more than {MAX_DEPTH} levels", "flatter data", "Flatten the entry")
        self.lines[path] = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                self._refuse(event, "a key that is not plain text", "a plain word", "Rename the key")
            key = event.value
            if key in found:
                self._refuse(event, f"the key {key!r} twice", "each key once", "Remove one of them")
            found[key] = self._value(next(self._events), (*path, key))
            self.lines[(*path, key)] = event.start_mark.line + 1
        return found

    def _refuse(self, event: Any, found: str, expected: str, do: str) -> None:
        line = event.start_mark.line + 1
        raise ContentError(found, expected=expected, do=do, where=f"{self._name}:{line}")


def _scalar(text: str) -> Any:
    """A plain scalar by the few rules content uses; everything else is text as it stands."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 20 else text
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of the nearest known ancestor of `path`; 1 when there is none."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
