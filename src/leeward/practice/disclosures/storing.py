# SPDX-License-Identifier: Apache-2.0
"""Words of this room on the disk: one sealed text a row, of much the same length whatever was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from leeward.practice.sealing import seal, unseal
from leeward.vault.keys import FieldKey
from leeward.vault.labels import Label

_FLOOR = 1024


def sealed(
    key: FieldKey, label: Label, record_id: str, words: Mapping[str, Any], *, version: int, person: str | None
) -> bytes:
    """Words by name, sealed for one row at one version."""
    text = msgspec.json.encode(words).decode("utf-8").ljust(_FLOOR)
    return seal(key, label.name, record_id, text, version=version, person=person)


def unsealed(
    key: FieldKey, label: Label, record_id: str, data: bytes, *, version: int, person: str | None
) -> dict[str, Any]:
    """The words that were sealed there. Raises ValueDamaged."""
    text = unseal(key, label.name, record_id, data, version=version, person=person)
    found: dict[str, Any] = msgspec.json.decode(text)
    return found
