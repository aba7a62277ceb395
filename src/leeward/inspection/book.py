# SPDX-License-Identifier: Apache-2.0
"""What is known about messages, prepared for many look-ups: brands by name and domain, hosts by kind, words.

book = message_book(catalogue)          # made once for a catalogue and kept
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from leeward.inspection.domains import distance_is_one, organisation, shown, skeleton
from leeward.inspection.wording import WordIndex, index_words, read_words
from leeward.knowledge import Catalogue
from leeward.knowledge.models.inspection import Brand, MessageReason, WordRule

_TAIL = re.compile(
    r"(?<=[a-z])(Team|Support|Alerts?|Services?|Security|Invest|Info|Help|News|Notices?|Notifications?|Updates?)\b"
)
_GOOGLE = re.compile(r"/(?:url|amp|local_url|interstitial)\b")
_SPLIT = re.compile(r"[.\-_]")
_MAILBOX = re.compile(r"[.\-_+]")
_LONGEST_NAME: Final = 6
_SHORTEST_LABEL: Final = 5
_BESIDE: Final = frozenset(
    "support team security rewards reward bank customer service services inc alert alerts online account "
    "accounts update updates help center billing club loyalty member bonus soporte equipo seguridad "
    "from at by the your of clientes cliente atencion kundenservice kundendienst service suporte com".split()
)


class MessageBook(msgspec.Struct, frozen=True):
    """`names`: brands by the words of their name. `brands`: by id. `domains`: ids by own domain.

    `labels`: brands by what their name looks like.
    """

    reasons: dict[str, MessageReason]
    rules: tuple[WordRule, ...]
    index: WordIndex
    names: dict[tuple[str, ...], Brand]
    brands: dict[str, Brand]
    domains: dict[str, str]
    labels: dict[str, Brand]
    hosts: dict[str, frozenset[str]]

    def brands_in(self, text: str) -> tuple[Brand, ...]:
        """The brands a short text names: a sender's name, a title."""
        plain = _joined(read_words(_TAIL.sub(r" \1", text[:300])).plain[:40])
        found: dict[str, Brand] = {}
        for at in range(len(plain)):
            for length in range(min(_LONGEST_NAME, len(plain) - at), 0, -1):
                brand = self.names.get(plain[at : at + length])
                if brand is not None:
                    rest = plain[:at] + plain[at + length :]
                    follows_from = (
                        at > 0 and plain[at - 1] in ("from", "at", "by") and at + length == len(plain)
                    )
                    if (
                        not brand.everyday
                        or follows_from
                        or all(word in _BESIDE or word.isdigit() for word in rest)
                    ):
                        found.setdefault(brand.id, brand)
                    break
        return tuple(found.values())

    def brands_in_mailbox(self, mailbox: str) -> Iterator[Brand]:
        """The brands whose whole name stands before the @, apart from other words."""
        for part in _MAILBOX.split(mailbox[:60]):
            brand = self.labels.get(part)
            if brand is not None and not brand.everyday and len(part) >= _SHORTEST_LABEL:
                yield brand

    def is_word(self, word: str) -> bool:
        """Whether a word in small letters is a brand's whole name, or begins words that tricks use."""
        return (word,) in self.names or word in self.index.whole

    def owner(self, host: str) -> str:
        """The id of the brand a host belongs to; "" where it is none's."""
        return next((self.domains[name] for name in _names_within(host) if name in self.domains), "")

    def owns(self, brand: Brand, host: str) -> bool:
        """Whether a host is the brand's own."""
        return any(host == domain or host.endswith(f".{domain}") for domain in brand.domains)

    def is_host(self, kind: str, host: str, rest: str = "") -> bool:
        """Whether a host, or the beginning of a path on it, is of a kind of inspection/hosts.yaml."""
        listed = self.hosts.get(kind, frozenset())
        names = _names_within(host)[:-1]
        if not listed.isdisjoint(names):
            return True
        if not rest:
            return False
        first = rest.lstrip("/").partition("/")[0].partition("?")[0]
        if not listed.isdisjoint([f"{name}/{first}" for name in names]):
            return True
        return kind == "redirector" and bool(_GOOGLE.match(rest)) and "google" in host.split(".")[:-1]

    def posing(self, host: str, named: frozenset[str]) -> tuple[str, Brand] | None:
        """The brand a host is dressed up as: ("lookalike" or "inside", brand); None where it is not.

        `named`: ids of brands the message names, for which one changed letter is enough.
        """
        if self.owner(host):
            return None
        own = organisation(host)
        label = shown(own).partition(".")[0]
        seen = skeleton(label[:60])
        brand = self.labels.get(seen)
        if brand is not None and len(seen) >= _SHORTEST_LABEL:
            return ("lookalike" if label != seen or not own.isascii() else "inside", brand)
        for name, other in self.labels.items() if named else ():
            if other.id in named and len(name) > 5 and distance_is_one(seen, skeleton(_label(other))):
                return ("lookalike", other)
        return self._inside(host)

    def _inside(self, host: str) -> tuple[str, Brand] | None:
        whole = self._whole_domain_before_another(host)
        if whole is not None:
            return ("inside", whole)
        for part in _SPLIT.split(shown(host))[:12]:
            seen = skeleton(part[:60])
            brand = self.labels.get(seen)
            if brand is not None and len(seen) >= _SHORTEST_LABEL and not brand.everyday:
                return ("inside", brand)
            for length in range(len(seen) - 1, 6, -1):
                brand = self.labels.get(seen[:length]) or self.labels.get(seen[-length:])
                if brand is not None and not brand.everyday:
                    return ("inside", brand)
        return None

    def _whole_domain_before_another(self, host: str) -> Brand | None:
        """The brand whose own domain, ending and all, stands in a host that is somebody else's."""
        parts = _SPLIT.split(host)[:12]
        for start in range(len(parts) - 2):
            for end in (start + 2, start + 3):
                if end < len(parts):
                    owner = self.domains.get(".".join(parts[start:end]))
                    if owner is not None:
                        return self.brands[owner]
        return None


