# SPDX-License-Identifier: Apache-2.0
"""A visit's documents: flat words by key, and in which save each key last changed.

    sheet = merged(sheet, {"c9": "no"}, seen=3)      # two windows may answer different questions

Two windows that changed the same key meet `ChangedSince`: nothing is lost, a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from leeward.practice.cases.services import ChangedMeanwhile

WORKED_OUT = frozenset(
    {"context", "carried", "was", "passed", "earlier", "first_up", "replies", "printed", "positive"}
)
"""Keys made from the present document inside the transaction: two windows cannot disagree on them."""


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One document as it stands. `version`: the visit's, when it was sealed; 0 before the first time."""

    version: int = 0
    words: Mapping[str, Any] = field(default_factory=dict)
    changed_in: Mapping[str, int] = field(default_factory=dict)


class ChangedSince(ChangedMeanwhile):
    """`key`: what another window changed since the page was opened."""

    def __init__(self, key: str) -> None:
        super().__init__(
            "An answer that was saved meanwhile in another window",
            expected="the one this page was opened with",
            do="Look at what is saved now, then save again",
        )
        self.key = key


def merged(sheet: Sheet, updates: Mapping[str, Any], *, seen: int, version: int) -> Sheet:
    """The document with `updates`, at `version`; the same one when nothing differs.

    Args:
        seen: the version the page was filled from.
        version: the visit's next one.

    Raises:
        ChangedSince: a key was changed after `seen`, to something else.
    """
    differing = {
        key: value for key, value in updates.items() if key not in sheet.words or sheet.words[key] != value
    }
    for key in differing:
        if key not in WORKED_OUT and sheet.changed_in.get(key, 0) > seen:
            raise ChangedSince(key)
    if not differing:
        return sheet
    changed_in = {**sheet.changed_in, **dict.fromkeys(differing, version)}
    return Sheet(version, {**sheet.words, **differing}, changed_in)


FLOOR = 2048
"""Letters a document takes at least, so that a stolen file does not tell which ones were used."""


def packed(sheet: Sheet) -> str:
    """The document as the text that is sealed."""
    text = msgspec.json.encode({"words": sheet.words, "changed_in": sheet.changed_in}).decode("utf-8")
    return text.ljust(FLOOR)


def unpacked(text: str, version: int) -> Sheet:
    """The document of a text that was sealed at `version`."""
    raw = msgspec.json.decode(text)
    return Sheet(version, raw["words"], raw["changed_in"])
