# SPDX-License-Identifier: Apache-2.0
"""What a message is once it has been read: headers, parts, and what was left unread.

    mail.headers[0].value            # unfolded, encoded words decoded
    mail.parts[0].path               # "1.2" as IMAP numbers them; containers are not listed
    mail.unread[0].why               # one of WHYS

These values cross from the confined child to the program as MessagePack: fields are only ever
added, at the end and with a default.
"""

from __future__ import annotations

from typing import Final

import msgspec

MEGABYTE: Final = 1_000_000

WHYS: Final = frozenset(
    {
        "too-large",  # more bytes than the limit, in the file, in a part or in all parts
        "too-many-parts",
        "too-deep",
        "bad-encoding",  # base64, quoted-printable or uuencode that did not come out whole
        "bad-charset",  # words read with another character set than the one declared
        "cut-off",  # the end is missing
        "no-boundary",  # parts announced, none found where they should be
        "encrypted",
        "not-opened",  # a container this program recognises and leaves closed
        "unreadable",
        "too-slow",  # the time for one file was up (only from `confined`)
        "crashed",  # the reader itself ended (only from `confined`)
    }
)


class Header(msgspec.Struct, frozen=True):
    """One header line, in the order of the file."""

    name: str
    value: str
    """Unfolded, with encoded words (RFC 2047) decoded; what cannot be decoded stays as it stood."""
    raw: str
    """As it stood in the file, folds included; bytes that are not UTF-8 read as Windows-1252."""


class Part(msgspec.Struct, frozen=True):
    """One leaf of a message: words, or a file carried along."""

    path: str
    content_type: str
    charset: str
    filename: str
    disposition: str
    text: str
    data: bytes
    size: int
    """Decoded bytes, also where `data` was cut at the limit."""
    sniffed: str
    message: int
    """0: the message itself; 1, 2, ...: a message carried inside, as in `Mail.nested_headers`."""


class Unread(msgspec.Struct, frozen=True):
    """Something that was there and was not read."""

    where: str
    why: str


class Mail(msgspec.Struct, frozen=True):
    """A message as it was read."""

    kind: str
    headers: tuple[Header, ...]
    parts: tuple[Part, ...]
    unread: tuple[Unread, ...]
    nested_headers: tuple[tuple[Header, ...], ...]


class MailLimits(msgspec.Struct, frozen=True):
    """How much of one message is read. Bytes, counts and depths; beyond them `Unread` says so."""

    read_bytes: int = 40 * MEGABYTE
    header_bytes: int = 512_000
    headers: int = 2_000
    parts: int = 500
    depth: int = 25
    """Multiparts and carried messages inside one another."""
    text_bytes: int = 2 * MEGABYTE
    """Kept of the words of one part."""
    part_bytes: int = 10 * MEGABYTE
    """Kept of one file carried along."""
    all_bytes: int = 25 * MEGABYTE
    """Kept of all parts together."""


MAIL_LIMITS: Final = MailLimits()
