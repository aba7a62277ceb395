# SPDX-License-Identifier: Apache-2.0
"""An organisation as its page shows it: the first step, what may backfire, then the whole way through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import msgspec

from leeward.knowledge.models.library import Platform, PlatformSteps
from leeward.knowledge.models.organisation import Organisation, SpecialCase, Unanswered
from leeward.papers.facts import confidence_in_words
from leeward.papers.letters import KINDS, matter_of
from leeward.papers.reasons import say_reasons
from leeward.planning.organisations import PLATFORM, PathwayFit, law_behind, platforms_in_order
from leeward.planning.place import ALWAYS_STANDS
from leeward.planning.service_checks import FoundWrong
from leeward.practice.book import book
from leeward.practice.letters.addresses import address_of
from leeward.practice.visits.board_facts import FactShown, SourceShown, fact_of
from leeward.practice.visits.plan_words import PlaceShown, ServiceShown, place_shown, service_shown
from leeward.terms.text import Language, Text

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step. `notice`: the level; `when`: when it would be noticed."""

    do: str
    who: str
    notice: str
    when: str


@dataclass(frozen=True, slots=True)
class CaseShown:
    """Where it goes another way."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class UnansweredShown:
    """Where to turn when nobody answers."""

    do: str
    by: str


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A way on. `where`: an address within the visit, or the part of one."""

    title: str
    where: str


@dataclass(frozen=True, slots=True)
class PlatformPart:
    """What one platform lets one do: steps, what the other side may see, where."""

    steps: tuple[str, ...]
    other_side: str
    side_effects: str
    url: str


@dataclass(frozen=True, slots=True)
class PlatformShown:
    """One platform: keep, report, block. `export`: what asking for one's own data shows to others."""

    id: str
    name: str
    also: str
    is_used: bool
    keep: tuple[str, ...]
    export: str
    report: PlatformPart
    block: PlatformPart
    young: tuple[str, ...]
    watch_out: tuple[str, ...]
    fact: FactShown


@dataclass(frozen=True, slots=True)
class StateOfficesShown:
    """Whom else to turn to in the client's state: addresses; empty where none is known."""

    code: str
    place: str
    legal_aid: str
    attorney_general: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class PathwayShown:
    """One organisation. `cases`: those that hold for this client; `other_cases`: the rest of them."""

    id: str
    title: str
    lead: str
    fits_when: str
    why: tuple[str, ...]
    in_vain: bool
    cases: tuple[CaseShown, ...]
    other_cases: tuple[CaseShown, ...]
    first_words: str
    other_first_words: str
    declined: str
    backfire: tuple[str, ...]
    notice_level: str
    notice: tuple[str, ...]
    steps: tuple[StepShown, ...]
    rights: tuple[str, ...]
    ask_for: tuple[str, ...]
    bring: tuple[str, ...]
    leave_out: tuple[str, ...]
    how_long: tuple[str, ...]
    no_answer: tuple[UnansweredShown, ...]
    services: tuple[ServiceShown, ...]
    state_offices: StateOfficesShown | None
    law: tuple[PlaceShown, ...]
    needs_state: bool
    options: tuple[LinkShown, ...]
    letters: tuple[LinkShown, ...]
    platforms: tuple[PlatformShown, ...]
    fact: FactShown

    @property
    def used_platforms(self) -> tuple[PlatformShown, ...]:
        """Those the client uses."""
        return tuple(one for one in self.platforms if one.is_used)

    @property
    def other_platforms(self) -> tuple[PlatformShown, ...]:
        """All the others."""
        return tuple(one for one in self.platforms if not one.is_used)


def _nowhere(_: str) -> str:
    """Without a client there is no board."""
    return ""


