# SPDX-License-Identifier: Apache-2.0
"""Bytes -> words, whatever character set they claim.

    decoded(b"caf\\xe9", "utf-8")       # ("café", False): read, but not as declared

A wrong or unknown name never stops the reading. Names are looked up among those that mean
text; Python's own codecs hold others (`idna`, `unicode_escape`) whose cost or meaning a sender
must not choose. As browsers do, ISO 8859-1 is read as Windows-1252, which holds all of it.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Final

_NOT_TEXT: Final = frozenset(
    {
        "idna",
        "punycode",
        "unicode-escape",
        "raw-unicode-escape",
        "undefined",
        "mbcs",
        "oem",
        "unicode-internal",
    }
)
_WIDER: Final = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
"""Python's name -> a set that holds all of it and what senders really write under that name."""

_ALSO: Final = {
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "ansi_x3.110-1983": "cp1252",
    "utf8mb4": "utf-8",
    "cp-850": "cp850",
    "ks_c_5601-1987": "cp949",
    "windows-874": "cp874",
    "dos-874": "cp874",
}
_NO_CLAIM: Final = frozenset(
    {"", "default", "unknown", "x-unknown", "unknown-8bit", "8bit", "7bit", "binary", "default_charset"}
)
_WIDE: Final = ("utf-16", "utf-32")
_META: Final = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.I)
_C1: Final = re.compile("[\x80-\x9f]")
_WINDOWS: Final = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


@lru_cache(maxsize=256)
def codec(charset: str) -> str:
    """Python's name of a character set that means text; "" where there is none."""
    name = charset.strip().strip("\"'").partition("*")[0].lower()
    if name in _NO_CLAIM:
        return ""
    if not name.isascii() or len(name) > 40 or "\0" in name:
        return ""
    try:
        found = codecs.lookup(_ALSO.get(name, name))
    except (LookupError, ValueError, ImportError):
        return ""
    is_text = bool(getattr(found, "_is_text_encoding", True))
    if not is_text or found.name in _NOT_TEXT:
        return ""
    return _WIDER.get(found.name, found.name)


def decoded(data: bytes | memoryview, charset: str) -> tuple[str, bool]:
    """The words, and whether they were read as declared (no claim counts as declared)."""
    body = bytes(data)
    marked = _by_mark(body)
    if marked is not None:
        return marked, True
    name = codec(charset)
    if not name:
        has_claim = charset.strip().lower() not in _NO_CLAIM
        words, fitted = _guessed(body)
        return words, not has_claim and fitted
    if name.startswith(_WIDE) and b"\0" not in body[:4096]:
        return _guessed(body)[0], not body
    try:
        words = _read(body, name)
        return (paired(words) if name == "utf-7" else words), True
    except (UnicodeError, ValueError):
        return _best(body, name), False


def paired(words: str) -> str:
    """Halves of characters, as UTF-7 and RTF write them, put together; a half alone becomes U+FFFD."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def declared_in_html(data: bytes) -> str:
    """The character set that an HTML page names for itself, "" where none."""
    found = _META.search(data[:2048])
    return found.group(1).decode("ascii") if found else ""


def plain(data: bytes | memoryview) -> str:
    """Bytes of a header line: UTF-8 where they are that, Windows-1252 otherwise; never raises."""
    body = bytes(data)
    try:
        return body.decode("utf-8")
    except UnicodeError:
        return _read(body, "cp1252")


def _read(body: bytes, name: str) -> str:
    if name != "cp1252":
        return body.decode(name)
    words = body.decode("latin-1")
    return words if words.isascii() or not _C1.search(words) else words.translate(_WINDOWS)


def _by_mark(body: bytes) -> str | None:
    if body.startswith(codecs.BOM_UTF8):
        return body[3:].decode("utf-8", "replace")
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(body) > 3:
        return body.decode("utf-16", "replace")
    return None


def _guessed(body: bytes) -> tuple[str, bool]:
    """UTF-8 where it is that; two-byte text by its zeros; Windows-1252 otherwise."""
    head = body[:4096]
    zeros = head.count(0)
    if zeros * 3 > len(head) and len(head) > 3:
        name = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return body.decode(name, "replace"), False
    try:
        return body.decode("utf-8"), True
    except UnicodeError:
        return _best(body, "utf-8"), False


def _best(body: bytes, name: str) -> str:
    """The declared set with a few holes where it nearly fits, else UTF-8, else Windows-1252."""
    try:
        words = paired(body.decode(name, "replace"))
        if words.count("\ufffd") * 50 <= len(words):
            return words
    except (UnicodeError, ValueError):
        pass
    try:
        return body.decode("utf-8")
    except UnicodeError:
        return _read(body, "cp1252")
