# SPDX-License-Identifier: Apache-2.0
"""Addresses as mail headers carry them, read as leniently as a mail program shows them.

>>> addresses('"Ex Support" <help@mail.example.org>, ex@example.com')[0].host
'mail.example.org'
"""

from __future__ import annotations

import re

import msgspec

_MOST = 200
_LONGEST = 8_000
_LONGEST_NAME = 300
_ANGLED = re.compile(r"([^<>]{0,1000})<([^<>]{0,500})>?")
_BARE = re.compile(r"[^\s@<>,;:\"()\[\]]{1,200}@[^\s@<>,;\"()\[\]]{1,255}")
_SPLIT = re.compile(r'((?:"(?:[^"\\]|\\.)*+"|<[^<>]*+>|\([^()]*+\)|[^,;"<(])++|["<(])[,;]?', re.S)
_COMMENT = re.compile(r"\(([^()]*)\)")


class Address(msgspec.Struct, frozen=True):
    """`name` as shown, `mailbox` before the @ and `host` after it, both lower case; empty where absent."""

    name: str
    mailbox: str
    host: str

    @property
    def whole(self) -> str:
        """mailbox@host, or what there is of it."""
        return f"{self.mailbox}@{self.host}" if self.host else self.mailbox


def addresses(value: str) -> tuple[Address, ...]:
    """The addresses of one header value, in its order; the first ones only of a very long list."""
    found = []
    for match in _SPLIT.finditer(value[:_LONGEST]):
        text = match.group(1).strip()
        if text:
            found.append(_address(text))
        if len(found) == _MOST:
            break
    return tuple(one for one in found if one.mailbox or one.name)


def first_address(value: str) -> Address:
    """The first address of a header value; all empty where there is none."""
    return next(iter(addresses(value)), Address("", "", ""))


def addresses_in(text: str) -> tuple[str, ...]:
    """Whatever looks like an address in words, lower case."""
    return tuple(match.group().lower().rstrip(".") for match in _BARE.finditer(text[:_LONGEST]))


def _address(text: str) -> Address:
    angled = _ANGLED.search(text)
    if angled is not None:
        name, inside = _unquoted(angled.group(1)), angled.group(2).strip()
        mailbox, _, host = inside.rpartition("@")
        if not _ and name == "":
            return Address("", inside.lower(), "")
        return Address(name, (mailbox or ("" if _ else inside)).lower(), host.lower().rstrip("."))
    bare = _BARE.search(text)
    if bare is None:
        return Address(_unquoted(text), "", "")
    mailbox, _, host = bare.group().rpartition("@")
    comment = _COMMENT.search(text)
    name = comment.group(1) if comment else _unquoted(text.replace(bare.group(), ""))
    return Address(name.strip(), mailbox.lower(), host.lower().rstrip("."))


def _unquoted(text: str) -> str:
    return text[:_LONGEST_NAME].strip().strip('"').replace('\\"', '"').strip(" '\"\t")
