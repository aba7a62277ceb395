# SPDX-License-Identifier: Apache-2.0
"""The tree's tiles in the database."""

from __future__ import annotations

from collections.abc import Mapping

from leeward.practice.ledger.models import LedgerTile
from leeward.vault.tiles import TilePlace, Tiles


def kept_tiles() -> Tiles:
    """The tiles as they are stored, each read when it is first needed."""
    return Tiles(_load)


def _load(place: TilePlace) -> bytes:
    found = LedgerTile.objects.filter(level=place.level, index=place.index)
    return bytes(found.values_list("hashes", flat=True).first() or b"")


def keep_tiles(changed: Mapping[TilePlace, bytes]) -> None:
    """Writes tiles that grew. In a transaction."""
    for place, hashes in changed.items():
        LedgerTile.objects.update_or_create(level=place.level, index=place.index, defaults={"hashes": hashes})
