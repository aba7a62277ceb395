# SPDX-License-Identifier: Apache-2.0
"""What is known about tricks in messages: reasons, words, brands, and whose hosts are whose.

A reason says what was found, what an innocent cause would be and how to spot the next one. How much it
counts is its `strength`; the rule that adds them up is in `leeward.inspection.verdict`.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.entry import Entry, Id, Value
from leeward.terms.text import Text

Strength = Literal["minor", "notable", "serious", "decisive"]
ReasonGroup = Literal["sender", "link", "words", "page", "file", "personal", "reading"]
HostKind = Literal[
    "free-mail", "mailing-service", "shortener", "free-hosting", "redirector", "protective", "forms",
    "logger",
]  # fmt: skip


class MessageReason(Entry, frozen=True, kw_only=True):
    """One thing a careful analyst looks for.

    `what`: what was found and what it means. `innocent`: when it means nothing.
    `spot`: how to see the next one.
    """

    strength: Strength
    group: ReasonGroup
    what: Text
    innocent: Text
    spot: Text | None = None


class Concept(Value, frozen=True, kw_only=True):
    """Words for one idea, by language. A word that ends in * stands for all that begin like it."""

    id: Id
    words: dict[str, tuple[str, ...]]


class WordRule(Value, frozen=True, kw_only=True):
    """Ideas that together are a reason.

    `all`: every one of these. `within`: so many words apart at most; 0: anywhere in the message.
    `least`: so many different words of the first idea. `needs`: what else the message must have.
    `longest`: words of the whole message, at most; 0: any number. `first`: only words among the first so
    many, where the title stands; 0: anywhere.
    """

    reason: Id
    all: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    within: Annotated[int, msgspec.Meta(ge=0, le=200)] = 0
    least: Annotated[int, msgspec.Meta(ge=1, le=20)] = 1
    needs: tuple[
        Literal[
            "link",
            "file",
            "link-or-file",
            "stranger",
            "free-mail",
            "unproven",
            "poser",
            "apart",
            "hidden",
            "no-link",
        ],
        ...,
    ] = ()
    without: tuple[Id, ...] = ()
    longest: int = 0
    first: Annotated[int, msgspec.Meta(ge=0, le=200)] = 0


class MessageWords(Value, frozen=True, kw_only=True):
    """The ideas and the rules over them. `note`: what a reader of the file should know."""

    schema: str
    reviewed: str
    note: str
    concepts: tuple[Concept, ...]
    rules: tuple[WordRule, ...]


class Brand(Value, frozen=True, kw_only=True):
    """An organisation that is often posed as. `names`: as shown to people. `domains`: its own.

    `everyday`: the name is also an everyday word or a personal name, and counts only where it stands alone.
    """

    id: Id
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...]
    domains: tuple[str, ...]
    everyday: bool = False


class HostList(Value, frozen=True, kw_only=True):
    """Hosts of one kind, by registered name or by a longer ending."""

    id: HostKind
    hosts: tuple[str, ...]


class MessageHosts(Value, frozen=True, kw_only=True):
    """Hosts that belong to whoever uses them."""

    schema: str
    reviewed: str
    note: str
    lists: tuple[HostList, ...]


class Advice(Entry, frozen=True, kw_only=True):
    """What to do now. `when`: for which verdicts, reasons or flags, or "targeted"; in the order of the file.

    "says": not advice but the words that an answer is told in. `doer`: only where somebody is known or meant
    this for them, or only where nobody is known.
    """

    when: tuple[Id, ...]
    text: Text
    doer: Literal["", "known", "nobody-known"] = ""


class SignOffer(Entry, frozen=True, kw_only=True):
    """A sign that these reasons may speak of. `how`: the look shows it, or only the client can tell."""

    of: Literal["message", "apps"]
    sign: Id
    how: Literal["seen", "told"]
    by: tuple[Id, ...]
