# SPDX-License-Identifier: Apache-2.0
"""A page read as a tree: its entries with what stands beside them, what stands outside, and its forms.

page = read_page(answer.content.decode())
for one in page.entries: one.kind, one.id, one.facts
page.loose                      # the texts that stand in no entry and lead nowhere
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

ALONE = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
NAMES_ONLY = frozenset(
    {"a", "button", "label", "legend", "option", "summary", "th", "title", "nav", "template"}
)
"""Here a title only names an entry: it leads to one, asks about one, or heads the column of a choice."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ENTRY = "data-entry"


@dataclass
class Node:
    """One element. `inside`: texts and elements, in order."""

    tag: str
    given: dict[str, str]
    above: Node | None = None
    inside: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Every word of it, on one line."""
        return " ".join(" ".join(_texts(self)).split())

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.given.get("class", "").split())

    def all(self, *tags: str) -> Iterator[Node]:
        """Every element below, in order, of these tags where any are named."""
        for one in self.inside:
            if isinstance(one, Node):
                if not tags or one.tag in tags:
                    yield one
                yield from one.all(*tags)

    def upward(self) -> Iterator[Node]:
        """Itself, then what it stands in."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.above


@dataclass(frozen=True)
class FactRead:
    """What stands beside an entry. `says`: how sure; `sources`: a line each."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class EntryRead:
    """One entry of a page."""

    kind: str
    id: str
    facts: tuple[FactRead, ...]
    text: str


@dataclass(frozen=True)
class Loose:
    """A text outside every entry. `is_heading`: it heads what follows."""

    text: str
    is_heading: bool


@dataclass(frozen=True)
class PageRead:
    """A page."""

    root: Node

    @property
    def entries(self) -> list[EntryRead]:
        """Everything that says it is an entry, with the facts that belong to it and to none inside it."""
        return [_entry(node) for node in self.root.all() if ENTRY in node.given]

    @property
    def loose(self) -> list[Loose]:
        """What stands outside of every entry, and is more than a name that leads to one."""
        return [
            Loose(" ".join(text.split()), _heads(node))
            for node, text in _with_text(self.root)
            if text.strip() and not any(_is_elsewhere(one) for one in node.upward())
        ]

    def form(self, action: str) -> dict[str, list[str]]:
        """What a browser would send of the form that leads there."""
        found = [one for one in self.root.all("form") if one.given.get("action") == action]
        return _fields(max(found, key=lambda one: len(list(one.all("input", "select", "textarea")))))

    def choices(self, action: str) -> list[tuple[str, str]]:
        """Every other thing that could be chosen in that form, as name and value."""
        found = [one for one in self.root.all("form") if one.given.get("action") == action]
        return [pair for one in found for pair in _choices(one)]


def read_page(html: str) -> PageRead:
    """The tree of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return PageRead(reader.root)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self._at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self._at)
        self._at.inside.append(node)
        if tag not in ALONE:
            self._at = node

    def handle_endtag(self, tag: str) -> None:
        for node in self._at.upward():
            if node.tag == tag and node.above is not None:
                self._at = node.above
                return

    def handle_data(self, data: str) -> None:
        if self._at.tag not in ("script", "style"):
            self._at.inside.append(data)


def _texts(node: Node) -> Iterator[str]:
    for one in node.inside:
        if isinstance(one, str):
            yield one
        else:
            yield from _texts(one)


def _with_text(node: Node) -> Iterator[tuple[Node, str]]:
    for one in node.inside:
        if isinstance(one, str):
            yield node, one
        else:
            yield from _with_text(one)


def _is_elsewhere(node: Node) -> bool:
    names_only = node.tag in NAMES_ONLY or "seen-only-by-readers" in node.classes
    return names_only or ENTRY in node.given or node.given.get("aria-labelledby") == HELD_BACK


def _heads(node: Node) -> bool:
    """In a heading, but for that of a step: what it says may read like the title of an option."""
    above = list(node.upward())
    return any(one.tag in HEADINGS for one in above) and not any(one.classes & OF_STEPS for one in above)


OF_STEPS = frozenset({"in-library", "a-step"})
HELD_BACK = "held"
"""The heading over options that are not offered; each says why, and what stands in its place."""


def _entry(node: Node) -> EntryRead:
    kind, _colon, id = node.given[ENTRY].partition(":")
    facts = [
        one
        for one in node.all("details")
        if "fact" in one.classes and next(up for up in one.upward() if ENTRY in up.given) is node
    ]
    return EntryRead(kind, id, tuple(_fact(one) for one in facts), node.text)


def _fact(node: Node) -> FactRead:
    tags = [one.text for one in node.all("span") if "tag" in one.classes]
    return FactRead(tags[0] if tags else "", tuple(one.text for one in node.all("li")))


def _fields(form: Node) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for one in form.all("input", "select", "textarea"):
        name, kind = one.given.get("name", ""), one.given.get("type", "text")
        if not name or kind in ("submit", "file"):
            continue
        if one.tag == "select":
            options = list(one.all("option"))
            chosen = [option for option in options if "selected" in option.given] or options[:1]
            sent.setdefault(name, []).extend(option.given.get("value", option.text) for option in chosen)
        elif one.tag == "textarea":
            sent.setdefault(name, []).append("".join(_texts(one)))
        elif kind not in ("checkbox", "radio") or "checked" in one.given:
            sent.setdefault(name, []).append(one.given.get("value", ""))
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def _choices(form: Node) -> Iterator[tuple[str, str]]:
    for one in form.all("input", "select", "button"):
        name = one.given.get("name", "")
        if one.tag == "select":
            yield from ((name, option.given.get("value", option.text)) for option in one.all("option"))
        elif name and (one.tag == "button" or one.given.get("type") in ("checkbox", "radio")):
            yield name, one.given.get("value", "")
