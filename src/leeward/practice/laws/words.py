# SPDX-License-Identifier: Apache-2.0
"""The law of a place in the words of its page. The law itself is English; what we say of it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _

from leeward.knowledge import Catalogue
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.knowledge.models.service import StateHelp
from leeward.papers.dates import day_in_words, iso_in_words
from leeward.papers.facts import confidence_in_words
from leeward.planning import law_words
from leeward.planning.duties import REPORT_TALK, Duties, DutyToReport, duties_of
from leeward.planning.happenings import chosen
from leeward.planning.law_search import ALWAYS, LawEntry, compare, explore
from leeward.planning.orders import SUREST
from leeward.planning.place import FEDERAL
from leeward.planning.recording import recording_rule
from leeward.planning.service_checks import Tried
from leeward.practice.directory.wrong import trouble_in_words
from leeward.practice.laws.forms import Asked
from leeward.practice.visits.board_facts import FactShown, SourceShown, fact_of
from leeward.terms.source import Confidence, review_due
from leeward.terms.text import Language, Text

GROUP_LABELS = {
    "orders": _("Orders to stay away"),
    "crimes": _("What may be a crime"),
    "claims": _("Suits and claims"),
    "school": _("School"),
    "reporting": _("Reporting and the duty to protect"),
}
KIND = "law"
"""The kind by which provisions age."""


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One provision. Title, citation, summary, `electronic_said`, minors and caution are English."""

    id: str
    kind: str
    title: str
    citation: str
    summary: str
    why: tuple[str, ...]
    reaches: str
    electronic: str
    electronic_said: str
    who_files: str
    minors: str
    caution: str
    is_to_check: bool
    fact: FactShown


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One way of asking the law for something."""

    id: str
    label: str
    entries: tuple[EntryShown, ...]


@dataclass(frozen=True, slots=True)
class RecordingShown:
    """The rule on recording of one place. `note` is English."""

    place: str
    says: str
    note: str
    citation: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class AgeOfPlace:
    """How much of a place is sure, what is not known, and when it has to be read again."""

    confirmed: int
    likely: int
    unverified: int
    gaps: tuple[str, ...]
    read_on: str
    due_on: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class DutyShown:
    """One duty to report.

    `by_who`: who did it, the answer, and whether it was read. `rests_on`: where the answers were read;
    None where none was.
    """

    entry: EntryShown
    rests_on: FactShown | None
    by_who: tuple[tuple[str, str, bool], ...]
    how_fast: str
    to_whom: str
    to_whom_else: str
    sets_off: str
    note: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """The line that takes a report. `number` is empty where none was read; `trouble`: a colleague called."""

    number: str
    tty: str
    fallback: str
    note: str
    fact: FactShown
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class TalkShown:
    """What a report sets off, and who hears of it when."""

    id: str
    title: str
    who_hears: tuple[str, ...]
    cautions: tuple[str, ...]
    fact: FactShown


@dataclass(frozen=True, slots=True)
class LegalAidShown:
    """Where free advice is in a state."""

    url: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class DutiesShown:
    """What a clinician of the place has to know."""

    place: str
    reports: tuple[DutyShown, ...]
    others: tuple[EntryShown, ...]
    protect: tuple[EntryShown, ...]
    line: LineShown | None


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """The law of one place."""

    name: str
    is_federal: bool
    groups: tuple[GroupShown, ...]
    rest: tuple[EntryShown, ...]
    fits: int
    not_known: tuple[str, ...]
    notes: tuple[str, ...]
    age: AgeOfPlace
    recording: RecordingShown
    legal_aid: LegalAidShown | None


@dataclass(frozen=True, slots=True)
class KindShown:
    """One kind of law in two places. An empty side is not known to us."""

    label: str
    first: tuple[EntryShown, ...]
    second: tuple[EntryShown, ...]


@dataclass(frozen=True)
class LawTeller:
    """The law in words. `today`: against which an entry ages. `wrong`: by service, who found it wrong."""

    catalogue: Catalogue
    language: Language
    today: date | None
    wrong: Mapping[str, Tried] = field(default_factory=dict)

    def place(self, asked: Asked, place: str) -> PlaceShown:
        """One place, for what was asked."""
        found = explore(place, asked.happened, self.catalogue, age=asked.age, relationship=asked.who)
        law = found.place
        return PlaceShown(
            law.name,
            law.jurisdiction == FEDERAL,
            tuple(
                GroupShown(group.id, str(GROUP_LABELS[group.id]), self._entries(group.entries))
                for group in found.groups
                if group.id != "reporting"
            ),
            self._entries(one for one in found.rest if one.provision.route != "reporting"),
            found.fits,
            tuple(self._kind(kind) for kind in found.not_known),
            tuple(note.said_in(self.language) for note in found.notes),
            self._age(law),
            self.recording(place),
            self._legal_aid(law),
        )

    def two(self, asked: Asked) -> tuple[KindShown, ...]:
        """Two places, kind by kind; what a clinician must report stands apart."""
        found = compare(
            asked.place, asked.other, asked.happened, self.catalogue, age=asked.age, relationship=asked.who
        )
        return tuple(
            KindShown(self._kind(one.kind), self._entries(one.first), self._entries(one.second))
            for one in found
            if one.kind not in ALWAYS
        )

    def recording(self, place: str) -> RecordingShown:
        """The rule on recording of a place."""
        rule = recording_rule(place, self.catalogue)
        if rule.rests_on is None:
            says = confidence_in_words("unverified", self.language)
            return RecordingShown(
                rule.place.name,
                self._said(rule.says),
                rule.note,
                "",
                FactShown(False, says, (), "", False, False),
            )
        return RecordingShown(
            rule.place.name,
            self._said(rule.says),
            rule.note,
            rule.rests_on.citation,
            self._fact(rule.rests_on, rule.confidence),
        )

    def asked_in_words(self, asked: Asked) -> tuple[str, ...]:
        """What the page answers: what happened, then who."""
        who = next(
            (one.label for one in self.catalogue.vocabulary.relationships if one.id == asked.who), None
        )
        return tuple(self._said(one) for one in (*(one.label for one in chosen(asked.happened)), who) if one)

    def happened(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The labels of what happened."""
        return tuple(self._said(one.label) for one in chosen(ids))

    def duties(self, place: str) -> DutiesShown:
        """What must be reported in a place, and the duty to protect."""
        duties = duties_of(place, self.catalogue)
        return DutiesShown(
            duties.place.name,
            tuple(self._duty(one) for one in duties.reports),
            tuple(self._plain(one) for one in duties.others),
            tuple(self._plain(one) for one in duties.protect),
            self._line(duties),
        )

    def talk(self) -> TalkShown:
        """What a report sets off, wherever it is made."""
        talk = self.catalogue.option(REPORT_TALK)
        return TalkShown(
            talk.id,
            self._said(talk.title),
            tuple(self._said(one) for one in (talk.who_could_notice.who, talk.who_could_notice.when)),
            tuple(self._said(one.text) for one in talk.caution_when),
            fact_of(talk, "option", self.language, self.today),
        )

    def _duty(self, one: DutyToReport) -> DutyShown:
        said = self._said
        provision, block = one.provision, one.provision.reporting
        rests_on = None
        if block is not None:
            read = msgspec.structs.replace(provision, sources=block.sources or provision.sources)
            rests_on = self._fact(read, max(provision.confidence, block.confidence, key=SUREST.index))
        return DutyShown(
            self._plain(provision),
            rests_on,
            tuple((said(who.who), said(who.answer), who.is_known) for who in one.by_who),
            said(one.how_fast),
            said(one.to_whom),
            said(one.to_whom_else),
            said(one.sets_off),
            said(one.note),
        )

    def _line(self, duties: Duties) -> LineShown | None:
        if duties.help is None:
            return None
        line = duties.help.child_abuse_report
        return LineShown(
            str(line.get("number", "")),
            str(line.get("tty", "")),
            str(line.get("fallback", "")),
            str(line.get("note", "")),
            self._part_fact(duties.help, line),
            trouble_in_words(self.wrong.get(f"{duties.help.id}-child-abuse"), self.language),
        )

    def _legal_aid(self, law: Jurisdiction) -> LegalAidShown | None:
        help_here = next(
            (one for one in self.catalogue.state_help if f"US-{one.code}" == law.jurisdiction), None
        )
        if help_here is None or not help_here.legal_aid_finder.get("url"):
            return None
        finder = help_here.legal_aid_finder
        return LegalAidShown(str(finder["url"]), self._part_fact(help_here, finder))

    def _part_fact(self, help_here: StateHelp, part: dict[str, Any]) -> FactShown:
        """How sure one part of a state's help is: by its own sources, or those of the whole."""
        sources = part.get("sources") or ([part["source"]] if "source" in part else [])
        confidence: Confidence = part.get("confidence", "unverified")
        fact = fact_of(help_here, "state-help", self.language, self.today)
        return FactShown(
            confidence == "confirmed",
            confidence_in_words(confidence, self.language),
            tuple(self._source(one) for one in sources) or fact.sources,
            fact.read_on,
            fact.is_overdue,
            fact.is_local,
        )

    def _source(self, source: dict[str, Any]) -> SourceShown:
        """A source as a part of a state's help writes it."""
        seen = source.get("seen")
        return SourceShown(
            str(source.get("publisher") or source.get("note") or source.get("what") or ""),
            source["url"],
            iso_in_words(seen, self.language) if seen else "",
        )

    def _entries(self, entries: Iterable[LawEntry]) -> tuple[EntryShown, ...]:
        return tuple(self._entry(one) for one in entries)

    def _entry(self, one: LawEntry) -> EntryShown:
        provision, block = one.provision, one.provision.eligibility
        reaches = [] if block is None else [self._said(law_words.CONDUCT[act]) for act in block.conduct]
        return EntryShown(
            provision.id,
            self._kind(provision.kind),
            provision.title,
            provision.citation,
            provision.summary,
            tuple(self._said(why) for why in one.why),
            ", ".join(reaches),
            self._said(one.electronic),
            block.electronic or "" if block is not None else "",
            self._said(one.who_files),
            provision.minors or "",
            provision.caution or "",
            one.is_to_check,
            self._fact(provision, one.confidence),
        )

    def _plain(self, provision: Provision) -> EntryShown:
        return self._entry(
            LawEntry(provision=provision, why=(), electronic=None, confidence=provision.confidence)
        )

    def _fact(self, provision: Provision, confidence: Confidence) -> FactShown:
        return fact_of(
            msgspec.structs.replace(provision, confidence=confidence), KIND, self.language, self.today
        )

    def _age(self, law: Jurisdiction) -> AgeOfPlace:
        days = [source.seen for one in law.provisions for source in one.sources if source.seen]
        oldest = min(days, default="")
        due = review_due(KIND, oldest) if oldest else None
        counts = {
            name: sum(one.confidence == name for one in law.provisions) for name in ("confirmed", "likely")
        }
        return AgeOfPlace(
            counts["confirmed"],
            counts["likely"],
            len(law.provisions) - sum(counts.values()),
            law.gaps,
            iso_in_words(oldest, self.language) if oldest else "",
            day_in_words(due, self.language) if due else "",
            bool(due and self.today and self.today > due),
        )

    def _kind(self, kind: str) -> str:
        return next(self._said(one.label) for one in self.catalogue.vocabulary.legal_kinds if one.id == kind)

    def _said(self, text: Text | None) -> str:
        return text.said_in(self.language) if text is not None else ""
