# SPDX-License-Identifier: Apache-2.0
"""What the pages of the Library show, in the language of the page and as old as it is today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from leeward.knowledge.models.mechanism import Mechanism
from leeward.papers.check_words import PHASE_NAMES, SAFE_DEVICE, WHO_NAMES, notice_in_words
from leeward.papers.dates import iso_in_words
from leeward.planning.checks import Phase
from leeward.practice.book import book
from leeward.practice.library.ages import AgeShown, AgesShown, age_of, ages_of
from leeward.practice.library.links import GroupShown, Links, LinkShown
from leeward.practice.library.searching import MOST_FOUND, index, search
from leeward.practice.library.words import HOW_COMMON, WAYS
from leeward.practice.visits.how_words import GROUPS
from leeward.terms.text import Language, Text

_PHASE: Mapping[str, Phase] = {"document": "keep", "plan": "decide", "act": "act", "follow-up": "later"}


@dataclass(frozen=True, slots=True)
class StartShown:
    """The ways in. `finer`: means that are part of a broader one."""

    means: tuple[LinkShown, ...]
    finer: tuple[LinkShown, ...]
    signs: tuple[LinkShown, ...]
    ways: tuple[LinkShown, ...]
    ages: AgesShown


@dataclass(frozen=True, slots=True)
class FoundShown:
    """What a search found, best first. `total`: how many there are, shown or not."""

    total: int
    links: tuple[LinkShown, ...]


@dataclass(frozen=True, slots=True)
class FamilyShown:
    """All of one kind: signs in `links`, possibilities in `groups`."""

    name: str
    links: tuple[LinkShown, ...] = ()
    groups: tuple[GroupShown, ...] = ()


@dataclass(frozen=True, slots=True)
class MeansShown:
    """A means: its page of two minutes, what could be behind it, and what a client notices."""

    name: str
    how: str
    says: tuple[str, ...]
    ask: tuple[str, ...]
    keep: str
    leave: str
    helps: str
    mistake: str
    chance: str
    lately: tuple[tuple[str, str], ...]
    broader: LinkShown | None
    ways: tuple[GroupShown, ...]
    everyday: tuple[LinkShown, ...]
    signs: tuple[LinkShown, ...]
    age: AgeShown


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step. `label`: what sort of step; empty for a check."""

    label: str
    text: str
    who: str
    device: str
    notice: str


@dataclass(frozen=True, slots=True)
class MechanismShown:
    """A possibility, for the MHP; `own`: the words for the client."""

    name: str
    is_everyday: bool
    family: LinkShown
    how_common: str
    means: tuple[LinkShown, ...]
    lets: tuple[str, ...]
    who_could: tuple[str, ...]
    needs: str
    checks: tuple[StepShown, ...]
    responses: tuple[StepShown, ...]
    do_not: tuple[str, ...]
    preserve: tuple[str, ...]
    notes: tuple[tuple[str, str, str], ...]
    another: str
    speaks_for: tuple[GroupShown, ...]
    speaks_against: tuple[GroupShown, ...]
    steps_are_sure: bool
    age: AgeShown


@dataclass(frozen=True, slots=True)
class SignShown:
    """A sign, in a client's words, and what it could mean."""

    text: str
    follow_up: str
    is_danger: bool
    family: LinkShown
    speaks_for: tuple[GroupShown, ...]
    speaks_against: tuple[GroupShown, ...]
    everyday: tuple[LinkShown, ...]
    age: AgeShown


