# SPDX-License-Identifier: Apache-2.0
"""Who must report what to whom, as typed values: a child who may be hurt, by who did it.

Only what was read is written down. A field that is null or absent was *not read*; the page then says
"not known to us: consult today", and never what is usual.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.entry import Value
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

Duty = Literal["must", "only-sexual", "not-under-this-law"]
Speed = Literal["at-once", "as-soon-as-practicable", "promptly"]
Hearer = Literal["hotline", "child-protection", "police", "prosecutor", "tribal-authorities"]
Hours = Annotated[int, msgspec.Meta(ge=1, le=240)]


class Reporting(Value, frozen=True, kw_only=True):
    """One duty to report.

    `by_carer`, `by_other_adult`, `by_peer`: whether it holds where a parent or carer, another adult or
    another young person did it. `to`: who takes the report; `to_if_not_carer`: where that differs.
    `within_hours`: of the first report; `written_within_hours`: of the report in writing.
    `sets_off`: what happens next, and who hears of it when.
    `sources`: where this block was read; empty: in the sources of the provision.
    """

    by_carer: Duty | None = None
    by_other_adult: Duty | None = None
    by_peer: Duty | None = None
    speed: Speed | None = None
    within_hours: Hours | None = None
    written_within_hours: Hours | None = None
    to: tuple[Hearer, ...] = ()
    to_if_not_carer: tuple[Hearer, ...] = ()
    sets_off: Text | None = None
    note: Text | None = None
    sources: tuple[Source, ...] = ()
    confidence: Confidence
