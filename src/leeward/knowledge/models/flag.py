# SPDX-License-Identifier: Apache-2.0
"""Safety flags and the lines of *the next ten minutes* that they call for."""

from __future__ import annotations

from typing import Literal

from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.entry import Entry, Id, Value
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

Severity = Literal["critical", "high", "moderate", "protective-setting", "circumstance"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "moderate", "protective-setting", "circumstance")

Slot = Literal["life", "children", "at-once", "next-contact", "tonight", "proof"]
SLOTS: tuple[Slot, ...] = ("life", "children", "at-once", "next-contact", "tonight", "proof")

NextContactKind = Literal["handover", "deadline", "hearing", "vote", "other"]


class Flag(Entry, frozen=True, kw_only=True):
    """A prompt to act and think; not a finding, a score, a prediction or a standard of care.

    `raised_when` None: only the MHP raises it, by hand. `lines`: ten-minutes line ids.
    """

    title: Text
    severity: Severity
    raised_when: Condition | None = None
    by_hand: bool = False
    lines: tuple[Id, ...] = ()
    now: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    program: tuple[str, ...] = ()
    note: str | None = None


class Variant(Value, frozen=True, kw_only=True):
    """When one of `flags` is up, the line is replaced by line `use`."""

    flags: tuple[Id, ...]
    use: Id


class Named(Value, frozen=True, kw_only=True):
    """What a line calls a reason of its flag. `of`: a linkId, or the id of a rule."""

    of: str
    text: Text


class Line(Value, frozen=True, kw_only=True):
    """One line of the next ten minutes.

    `rank`: lower comes first within its slot. `covers`: lines that say no more than this one.
    `needs_flags`: used only while all of them are up. `shows_next_contact`: the kind of dated
    contact that is written behind `text_when_known` when its date is known. `names`: what is written
    behind `text_when_named`, of those reasons alone that raised the flag whose line this is.
    """

    id: Id
    slot: Slot
    rank: int
    text: Text
    covers: tuple[Id, ...] = ()
    unless: tuple[Variant, ...] = ()
    needs_flags: tuple[Id, ...] = ()
    shows_next_contact: NextContactKind | Literal["any"] | None = None
    text_when_known: Text | None = None
    text_when_named: Text | None = None
    names: tuple[Named, ...] = ()


class TenMinutes(Value, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """All lines, and the sentence that says what they are not."""

    schema_id: str
    reviewed: str
    spanish: str
    confidence: Confidence
    sources: tuple[Source, ...]
    prompt_notice: Text
    slots: tuple[Slot, ...]
    lines: tuple[Line, ...]
