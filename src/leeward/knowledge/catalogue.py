# SPDX-License-Identifier: Apache-2.0
"""The catalogue: everything the program knows, as one frozen value, found by id or old spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from leeward.knowledge.models.closing import AsqClosing
from leeward.knowledge.models.entry import Entry
from leeward.knowledge.models.flag import Flag, Line, TenMinutes
from leeward.knowledge.models.instrument import Instrument, InstrumentNote
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.knowledge.models.library import Awareness, GlossaryTerm, GuideTopic, Platform
from leeward.knowledge.models.matter import Matter
from leeward.knowledge.models.mechanism import Mechanism, Sign
from leeward.knowledge.models.option import Option
from leeward.knowledge.models.retention import RetentionRule
from leeward.knowledge.models.scenario import Scenario
from leeward.knowledge.models.screen import Item, Screen, Section
from leeward.knowledge.models.service import Service, StateHelp
from leeward.knowledge.models.vocabulary import FlagGroup, Term, Vocabulary
from leeward.terms.errors import NotFound
from leeward.terms.shown import quoted

E = TypeVar("E", bound=Entry)


class Catalogue(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """All content, validated. `version`: a digest of every content byte it was made from."""

    version: str
    vocabulary: Vocabulary
    screen: Screen
    ten_minutes: TenMinutes
    asq_closing: AsqClosing
    flags: tuple[Flag, ...]
    instruments: tuple[Instrument, ...]
    instrument_notes: tuple[InstrumentNote, ...]
    scenarios: tuple[Scenario, ...]
    mechanisms: tuple[Mechanism, ...]
    signs: tuple[Sign, ...]
    options: tuple[Option, ...]
    law: tuple[Jurisdiction, ...]
    services: tuple[Service, ...]
    state_help: tuple[StateHelp, ...]
    platforms: tuple[Platform, ...]
    awareness: tuple[Awareness, ...]
    guide: tuple[GuideTopic, ...]
    glossary: tuple[GlossaryTerm, ...]
    matters: tuple[Matter, ...]
    retention: tuple[RetentionRule, ...]

    def flag(self, word: str) -> Flag:
        """The flag of this id or old spelling. Raises NotFound."""
        return _find(self._flags, word, "flag")

    def option(self, word: str) -> Option:
        """The option of this id or old spelling. Raises NotFound."""
        return _find(self._options, word, "option")

    def mechanism(self, word: str) -> Mechanism:
        """The mechanism of this id or old spelling. Raises NotFound."""
        return _find(self._mechanisms, word, "mechanism")

    def sign(self, word: str) -> Sign:
        """The sign of this id or old spelling. Raises NotFound."""
        return _find(self._signs, word, "sign")

    def scenario(self, word: str) -> Scenario:
        """The scenario of this id or old spelling. Raises NotFound."""
        return _find(self._scenarios, word, "scenario")

    def service(self, word: str) -> Service:
        """The service of this id or old spelling. Raises NotFound."""
        return _find(self._services, word, "service")

    def instrument(self, word: str) -> Instrument:
        """The instrument of this id or old spelling. Raises NotFound."""
        return _find(self._instruments, word, "instrument")

    def matter(self, word: str) -> Matter:
        """The matter of this id or old spelling. Raises NotFound."""
        return _find(self._matters, word, "matter")

    def matters_of(self, page: str) -> tuple[Matter, ...]:
        """The matters of one page, in the order of the catalogue."""
        return tuple(matter for matter in self.matters if matter.page == page)

    def jurisdiction(self, code: str) -> Jurisdiction:
        """The law of a place such as US-WA (upper or lower case, with or without US-)."""
        wanted = normal_place(code)
        for place in self.law:
            if place.jurisdiction == wanted:
                return place
        raise NotFound(
            f"the place {quoted(code)}",
            expected="US-FED or US- and two letters, such as US-WA",
            do="Check the spelling; `leeward content check` lists every place",
        )

    def flags_named(self, words: Iterable[str]) -> frozenset[str]:
        """The flags that words name: a flag's own id, or all flags of a flag group."""
        found: set[str] = set()
        for word in words:
            group = self._flag_groups.get(word)
            found.update(group.flags if group is not None else (word,))
        return frozenset(found)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item of the screen by linkId, in asking order."""
        return {item.linkId: item for section in self.screen.sections for item in section.items}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section each linkId belongs to."""
        return {item.linkId: section for section in self.screen.sections for item in section.items}

    @cached_property
    def line_by_id(self) -> Mapping[str, Line]:
        """The lines of the next ten minutes by id."""
        return {line.id: line for line in self.ten_minutes.lines}

    @cached_property
    def mechanisms_by_sign(self) -> Mapping[str, tuple[Mechanism, ...]]:
        """The mechanisms that say something about each sign, in the order of the catalogue."""
        found: dict[str, list[Mechanism]] = defaultdict(list)
        for mechanism in self.mechanisms:
            for link in mechanism.signs:
                found[link.id].append(mechanism)
        return {sign: tuple(mechanisms) for sign, mechanisms in found.items()}

    @cached_property
    def provisions(self) -> Mapping[str, tuple[Jurisdiction, Provision]]:
        """Every provision by id and alias, with the place it belongs to."""
        return {
            name: (place, provision)
            for place in self.law
            for provision in place.provisions
            for name in (provision.id, *provision.aliases)
        }

    def kinds(self) -> dict[str, tuple[Any, ...]]:
        """Every kind of content and its entries, for counting, checking and looking up."""
        words = self.vocabulary
        terms: tuple[Term | FlagGroup, ...] = (
            *words.means, *words.acts, *words.targets, *words.relationships, *words.ages, *words.variants,
            *words.option_families, *words.legal_kinds, *words.service_tags, *words.wishes,
            *words.flag_groups,
        )  # fmt: skip
        return {
            "screen item": tuple(self.items.values()),
            "flag": self.flags,
            "ten-minutes line": self.ten_minutes.lines,
            "instrument": self.instruments,
            "instrument note": self.instrument_notes,
            "closing": (self.asq_closing,),
            "scenario": self.scenarios,
            "mechanism": self.mechanisms,
            "sign": self.signs,
            "option": self.options,
            "jurisdiction": self.law,
            "provision": tuple(provision for place in self.law for provision in place.provisions),
            "service": self.services,
            "state help": self.state_help,
            "platform": self.platforms,
            "awareness text": self.awareness,
            "guide topic": self.guide,
            "glossary term": self.glossary,
            "matter": self.matters,
            "retention rule": self.retention,
            "term": terms,
        }

    @cached_property
    def _flags(self) -> Mapping[str, Flag]:
        return _by_name(self.flags)

    @cached_property
    def _options(self) -> Mapping[str, Option]:
        return _by_name(self.options)

    @cached_property
    def _mechanisms(self) -> Mapping[str, Mechanism]:
        return _by_name(self.mechanisms)

    @cached_property
    def _signs(self) -> Mapping[str, Sign]:
        return _by_name(self.signs)

    @cached_property
    def _scenarios(self) -> Mapping[str, Scenario]:
        return _by_name(self.scenarios)

    @cached_property
    def _services(self) -> Mapping[str, Service]:
        return _by_name(self.services)

    @cached_property
    def _instruments(self) -> Mapping[str, Instrument]:
        return _by_name(self.instruments)

    @cached_property
    def _matters(self) -> Mapping[str, Matter]:
        return _by_name(self.matters)

    @cached_property
    def _flag_groups(self) -> Mapping[str, FlagGroup]:
        return {name: group for group in self.vocabulary.flag_groups for name in (group.id, *group.aliases)}


def normal_place(code: str) -> str:
    """`wa`, `WA` or `us-wa` as `US-WA`."""
    upper = code.strip().upper().replace("_", "-")
    return upper if upper.startswith("US-") else f"US-{upper}"


def _by_name(entries: tuple[E, ...]) -> dict[str, E]:
    named = {alias: entry for entry in entries for alias in entry.aliases}
    named.update({entry.id: entry for entry in entries})
    return named


def _find(entries: Mapping[str, E], word: str, kind: str) -> E:
    entry = entries.get(word) or entries.get(word.replace("_", "-").lower())
    if entry is None:
        raise NotFound(
            f"the {kind} id {quoted(word)}",
            expected=f"the id of a {kind} in the catalogue",
            do="Check the spelling with `leeward content list`",
        )
    return entry
