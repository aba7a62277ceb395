# SPDX-License-Identifier: Apache-2.0
"""The properties inside an Outlook message ([MS-OXMSG], [MS-OXPROPS]), by number.

    store = opened(data)
    store.text(0x0037)               # the subject
    store.inside("__attach")         # the stores of its attachments

Words stand there in UTF-16 or in a code page that another property names; both are read.
"""

from __future__ import annotations

import datetime
import io
import struct
from collections.abc import Iterator
from typing import Final

import olefile

from leeward.formats.charsets import decoded
from leeward.formats.faults import Unreadable

FAULTS: Final = (
    OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, RecursionError,
    OverflowError, AssertionError,
)  # fmt: skip
"""What `olefile` raises on files made to break it."""

_PROPERTIES: Final = "__properties_version1.0"
_STREAM: Final = "__substg1.0_"
_UNICODE: Final = 0x001F
_BYTES: Final = (0x0102, 0x001E, _UNICODE)
_HEAD: Final = 32
"""Bytes before the first fixed property of a message; fewer for one inside another, and for an attachment."""
_HEAD_INSIDE: Final = 24
_HEAD_OF_PART: Final = 8

_CODE_PAGE: Final = 0x3FFD
_INTERNET_CODE_PAGE: Final = 0x3FDE
_LOCALE: Final = 0x3FF1
_EPOCH: Final = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)

_CODE_PAGES: Final = {
    65001: "utf-8", 20127: "ascii", 28591: "cp1252", 20866: "koi8-r", 21866: "koi8-u", 50220: "iso-2022-jp",
    51932: "euc_jp", 936: "gb18030", 54936: "gb18030", 51949: "cp949", 1200: "utf-16-le", 28605: "iso8859-15",
}  # fmt: skip
_BY_LANGUAGE: Final = {
    0x04: "gb18030", 0x11: "cp932", 0x12: "cp949", 0x1E: "cp874", 0x19: "cp1251", 0x22: "cp1251",
    0x23: "cp1251", 0x02: "cp1251", 0x08: "cp1253", 0x1F: "cp1254", 0x0D: "cp1255", 0x01: "cp1256",
    0x29: "cp1256", 0x25: "cp1257", 0x26: "cp1257", 0x27: "cp1257", 0x2A: "cp1258", 0x05: "cp1250",
    0x0E: "cp1250", 0x15: "cp1250", 0x1B: "cp1250", 0x18: "cp1250", 0x24: "cp1250",
}  # fmt: skip
_TRADITIONAL: Final = frozenset({0x0404, 0x0C04, 0x1404})


class Store:
    """One message, or one attachment, inside the compound file."""

    def __init__(
        self, file: olefile.OleFileIO, tree: dict[str, list[str]], path: str, charset: str = ""
    ) -> None:
        self._file = file
        self._tree = tree
        self._path = path
        self._names = {name.lower(): name for name in tree.get(path, ())}
        self._fixed = self._fixed_values()
        self.charset = charset or self._charset()

    @property
    def is_empty(self) -> bool:
        return not any(name.startswith((_STREAM, _PROPERTIES)) for name in self._names)

    def data(self, number: int) -> bytes:
        """A property's bytes as they stand, b"" where there is none."""
        for kind in _BYTES:
            name = self._names.get(f"{_STREAM}{number:04x}{kind:04x}")
            if name is not None:
                return self._stream(name)
        return b""

    def has(self, number: int) -> bool:
        return any(f"{_STREAM}{number:04x}{kind:04x}" in self._names for kind in _BYTES)

    def text(self, number: int, charset: str = "") -> str:
        """A property's words, "" where there is none; never raises on a wrong code page."""
        wide = self._names.get(f"{_STREAM}{number:04x}{_UNICODE:04x}")
        if wide is not None:
            return self._stream(wide).decode("utf-16-le", "replace").rstrip("\0")
        return decoded(self.data(number), charset or self.charset)[0].rstrip("\0")

    def number(self, number: int) -> int:
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little", signed=True)

    def time(self, number: int) -> datetime.datetime | None:
        """A moment, in UTC."""
        ticks = int.from_bytes(self._fixed.get(number, b""), "little")
        try:
            return _EPOCH + datetime.timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def inside(self, start: str) -> Iterator[Store]:
        """The stores whose names begin so, in the order of the file."""
        for lower, name in self._names.items():
            if lower.startswith(start):
                yield Store(self._file, self._tree, f"{self._path}/{name}", self.charset)

    def holds(self, start: str) -> bool:
        return any(name.startswith(start) for name in self._names)

    def internet_charset(self) -> str:
        return _named(self.number(_INTERNET_CODE_PAGE))

    def _stream(self, name: str) -> bytes:
        try:
            return bytes(self._file.openstream(f"{self._path}/{name}".lstrip("/").split("/")).read())
        except FAULTS:
            return b""

    def _fixed_values(self) -> dict[int, bytes]:
        name = self._names.get(_PROPERTIES)
        body = self._stream(name) if name else b""
        place = self._path.rpartition("/")[2]
        head = (
            _HEAD_OF_PART if place.startswith(("__attach", "__recip")) else _HEAD_INSIDE if place else _HEAD
        )
        found = {}
        for at in range(head, len(body) - 15, 16):
            found[int.from_bytes(body[at + 2 : at + 4], "little")] = body[at + 8 : at + 16]
        return found

    def _charset(self) -> str:
        named = _named(self.number(_CODE_PAGE))
        if named:
            return named
        language = self.number(_LOCALE)
        if language in _TRADITIONAL:
            return "cp950"
        return _BY_LANGUAGE.get(language & 0x3FF) or self.internet_charset() or "cp1252"


def opened(data: bytes) -> Store:
    """The message in a compound file; raises `Unreadable` where there is none."""
    try:
        file = olefile.OleFileIO(io.BytesIO(data))
        tree: dict[str, list[str]] = {}
        for path in file.listdir(streams=True, storages=True):
            tree.setdefault("/".join(["", *path[:-1]]).rstrip("/"), []).append(path[-1])
    except FAULTS as error:
        raise _unreadable("a damaged Outlook or Office file") from error
    store = Store(file, tree, "")
    if store.is_empty:
        raise _unreadable("an Office file, not a message")
    return store


def _named(code_page: int) -> str:
    return _CODE_PAGES.get(code_page, f"cp{code_page}" if code_page > 0 else "")


def _unreadable(found: str) -> Unreadable:
    return Unreadable(
        f"the file is {found}",
        expected="a message saved from Outlook",
        do="Save the message again, or save it as .eml",
    )
