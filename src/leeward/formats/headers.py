# SPDX-License-Identifier: Apache-2.0
"""The header lines of a message, and the values inside them that say how the rest is built.

    headers, body_at, is_whole = header_block(b"Subject: =?utf-8?q?hol=C3=A1?=\\n\\nbody", 0, 40, LIMITS)
    parameters('text/plain; charset="utf-8"')     # ("text/plain", {"charset": "utf-8"})

Lenient where mail programs are: folds by any white space, line ends of all three kinds, mbox
"From " lines, eight-bit bytes, encoded words inside quotes, parameters in the three styles of
RFC 2231 and in the broken ones. The first line that is neither header nor fold begins the body.
"""

from __future__ import annotations

import binascii
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from leeward.formats.charsets import codec, decoded, plain
from leeward.formats.values import Header, MailLimits

_LINE: Final = r"([!-9;-~]+)[ \t]*:([^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+)(?:\r\n|\r|\n|\Z)"
_LINES: Final = re.compile(_LINE.encode())
_TYPED_LINES: Final = re.compile(_LINE)
_BLOCK: Final = re.compile(f"(?:{_LINE})*+".encode())
_END_OF_LINE: Final = re.compile(rb"\r\n|\r|\n")
_SKIPPED: Final = re.compile(rb"(?:>?From |[ \t])[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_BLANK: Final = re.compile(rb"(?:\r\n|\r|\n)(?:\r\n|\r|\n)")
_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*+(?:\?(?!=)[^?]*+){0,8}?)\?=")
_PARAMETER: Final = re.compile(r';\s*+([^\s=;"]++)\s*+=\s*+("(?:[^"\\]|\\.)*+"?|[^;]*+)', re.S)
_PIECE: Final = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?\Z")
_ESCAPE: Final = re.compile(r"\\(.)", re.S)


def header_block(
    data: bytes, start: int, end: int, limits: MailLimits
) -> tuple[tuple[Header, ...], int, bool]:
    """Headers in file order, where the body begins, and whether all of them were read."""
    last = min(end, start + limits.header_bytes)
    at = start
    found: list[Header] = []
    while at < last and len(found) < limits.headers:
        block = _BLOCK.match(data, at, last)
        lines_end = block.end() if block else at
        found += _headers(data[at:lines_end])
        skipped = _SKIPPED.match(data, lines_end, last)
        if skipped is None and lines_end < last:
            line_end = _END_OF_LINE.match(data, lines_end, end)
            is_whole = len(found) <= limits.headers
            return tuple(found[: limits.headers]), line_end.end() if line_end else lines_end, is_whole
        at = skipped.end() if skipped else lines_end
    if at >= end:
        return tuple(found[: limits.headers]), end, True
    blank = _BLANK.search(data, max(start, at - 2), end)
    return tuple(found[: limits.headers]), blank.end() if blank else end, False


def _headers(block: bytes) -> list[Header]:
    try:
        lines = _TYPED_LINES.findall(block.decode("utf-8"))
    except UnicodeError:
        lines = [(plain(name), plain(body)) for name, body in _LINES.findall(block)]
    return [Header(name, _value(raw), raw) for name, raw in lines]


def _value(raw: str) -> str:
    value = unfolded(raw).strip()
    return encoded_words(value) if "=?" in value else value


def unfolded(raw: str) -> str:
    """One line of several; the white space that a fold begins with stays."""
    return raw.replace("\n", "").replace("\r", "") if "\n" in raw or "\r" in raw else raw


def first(headers: tuple[Header, ...], name: str) -> str:
    """The first header of this name, unfolded and not decoded; "" where there is none."""
    for header in headers:
        if header.name.lower() == name:
            return unfolded(header.raw).strip()
    return ""


def encoded_words(text: str) -> str:
    """RFC 2047 words decoded; the white space between two of them belongs to neither."""
    pieces: list[str] = []
    waiting = b""
    waiting_in = ""
    at = 0
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        charset = word.group(1).partition("*")[0].lower()
        body = _word_bytes(word.group(2), word.group(3))
        is_next = bool(waiting_in) and not between.strip()
        # A character may be split over two words of one set, against the rule: join, then decode.
        if is_next and charset == waiting_in:
            waiting += body
        else:
            pieces.append(_said(waiting, waiting_in))
            pieces.append("" if is_next else between)
            waiting, waiting_in = body, charset
        at = word.end()
    pieces.append(_said(waiting, waiting_in))
    pieces.append(text[at:])
    return "".join(pieces)


def _said(body: bytes, charset: str) -> str:
    return decoded(body, charset)[0] if body else ""


def _word_bytes(way: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogatepass")
    if way in "qQ":
        return binascii.a2b_qp(raw, header=True)
    clean = raw.rstrip(b"= ")
    for cut in (clean, clean[:-1]):
        try:
            return binascii.a2b_base64(cut + b"==") or raw
        except binascii.Error:
            continue
    return raw


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The leading word in lower case, and the parameters by lower-case name, decoded."""
    lead, _, _ = value.partition(";")
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        piece = _PIECE.match(match.group(1).lower())
        if piece is None:
            continue
        name, number, is_coded = piece.group(1), piece.group(2), bool(piece.group(3))
        body = _unquoted(match.group(2))
        if number is None and not is_coded:
            found.setdefault(name, encoded_words(body) if "=?" in body else body)
        else:
            pieces.setdefault(name, {}).setdefault(int(number or 0), (body, is_coded))
    for name, numbered in pieces.items():
        found[name] = _joined(numbered)
    return lead.strip().lower(), found


def _unquoted(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        text = text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:]
        return _ESCAPE.sub(r"\1", text) if "\\" in text else text
    return text


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231: pieces in order; the first coded one names the character set."""
    charset = ""
    body = b""
    for number in sorted(numbered):
        text, is_coded = numbered[number]
        if is_coded and text.count("'") >= 2 and not charset:
            charset, _, text = text.split("'", 2)
        body += unquote_to_bytes(text) if is_coded else text.encode("utf-8", "surrogatepass")
    return decoded(body, charset if codec(charset) else "")[0]
