# SPDX-License-Identifier: Apache-2.0
"""Opening a case that is not one's own ("break the glass"): how long it lasts, and how fast one may guess.

>>> from datetime import datetime, UTC
>>> nine = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
>>> tries = [nine + timedelta(minutes=at) for at in range(5)]
>>> may_try_at(tries[:4], now=nine) is None
True
>>> may_try_at(tries, now=nine + timedelta(minutes=10)).strftime("%H:%M")
'10:00'

A case is named by its code name or its number, never chosen from a list: whoever opens it was told of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

OPEN_FOR = timedelta(hours=4)
MIN_REASON = 10
"""Letters. A reason is a sentence; it is read by the owner of the case."""
MAX_REASON = 500
TRIES = 5
TRIES_WITHIN = timedelta(hours=1)


def may_try_at(tries: Sequence[datetime], *, now: datetime) -> datetime | None:
    """When the next try is read again; None: now. `tries`: those that opened nothing, oldest first."""
    lately = [at for at in tries if now - at < TRIES_WITHIN]
    return lately[-TRIES] + TRIES_WITHIN if len(lately) >= TRIES else None


def is_reason(text: str) -> bool:
    """Whether something was written that can be read as a reason."""
    return sum(letter.isalpha() for letter in text) >= MIN_REASON


def as_number(typed: str, *, letters: int) -> str | None:
    """The case number in what was typed, as ids begin; None where it cannot be one.

    >>> as_number("3f2a 91C0", letters=8)
    '3f2a91c0'
    """
    bare = "".join(typed.split()).replace("-", "").lower()
    return bare if len(bare) == letters and not set(bare) - set("0123456789abcdef") else None


def as_code_name(typed: str) -> str:
    """A code name as it was typed, in one form whatever the keyboard."""
    return unicodedata.normalize("NFC", typed.strip())
