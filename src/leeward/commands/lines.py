# SPDX-License-Identifier: Apache-2.0
"""What `leeward doctor` says: lines with a level."""

from __future__ import annotations

from typing import Literal

import msgspec

Level = Literal["ok", "mind", "bad"]


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that was looked at. `do` is empty where nothing need be done."""

    level: Level
    about: str
    found: str
    do: str = ""
