# SPDX-License-Identifier: Apache-2.0
"""Where a fact comes from, how sure we are, and until when it may be relied on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from leeward.terms.text import Text

Confidence = Literal["confirmed", "likely", "unverified"]

JUDGEMENT = "leeward:judgement"
"""The source of what rests on our own judgement alone."""

SECONDARY_COPY = "leeward:secondary-copy"
"""The source of what was read in a public list that copies another, and not at the office itself."""

REVIEW_AFTER_DAYS: dict[str, int] = {
    "law": 365,
    "service": 182,
    "platform": 92,
    "organisation": 182,
    "mechanism": 182,
    "option": 365,
    "scenario": 365,
    "sign": 365,
    "flag": 365,
    "screen": 365,
    "instrument": 365,
    "guide": 365,
    "awareness": 182,
    "state-help": 92,
    "matter": 365,
    "term": 365,
}
"""Days after which an entry of a kind must be read again (numbers age faster than law)."""

REVIEW_CRISIS_LINE_DAYS = 31
"""Crisis lines are dialled again every month. Source: knowledge:services/meta."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place a fact can be checked. `seen`: ISO date it was read; None when nobody opened it."""

    url: str
    seen: str | None = None
    what: str | None = None
    publisher: str | None = None
    note: str | None = None
    via: str | None = None
    confidence: Confidence | None = None


def review_due(kind: str, reviewed: str, *, crisis_line: bool = False) -> date:
    """The day on which an entry of `kind`, last read on `reviewed` (ISO), must be read again."""
    days = REVIEW_CRISIS_LINE_DAYS if crisis_line else REVIEW_AFTER_DAYS[kind]
    return date.fromisoformat(reviewed) + timedelta(days=days)


def caution_for(confidence: Confidence) -> Text | None:
    """What is said beside a fact of this confidence; None when it is confirmed."""
    return _CAUTIONS.get(confidence)


_CAUTIONS: dict[Confidence, Text] = {
    "likely": Text(en="Check before relying on it", es="Verifique antes de confiar en este dato"),
    "unverified": Text(en="Not verified; check first", es="Sin verificar; compruebe primero"),
}
