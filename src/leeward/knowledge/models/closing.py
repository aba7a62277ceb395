# SPDX-License-Identifier: Apache-2.0
"""What must be true before a positive suicide screen is closed, for a minor and for an adult.

Two tellings are kept apart: the danger, which a safe adult hears tonight, and the rest, which stays
the young person's to tell. A way of closing names what has to be written down; which way fits is the
MHP's judgement.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.terms.text import Text


class Point(Value, frozen=True, kw_only=True):
    """One thing to do, say, ask or keep quiet, for staff."""

    id: Id
    text: Text


class ToWrite(Value, frozen=True, kw_only=True):
    """One thing that must be written down. `hint`: what belongs there, where the label leaves it open."""

    id: Id
    label: Text
    hint: Text | None = None


class ClosingWay(Entry, frozen=True, kw_only=True):
    """One way in which a minor's positive screen may be closed, with all that is written for it."""

    label: Text
    write: Annotated[tuple[ToWrite, ...], msgspec.Meta(min_length=1)]


class AsqClosing(Entry, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """The closing of a positive ASQ.

    `bands`: the ASQ bands it is for. `minor_below_years`: younger clients need one of `ways`; from
    that age on, and only then, `before_leaving` stands in their place.
    `first`: what no way of closing stands in for. `tell`: what a safe adult must know tonight.
    `stays`: what is not in that telling. `say`: read to the parent, through the interpreter, where a
    thought of suicide or an attempt was told; `say_if_feared` where the screen counts for another reason.
    """

    schema_id: str
    spanish: str
    bands: tuple[Id, ...]
    minor_below_years: Annotated[int, msgspec.Meta(ge=18, le=21)]
    first: Text
    rule: Text
    ways: Annotated[tuple[ClosingWay, ...], msgspec.Meta(min_length=1)]
    tell: tuple[Point, ...]
    stays: tuple[Point, ...]
    say: ClientText
    say_if_feared: ClientText
    tonight: tuple[Point, ...]
    before_leaving: tuple[Point, ...]
