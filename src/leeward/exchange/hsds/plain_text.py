# SPDX-License-Identifier: Apache-2.0
"""Others' text as plain text: no markup, no entity, nothing that steers a screen or a terminal.

>>> plain_text("<p>Help &amp; advice</p><script>x()</script>\\x1b[2J <b>now</b>")
'Help & advice [2J now'
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style"})
_WEB = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[!-~]*)?", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def plain_text(text: str | None) -> str:
    """What a text says, on one line."""
    if not text:
        return ""
    if "<" in text or "&" in text:
        reader = _Reader()
        reader.feed(text)
        reader.close()
        text = "".join(reader.said)
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())


def folded(text: str) -> str:
    """A text as it is compared: small letters, no accents."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def web_address(text: str | None) -> str | None:
    """An address of the web; None for anything else that could be asked of a browser."""
    word = (text or "").strip()
    if _WEB.fullmatch(word):
        return word
    return f"https://{word}" if _BARE.fullmatch(word) else None
