# SPDX-License-Identifier: Apache-2.0
"""Addresses of the papers: they stay the same, and tell nothing of whom a paper is for.

>>> address_of("police")
'p50a536eb'
"""

from __future__ import annotations

from hashlib import blake2b

from leeward.papers.letters import LETTER_KINDS, LetterKind
from leeward.terms.errors import NotFound


def address_of(kind: LetterKind) -> str:
    """The part of the address that stands for a paper."""
    return "p" + blake2b(f"letter:{kind}".encode(), digest_size=4).hexdigest()


def kind_at(address: str) -> LetterKind:
    """The paper of an address. Raises NotFound."""
    try:
        return _BY_ADDRESS[address]
    except KeyError:
        raise NotFound(
            "no such paper", expected="one of those that are listed", do="Go back to the list of papers"
        ) from None


_BY_ADDRESS = {address_of(kind): kind for kind in LETTER_KINDS}
