# SPDX-License-Identifier: Apache-2.0
"""Finds the texts that the schema marks as read or heard by a client."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

from leeward.knowledge.models.screen import Choice
from leeward.terms.text import Text

Path = tuple[str | int, ...]


def client_texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every client-facing text inside an entry, with the path to it."""
    if isinstance(value, Choice):
        yield (*path, "en"), value.label
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from client_texts(one, (*path, number))
    elif isinstance(value, msgspec.Struct):
        names = _encoded_names(type(value))
        for field in value.__struct_fields__:
            inner = getattr(value, field)
            here = (*path, names[field])
            if field in _client_fields(type(value)):
                yield from _texts(inner, here)
            elif not isinstance(inner, Text):
                yield from client_texts(inner, here)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(one, (*path, number))


@cache
def _client_fields(kind: type[msgspec.Struct]) -> frozenset[str]:
    """The fields of a struct whose annotation carries the client mark."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _marked(hint))


def _marked(hint: Any) -> bool:
    for meta in getattr(hint, "__metadata__", ()):
        if isinstance(meta, msgspec.Meta) and (meta.extra or {}).get("audience") == "client":
            return True
    return any(_marked(part) for part in get_args(hint))


@cache
def _encoded_names(kind: type[msgspec.Struct]) -> dict[str, str]:
    return dict(zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True))
