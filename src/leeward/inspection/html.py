# SPDX-License-Identifier: Apache-2.0
"""A web page or HTML mail as its reader sees it: words, links, forms, scripts. Nothing is fetched or run.

One pass from left to right, whatever the page is; the work grows with its length and nothing else.
What a page hides by its own style attribute is kept apart from what it shows.
"""

from __future__ import annotations

import html as entities
import re
from typing import Final

import msgspec

MOST_LETTERS: Final = 1_000_000
_MOST_LINKS = 2_000
_WINDOW = 40_000
_MOST_DEPTH = 2_000
_MOST_BROKEN = 50
_MOST_KEPT = 2_000

_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^>\"'=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[=\"'])*+)>"
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]{1,60})\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|mso-hide\s*:\s*all|text-indent\s*:\s*-\d{3,}",
    re.I,
)
_READ: Final = frozenset(
    {"a", "img", "area", "form", "input", "button", "meta", "iframe", "frame", "object", "embed"}
)
_RAW: Final = frozenset({"script", "style", "title"})
_FILLER: Final = frozenset(
    {"textarea", "noscript", "frameset", "meter", "datalist", "address", "abbr", "xmp"}
)
_VOID: Final = frozenset(
    {
        "br",
        "img",
        "input",
        "hr",
        "meta",
        "link",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "wbr",
        "param",
        "o:p",
    }
)
_BREAKS: Final = frozenset(
    {"br", "p", "div", "td", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "ul", "hr", "blockquote"}
)
_SECRET_FIELD = re.compile(
    r"pass|pwd|contrase|senha|card|tarjeta|cvv|cvc|ssn|pin\b|seed|phrase|otp|code", re.I
)


class Anchor(msgspec.Struct, frozen=True):
    """A link: where it goes, the words it shows, and whether it is on a picture."""

    target: str
    words: str
    has_picture: bool


class Page(msgspec.Struct, frozen=True):
    """What one page holds, in the order of the page."""

    words: str
    hidden: str
    anchors: tuple[Anchor, ...]
    form_targets: tuple[str, ...]
    secret_fields: tuple[str, ...]
    scripts: tuple[str, ...]
    handlers: int
    pictures: int
    refresh: str
    frames: tuple[str, ...]
    is_whole: bool
    filler: int = 0
    """Elements that a message has no use for, as are put in by the dozen to confuse filters."""


class _Said(msgspec.Struct, frozen=True):
    """What the inside of a tag says: attributes, how many of them are code, whether it hides."""

    known: dict[str, str]
    handlers: int = 0
    hides: bool = False


_NOTHING: Final = _Said({})


