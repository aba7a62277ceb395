# SPDX-License-Identifier: Apache-2.0
"""Plan -> what a paper's fields could say: suggestions from the record, each to be agreed to or changed.

    filled("police", plan, catalogue, "es")["acts"]      # points, one a line

Only a plain yes is told, in words that say no more than the question did; "not sure" is told by nobody but
the client. Origin and papers, whom they love, forced sex and their own wish to die stand in no suggestion,
whoever reads it. A field with nothing to say is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from leeward.knowledge import Catalogue
from leeward.knowledge.models.vocabulary import resolve_term
from leeward.papers.dates import moment_in_words
from leeward.papers.letters.fields import FIELDS
from leeward.papers.letters.kinds import KINDS, Kind, LetterKind
from leeward.papers.letters.words import DATES_AHEAD, EFFECTS, FEW_ACTS, HAPPENED, LANGUAGE_NAMES
from leeward.papers.sheet_numbers import client_numbers
from leeward.planning import Plan
from leeward.screening import Answers
from leeward.terms.text import Language, Text

LATEST_QUESTION = "p8"
"""What happened last, in the client's own words."""
FEW_THREATS = frozenset({"kill", "hurt", "hurt_children", "hurt_others", "job_school"})
ALL_THREATS = FEW_THREATS | {"share", "erase", "take_children", "fire_damage", "self"}
FEW_DONE = frozenset({"asked_stop", "blocked", "reported_platform", "school_work", "kept_proof"})
ALL_DONE = FEW_DONE | {"told_someone", "changed", "removed_app", "police", "court"}
ORDERS = frozenset({"kept", "broken", "asked"})
NO_RELATIONSHIP = frozenset({"unknown"})


def filled(
    kind: LetterKind, plan: Plan, catalogue: Catalogue, language: Language, *, kept: Sequence[str] = ()
) -> dict[str, str]:
    """Field id -> its suggestion, for every field of this paper.

    Args:
        kept: the list of what the client keeps, one line each.
    """
    paper = KINDS[kind]
    told = _Told(plan, catalogue, language, paper, tuple(kept))
    return {field: _FILLERS[field](told) if FIELDS[field].from_record else "" for field in paper.fields}


class _Told:
    """What is known, for one paper in one language."""

    def __init__(
        self, plan: Plan, catalogue: Catalogue, language: Language, kind: Kind, kept: tuple[str, ...]
    ) -> None:
        self.plan = plan
        self.catalogue = catalogue
        self.language = language
        self.is_few = kind.of_acts == "few"
        self.kept = kept

    @property
    def answers(self) -> Answers:
        return self.plan.board.picture.findings.answers

    def said(self, texts: Iterable[Text]) -> str:
        """The texts as points."""
        return points(text.said_in(self.language) for text in texts)

    def choices(self, link_id: str, allowed: frozenset[str] | None = None) -> list[str]:
        """The chosen answers' own words, those alone that may stand on a paper."""
        item = self.catalogue.items[link_id]
        codes = self.answers.codes(link_id)
        return [
            choice.label.said_in(self.language)
            for choice in self.catalogue.screen.choices_of(item)
            if choice.code in codes and (allowed is None or choice.code in allowed)
        ]


def points(lines: Iterable[str]) -> str:
    """Lines as a field holds them: one point a line."""
    return "\n".join(line for line in lines if line.strip())


def _acts(told: _Told) -> str:
    return told.said(
        text
        for link_id, by_code in HAPPENED.items()
        if not told.is_few or link_id in FEW_ACTS
        for code, text in by_code.items()
        if code in told.answers.codes(link_id)
    )


def _words(told: _Told) -> str:
    said = told.answers.given.get(LATEST_QUESTION)
    return " ".join(said.split()) if isinstance(said, str) else ""


def _means(told: _Told) -> str:
    found = {one.id for one in told.plan.board.picture.findings.means}
    return told.said(term.label for term in told.catalogue.vocabulary.means if term.id in found)


def _since(told: _Told) -> str:
    return ". ".join([*told.choices("p3"), *told.choices("p2")])


def _who(told: _Told) -> str:
    relationship = told.answers.context.relationship
    if relationship is None or relationship in NO_RELATIONSHIP:
        return ""
    term = resolve_term(told.catalogue.vocabulary.relationships, relationship)
    return term.label.said_in(told.language) if term is not None else ""


def _threats(told: _Told) -> str:
    return points(told.choices("t1", FEW_THREATS if told.is_few else ALL_THREATS))


def _orders(told: _Told) -> str:
    return ". ".join(told.choices("w8", ORDERS))


def _effects(told: _Told) -> str:
    return told.said(text for link_id, text in EFFECTS.items() if "yes" in told.answers.codes(link_id))


def _done(told: _Told) -> str:
    return points(told.choices("r1", FEW_DONE if told.is_few else ALL_DONE))


def _kept(told: _Told) -> str:
    return points(told.kept)


def _dates(told: _Told) -> str:
    """Hearings and deadlines. When and where the client hands children over is told by them alone."""
    return points(
        f"{DATES_AHEAD[one.kind].said_in(told.language)}: {moment_in_words(one.at, told.language)}"
        for one in told.answers.context.next_contact
        if one.kind in DATES_AHEAD
    )


def _wants(told: _Told) -> str:
    return points(told.choices("g1"))


def _steps(told: _Told) -> str:
    return told.said(step.entry.option.title for step in told.plan.steps if step.chosen)


def _speaks(told: _Told) -> str:
    name = LANGUAGE_NAMES.get(told.answers.context.language or told.answers.language)
    return name.said_in(told.language) if name is not None else ""


def _numbers(told: _Told) -> str:
    """Without names, as on every paper that may be found."""
    return points(
        f"{one.label}: {one.number}{f' ({one.way})' if one.way else ''}"
        for one in client_numbers(told.plan, told.catalogue, told.language, "ordinary")
    )


_FILLERS: Mapping[str, Callable[[_Told], str]] = {
    "acts": _acts,
    "words": _words,
    "means": _means,
    "since": _since,
    "who": _who,
    "threats": _threats,
    "orders": _orders,
    "effects": _effects,
    "done": _done,
    "kept": _kept,
    "dates": _dates,
    "wants": _wants,
    "steps": _steps,
    "latest": _words,
    "proof": _kept,
    "language": _speaks,
    "speaks": _speaks,
    "numbers": _numbers,
}
