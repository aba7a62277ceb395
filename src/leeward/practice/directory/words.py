# SPDX-License-Identifier: Apache-2.0
"""A service as the directory's pages tell it: for whom, how to reach it, what it leaves behind, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leeward.knowledge.models.service import Retired, Service
from leeward.papers.dates import day_in_words, iso_in_words
from leeward.papers.record_places import phone_in_words
from leeward.papers.record_words import HOURS_ES, LANGUAGE_NAMES
from leeward.planning.directory import DirectoryFound, GoneHit, Hit, Why
from leeward.planning.directory_fit import groups_of
from leeward.planning.opening_hours import OpenNow
from leeward.planning.service_checks import BY_PAGE, RIGHT, Outcome, Standing, outcomes_for, tier_of
from leeward.planning.traces import told_once
from leeward.practice.book import book
from leeward.practice.cases.languages import NAMES
from leeward.practice.directory.reading import address_of
from leeward.practice.directory.wrong import trouble_in_words
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.terms.text import Language, Text

GROUP_NAMES: Mapping[str, str | Promise] = {
    "lgbtq": gettext_lazy("LGBTQ+ people"),
    "native": gettext_lazy("Native people"),
    "deaf": gettext_lazy("Deaf people"),
    "disability": gettext_lazy("People with disabilities"),
    "older": gettext_lazy("Older adults"),
    "men": gettext_lazy("Men"),
    "immigrants": gettext_lazy("Immigrants"),
    "military": gettext_lazy("Military people and veterans"),
    "asian": gettext_lazy("Asian or Pacific Islander people"),
    "low-income": gettext_lazy("People with a low income"),
    "public-life": gettext_lazy("People in public life"),
}
WAY_NAMES: Mapping[str, str | Promise] = {
    "phone": gettext_lazy("By phone"),
    "text": gettext_lazy("By text"),
    "chat": gettext_lazy("By chat"),
    "video": gettext_lazy("By video or TTY"),
}
OUTCOME_NAMES: Mapping[Outcome, str | Promise] = {
    Outcome.CALLED_RIGHT: gettext_lazy("Called: right"),
    Outcome.NO_ANSWER: gettext_lazy("Called: nobody answered"),
    Outcome.CALLED_WRONG: gettext_lazy("Called: wrong"),
    Outcome.PAGE_RIGHT: gettext_lazy("Page: right"),
    Outcome.PAGE_WRONG: gettext_lazy("Page: wrong"),
}
TIER_NAMES: Mapping[str, str | Promise] = {
    "crisis": gettext_lazy("Crisis lines"),
    "phone": gettext_lazy("Other numbers"),
    "page": gettext_lazy("Pages without a number"),
}
COUNTRY_NAMES: Mapping[str, str | Promise] = {
    "US": gettext_lazy("All of the United States"),
    "INTL": gettext_lazy("Any country"),
    "AU": gettext_lazy("Australia"),
    "CA": gettext_lazy("Canada"),
    "GB": gettext_lazy("United Kingdom"),
}
_MANY = {"interpreters": ("interpreters", "intérpretes"), "many": ("many languages", "muchos idiomas")}
MOST_OPEN = 8


@dataclass(frozen=True, slots=True)
class TriedShown:
    """One try in words. `who`: the colleague's name, where the page names them."""

    id: str
    says: str
    is_good: bool
    who: str = ""


@dataclass(frozen=True, slots=True)
class ServiceShown:
    """One entry. `trouble`: what a colleague found wrong; `is_due`: nobody called lately.

    `waits`: that a changed number of it waits for a second person.

    `in_english`: which of its texts are English on a Spanish page.
    """

    id: str
    address: str
    name: str
    text: str
    phones: tuple[tuple[str, str, str], ...]
    url: str
    contact: str
    hours: str
    open_now: OpenNow
    languages: str
    people: str
    trace: str
    alert: str
    why: tuple[str, ...]
    limits: tuple[str, ...]
    fact: FactShown
    tried: TriedShown | None
    trouble: str
    is_due: bool
    is_crisis: bool
    is_fed: bool
    outcomes: tuple[tuple[str, str], ...]
    did_not_answer: bool = False
    waits: str = ""
    is_told_above: bool = False
    in_english: frozenset[str] = frozenset()

    @property
    def is_email(self) -> bool:
        """Whether the contact is written to."""
        return "@" in self.contact


@dataclass(frozen=True, slots=True)
class GoneShown:
    """A name that no longer answers. `instead`: who answers now."""

    id: str
    name: str
    says: str
    note: str
    fact: FactShown
    instead: tuple[ServiceShown, ...]