@dataclass(frozen=True)
class PathwayTeller:
    """Organisations in words.

    `language`: of the page; `client_language`: of the words to say; `state`: whose law is told; `used`: ids
    of the platforms the client uses; `on_board`: where an option stands on the board; `found_wrong`:
    what colleagues found wrong; `waits`: by service, that a changed number waits for a second person.
    """

    language: Language
    client_language: Language
    today: date | None
    state: str | None = None
    used: tuple[str, ...] = ()
    on_board: Callable[[str], str] = _nowhere
    is_child: bool = False
    found_wrong: FoundWrong = field(default_factory=FoundWrong)
    waits: Mapping[str, str] = field(default_factory=dict)

    def tell(self, one: PathwayFit) -> PathwayShown:
        """One organisation."""
        what, other = one.organisation, one.first_step.said_in(self.client_language)
        notice, state = what.notice, self.state
        law = law_behind(what, state, book())
        return PathwayShown(
            id=what.id,
            title=self._say(what.title),
            lead=self._say(what.lead),
            fits_when=self._say(what.fits_when),
            why=tuple(say_reasons(one.because, book(), self.language, most=MOST_REASONS)),
            in_vain=one.in_vain,
            cases=self._cases(one.cases),
            other_cases=self._cases(case for case in what.special if case not in one.cases),
            first_words=self._say(one.first_step),
            other_first_words=other if self.client_language != self.language else "",
            declined="",
            backfire=tuple(self._say(way.how) for way in what.backfire),
            notice_level=notice.level,
            notice=self._all((notice.who, notice.when)),
            steps=self._steps(what),
            rights=tuple(self._say(right.text) for right in what.rights),
            ask_for=self._all(what.ask_for),
            bring=self._all(what.bring),
            leave_out=self._all(what.leave_out),
            how_long=self._all(what.how_long),
            no_answer=tuple(self._unanswered(way) for way in what.no_answer),
            services=self._services(what),
            state_offices=self._state_offices(),
            law=tuple(place_shown(place, self.language, self.today) for place in law),
            needs_state=state is None and bool(what.legal_kinds),
            options=self._options(what),
            letters=self._letters(what),
            platforms=self._platforms() if what.id == PLATFORM else (),
            fact=fact_of(what, "organisation", self.language, self.today),
        )

    def _steps(self, what: Organisation) -> tuple[StepShown, ...]:
        return tuple(
            StepShown(self._say(step.do), self._maybe(step.who), step.notice, self._maybe(step.when))
            for step in what.steps
        )

    def _cases(self, cases: Iterable[SpecialCase]) -> tuple[CaseShown, ...]:
        return tuple(CaseShown(self._say(case.title), self._say(case.text)) for case in cases)

    def _unanswered(self, way: Unanswered) -> UnansweredShown:
        return UnansweredShown(self._say(way.do), self._maybe(way.by))

    def _services(self, what: Organisation) -> tuple[ServiceShown, ...]:
        """Those to turn to when nobody answers, then those that know the way; each once, found wrong last."""
        named = dict.fromkeys([*(way.service for way in what.no_answer if way.service), *what.services])
        known = {one.id: one for one in book().services}
        last, beside = self.found_wrong.off - ALWAYS_STANDS, self.found_wrong.beside
        ordered = sorted((id for id in named if id in known), key=last.__contains__)
        return tuple(
            service_shown(known[id], self.language, self.today, beside.get(id), self.waits.get(id, ""))
            for id in ordered
        )

    def _state_offices(self) -> StateOfficesShown | None:
        one = next((one for one in book().state_help if f"US-{one.code}" == self.state), None)
        if one is None:
            return None
        aid, general = one.legal_aid_finder.get("url", ""), one.attorney_general.get("url", "")
        fact = replace(
            fact_of(one, "state-help", self.language, self.today),
            is_sure=False,
            says=confidence_in_words("likely", self.language),
            sources=tuple(SourceShown("", url, "") for url in (aid, general) if url),
        )
        return StateOfficesShown(one.code.lower(), one.name, aid, general, fact)

    def _options(self, what: Organisation) -> tuple[LinkShown, ...]:
        places = {option_id: self.on_board(option_id) for option_id in what.options}
        return tuple(
            LinkShown(self._say(book().option(option_id).title), where)
            for option_id, where in places.items()
            if where
        )

    def _letters(self, what: Organisation) -> tuple[LinkShown, ...]:
        kinds = [kind for kind in what.letters if KINDS[kind].for_a_child or not self.is_child]
        titles = ((kind, book().matter(matter_of(kind)).title) for kind in kinds)
        return tuple(LinkShown(self._say(title), address_of(kind)) for kind, title in titles)

    def _platforms(self) -> tuple[PlatformShown, ...]:
        return tuple(self._platform(one) for one in platforms_in_order(self.used, book()))

    def _platform(self, one: Platform) -> PlatformShown:
        trace = one.data_export.get("trace")
        return PlatformShown(
            one.id,
            one.name,
            ", ".join(one.also),
            one.id in self.used,
            self._all(one.capture),
            self._say(msgspec.convert(trace, Text)) if trace else "",
            self._part(one.report),
            self._part(one.block),
            self._all(one.young_people),
            self._all(one.watch_out),
            fact_of(one, "platform", self.language, self.today),
        )

    def _part(self, part: PlatformSteps) -> PlatformPart:
        return PlatformPart(
            self._all(part.steps),
            self._maybe(part.other_side),
            self._maybe(part.side_effects),
            part.url or "",
        )

    def _maybe(self, text: Text | None) -> str:
        return self._say(text) if text is not None else ""

    def _say(self, text: Text) -> str:
        return text.said_in(self.language)

    def _all(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self._say(text) for text in texts)
