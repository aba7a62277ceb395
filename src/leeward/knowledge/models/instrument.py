# SPDX-License-Identifier: Apache-2.0
"""Licensed instruments: worded exactly as their owners word them, or structure only."""

from __future__ import annotations

from typing import Any, Literal

from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.entry import Entry, Id, Value
from leeward.terms.text import Language, PartText, Text

ScoringMethod = Literal["sum", "yes-count", "asq", "c-ssrs"]


class Answer(Value, frozen=True, kw_only=True):
    """An answer with its LOINC answer code. `score` None: not scored.

    `label`: the owner's English. `label_es`: its Spanish; None where the instrument has none.
    """

    code: str
    label: str
    label_es: str | None = None
    score: int | None = None
    system: str | None = None
    snomed: str | None = None

    def said_in(self, language: Language) -> str:
        """The label in `language`; the owner's English where there is no Spanish."""
        return self.label_es if language == "es" and self.label_es is not None else self.label


class InstrumentItem(Value, frozen=True, kw_only=True):
    """One item. `text` None: the site supplies its licensed wording by linkId.

    `staff_es`: where there is no official Spanish, what the item asks, for the person who reads it
    aloud; never shown as the instrument's own words.
    """

    linkId: str
    loinc: str | None = None
    text: PartText | None = None
    concept: str | None = None
    period: str | None = None
    type: Literal["choice", "text"] = "choice"
    choices: str | None = None
    scored: bool = False
    unattended: bool = False
    enabled_when: Condition | None = None
    staff_es: str | None = None
    note: str | None = None


class Missing(Value, frozen=True, kw_only=True):
    """What is done with items left unanswered; a skipped item is never a zero or a no."""

    rule: str
    max_missing_for_range: int = 0


class Scoring(Value, frozen=True, kw_only=True):
    """How a total is made. `items`: linkIds that count. `range`: lowest and highest total."""

    method: ScoringMethod
    items: tuple[str, ...]
    range: tuple[int, int] | None = None
    missing: Missing
    note: str | None = None


class BandStep(Text, frozen=True, kw_only=True):
    """One thing that must happen. `only`: for a client under 18, or where both are in one room."""

    only: Literal["minor", "in-room"] | None = None


class Band(Value, frozen=True, kw_only=True):
    """A result, what must happen then, and the flags it raises (through their conditions)."""

    id: Id
    range: tuple[int, int] | None = None
    rule: str | None = None
    meaning: Text | None = None
    must_happen: tuple[BandStep, ...] = ()
    raises: tuple[Id, ...] = ()


class Population(Value, frozen=True, kw_only=True, rename={"from_years": "from", "to_years": "to"}):
    """Ages in whole years the instrument is made for; `to` None: no upper end."""

    ages: str
    from_years: int
    to_years: int | None = None
    note: str | None = None


class Instrument(Entry, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """One instrument as shipped. `read_aloud`: shown to staff above the questions."""

    schema_id: str
    name: str
    copyright_notice: str
    may_ship_items: bool
    wording: Literal["verbatim", "site-supplied"]
    wording_from: str | None = None
    wording_confidence: str | None = None
    population: Population
    administration: dict[str, Any]
    read_aloud: Text | None = None
    codes: dict[str, Any] = {}
    answer_sets: dict[str, tuple[Answer, ...]]
    intro: PartText | None = None
    items: tuple[InstrumentItem, ...]
    scoring: Scoring
    bands: tuple[Band, ...]
    unanswered: dict[str, str] = {}
    never: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class InstrumentNote(Entry, frozen=True, kw_only=True):
    """An instrument an MHP may meet: what it is for, its licence, whether we ship it."""

    name: str
    purpose: str
    population: dict[str, Any]
    items: int | str
    scoring: str
    licence: dict[str, Any]
    may_ship_items: bool
    ships_as: Literal["full", "structure", "pointer"]
    file: str | None = None
    details: dict[str, Any] = {}
