# SPDX-License-Identifier: Apache-2.0
"""Leaves against the entries they were made from, and tiles against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from leeward.practice.audit.chaining import leaf_of
from leeward.practice.audit.models import AuditEntry
from leeward.practice.ledger.models import LedgerLeaf, LedgerTile
from leeward.practice.ledger.values import Fault
from leeward.vault.merkle import HASH_BYTES
from leeward.vault.tiles import TILE_WIDTH, TilePlace, hashes_in, tile_root, tiles_at

_AT_ONCE = 500

Item = TypeVar("Item")


def leaf_faults(size: int) -> Iterator[Fault]:
    """Entries that are gone, changed, or under another number than they were given."""
    hashes = _leaf_hashes()
    expected = 0
    numbered = LedgerLeaf.objects.filter(number__isnull=False).order_by("number").iterator()
    for part in _parts(numbered, _AT_ONCE):
        entries = AuditEntry.objects.in_bulk([leaf.row for leaf in part])
        for leaf in part:
            number = leaf.number or 0
            if number != expected:
                yield Fault(
                    "removed", f"entries {expected} to {number - 1} have no row any more", _at(expected)
                )
            expected = number + 1
            entry = entries.get(leaf.row)
            if entry is None:
                yield Fault("removed", "its audit row is gone", _at(number))
                continue
            found = leaf_of(entry.entry_id or "", bytes(entry.salt or b""), bytes(entry.chained or b""))
            if number >= len(hashes) or hashes[number] != found:
                yield _moved_or_changed(number, found, hashes)
    if expected < size:
        yield Fault("removed", f"entries {expected} to {size - 1} have no row any more", _at(expected))
    elif expected > size:
        yield Fault("added", f"{expected - size} entries that no checkpoint covers have a number", _at(size))
    yield from _gone_while_waiting()


def _leaf_hashes() -> list[bytes]:
    """Level 0, as far as it is there without a gap."""
    found: list[bytes] = []
    for tile in LedgerTile.objects.filter(level=0).order_by("index").iterator():
        if tile.index * TILE_WIDTH != len(found):
            break
        found += hashes_in(bytes(tile.hashes))
    return found


def _moved_or_changed(number: int, found: bytes, hashes: list[bytes]) -> Fault:
    if found in hashes:
        return Fault("reordered", f"it was written as entry {hashes.index(found)}", _at(number))
    return Fault("changed", "not what was written", _at(number))


def _gone_while_waiting() -> Iterator[Fault]:
    """Entries without their place in the tree, and places without their entry."""
    nowhere = AuditEntry.objects.filter(entry_id__isnull=False).exclude(
        id__in=LedgerLeaf.objects.values("row")
    )
    for row in nowhere.order_by("id").values_list("id", flat=True).iterator():
        yield Fault("removed", "its place in the tree is gone", f"audit row {row}")
    rows = LedgerLeaf.objects.filter(number__isnull=True).values_list("row", flat=True)
    for part in _parts(rows.iterator(), _AT_ONCE):
        there = set(AuditEntry.objects.filter(id__in=part).values_list("id", flat=True))
        for row in sorted(set(part) - there):
            yield Fault("removed", "gone before a checkpoint covered it", f"audit row {row}")


def tile_faults(size: int) -> Iterator[Fault]:
    """Tiles that are missing, of another width, or not the hashes of the tiles below."""
    wanted = tiles_at(size)
    widths = {
        TilePlace(level, index): len(bytes(hashes)) // HASH_BYTES
        for level, index, hashes in LedgerTile.objects.values_list("level", "index", "hashes").iterator()
    }
    for place in sorted(wanted.keys() | widths.keys()):
        width, found = wanted.get(place, 0), widths.get(place, 0)
        if width != found:
            yield Fault("tile", f"{found} hashes, not {width}", place.path(width or found))
    for place, width in wanted.items():
        if place.level and widths.get(place) == width:
            yield from _above_faults(place, width)


def _above_faults(place: TilePlace, width: int) -> Iterator[Fault]:
    """A tile above level 0 against the tiles it was made from."""
    below = {
        one.index: bytes(one.hashes)
        for one in LedgerTile.objects.filter(
            level=place.level - 1,
            index__gte=place.index * TILE_WIDTH,
            index__lt=place.index * TILE_WIDTH + width,
        )
    }
    stored = hashes_in(bytes(LedgerTile.objects.get(level=place.level, index=place.index).hashes))
    for at, known in enumerate(stored):
        data = below.get(place.index * TILE_WIDTH + at, b"")
        if len(data) == TILE_WIDTH * HASH_BYTES and tile_root(data) != known:  # another width was named above
            yield Fault("tile", f"hash {at} is not that of the tile below", place.path(width))


def _parts(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while part := list(islice(items, size)):
        yield part


def _at(number: int) -> str:
    return f"entry {number}"
