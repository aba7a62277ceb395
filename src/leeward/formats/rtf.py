# SPDX-License-Identifier: Apache-2.0
"""The words of a body that Outlook keeps as compressed RTF, and the HTML it may hide in there.

    words, is_html = words_of_rtf(unpacked(stream))

Formatting, pictures and objects are passed over. HTML inside RTF follows [MS-OXRTFEX]: what
stands in `htmltag` groups and outside `htmlrtf` runs is the page as it was sent.
"""

from __future__ import annotations

import re
from typing import Final

from leeward.formats.charsets import decoded, paired

_FIRST: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_RING: Final = 4_096
_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_PASSED: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata datastore listtable listoverridetable rsidtbl "
    b"generator mhtmltag xmlnstbl latentstyles filetbl revtbl header footer".split()
)
_SAYS: Final = {
    b"par": "\r\n", b"line": "\r\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—", b"cell": "\t", b"row": "\r\n",
}  # fmt: skip
_CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d{3,5})")


def unpacked(stream: bytes, at_most: int) -> tuple[bytes, bool]:
    """LZFu undone ([MS-OXRTFCP]), as far as it goes, and whether it was whole."""
    if len(stream) < 16:
        return b"", not stream
    size, kind = int.from_bytes(stream[4:8], "little"), stream[8:12]
    if kind == b"MELA":
        return stream[16 : 16 + min(size, at_most)], True
    if kind != b"LZFu":
        return b"", False
    ring = bytearray(_FIRST + bytes(_RING - len(_FIRST)))
    write = len(_FIRST)
    out = bytearray()
    at = 16
    goal = min(size, at_most)
    while at < len(stream) and len(out) < goal:
        control = stream[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= len(stream):
                    return bytes(out), False
                pair = stream[at] << 8 | stream[at + 1]
                at += 2
                read = pair >> 4
                if read == write:
                    return bytes(out), True
                for _ in range((pair & 15) + 2):
                    ring[write] = ring[read]
                    out.append(ring[read])
                    read = (read + 1) % _RING
                    write = (write + 1) % _RING
            elif at < len(stream):
                ring[write] = stream[at]
                out.append(stream[at])
                at += 1
                write = (write + 1) % _RING
    return bytes(out[:goal]), len(out) >= size


class _Words:
    """Words being gathered: bytes of the code page wait until something else comes."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.pieces: list[str] = []
        self.waiting = bytearray()

    def add(self, text: str) -> None:
        self.flush()
        self.pieces.append(text)

    def flush(self) -> None:
        if self.waiting:
            self.pieces.append(decoded(bytes(self.waiting), self.charset)[0])
            self.waiting.clear()


def words_of_rtf(rtf: bytes) -> tuple[str, bool]:
    """The words, and whether they are HTML."""
    is_html = b"\\fromhtml" in rtf[:2_000]
    page = _CODE_PAGE.search(rtf[:2_000])
    words = _Words(f"cp{int(page.group(1))}" if page else "cp1252")
    # What a group says holds until it closes: passed over, hidden by htmlrtf, characters after \u to skip.
    state: tuple[bool, bool, int] = (False, False, 1)
    outer: list[tuple[bool, bool, int]] = []
    to_skip = 0
    for token in _TOKEN.finditer(rtf):
        name, number, _, sign, brace, _ = token.groups()
        is_off, is_hidden, unit = state
        if brace == b"{":
            outer.append(state)
        elif brace == b"}":
            state = outer.pop() if outer else state
            to_skip = 0
        elif name == b"htmlrtf":
            state = (is_off, number != b"0", unit)
        elif name in _PASSED or (name == b"bin"):
            state = (True, is_hidden, unit)
        elif name == b"htmltag":
            state = (False, False, unit)
        elif sign == b"*":
            state = (True, is_hidden, unit)
        elif name == b"uc":
            state = (is_off, is_hidden, int(number or 1))
        elif not is_off and not is_hidden:
            to_skip = _say(words, token, unit, to_skip, is_html)
    words.flush()
    return paired("".join(words.pieces)), is_html


def _say(words: _Words, token: re.Match[bytes], unit: int, to_skip: int, is_html: bool) -> int:
    """One token that says something; answers how many characters after it are its replacement."""
    name, number, code, sign, _, plain = token.groups()
    if name == b"u" and number is not None:
        words.add(chr(int(number) % 0x10000))
        return unit
    if name is not None:
        if name in _SAYS:
            words.add(_SAYS[name])
        return to_skip
    said = (
        bytes([int(code, 16)]) if code else plain or {b"~": b"\xa0", b"_": b"-"}.get(sign or b"", sign or b"")
    )
    if sign and sign not in b"{}\\~_":
        return to_skip
    words.waiting += said[to_skip:]
    return max(0, to_skip - len(said))
