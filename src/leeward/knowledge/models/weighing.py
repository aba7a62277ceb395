# SPDX-License-Identifier: Apache-2.0
"""What a client may weigh options by: safety, privacy, not going to court, and so on.

An entry says in which of an option's own fields its answer stands (`wishes`, `backfires`), and has a sentence
of its own (`bears`) where no field can hold it. Of an option that none of these names, nothing is known.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.knowledge.models.option import BackfireKind

Toward = Literal["for", "against", "both"]


class Bearing(Value, frozen=True, kw_only=True):
    """What some options have in common for one thing to weigh. `toward`: whether it speaks for them."""

    options: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    toward: Toward
    how: ClientText


class Weight(Entry, frozen=True, kw_only=True):
    """One thing to weigh.

    `wishes`: an option that serves one of them is meant for this. `backfires`: how an option may harm it.
    """

    label: ClientText
    wishes: tuple[Id, ...] = ()
    backfires: tuple[BackfireKind, ...] = ()
    bears: tuple[Bearing, ...] = ()
