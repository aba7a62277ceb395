# SPDX-License-Identifier: Apache-2.0
"""A message compared with the people the client knows: is it somebody else under a known name?

    known = read_known("Ex Person <ex-person@example.org>\\nplace: Ex Street\\n")

What is handed in here is the client's; it is used for this one check and kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from leeward.inspection.addresses import Address, addresses
from leeward.inspection.domains import distance_is_one, organisation, skeleton
from leeward.inspection.letter import Letter
from leeward.inspection.wording import read_words

Found = Iterator[tuple[str, str]]

_MOST: Final = 2_000
_NAMED = re.compile(r"^\s*(?:name|place|nombre|lugar)\s*:\s*(.{2,200})$", re.I)


class Known(msgspec.Struct, frozen=True):
    """`contacts`: people the client knows. `words`: places or names few would connect with them."""

    contacts: tuple[Address, ...] = ()
    words: tuple[str, ...] = ()


NOBODY: Final = Known()


def read_known(text: str) -> Known:
    """One person a line, as `Name <address>`, or an address; `place: ...` or `name: ...` for other words."""
    contacts: list[Address] = []
    words: list[str] = []
    for line in text.splitlines()[:_MOST]:
        named = _NAMED.match(line)
        if named is not None:
            words.append(named.group(1).strip())
        elif line.strip() and not line.lstrip().startswith("#"):
            contacts.extend(addresses(line))
    return Known(tuple(contacts), tuple(words))


def is_known_sender(letter: Letter, known: Known) -> bool:
    """Whether it comes from the very address of a contact, and the receiving service did not doubt it."""
    return letter.proof != "fail" and any(
        one.host and one.whole == letter.sender.whole for one in known.contacts
    )


def personal_reasons(letter: Letter, known: Known) -> Found:
    """Everything that can be said with the client's own contacts at hand."""
    if not (known.contacts or known.words) or is_known_sender(letter, known):
        return
    sender = letter.sender
    line = f"From: {sender.name} <{sender.whole}>"
    for contact in known.contacts:
        if _is_alike(sender, contact):
            yield "contact-lookalike", f"{line} ({contact.whole})"
            break
    name = read_words(sender.name).plain
    for contact in known.contacts:
        theirs = read_words(contact.name).plain
        if theirs and name and (theirs == name or (len(theirs) > 1 and sorted(theirs) == sorted(name))):
            if sender.host and contact.host and sender.whole != contact.whole:
                yield "contact-other-address", f"{line} ({contact.name})"
                break
    plain = letter.words.plain
    for words in known.words:
        wanted = read_words(words).plain
        at = _stands(plain, wanted)
        if at is not None:
            yield "place-named", letter.words.said(at, at + len(wanted) - 1)
            break


def _is_alike(sender: Address, contact: Address) -> bool:
    """The same to a hurried eye, yet not the same."""
    if not sender.host or not contact.host or sender.whole == contact.whole:
        return False
    theirs, ours = skeleton(contact.whole[:120]), skeleton(sender.whole[:120])
    if theirs == ours or (len(theirs) > 8 and distance_is_one(theirs, ours)):
        return True
    same_box = skeleton(sender.mailbox[:60]) == skeleton(contact.mailbox[:60]) and len(contact.mailbox) > 4
    left, right = organisation(sender.host), organisation(contact.host)
    return same_box and left != right and left.partition(".")[0] == right.partition(".")[0]


def _stands(plain: tuple[str, ...], wanted: tuple[str, ...]) -> int | None:
    if not wanted:
        return None
    for at in range(len(plain) - len(wanted) + 1):
        if plain[at] == wanted[0] and plain[at : at + len(wanted)] == wanted:
            return at
    return None
