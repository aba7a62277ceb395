# SPDX-License-Identifier: Apache-2.0
"""Transfer encodings undone: base64, quoted-printable, uuencode. Never raises.

    undone(b"aG9sYQ==", "base64")        # (b"hola", True)

The second value says whether all of it came out; what did is kept either way.
"""

from __future__ import annotations

import binascii
import re
from typing import Final

_PADDING: Final = re.compile(rb"=[=\s]*+")
_ALPHABET: Final = re.compile(rb"[A-Za-z0-9+/\s]*+\Z")
_OTHER: Final = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)
_PIECES: Final = 1_000
_UU_NAMES: Final = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
_UU_BLOCK: Final = re.compile(
    rb"(?m)^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n((?:[ -`][^\r\n]{0,90}\r?\n)*+)end[ \t]*\r?$"
)


def undone(body: bytes | memoryview, encoding: str) -> tuple[bytes, bool]:
    """The bytes behind a Content-Transfer-Encoding, and whether all came out."""
    if encoding == "base64":
        return _base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body), True
    if encoding in _UU_NAMES:
        blocks, _ = uuencoded(bytes(body))
        return (blocks[0][1], blocks[0][2]) if blocks else (bytes(body), False)
    return bytes(body), True


def uuencoded(body: bytes) -> tuple[list[tuple[str, bytes, bool]], bytes]:
    """Files written into the words themselves (name, bytes, came out whole), and the words without them."""
    found: list[tuple[str, bytes, bool]] = []

    def take(block: re.Match[bytes]) -> bytes:
        content, is_whole = _uu_lines(block.group(2))
        found.append((block.group(1).decode("utf-8", "replace").strip(), content, is_whole))
        return b""

    return found, _UU_BLOCK.sub(take, body)


def _uu_lines(lines: bytes) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    is_whole = True
    for line in lines.splitlines():
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some senders pad the last group with more than the length byte says.
            count = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                pieces.append(binascii.a2b_uu(line[:count]))
            except binascii.Error:
                is_whole = False
    return b"".join(pieces), is_whole


def _base64(body: bytes | memoryview) -> tuple[bytes, bool]:
    pad = _PADDING.search(body)
    if pad and bytes(body[pad.end() : pad.end() + 400]).strip():
        return _several(body)
    try:
        return binascii.a2b_base64(body), True
    except binascii.Error:
        return _as_far_as(body[: pad.start()] if pad else body), False


def _several(body: bytes | memoryview) -> tuple[bytes, bool]:
    """Padding before the end: several encodings one after the other, or words added behind."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body) and len(pieces) < _PIECES:
        pad = _PADDING.search(body, at)
        end = pad.start() if pad else len(body)
        if pieces and not _ALPHABET.match(body, at, end):
            return b"".join(pieces), False
        pieces.append(_as_far_as(body[at:end]))
        at = pad.end() if pad else len(body)
    return b"".join(pieces), at >= len(body)


def _as_far_as(body: bytes | memoryview) -> bytes:
    clean = bytes(body).translate(None, _OTHER)
    whole = len(clean) // 4 * 4
    rest = clean[whole:] if len(clean) - whole > 1 else b""
    return binascii.a2b_base64(memoryview(clean)[:whole]) + binascii.a2b_base64(
        rest + b"=" * (-len(rest) % 4)
    )