@lru_cache(maxsize=4096)
def _names_within(host: str) -> tuple[str, ...]:
    """The host and each name above it: a.example.org, example.org, org."""
    parts = host.split(".")
    return tuple(".".join(parts[at:]) for at in range(len(parts)))


def _joined(plain: tuple[str, ...]) -> tuple[str, ...]:
    """Letters standing alone one after the other, as in D P D, as one word."""
    found: list[str] = []
    open_word = False
    for word in plain:
        if len(word) == 1 and word.isalpha():
            if open_word:
                found[-1] += word
            else:
                found.append(word)
            open_word = True
        else:
            found.append(word)
            open_word = False
    return tuple(found)


def _label(brand: Brand) -> str:
    return brand.domains[0].partition(".")[0] if brand.domains else brand.id


@lru_cache(maxsize=2)
def _made(version: str, holder: _Holder) -> MessageBook:
    book = holder.book
    names: dict[tuple[str, ...], Brand] = {}
    labels: dict[str, Brand] = {}
    domains: dict[str, str] = {}
    for brand in book.brands:
        joined = set()
        for name in brand.names:
            plain = read_words(name).plain
            names.setdefault(plain, brand)
            joined.add("".join(plain))
            if len(plain) > 1:
                names.setdefault(("".join(plain),), brand)
        for domain in brand.domains:
            domains.setdefault(domain, brand.id)
            label = domain.partition(".")[0]
            if label in joined:
                labels.setdefault(skeleton(label), brand)
    return MessageBook(
        reasons={reason.id: reason for reason in book.message_reasons}, rules=book.message_words.rules,
        index=index_words(book.message_words.concepts), names=names, domains=domains, labels=labels,
        brands={brand.id: brand for brand in book.brands},
        hosts={one.id: frozenset(one.hosts) for one in book.message_hosts.lists},
    )  # fmt: skip


class _Holder:
    """A catalogue as a key: two of one version hold the same."""

    def __init__(self, book: Catalogue) -> None:
        self.book = book

    def __hash__(self) -> int:
        return hash(self.book.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and other.book.version == self.book.version


def message_book(catalogue: Catalogue) -> MessageBook:
    """What this catalogue knows about messages."""
    return _made(catalogue.version, _Holder(catalogue))
