# SPDX-License-Identifier: Apache-2.0
"""The plan as its page shows it: steps in order, what is not now, the law of the place, who answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leeward.knowledge.models.service import Service
from leeward.papers.dates import weekday_in_words
from leeward.papers.record_places import language_in_words, phone_in_words
from leeward.papers.record_words import HOURS_ES
from leeward.planning import Plan
from leeward.planning.place import LawOfPlace
from leeward.planning.service_checks import FoundWrong, Tried
from leeward.practice.directory.wrong import trouble_in_words
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.board_words import OptionShown, Teller
from leeward.screening import Findings
from leeward.screening.ten_minutes import SUICIDE_POSITIVE
from leeward.terms.text import Language


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step. `off`: the options to set back when it is taken off; none where it was not chosen."""

    option: OptionShown
    off: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotNowShown:
    """Something the client does not want now, and the day it is asked again, and what would change it."""

    title: str
    again: str
    change: str


@dataclass(frozen=True, slots=True)
class ProvisionShown:
    """One provision. English: law is not translated here."""

    id: str
    title: str
    citation: str
    summary: str
    minors: str
    caution: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """The law of one place that may matter. `more`: how many of the same kinds are left to look up."""

    name: str
    recording: str
    provisions: tuple[ProvisionShown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ServiceShown:
    """Who answers. `phones`: number and note. `trouble`: what a colleague found wrong.

    `waits`: that a changed number waits for a second person.
    """

    id: str
    name: str
    text: str
    phones: tuple[tuple[str, str], ...]
    url: str
    hours: str
    languages: str
    trace: str
    alert: str
    fact: FactShown
    trouble: str = ""
    waits: str = ""


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The page."""

    steps: tuple[StepShown, ...]
    not_now: tuple[NotNowShown, ...]
    law: tuple[PlaceShown, ...]
    services: tuple[ServiceShown, ...]

    @property
    def has_law(self) -> bool:
        """Whether any place has a provision of the kinds that matter here."""
        return any(place.provisions for place in self.law)

    @property
    def chosen(self) -> int:
        """How many of the steps the client chose."""
        return sum(bool(step.off) for step in self.steps)


def asks_contact_soon(findings: Findings) -> bool:
    """Whether a suicide screen of this visit is positive: then we talk again within 48 hours."""
    return not findings.flag_ids.isdisjoint(SUICIDE_POSITIVE)


def plan_shown(
    plan: Plan,
    teller: Teller,
    changes: Mapping[str, str] | None = None,
    found_wrong: FoundWrong | None = None,
    waits: Mapping[str, str] | None = None,
) -> PlanShown:
    """The whole page, in the teller's words.

    Args:
        changes: by option, what would change a "not now".
        found_wrong: what colleagues found wrong; who stands on no paper stands below the others.
        waits: by service, that a changed number of it waits for a second person.
    """
    language, today = teller.language, teller.today
    beside = found_wrong.beside if found_wrong is not None else {}
    return PlanShown(
        tuple(
            StepShown(teller.tell(step.entry), _off(plan, step.entry.option.id) if step.chosen else ())
            for step in plan.steps
        ),
        tuple(
            NotNowShown(
                teller.title(one.option_id),
                weekday_in_words(one.return_on, language) if one.return_on else "",
                (changes or {}).get(one.option_id, ""),
            )
            for one in plan.asked_again
        ),
        tuple(place_shown(one, language, today) for one in plan.law),
        tuple(
            service_shown(one, language, today, beside.get(one.id), (waits or {}).get(one.id, ""))
            for one in (*plan.services, *plan.found_wrong)
        ),
    )


def _off(plan: Plan, option_id: str) -> tuple[str, ...]:
    """The wanted options that brought a step here: itself, or those it stands in for."""
    wanted = plan.board.wishes.wanted
    held = [one.id for one in plan.held_back if one.instead == option_id and one.id in wanted]
    return tuple([option_id] * (option_id in wanted) + held)


def place_shown(law: LawOfPlace, language: Language, today: date | None) -> PlaceShown:
    """The law of a place in words. `today`: against the review dates."""
    return PlaceShown(
        law.jurisdiction.name,
        law.jurisdiction.recording_consent_note,
        tuple(
            ProvisionShown(
                one.id,
                one.title,
                one.citation,
                one.summary,
                one.minors or "",
                one.caution or "",
                fact_of(one, "law", language, today),
            )
            for one in law.provisions
        ),
        law.more,
    )


def service_shown(
    service: Service, language: Language, today: date | None, wrong: Tried | None = None, waits: str = ""
) -> ServiceShown:
    """A service in words. `today`: against its review date. `wrong`: the try that found it wrong."""
    hours = service.hours or ""
    phones = [phone_in_words(phone, language) for phone in service.phones]
    return ServiceShown(
        service.id,
        service.name_es if language == "es" and service.name_es else service.name,
        service.description.said_in(language),
        tuple((phone["number"], phone["note"]) for phone in phones),
        service.url or "",
        HOURS_ES.get(hours, hours) if language == "es" else hours,
        ", ".join(language_in_words(one, language) for one in service.languages),
        service.leaves_trace_notes.said_in(language),
        service.alert.said_in(language) if service.alert is not None else "",
        fact_of(service, "service", language, today),
        trouble_in_words(wrong, language),
        waits,
    )
