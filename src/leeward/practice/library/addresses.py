# SPDX-License-Identifier: Apache-2.0
"""Addresses of the Library's pages: they stay the same, and tell nothing of what a page is about.

>>> address_of(Leaf("mechanism", "known-password"))
'l7be8d147'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Literal

from leeward.knowledge import Catalogue
from leeward.practice.book import book
from leeward.terms.errors import NotFound

Kind = Literal["means", "mechanism", "sign", "mechanisms", "signs"]
"""What a page shows: one entry, or (`mechanisms`, `signs`) all of one family."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the Library. `id`: of its entry, or of a family."""

    kind: Kind
    id: str


def address_of(leaf: Leaf) -> str:
    """The part of the address that stands for a page."""
    return "l" + blake2b(f"{leaf.kind}:{leaf.id}".encode(), digest_size=4).hexdigest()


def leaf_at(address: str) -> Leaf:
    """The page of an address. Raises NotFound."""
    try:
        return _by_address()[address]
    except KeyError:
        raise NotFound(
            "no such page of the Library", expected="the address of one", do="Search the Library"
        ) from None


def leaves_of(catalogue: Catalogue) -> tuple[Leaf, ...]:
    """Every page there is but the first."""
    return (
        *(Leaf("means", term.id) for term in catalogue.vocabulary.means),
        *(Leaf("mechanism", one.id) for one in catalogue.mechanisms),
        *(Leaf("sign", one.id) for one in catalogue.signs),
        *(Leaf("mechanisms", one) for one in dict.fromkeys(one.family for one in catalogue.mechanisms)),
        *(Leaf("signs", one) for one in dict.fromkeys(one.family for one in catalogue.signs)),
    )


@cache
def _by_address() -> Mapping[str, Leaf]:
    return {address_of(leaf): leaf for leaf in leaves_of(book())}