@dataclass(frozen=True, slots=True)
class LibraryTeller:
    """Entries in the language of the page. `today`: against their review dates."""

    language: Language
    today: date

    @property
    def _links(self) -> Links:
        return Links(self.language)

    # --- the ways in -----------------------------------------------------------------------------

    def start(self) -> StartShown:
        """The first page."""
        terms, links = book().vocabulary.means, self._links
        noticed = {one.family for one in book().signs}
        read = [(one, "mechanism") for one in (*book().mechanisms, *book().teaching)]
        return StartShown(
            means=tuple(links.means(term.id) for term in terms if not term.broader),
            finer=tuple(links.means(term.id) for term in terms if term.broader),
            signs=tuple(links.family("signs", one) for one in GROUPS if one in noticed),
            ways=tuple(links.family("mechanisms", one) for one in WAYS),
            ages=ages_of([*read, *((one, "sign") for one in book().signs)], self.language, self.today),
        )

    def found(self, asked: str) -> FoundShown:
        """What fits the words of a search."""
        leaves = search(asked, index())
        return FoundShown(len(leaves), tuple(self._links.to(leaf) for leaf in leaves[:MOST_FOUND]))

    def mechanisms(self, family: str) -> FamilyShown:
        """The possibilities of one family, the common ones first."""
        own = [one for one in book().mechanisms if one.family == family]
        return FamilyShown(str(WAYS[family]), groups=self._links.by_how_common(own))

    def signs(self, family: str) -> FamilyShown:
        """The signs of one family, in the order in which they are asked."""
        own = tuple(self._links.sign(one) for one in book().signs if one.family == family)
        return FamilyShown(str(GROUPS.get(family, family)), links=own)

    # --- one entry -------------------------------------------------------------------------------

    def means(self, id: str) -> MeansShown:
        """A means, taught on a page of its own or of its broader one."""
        term = next(one for one in book().vocabulary.means if one.id == id)
        page = book().teaching_for(id)
        ways = [one for one in book().mechanisms if id in one.means]
        return MeansShown(
            name=self._say(term.label),
            how=self._say(page.how),
            says=self._all(page.says),
            ask=self._all(page.ask),
            keep=self._say(page.first.keep),
            leave=self._say(page.first.leave),
            helps=self._say(page.first.helps),
            mistake=self._say(page.mistake),
            chance=self._say(page.everyday),
            lately=tuple((self._since(one.on), self._say(one.text)) for one in page.lately),
            broader=self._links.means(page.id) if page.id != id else None,
            ways=self._links.by_how_common(one for one in ways if one.family != "benign"),
            everyday=tuple(self._links.mechanism(one) for one in ways if one.family == "benign"),
            signs=self._links.strong_signs(ways),
            age=age_of(page, "mechanism", self.language, self.today),
        )

    def mechanism(self, id: str) -> MechanismShown:
        """A possibility with all that is known of it."""
        one = book().mechanism(id)
        people = {term.id: term.label for term in book().vocabulary.relationships}
        return MechanismShown(
            name=self._say(one.name),
            is_everyday=one.family == "benign",
            family=self._links.family("mechanisms", one.family),
            how_common=str(HOW_COMMON[one.how_common]),
            means=tuple(self._links.means(means) for means in one.means),
            lets=self._all(one.what_it_lets_them_do),
            who_could=tuple(self._say(people[who]) for who in one.who_could),
            needs=one.needs,
            checks=self._checks(one),
            responses=self._responses(one),
            do_not=self._all(one.do_not),
            preserve=one.preserve,
            notes=tuple((note.platform, note.as_of, note.note) for note in one.platform_notes),
            another=self._say(one.another_explanation),
            speaks_for=self._links.signs_of(one, "for"),
            speaks_against=self._links.signs_of(one, "against"),
            steps_are_sure=one.steps_confidence == "confirmed",
            age=age_of(one, "mechanism", self.language, self.today),
        )

    def sign(self, id: str) -> SignShown:
        """A sign, with what it could speak for and against, the strongest first."""
        one = book().sign(id)
        return SignShown(
            text=self._say(one.text),
            follow_up=self._say(one.follow_up),
            is_danger=one.danger,
            family=self._links.family("signs", one.family),
            speaks_for=self._links.ways_of(id, "for"),
            speaks_against=self._links.ways_of(id, "against"),
            everyday=self._links.everyday_of(id),
            age=age_of(one, "sign", self.language, self.today),
        )

    # --- parts -----------------------------------------------------------------------------------

    def _checks(self, mechanism: Mechanism) -> tuple[StepShown, ...]:
        return tuple(
            StepShown(
                "",
                self._say(step.text),
                self._say(WHO_NAMES[step.who]),
                self._say(SAFE_DEVICE) if step.safe_device_needed else "",
                notice_in_words(step.tips_off, self.language, changes=False),
            )
            for step in sorted(mechanism.how_to_check, key=lambda step: step.order)
        )

    def _responses(self, mechanism: Mechanism) -> tuple[StepShown, ...]:
        return tuple(
            StepShown(
                self._say(PHASE_NAMES["people" if step.answers_now else _PHASE[step.kind]]),
                self._say(step.text),
                "",
                "",
                notice_in_words(step.person_may_notice, self.language, changes=step.kind != "document"),
            )
            for step in sorted(mechanism.how_to_respond, key=lambda step: step.order)
        )

    def _since(self, on: str) -> str:
        """A day, a month or a year in words, as exactly as it is known."""
        year_and_month = on.split("-")
        if len(year_and_month) == 2:
            return date_format(date(int(year_and_month[0]), int(year_and_month[1]), 1), "YEAR_MONTH_FORMAT")
        return iso_in_words(on, self.language)

    def _say(self, text: Text) -> str:
        return text.said_in(self.language)

    def _all(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self._say(text) for text in texts)
