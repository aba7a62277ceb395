# SPDX-License-Identifier: Apache-2.0
"""Whether a message may leave: only to a way the client said, within thirty days, that only they read.

>>> from datetime import UTC, datetime, timedelta
>>> said = datetime(2026, 11, 1, 9, tzinfo=UTC)
>>> may_send("someone@example.org", said, said + timedelta(days=30))
''
>>> may_send("someone@example.org", said, said + timedelta(days=30, seconds=1))
'too-long-ago'
>>> may_send("someone@example.org", None, said)
'not-confirmed'

What is sent is a fixed sentence of the catalogue, from an address that says nothing of the practice's work.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

LASTS = timedelta(days=30)

WhyNot = Literal["", "no-address", "not-confirmed", "too-long-ago", "clock"]
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_TELLING = re.compile(
    r"stalk|abus|victim|violen|threat|danger|shelter|crisis|suicid|safe|counsel|therap|psych|mental|clinic"
    r"|trauma|behavio|health|advoca|support|acos|v[ií]ctim|amenaz|peligr|refug|consej|terap|psic|salud|segur"
    r"|leeward",
    re.IGNORECASE,
)


def may_send(address: str, confirmed_at: datetime | None, now: datetime) -> WhyNot:
    """Empty where it may. Times are aware; one said later than now was said by another clock."""
    if not address:
        return "no-address"
    if confirmed_at is None:
        return "not-confirmed"
    if confirmed_at > now:
        return "clock"
    return "" if now - confirmed_at <= LASTS else "too-long-ago"


def is_address(text: str) -> bool:
    """Whether this is one plain e-mail address, with nothing before, after or between."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def tells_of_the_work(text: str) -> bool:
    """Whether a sender's address, a subject or a body would name what the practice does."""
    return _TELLING.search(text) is not None
