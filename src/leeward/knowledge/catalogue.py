# SPDX-License-Identifier: Apache-2.0
"""The catalogue: everything the program knows, as one frozen value, found by id or old spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from leeward.knowledge.models.apps import AppAbility, AppAdvice, AppReason
from leeward.knowledge.models.charges import Door, Road, Talk
from leeward.knowledge.models.checkup import Checkup, CheckupKind
from leeward.knowledge.models.closing import AsqClosing
from leeward.knowledge.models.entry import Entry
from leeward.knowledge.models.flag import Flag, Line, TenMinutes
from leeward.knowledge.models.inspection import (
    Advice,
    Brand,
    MessageHosts,
    MessageReason,
    MessageWords,
    SignOffer,
)
from leeward.knowledge.models.instrument import Instrument, InstrumentNote
from leeward.knowledge.models.law import Jurisdiction, Provision, SourceTiers
from leeward.knowledge.models.library import Awareness, GlossaryTerm, GuideTopic, Platform
from leeward.knowledge.models.matter import Matter
from leeward.knowledge.models.mechanism import Mechanism, Sign
from leeward.knowledge.models.option import Option
from leeward.knowledge.models.organisation import Organisation
from leeward.knowledge.models.retention import RetentionRule
from leeward.knowledge.models.scenario import Scenario
from leeward.knowledge.models.screen import Item, Screen, Section
from leeward.knowledge.models.service import Retired, Service, StateHelp
from leeward.knowledge.models.teaching import Teaching
from leeward.knowledge.models.vocabulary import FlagGroup, Term, Vocabulary
from leeward.knowledge.models.weighing import Weight
from leeward.knowledge.overlay_fields import Refused
from leeward.terms.errors import NotFound
from leeward.terms.shown import quoted

E = TypeVar("E", bound=Entry)


class Catalogue(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """All content, validated.

    `version`: a digest of every content byte it was made from. `replaced`: services as the package has them
    where the overlay has its own. `refused`: entries of the overlay that are not in force.
    """

    version: str
    vocabulary: Vocabulary
    source_tiers: SourceTiers
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
    retired: tuple[Retired, ...]
    state_help: tuple[StateHelp, ...]
    platforms: tuple[Platform, ...]
    organisations: tuple[Organisation, ...]
    awareness: tuple[Awareness, ...]
    guide: tuple[GuideTopic, ...]
    glossary: tuple[GlossaryTerm, ...]
    matters: tuple[Matter, ...]
    retention: tuple[RetentionRule, ...]
    checkup_kinds: tuple[CheckupKind, ...]
    checkups: tuple[Checkup, ...]
    teaching: tuple[Teaching, ...]
    app_reasons: tuple[AppReason, ...]
    app_abilities: tuple[AppAbility, ...]
    app_advice: tuple[AppAdvice, ...]
    message_reasons: tuple[MessageReason, ...]
    message_advice: tuple[Advice, ...]
    brands: tuple[Brand, ...]
    sign_offers: tuple[SignOffer, ...]
    weights: tuple[Weight, ...]
    roads: tuple[Road, ...]
    doors: tuple[Door, ...]
    talks: tuple[Talk, ...]
    message_words: MessageWords
    message_hosts: MessageHosts
    replaced: tuple[Service, ...] = ()
    refused: tuple[Refused, ...] = ()

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

    def organisation(self, word: str) -> Organisation:
        """The organisation of this id or old spelling. Raises NotFound."""
        return _find(self._organisations, word, "organisation")

    def matter(self, word: str) -> Matter:
        """The matter of this id or old spelling. Raises NotFound."""
        return _find(self._matters, word, "matter")

    def checkup(self, platform: str) -> Checkup:
        """The account check-up of the platform of this id. Raises NotFound."""
        return _find(self._checkups, platform, "account check-up")

    def checkup_kind(self, word: str) -> CheckupKind:
        """The thing to look at of this id. Raises NotFound."""
        return _find(self._checkup_kinds, word, "thing to look at")

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

    def teaching_for(self, means: str) -> Teaching:
        """The page that teaches a means: its own, or that of its broader means. Raises NotFound."""
        broader = {term.id: term.broader or term.id for term in self.vocabulary.means}
        has_own = any(page.id == means for page in self.teaching)
        return _find(_by_name(self.teaching), means if has_own else broader.get(means, means), "means")

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
            "retired service": self.retired,
            "state help": self.state_help,
            "platform": self.platforms,
            "organisation": self.organisations,
            "awareness text": self.awareness,
            "guide topic": self.guide,
            "glossary term": self.glossary,
            "matter": self.matters,
            "retention rule": self.retention,
            "thing to look at": self.checkup_kinds,
            "account check-up": self.checkups,
            "teaching page": self.teaching,
            "app reason": self.app_reasons,
            "app ability": self.app_abilities,
            "app advice": self.app_advice,
            "message reason": self.message_reasons,
            "message advice": self.message_advice,
            "brand": self.brands,
            "sign offer": self.sign_offers,
            "thing to weigh": self.weights,
            "road": self.roads,
            "reporting door": self.doors,
            "talk": self.talks,
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
    def _organisations(self) -> Mapping[str, Organisation]:
        return _by_name(self.organisations)

    @cached_property
    def _matters(self) -> Mapping[str, Matter]:
        return _by_name(self.matters)

    @cached_property
    def _checkups(self) -> Mapping[str, Checkup]:
        return _by_name(self.checkups)

    @cached_property
    def _checkup_kinds(self) -> Mapping[str, CheckupKind]:
        return _by_name(self.checkup_kinds)

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