@dataclass(frozen=True, slots=True)
class FoundShown:
    """The answer. `needs_another_number`: a crisis line among the hits was not called lately.

    `fitting`: how many fit, shown or not; `beside`: only if they fit too. `traces`: what many of them
    leave behind, told once.
    """

    hits: tuple[ServiceShown, ...]
    total: int
    gone: tuple[GoneShown, ...]
    of_state: tuple[ServiceShown, ...]
    state: str
    state_notes: tuple[str, ...]
    needs_another_number: bool
    fitting: int
    beside: tuple[ServiceShown, ...] = ()
    traces: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[ServiceShown, ...]:
        """Those that stand open on the page."""
        return self.hits[:MOST_OPEN]

    @property
    def more(self) -> tuple[ServiceShown, ...]:
        """Those that are one press away."""
        return self.hits[MOST_OPEN:]


@dataclass(frozen=True, slots=True)
class DirectoryTeller:
    """Tells entries in the language of the page. `unanswered`: ids that did not answer this client.

    `waits`: by id, what is said of a correction that waits for a second person.
    """

    language: Language
    today: date
    standings: Mapping[str, Standing]
    unanswered: frozenset[str] = frozenset()
    waits: Mapping[str, str] = field(default_factory=dict)

    def found(self, found: DirectoryFound) -> FoundShown:
        """The whole answer of a search."""
        listed = (*(hit.service for hit in found.hits), *found.of_state)
        waits = [self.standings[one.id] for one in listed if one.id in self.standings]
        shown = [*(self.hit(hit) for hit in found.hits), *(self.service(one) for one in found.of_state)]
        traces, rest = told_once([one.trace for one in shown])
        shown = [
            replace(one, trace=left, is_told_above=left != one.trace)
            for one, left in zip(shown, rest, strict=True)
        ]
        hits, of_state = shown[: len(found.hits)], shown[len(found.hits) :]
        fits = tuple(one for one, hit in zip(hits, found.hits, strict=True) if not hit.is_beside)
        beside = tuple(one for one, hit in zip(hits, found.hits, strict=True) if hit.is_beside)
        return FoundShown(
            fits or beside,
            found.total,
            tuple(self.gone(one) for one in found.gone),
            tuple(of_state),
            found.state.name if found.state is not None else "",
            tuple(note.said_in(self.language) for note in found.state_notes),
            any(one.needs_another_number for one in waits),
            found.fitting or found.total,
            beside if fits else (),
            traces,
        )

    def hit(self, hit: Hit) -> ServiceShown:
        """A hit, with why it is there."""
        return self.service(hit.service, hit.why, hit.open_now, is_fed=hit.is_fed)

    def service(
        self,
        one: Service,
        why: Sequence[Why] = (),
        open_now: OpenNow = "unknown",
        *,
        is_fed: bool = False,
    ) -> ServiceShown:
        """One entry, with what is known from those who called."""
        standing = self.standings.get(one.id)
        wrong = standing.wrong if standing is not None else None
        last = standing.last if standing is not None else None
        return ServiceShown(
            id=one.id,
            address="" if is_fed else address_of(one.id),
            name=one.name_es if self.language == "es" and one.name_es else one.name,
            text=one.description.said_in(self.language),
            phones=tuple(self._phones(one)),
            url=one.url or "",
            contact=one.contact or "",
            hours=_hours(one.hours or "", self.language),
            open_now=open_now,
            languages=", ".join(language_name(tag, self.language) for tag in one.languages),
            people=people_in_words(one),
            trace=one.leaves_trace_notes.said_in(self.language),
            alert=one.alert.said_in(self.language) if one.alert is not None else "",
            why=tuple(said for said in map(self._because, why) if said),
            limits=tuple(said for said in map(self._limit, why) if said),
            fact=fact_of(one, "service", self.language, self.today),
            tried=self.tried(last.id, last.outcome, last.on) if last is not None and last != wrong else None,
            trouble=trouble_in_words(wrong, self.language),
            is_due=standing is not None and standing.is_due,
            is_crisis=tier_of(one) == "crisis",
            is_fed=is_fed,
            outcomes=tuple((outcome.value, str(OUTCOME_NAMES[outcome])) for outcome in outcomes_for(one)),
            did_not_answer=one.id in self.unanswered,
            waits=self.waits.get(one.id, ""),
            in_english=texts_in_english(one) if is_fed and self.language == "es" else frozenset(),
        )

    def gone(self, hit: GoneHit) -> GoneShown:
        """A name that no longer answers."""
        one = hit.entry
        name = one.name_es if self.language == "es" and one.name_es else one.name
        since = _since(one.since, self.language) if isinstance(one, Retired) and one.since else ""
        says = _("no longer answers") if not since else _("no longer answers, since %(day)s") % {"day": since}
        note = one.note.said_in(self.language) if isinstance(one, Retired) and one.note is not None else ""
        return GoneShown(
            one.id,
            name,
            _says_of_status(one.status) or says,
            note,
            fact_of(one, "service", self.language, self.today),
            tuple(self.service(service) for service in hit.instead),
        )

    def tried(self, id: str, outcome: Outcome, on: date, who: str = "") -> TriedShown:
        """A try in words, as in "Called on Nov 23, 2026: answered"."""
        day = {"day": day_in_words(on, self.language)}
        if outcome is Outcome.CALLED_RIGHT:
            says = _("Called on %(day)s: answered")
        elif outcome is Outcome.NO_ANSWER:
            says = _("Called on %(day)s: nobody answered")
        elif outcome is Outcome.PAGE_RIGHT:
            says = _("Page opened on %(day)s: as it stands here")
        else:
            says = _("Page opened on %(day)s: wrong") if outcome in BY_PAGE else _("Called on %(day)s: wrong")
        return TriedShown(id, says % day, outcome in RIGHT, who)

    def _phones(self, one: Service) -> list[tuple[str, str, str]]:
        """Number, how it is reached, and what else is said of it."""
        found = []
        for phone in one.phones:
            told = phone_in_words(phone, self.language)
            more = phone.description.said_in(self.language) if phone.description is not None else ""
            found.append((told["number"], told["note"], more))
        return found

    def _because(self, why: Why) -> str:
        if why.kind == "need":
            labels = {term.id: term.label for term in book().vocabulary.service_tags}
            return labels[why.ref].said_in(self.language)
        if why.kind == "state":
            return _("for %(place)s") % {"place": place_name(why.ref)}
        if why.kind == "language":
            return _("in %(language)s") % {"language": language_name(why.ref, self.language)}
        if why.kind == "group":
            return str(GROUP_NAMES[why.ref])
        return str(WAY_NAMES[why.ref]) if why.kind == "way" else ""

    def _limit(self, why: Why) -> str:
        if why.kind == "limited-place" and not why.ref:
            return _("It does not say for which places it is there: ask.")
        if why.kind == "limited-place":
            return _("Only for %(place)s: ask where they live.") % {"place": place_name(why.ref)}
        return _("Only for some ages: ask how old they are.") if why.kind == "limited-age" else ""