class _Reader:
    """Collects while the page goes by."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.anchors: list[Anchor] = []
        self.forms: list[str] = []
        self.fields: list[str] = []
        self.scripts: list[str] = []
        self.frames: list[str] = []
        self.handlers = 0
        self.pictures = 0
        self.refresh = ""
        self.broken = 0
        self.filler = 0
        self._open: list[tuple[str, bool]] = []
        self._hiding = 0
        self._target: str | None = None
        self._said: list[str] = []
        self._is_picture = False
        self._kept: dict[str, _Said] = {}

    def text(self, raw: str) -> None:
        if self._hiding:
            self.hidden.append(raw)
            return
        self.shown.append(raw)
        if self._target is not None:
            self._said.append(raw)

    def start(self, name: str, raw: str) -> None:
        if name in _BREAKS:
            self.text(" ")
        said = self._inside(name, raw) if "=" in raw else _NOTHING
        if name in _READ:
            self._read(name, said.known)
        self.filler += name in _FILLER
        self.handlers += said.handlers
        if name not in _VOID and not raw.endswith("/") and len(self._open) < _MOST_DEPTH:
            self._open.append((name, said.hides))
            self._hiding += said.hides

    def _read(self, name: str, known: dict[str, str]) -> None:
        if name == "a":
            self.close_anchor()
            target = known.get("href", "").strip()
            self._target = target or None
        elif name == "img":
            self.pictures += 1
            self._is_picture = True
        elif name == "area":
            if known.get("href"):
                self._keep(known["href"].strip(), "", True)
        elif name == "meta":
            if known.get("http-equiv", "").lower() == "refresh":
                self.refresh = self.refresh or known.get("content", "").partition("=")[2].strip(" '\"")
        elif name in ("form", "input", "button"):
            self._form(name, known)
        else:
            self.frames.append((known.get("src") or known.get("data") or "")[:2000])

    def _inside(self, name: str, raw: str) -> _Said:
        """The attributes of a tag; a page says the same ones again and again."""
        said = self._kept.get(raw)
        if said is not None:
            return said
        lower = raw.lower()
        if name not in _READ and not ("on" in lower or "style" in lower or "hidden" in lower):
            return _NOTHING
        known = _attributes(raw)
        said = _Said(
            known=known,
            handlers=sum(one.startswith("on") for one in known),
            hides="hidden" in known or ("style" in known and bool(_HIDES.search(known["style"]))),
        )
        if len(self._kept) < _MOST_KEPT:
            self._kept[raw] = said
        return said

    def end(self, name: str) -> None:
        if name in _BREAKS:
            self.text(" ")
        if name == "a":
            self.close_anchor()
        if self._open and self._open[-1][0] == name:
            self._hiding -= self._open.pop()[1]
            return
        for at in range(len(self._open) - 2, max(-1, len(self._open) - 40), -1):
            if self._open[at][0] == name:
                self._hiding -= sum(hides for _, hides in self._open[at:])
                del self._open[at:]
                return

    def close_anchor(self) -> None:
        if self._target is not None:
            self._keep(self._target, _plain("".join(self._said)), self._is_picture)
        self._target, self._said, self._is_picture = None, [], False

    def _keep(self, target: str, words: str, has_picture: bool) -> None:
        if len(self.anchors) < _MOST_LINKS:
            self.anchors.append(Anchor(target[:4000], words[:500], has_picture))

    def _form(self, name: str, known: dict[str, str]) -> None:
        if name == "form":
            self.forms.append(known.get("action", "")[:2000])
        elif name == "input":
            kind, label = (
                known.get("type", "").lower(),
                known.get("name", "") + " " + known.get("placeholder", ""),
            )
            if kind == "password" or (kind in ("", "text", "tel", "number") and _SECRET_FIELD.search(label)):
                self.fields.append((label.strip() or kind)[:80])


def read_page(source: str) -> Page:
    """Reads a page, or the first million letters of it."""
    text = source[:MOST_LETTERS]
    reader = _Reader()
    at, end = 0, len(text)
    while at < end:
        opened = text.find("<", at)
        if opened != at:
            reader.text(text[at:opened] if opened > 0 else text[at:])
        if opened < 0:
            break
        tag = _TAG.match(text, opened, opened + _WINDOW)
        if tag is None:
            at = _other(text, opened, reader)
            continue
        at = tag.end()
        slash, name, raw = tag.groups()
        name = name.lower()
        if slash:
            reader.end(name)
        elif name in _RAW and not raw.endswith("/"):
            at = _raw(text, at, name, raw, reader)
        else:
            reader.start(name, raw)
    reader.close_anchor()
    return Page(
        words=_plain("".join(reader.shown)), hidden=_plain("".join(reader.hidden)),
        anchors=tuple(reader.anchors), form_targets=tuple(reader.forms), secret_fields=tuple(reader.fields),
        scripts=tuple(reader.scripts), handlers=reader.handlers, pictures=reader.pictures,
        refresh=reader.refresh, frames=tuple(reader.frames), is_whole=len(source) <= MOST_LETTERS,
        filler=reader.filler,
    )  # fmt: skip


def _other(text: str, at: int, reader: _Reader) -> int:
    """Reads what begins at a `<` and is no whole tag, and says where to go on."""
    follows = text[at + 1 : at + 2]
    if follows in ("!", "?"):
        mark, length = ("-->", 3) if text.startswith("<!--", at) else (">", 1)
        closed = text.find(mark, at + 2)
        return closed + length if closed >= 0 else len(text)
    if not (follows.isalpha() or follows == "/"):
        reader.text("<")
        return at + 1
    # Within an attribute to the end of the window, as a browser would see it: none of it is read twice.
    reader.broken += 1
    closed = text.find(">", at, at + 200) if reader.broken < _MOST_BROKEN else -1
    return closed + 1 if closed >= 0 else min(at + _WINDOW, len(text))


def _raw(text: str, start: int, name: str, raw: str, reader: _Reader) -> int:
    """Reads an element whose inside is no markup, such as a script."""
    closing = re.compile(rf"</{name}", re.I).search(text, start)
    end = closing.start() if closing else len(text)
    if name == "script":
        source = _attributes(raw).get("src", "")
        reader.scripts.append(source or text[start:end])
    closed = text.find(">", end)
    return closed + 1 if closing and closed >= 0 else len(text)


def _attributes(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, quoted, marked, bare in _ATTRIBUTE.findall(raw):
        value = quoted or marked or bare
        found.setdefault(name.lower(), entities.unescape(value) if "&" in value else value)
    return found


def _plain(text: str) -> str:
    return " ".join((entities.unescape(text) if "&" in text else text).split())
