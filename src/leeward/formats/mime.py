# SPDX-License-Identifier: Apache-2.0
"""A message of the Internet (RFC 5322, MIME) -> `Mail`, by a reader that only looks for places.

    read_mail(Path("odd.eml").read_bytes())

The bytes are never split into lines: boundaries are searched for, and only what is kept is
copied. Whatever the bytes are, an answer comes back; what could not be read is named in
`Mail.unread`. Agrees with Python's own `email` on well-formed mail; the exceptions are listed
and explained in tests/unit/test_formats_mail.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from leeward.formats.headers import first, header_block, parameters
from leeward.formats.leaves import Label, Tray
from leeward.formats.transfer import undone
from leeward.formats.values import MAIL_LIMITS, Header, Mail, MailLimits

_GUESS: Final = re.compile(rb"(?:\A|[\r\n])--([^\s\-][^\r\n]{0,69})(?:\r\n|\r|\n)Content-", re.I)
_LEADING: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?[\s\0]*(?=[!-9;-~]+[ \t]*:|From )")
_APPLE: Final = re.compile(rb"\A\d{1,12}[ \t]*\r?\n(?=[!-9;-~]+:)")
_NEAR: Final = 65_536
"""Bytes after the headers in which a boundary that nobody named is looked for."""
_CANDIDATES: Final = 100_000
"""Lines that begin like a boundary and are none; after so many, none is expected."""
_REST_OF_LINE: Final = re.compile(rb"[ \t]*+(?:\r\n|\r|\n|\Z)")
_MAILBOX: Final = re.compile(rb"\n\r?\nFrom [^\r\n]{1,200}\d{4}[^\r\n]{0,20}\r?\n[!-9;-~]+:")
_CARRIED: Final = frozenset({"message/rfc822", "message/global", "message/news"})
_NOT_OF_A_TYPE: Final = re.compile(r"[^\w.+/\-].*", re.S)
_IDENTITY: Final = frozenset({"", "7bit", "8bit", "binary"})


class _Place(msgspec.Struct, frozen=True):
    """Where an entity stands in the file and in the message."""

    start: int
    end: int
    leaf: str
    """Its path where it is a leaf."""
    below: str
    """What the paths of its children begin with."""
    depth: int
    message: int


def read_mail(data: bytes, limits: MailLimits = MAIL_LIMITS) -> Mail:
    """A message as it came, with everything that was not read named."""
    tray = Tray(limits)
    end = min(len(data), limits.read_bytes)
    if end < len(data):
        tray.miss("message", "too-large")
    following = _MAILBOX.search(data, 0, end) if data.startswith(b"From ") else None
    if following:
        end = following.start()
        tray.miss("messages after the first", "not-opened")
    headers = _Reading(data, tray).message(_Place(_first_line(data), end, "1", "", 0, 0))
    return tray.mail("eml", headers)


def put_entity(data: bytes, tray: Tray, label: Label, depth: int) -> None:
    """What stands in an attachment that is itself a multipart, as signed Outlook messages have it."""
    reading = _Reading(data, tray)
    reading.message(_Place(0, len(data), f"{label.path}.1", label.path, depth + 1, label.message))


def _first_line(data: bytes) -> int:
    """Past a mark, blank lines, or the count that Apple Mail puts before a message."""
    head = data[:4096]
    found = _APPLE.match(head) or _LEADING.match(head)
    return found.end() if found else 0


class _Reading:
    """One file being read; only places move, the bytes stay where they are."""

    def __init__(self, data: bytes, tray: Tray) -> None:
        self.data = data
        self.view = memoryview(data)
        self.tray = tray

    def message(self, place: _Place) -> tuple[Header, ...]:
        """A message from its first header line on."""
        headers, at, is_whole = header_block(self.data, place.start, place.end, self.tray.limits)
        if not is_whole:
            self.tray.miss(f"{place.below or 'message'} headers", "too-large")
        self._entity(headers, msgspec.structs.replace(place, start=at), "text/plain")
        return headers

    def _entity(self, headers: tuple[Header, ...], place: _Place, otherwise: str) -> None:
        lead, known = parameters(first(headers, "content-type"))
        content_type = _NOT_OF_A_TYPE.sub("", lead)
        if content_type.count("/") != 1:
            content_type = "text/plain" if lead else otherwise
        if content_type.startswith("multipart/"):
            if self._multipart(content_type, known.get("boundary", ""), place):
                return
            self.tray.miss(place.leaf, "no-boundary")
            content_type = "text/plain"
        disposition, told = parameters(first(headers, "content-disposition"))
        label = Label(
            path=place.leaf,
            content_type=content_type,
            charset=known.get("charset", "").strip().lower(),
            filename=told.get("filename") or known.get("name", ""),
            disposition=disposition if disposition in ("inline", "attachment", "") else "attachment",
            message=place.message,
            is_flowed=content_type == "text/plain" and known.get("format", "").lower() == "flowed",
            is_delsp=known.get("delsp", "").lower() == "yes",
        )
        encoding = first(headers, "content-transfer-encoding").lower().partition(";")[0].strip()
        if content_type in _CARRIED:
            self._carried(label, encoding, place)
        else:
            self._leaf(label, encoding, place)

    def _leaf(self, label: Label, encoding: str, place: _Place) -> None:
        if encoding in _IDENTITY:
            self.tray.put(self.data[place.start : place.end], label)
            return
        body, is_whole = undone(self.view[place.start : place.end], encoding)
        if not is_whole:
            self.tray.miss(label.path, "bad-encoding")
        self.tray.put(body, label)

    def _carried(self, label: Label, encoding: str, place: _Place) -> None:
        """A message inside the message; also where it was encoded, which the standard forbids."""
        if place.depth >= self.tray.limits.depth:
            self.tray.put_container(label, place.end - place.start)
            self.tray.miss(label.path, "too-deep")
            return
        body: bytes | None = None
        if encoding not in _IDENTITY:
            body, _ = undone(self.view[place.start : place.end], encoding)
        self.tray.put_container(label, len(body) if body is not None else place.end - place.start)
        number = len(self.tray.nested) + 1
        self.tray.nested.append(())
        inside = self if body is None else _Reading(body, self.tray)
        start, end = (place.start, place.end) if body is None else (0, len(body))
        headers = inside.message(_Place(start, end, f"{place.leaf}.1", place.leaf, place.depth + 1, number))
        self.tray.nested[number - 1] = headers

    def _multipart(self, content_type: str, boundary: str, place: _Place) -> bool:
        """Whether parts were found; each is read."""
        if place.depth >= self.tray.limits.depth:
            self.tray.miss(place.leaf, "too-deep")
            return True
        mark = b"--" + boundary.strip().encode("utf-8", "surrogatepass")
        if len(mark) == 2 or not self._opens(mark, place):
            near = min(place.end, place.start + _NEAR)
            guess = _GUESS.search(self.data, max(0, place.start - 1), near)
            if guess is None:
                return False
            mark = b"--" + guess.group(1).rstrip()
        if content_type == "multipart/encrypted":
            self.tray.miss(place.leaf, "encrypted")
        otherwise = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
        lead = f"{place.below}." if place.below else ""
        for number, (start, end) in enumerate(self._between(mark, place), 1):
            path = f"{lead}{number}"
            if self.tray.is_full:
                self.tray.miss(path, "too-many-parts")
                return True
            headers, at, is_whole = header_block(self.data, start, end, self.tray.limits)
            if not is_whole:
                self.tray.miss(f"{path} headers", "too-large")
            self._entity(headers, _Place(at, end, path, path, place.depth + 1, place.message), otherwise)
        return True

    def _opens(self, mark: bytes, place: _Place) -> bool:
        found = _next(self.data, mark, place.start, place.end)
        return found is not None and not found[2]

    def _between(self, mark: bytes, place: _Place) -> Iterator[tuple[int, int]]:
        """The stretches between boundary lines; the line end before a boundary belongs to it."""
        found = _next(self.data, mark, place.start, place.end)
        while found is not None:
            _, start, is_last = found
            if is_last:
                return
            found = _next(self.data, mark, start, place.end)
            if found is None:
                self.tray.miss(place.leaf, "cut-off")
            yield start, max(start, self._before_line_end(found[0] if found else place.end, bool(found)))

    def _before_line_end(self, at: int, is_marked: bool) -> int:
        if is_marked and self.data[at - 2 : at] == b"\r\n":
            return at - 2
        return at - 1 if is_marked and at and self.data[at - 1] in b"\r\n" else at


def _next(data: bytes, mark: bytes, start: int, end: int) -> tuple[int, int, bool] | None:
    """The next boundary line: where it begins, where the line after it begins, whether it is the last."""
    at = start if data.startswith(mark, start, end) else _after(data, mark, start, end)
    for _ in range(_CANDIDATES):
        if at < 0:
            break
        after = at + len(mark)
        is_last = data.startswith(b"--", after, end)
        line_end = _REST_OF_LINE.match(data, after + (2 if is_last else 0), end)
        if line_end:
            return at, line_end.end(), is_last
        at = _after(data, mark, after, end)
    return None


def _after(data: bytes, mark: bytes, start: int, end: int) -> int:
    """The next line that begins with the mark; lines may end in a carriage return alone."""
    found = data.find(b"\n" + mark, max(0, start - 1), end)
    if found < 0 and b"\n" not in data[start : start + 200]:
        found = data.find(b"\r" + mark, max(0, start - 1), end)
    return found + 1 if found >= 0 else -1
