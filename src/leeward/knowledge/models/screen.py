# SPDX-License-Identifier: Apache-2.0
"""The branching screen: sections in asking order, items in three voices, two languages.

linkIds and answer codes are public and keep the spelling of the first draft.
"""

from __future__ import annotations

from typing import Literal

from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.entry import ClientText, Id, Value
from leeward.terms.source import Confidence, Source
from leeward.terms.text import Text

Voice = Literal["clinician", "self", "teen"]
ItemType = Literal["display", "choice", "multi", "integer", "text", "per-choice"]
DEVICE_VOICES: frozenset[Voice] = frozenset({"self", "teen"})


class Choice(Value, frozen=True, kw_only=True):
    """One answer. `device`: False when an unattended device may not show it."""

    code: str
    en: str
    es: str
    device: bool = True

    @property
    def label(self) -> Text:
        return Text(en=self.en, es=self.es)


class Scale(Value, frozen=True, kw_only=True):
    """A whole number from `min` to `max`, both included."""

    min: int
    max: int
    min_label: Text
    max_label: Text


class Sets(Value, frozen=True, kw_only=True):
    """What an answer says about means, acts and targets. `when`: codes, any of which suffices."""

    when: tuple[str, ...] = ()
    when_gte: int | None = None
    means: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class Item(Value, frozen=True, kw_only=True, rename={"self_voice": "self"}):
    """One question. `asked_by: person` is never offered on an unattended device.

    `maps`: each chosen code is itself a term of that vocabulary list.
    `danger_codes`: answers that must reach at least one flag.
    """

    linkId: str
    type: ItemType
    asked_by: Literal["anyone", "person"] = "anyone"
    clinician: Text
    self_voice: ClientText | None = None
    teen: ClientText | None = None
    choices: str | tuple[Choice, ...] | None = None
    scale: str | Scale | None = None
    of: str | None = None
    audience: Literal["adult", "teen"] | None = None
    enabled_when: Condition | None = None
    sets: tuple[Sets, ...] = ()
    maps: Literal["means", "acts", "targets"] | None = None
    danger_codes: tuple[str, ...] = ()
    why: str
    basis: tuple[str, ...] = ()

    def wording(self, voice: Voice) -> Text:
        """What is read or shown in `voice`; falls back to the wider voice where one is missing."""
        if voice == "teen":
            return self.teen or self.self_voice or self.clinician
        if voice == "self":
            return self.self_voice or self.clinician
        return self.clinician


class Section(Value, frozen=True, kw_only=True):
    """A group of items asked together. `opens_when` None: always open."""

    id: Id
    title: Text
    led_by: Literal["anyone", "mhp"] = "anyone"
    opens_when: Condition | None = None
    note: str | None = None
    items: tuple[Item, ...]


class Recheck(Value, frozen=True, kw_only=True):
    """What is asked again at later visits, and when."""

    short_set: tuple[str, ...]
    when: tuple[str, ...]
    ask: Text


class Screen(Value, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """The whole screen, its sources and its own honest statement about validity."""

    schema_id: str
    id: Id
    version: str
    status: str
    validated: bool
    validity_statement: Text
    spanish: str
    reviewed: str
    confidence: Confidence
    sources: dict[str, Source]
    rules: dict[str, str]
    answer_sets: dict[str, tuple[Choice, ...]]
    scales: dict[str, Scale] = {}
    first_visit: tuple[str, ...]
    recheck: Recheck
    sections: tuple[Section, ...]

    def choices_of(self, item: Item) -> tuple[Choice, ...]:
        """The answers an item offers; for a per-choice item those given to each chosen answer."""
        if isinstance(item.choices, str):
            return self.answer_sets[item.choices]
        return item.choices or ()

    def scale_of(self, item: Item) -> Scale | None:
        """The scale of an integer item."""
        return self.scales[item.scale] if isinstance(item.scale, str) else item.scale