def texts_in_english(one: Service) -> frozenset[str]:
    """Which texts of a loaded entry are English in both languages: most directories hold no other."""
    texts = {"text": one.description, "alert": one.alert, "trace": one.leaves_trace_notes}
    found = {name for name, text in texts.items() if text is not None and _is_untranslated(text)}
    if all(_is_untranslated(phone.description) for phone in one.phones if phone.description is not None):
        found.add("more")
    if one.hours and one.hours not in HOURS_ES:
        found.add("hours")
    return frozenset(found)


def _is_untranslated(text: Text) -> bool:
    """Whether more than half is the same in both: a town or an area may follow in words of ours."""
    return text.es.startswith(text.en[: len(text.en) // 2 + 1])


def place_name(code: str) -> str:
    """A state or a country by its name."""
    if code in COUNTRY_NAMES:
        return str(COUNTRY_NAMES[code])
    return next((place.name for place in book().law if place.jurisdiction == code), code)


def language_name(tag: str, language: Language) -> str:
    """A language in the language of the page; a tag we have no name for stands as it is."""
    if tag in _MANY:
        return _MANY[tag][language == "es"]
    if tag in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[tag].said_in(language)
    names = NAMES.get(tag)
    return tag if names is None else names[1].lower() if language == "es" else names[0]


def people_in_words(service: Service) -> str:
    """Whom it is for; empty for anyone."""
    people = service.eligibility
    said = [str(GROUP_NAMES[group]) for group in sorted(groups_of(service))]
    if people.minimum_age is not None and people.maximum_age is not None:
        ages = {"low": people.minimum_age, "high": people.maximum_age}
        said.append(_("ages %(low)d to %(high)d") % ages)
    elif people.minimum_age is not None:
        said.append(_("%(age)d and older") % {"age": people.minimum_age})
    elif people.maximum_age is not None:
        said.append(_("up to %(age)d") % {"age": people.maximum_age})
    return ", ".join(said)


def _since(on: str, language: Language) -> str:
    """A day, a month or a year in words, as exactly as it is known."""
    year_and_month = on.split("-")
    if len(year_and_month) == 2:
        return date_format(date(int(year_and_month[0]), int(year_and_month[1]), 1), "YEAR_MONTH_FORMAT")
    return iso_in_words(on, language)


def _hours(hours: str, language: Language) -> str:
    return HOURS_ES.get(hours, hours) if language == "es" else hours


def _says_of_status(status: str) -> str:
    """What is said of it where "no longer answers" would say too much."""
    if status == "unknown":
        return _("we found no sign that it answers")
    return _("went into another service") if status == "merged" else ""
