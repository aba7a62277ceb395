# SPDX-License-Identifier: Apache-2.0
"""One part's bytes -> `Part`: words read, a file kept, as far as the limits go.

    tray = Tray(MAIL_LIMITS)
    tray.put(b"hola", Label("1", "text/plain"))
    tray.parts[0].text

The mail reader and the Outlook reader both lay down what they find here, so that limits count
the same for both.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from leeward.formats.charsets import declared_in_html, decoded
from leeward.formats.sniffing import WORDY, sniff
from leeward.formats.transfer import uuencoded
from leeward.formats.values import Header, Mail, MailLimits, Part, Unread

_AS_FILES: Final = frozenset(
    {"text/html", "text/xml", "text/calendar", "text/vcard", "text/x-vcard", "text/rtf"}
)
"""Kinds of text that do something when opened: where carried as a file, their bytes are kept too."""

_CLOSED: Final = frozenset({"application/ms-tnef", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_NAME_LENGTH: Final = 1_000
_MOST_UNREAD: Final = 500
_LINE_END: Final = re.compile("\r\n?")


class Label(msgspec.Struct, frozen=True):
    """What a message says about one of its parts."""

    path: str
    content_type: str
    charset: str = ""
    filename: str = ""
    disposition: str = ""
    message: int = 0
    is_flowed: bool = False
    is_delsp: bool = False


class Tray:
    """The parts of one message, and what was not read, within the limits."""

    def __init__(self, limits: MailLimits) -> None:
        self.limits = limits
        self.parts: list[Part] = []
        self.unread: list[Unread] = []
        self.nested: list[tuple[Header, ...]] = []
        self.left = limits.all_bytes

    @property
    def is_full(self) -> bool:
        return len(self.parts) >= self.limits.parts

    def miss(self, where: str, why: str) -> None:
        """Name something unread, once; after so many the list says enough."""
        one = Unread(where, why)
        if len(self.unread) < _MOST_UNREAD and one not in self.unread[-3:]:
            self.unread.append(one)

    def mail(self, kind: str, headers: tuple[Header, ...]) -> Mail:
        return Mail(kind, headers, tuple(self.parts), tuple(self.unread), tuple(self.nested))

    def put(self, body: bytes, label: Label) -> None:
        """Lay down one part."""
        if self.is_full:
            self.miss(label.path, "too-many-parts")
            return
        sniffed = sniff(body)
        is_file = label.disposition == "attachment" or bool(label.filename)
        # Words shown as words are read as such, whatever letters they begin with.
        is_text = label.content_type.startswith("text/") and not (is_file and _is_binary(sniffed))
        text = self._words(body, label) if is_text else ""
        is_kept = not is_text or _is_binary(sniffed) or (is_file and _acts(label, sniffed))
        data = self._kept(body, label.path) if is_kept else b""
        if label.content_type in _CLOSED or sniffed == "application/ms-tnef":
            self.miss(label.path, "encrypted" if "pkcs7" in label.content_type else "not-opened")
        self.parts.append(
            Part(
                path=label.path,
                content_type=label.content_type,
                charset=label.charset,
                filename=label.filename[:_NAME_LENGTH],
                disposition=label.disposition,
                text=text,
                data=data,
                size=len(body),
                sniffed=sniffed,
                message=label.message,
            )
        )

    def put_container(self, label: Label, size: int) -> None:
        """A carried message stands in the list as itself, without bytes; its parts follow."""
        if self.is_full:
            self.miss(label.path, "too-many-parts")
            return
        self.parts.append(
            Part(label.path, label.content_type, "", label.filename[:_NAME_LENGTH], label.disposition,
                 "", b"", size, "message/rfc822", label.message)
        )  # fmt: skip

    def _words(self, body: bytes, label: Label) -> str:
        room = min(self.limits.text_bytes, self.left)
        if len(body) > room:
            self.miss(label.path, "too-large")
            body = _before_half_a_character(body[:room])
        self.left -= len(body)
        if label.content_type == "text/plain" and b"\nend" in body and b"begin " in body:
            body = self._without_files(body, label)
        charset = label.charset
        if not charset and label.content_type == "text/html":
            charset = declared_in_html(body)
        words, as_declared = decoded(body, charset)
        if not as_declared:
            self.miss(label.path, "bad-charset")
        if "\r" in words:
            words = _LINE_END.sub("\n", words)
        return flowed(words, label.is_delsp) if label.is_flowed else words

    def _without_files(self, body: bytes, label: Label) -> bytes:
        files, rest = uuencoded(body)
        for number, (name, content, is_whole) in enumerate(files[: self.limits.parts], 1):
            inside = Label(
                f"{label.path}.u{number}", "application/octet-stream", "", name, "attachment", label.message
            )
            if not is_whole:
                self.miss(inside.path, "bad-encoding")
            self.put(content, inside)
        if len(files) > self.limits.parts:
            self.miss(label.path, "too-many-parts")
        return rest

    def _kept(self, body: bytes, path: str) -> bytes:
        room = min(self.limits.part_bytes, self.left)
        if len(body) > room:
            self.miss(path, "too-large")
        kept = bytes(body[:room])
        self.left -= len(kept)
        return kept


def _before_half_a_character(body: bytes) -> bytes:
    """What was cut inside a UTF-8 character, without the piece of it; a whole last one may go too."""
    end = len(body)
    while end > max(0, len(body) - 3) and body[end - 1] & 0xC0 == 0x80:
        end -= 1
    return body[: end - 1] if end and body[end - 1] >= 0xC0 else body


def _is_binary(sniffed: str) -> bool:
    return bool(sniffed) and not sniffed.startswith("text/") and sniffed not in WORDY


def _acts(label: Label, sniffed: str) -> bool:
    return label.content_type in _AS_FILES or sniffed not in ("", "text/plain")


def flowed(words: str, is_delsp: bool) -> str:
    """Lines that a mail program broke (RFC 3676), joined again."""
    pieces: list[str] = []
    is_open = False
    depth = 0
    for line in words.split("\n"):
        body = line.lstrip(">")
        quoted = len(line) - len(body)
        body = body.removeprefix(" ")
        if not (is_open and quoted == depth and body != "-- "):
            pieces.append("\n" if pieces else "")
            pieces.append(f"{'>' * quoted} " if quoted else "")
        depth = quoted
        is_open = body.endswith(" ") and body != "-- "
        pieces.append(body[:-1] if is_open and is_delsp else body)
    return "".join(pieces)
