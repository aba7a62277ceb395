# SPDX-License-Identifier: Apache-2.0
"""The tree's hashes in tiles of 256 (C2SP tlog-tiles): stored, extended at the right edge, never rebuilt.

>>> kept = {}
>>> tiles = Tiles(lambda place: kept.get(place, b""))
>>> changed = tiles.append(0, [bytes(32)] * 300)
>>> sorted((place.path(len(data) // 32), len(data) // 32) for place, data in changed.items())
[('tile/0/000', 256), ('tile/0/001.p/44', 44), ('tile/1/000.p/1', 1)]

Level 0 holds leaf hashes; each hash above is the root of one full tile below. A tile only ever grows:
whoever keeps it can refuse a shorter or another beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from leeward.terms.errors import VaultError
from leeward.vault.faults import ValueDamaged
from leeward.vault.merkle import HASH_BYTES, node_hash

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
MAX_LEVEL = 7
"""More leaves than a practice could write in the age of the world."""


@dataclass(frozen=True, slots=True, order=True)
class TilePlace:
    """Where a tile stands."""

    level: int
    index: int

    def path(self, width: int) -> str:
        """Its C2SP path at this width."""
        parts = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            parts.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        part = "" if width == TILE_WIDTH else f".p/{width}"
        return f"tile/{self.level}/{'/'.join(parts)}{part}"


Load = Callable[[TilePlace], bytes]
"""What stands at a place; empty where nothing does."""


class Tiles:
    """Tiles as they are read once and kept while this object lives."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._held: dict[TilePlace, bytes] = {}

    def append(self, size: int, leaves: Sequence[bytes]) -> Mapping[TilePlace, bytes]:
        """Every tile that grew, whole, when leaf hashes are added to a tree of `size`.

        Raises ValueDamaged: a tile at the right edge has another width than that size asks for.
        """
        changed: dict[TilePlace, bytes] = {}
        rising, at = list(leaves), size
        for level in range(MAX_LEVEL + 1):
            if not rising:
                return changed
            rising = self._extend(level, at, rising, changed)
            at //= TILE_WIDTH
        raise VaultError(
            "A tree of too many entries",
            expected="fewer than 2^64",
            do="Correct the program; nothing was added",
        )

    def _extend(
        self, level: int, at: int, hashes: Sequence[bytes], changed: dict[TilePlace, bytes]
    ) -> list[bytes]:
        """Adds hashes at one level; the roots of the tiles that became full."""
        full, taken = [], 0
        while taken < len(hashes):
            place = TilePlace(level, (at + taken) // TILE_WIDTH)
            width = (at + taken) % TILE_WIDTH
            held = self._tile(place) if width else b""
            if len(held) != width * HASH_BYTES:
                raise _damaged(place, len(held) // HASH_BYTES, width)
            part = hashes[taken : taken + TILE_WIDTH - width]
            taken += len(part)
            self._held[place] = changed[place] = held + b"".join(part)
            if width + len(part) == TILE_WIDTH:
                full.append(tile_root(self._held[place]))
        return full

    def node(self, height: int, index: int) -> bytes:
        """The hash of a whole subtree, as `merkle.Node` asks.

        Raises ValueDamaged: the tile it stands in is missing or too short.
        """
        level, rest = divmod(height, TILE_HEIGHT)
        first, count = index << rest, 1 << rest
        place, at = TilePlace(level, first // TILE_WIDTH), first % TILE_WIDTH
        held = self._tile(place)
        if len(held) < (at + count) * HASH_BYTES:
            raise _damaged(place, len(held) // HASH_BYTES, at + count)
        return tile_root(held[at * HASH_BYTES : (at + count) * HASH_BYTES])

    def _tile(self, place: TilePlace) -> bytes:
        if place not in self._held:
            self._held[place] = self._load(place)
        return self._held[place]


def tiles_at(size: int) -> dict[TilePlace, int]:
    """Every tile of a tree of this size, with its width."""
    found: dict[TilePlace, int] = {}
    level, count = 0, size
    while count:
        full, rest = divmod(count, TILE_WIDTH)
        found.update({TilePlace(level, index): TILE_WIDTH for index in range(full)})
        if rest:
            found[TilePlace(level, full)] = rest
        level, count = level + 1, full
    return found


def hashes_in(data: bytes) -> list[bytes]:
    """A tile's hashes, one by one."""
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def tile_root(data: bytes) -> bytes:
    """The root of a full tile, or of a power of two of hashes of one."""
    hashes = hashes_in(data)
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [node_hash(left, right) for left, right in pairs]
    return hashes[0]


def _damaged(place: TilePlace, found: int, expected: int) -> ValueDamaged:
    return ValueDamaged(
        f"A tile of the ledger with {found} hashes",
        expected=f"{expected}",
        do="Run `leeward ledger verify`; nothing was added",
        where=f"tile {place.level}/{place.index}",
    )
