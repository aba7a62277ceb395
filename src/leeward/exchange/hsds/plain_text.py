# SPDX-License-Identifier: Apache-2.0
"""Others' text as plain text: no markup, no entity, nothing that steers a screen or a terminal.

>>> plain_text("<p>Help &amp; advice</p><script>x()</script>\\x1b[2J <b>now</b>")
'Help & advice [2J now'
"""

from __future__ import annotations

import html
import re
import unicodedata

_LONGEST = 50_000
_SILENT = re.compile(r"(?:script|style)(?![\w-])", re.IGNORECASE)
_SILENT_ENDS = re.compile(r"</(?:script|style)(?![\w-])", re.IGNORECASE)
_TAG_BEGINS = re.compile(r"<(?=[A-Za-z/!?])")
_NO_LETTER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
"""A number no letter has, and too long for one that is read."""
_WEB = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[!-~]*)?", re.IGNORECASE)


def plain_text(text: str | None) -> str:
    """What a text says, on one line; of a very long one its beginning."""
    if not text:
        return ""
    text = text[:_LONGEST]
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = html.unescape(_NO_LETTER.sub(" ", text))
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())


def _without_tags(text: str) -> str:
    """The text between the tags: each letter is looked at once, whatever is left open.

    A parser of pages starts over at every tag that does not end, which takes a feed of them hours.
    """
    said: list[str] = []
    place = 0
    while (begins := _TAG_BEGINS.search(text, place)) is not None:
        said += [text[place : begins.start()], " "]
        after = _after_tag(text, begins.start())
        if after is None:
            is_silent = text.startswith("<!--", begins.start()) or _SILENT.match(text, begins.end())
            return "".join([*said, "" if is_silent else text[begins.start() :]])
        place = after
    return "".join([*said, text[place:]])


def _after_tag(text: str, start: int) -> int | None:
    """Where the text goes on behind a tag, a comment, or what only a browser reads; None: it never ends."""
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return end + 3 if end >= 0 else None
    end = text.find(">", start)
    if end < 0:
        return None
    if _SILENT.match(text, start + 1):
        closing = _SILENT_ENDS.search(text, end)
        return closing.start() if closing is not None else None
    return end + 1


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
