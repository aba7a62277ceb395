# SPDX-License-Identifier: Apache-2.0
"""What the MHP did about a line of *the next ten minutes*: did it, not now because, does not fit because.

A line asks for no answer, and none is ever called missing. One may come later, up to a day after the
visit, and then says so. Source: clinical review, fault 5; rules untested.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from leeward.terms.errors import InputError

LineReply = Literal["did-it", "not-now", "does-not-fit"]
LATE_AFTER = timedelta(hours=2)
LATEST = timedelta(hours=24)
MAX_REASON = 500


class LineAnswer(msgspec.Struct, frozen=True):
    """One reply. `because`: the MHP's words; only "did it" needs none. `is_late`: written down afterwards."""

    line_id: str
    reply: LineReply
    because: str
    at: datetime
    is_late: bool = False


def answer_line(
    line_id: str,
    reply: LineReply,
    because: str,
    *,
    at: datetime,
    ended_at: datetime | None,
    last_word: datetime,
) -> LineAnswer:
    """A reply, marked late where it comes after the visit.

    Args:
        at: now. `ended_at`: when the visit was ended; None: it goes on. `last_word`: when something
            else was last written in the visit. All three aware.

    Raises:
        InputError: a reason is missing or too long, or more than a day has passed.
    """
    because = because.strip()
    if reply != "did-it" and not because:
        raise InputError(
            "no reason",
            expected="a few words, such as 'she asked me not to'",
            do="Write why, then save",
            where="because",
        )
    if len(because) > MAX_REASON:
        raise InputError(
            "a long reason", expected=f"up to {MAX_REASON} letters", do="Shorten it", where="because"
        )
    if is_too_late(at, ended_at=ended_at, last_word=last_word):
        raise InputError(
            "an answer more than a day after the visit",
            expected="at most 24 hours",
            do="Write a note on the client's page instead",
            where="because",
        )
    is_late = ended_at is not None or at - last_word > LATE_AFTER
    return LineAnswer(line_id, reply, because, at, is_late)


def is_too_late(at: datetime, *, ended_at: datetime | None, last_word: datetime) -> bool:
    """Whether a reply written down at `at` would come more than a day after the visit."""
    return at - (ended_at or last_word) > LATEST
