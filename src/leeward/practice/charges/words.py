# SPDX-License-Identifier: Apache-2.0
"""Charges and suits as their page shows them, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from leeward.knowledge.models.charges import Door
from leeward.knowledge.models.law import Provision
from leeward.planning.charges import ChargeFacts, Charges, RoadOver, TalkOver
from leeward.planning.first_steps import FIRST_STEPS, special_of
from leeward.practice.book import book
from leeward.practice.laws.words import LawTeller, RecordingShown
from leeward.practice.orders.on_board import place_on_board
from leeward.practice.orders.words import NamedShown, named_shown
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.plan_words import ServiceShown, service_shown
from leeward.terms.text import Language, Text

TOLD = {
    "own-picture": _(
        "In some states a teenager can be charged over a picture of their own. "
        "Speak to a lawyer before a phone is shown to police."
    ),
    "under-twelve": _("Under 12: an adult reports. See to today’s mandated report before anything else."),
    "minor-sues-by-adult": _(
        "Under 18: an adult sues for the client, and time limits may stop until 18. "
        "Ask who is told of a report."
    ),
    "police-not-wanted": _(
        "The client said no to police. Respect it: speak of charges only if they ask, "
        "or if a life is in danger."
    ),
    "police-with-terms": _("The client gave terms for police. Read them again before anybody calls."),
    "no-state": _("No state is known: only federal law stands here."),
}


@dataclass(frozen=True, slots=True)
class DoorShown:
    """Where to report. `board`: where it can be chosen; empty where it cannot."""

    id: str
    name: str
    how: str
    notice: str
    board: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class TalkShown:
    """One charge or claim. `recording`: the rule of the state, where recording is spoken of."""

    id: str
    title: str
    questions: tuple[str, ...]
    keep: tuple[str, ...]
    first_step: str
    backfire: tuple[str, ...]
    of_state: tuple[NamedShown, ...]
    federal: tuple[NamedShown, ...]
    recording: RecordingShown | None
    fact: FactShown

    @property
    def laws(self) -> int:
        """How many may fit."""
        return len(self.of_state) + len(self.federal)


@dataclass(frozen=True, slots=True)
class RoadShown:
    """What holds for all of a road, and its talks."""

    id: str
    first_step: str
    next: tuple[str, ...]
    preserve: tuple[str, ...]
    backfire: tuple[str, ...]
    talks: tuple[TalkShown, ...]
    fact: FactShown


@dataclass(frozen=True, slots=True)
class ChargesShown:
    """The page."""

    told: tuple[str, ...]
    doors: tuple[DoorShown, ...]
    roads: tuple[RoadShown, ...]
    helpers: tuple[ServiceShown, ...]

    @property
    def has_talks(self) -> bool:
        """Whether anything was marked that the law is about."""
        return any(road.talks for road in self.roads)


@dataclass(frozen=True, slots=True)
class ChargeTeller:
    """`chain`: of a visit. `today`: against review dates."""

    chain: Chain | None
    language: Language
    today: date | None

    def page(self, found: Charges, facts: ChargeFacts) -> ChargesShown:
        """The whole page."""
        special = special_of(facts.special, facts.relationship)
        return ChargesShown(
            (
                *(str(TOLD[one]) for one in found.told),
                *(self._say(text) for word, text in FIRST_STEPS.items() if word in special),
            ),
            tuple(self._door(one) for one in found.doors),
            (self._road(found.criminal, facts.state), self._road(found.civil, facts.state)),
            tuple(service_shown(one, self.language, self.today) for one in found.helpers),
        )

    def _door(self, door: Door) -> DoorShown:
        return DoorShown(
            door.id,
            self._say(door.name),
            self._say(door.how),
            self._say(door.notice),
            place_on_board(self.chain, door.option) if self.chain and door.option else "",
            fact_of(door, "law", self.language, self.today),
        )

    def _road(self, over: RoadOver, state: str | None) -> RoadShown:
        road = over.road
        return RoadShown(
            road.id,
            self._say(road.first_step),
            self._all(road.next),
            self._all(road.preserve),
            self._all(road.backfire),
            tuple(self._talk(one, state) for one in over.talks),
            fact_of(road, "law", self.language, self.today),
        )

    def _talk(self, over: TalkOver, state: str | None) -> TalkShown:
        talk = over.talk
        law = LawTeller(book(), self.language, self.today)
        return TalkShown(
            talk.id,
            self._say(talk.title),
            self._all(talk.questions),
            self._all(talk.keep),
            self._say(talk.first_step),
            self._all(talk.backfire),
            self._named(over.of_state),
            self._named(over.federal),
            law.recording(state) if state and talk.speaks_of_recording else None,
            fact_of(talk, "law", self.language, self.today),
        )

    def _named(self, provisions: Iterable[Provision]) -> tuple[NamedShown, ...]:
        return tuple(named_shown(one, self.language, self.today) for one in provisions)

    def _say(self, text: Text) -> str:
        return text.said_in(self.language)

    def _all(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self._say(text) for text in texts)
