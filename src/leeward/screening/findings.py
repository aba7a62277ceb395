# SPDX-License-Identifier: Apache-2.0
"""Findings: what is going on, every part with its because-list and the content it was made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.screen import Item, Sets
from leeward.knowledge.models.vocabulary import Term, resolve_term, with_broader
from leeward.screening.answers import Answers
from leeward.screening.flags import RaisedFlag, raise_flags, with_said_relationship
from leeward.screening.instruments import InstrumentResult, bands_by_instrument, score_instruments
from leeward.screening.questionnaire import next_questions, unanswered_questions
from leeward.screening.ten_minutes import TenMinutesList, next_ten_minutes
from leeward.terms.because import Because

SUICIDE_SCREEN_DUE = "asq-due"


class Found(msgspec.Struct, frozen=True):
    """A means, an act or a target that the answers show, and which answers."""

    id: str
    because: tuple[Because, ...]


class Findings(msgspec.Struct, frozen=True):
    """What the answers show. Lists are in the order in which a person should read them."""

    content_version: str
    screen_version: str
    answers: Answers
    means: tuple[Found, ...]
    acts: tuple[Found, ...]
    targets: tuple[Found, ...]
    flags: tuple[RaisedFlag, ...]
    instruments: tuple[InstrumentResult, ...]
    ten_minutes: TenMinutesList
    unanswered: tuple[str, ...]
    next: tuple[str, ...]
    wishes: tuple[str, ...]

    @property
    def bands(self) -> Mapping[str, tuple[str, ...]]:
        """Which bands each given instrument ended in."""
        return bands_by_instrument(self.instruments)

    @property
    def flag_ids(self) -> frozenset[str]:
        """The ids of all raised flags."""
        return frozenset(flag.id for flag in self.flags)

    def means_with_broader(self, catalogue: Catalogue) -> frozenset[str]:
        """The means found and the wider terms they also mean."""
        return with_broader(catalogue.vocabulary.means, frozenset(found.id for found in self.means))


def find(answers: Answers, catalogue: Catalogue) -> Findings:
    """The findings of one visit's answers. Pure: the same answers and content give the same findings."""
    answers = with_said_relationship(answers, catalogue)
    results = score_instruments(answers, catalogue)
    bands = bands_by_instrument(results)
    flags = raise_flags(answers, bands, catalogue)
    return Findings(
        content_version=catalogue.version,
        screen_version=catalogue.screen.version,
        answers=answers,
        means=_found("means", answers, catalogue),
        acts=_found("acts", answers, catalogue),
        targets=_targets(answers, catalogue),
        flags=flags,
        instruments=results,
        ten_minutes=next_ten_minutes(flags, answers.context, catalogue),
        unanswered=unanswered_questions(answers, bands, catalogue),
        next=next_questions(
            answers, bands, catalogue, suicide_screen_due=any(flag.id == SUICIDE_SCREEN_DUE for flag in flags)
        ),
        wishes=_wishes(answers, catalogue),
    )


def _found(kind: str, answers: Answers, catalogue: Catalogue) -> tuple[Found, ...]:
    """What the items' `sets` and `maps` say of one kind, in the order of the vocabulary."""
    terms: tuple[Term, ...] = getattr(catalogue.vocabulary, kind)
    reasons: dict[str, list[Because]] = {}
    for item in catalogue.items.values():
        for term_id, because in _of_item(item, kind, answers, terms):
            reasons.setdefault(term_id, []).append(because)
    return tuple(
        Found(term.id, tuple(dict.fromkeys(reasons[term.id]))) for term in terms if term.id in reasons
    )


def _of_item(
    item: Item, kind: str, answers: Answers, terms: tuple[Term, ...]
) -> Iterable[tuple[str, Because]]:
    codes = answers.codes(item.linkId)
    value = answers.given.get(item.linkId)
    for sets in item.sets:
        for code in _matching(sets, codes, value):
            for term_id in getattr(sets, kind):
                yield term_id, Because("answer", item.linkId, code)
    if item.maps == kind:
        for code in codes:
            term = resolve_term(terms, code) or resolve_term(terms, code.replace("_", "-"))
            if term is not None:
                yield term.id, Because("answer", item.linkId, code)


def _matching(sets: Sets, codes: tuple[str, ...], value: object) -> tuple[str, ...]:
    if sets.when_gte is not None:
        return (str(value),) if isinstance(value, int) and value >= sets.when_gte else ()
    return tuple(code for code in codes if code in sets.when)


def _targets(answers: Answers, catalogue: Catalogue) -> tuple[Found, ...]:
    """Who is affected. Somebody always is: without a wider answer, the one who came."""
    found = _found("targets", answers, catalogue)
    told = any(answers.is_answered(link_id) for link_id in answers.given)
    if not told or any(target.id == "individual" for target in found):
        return found
    individual = Found("individual", (Because("rule", "the-client-is-affected"),))
    return (individual, *found)


def _wishes(answers: Answers, catalogue: Catalogue) -> tuple[str, ...]:
    """What the client wants most (item g1), in the order given, as vocabulary ids."""
    words = catalogue.vocabulary.wishes
    terms = (resolve_term(words, code) for code in answers.codes("g1"))
    return tuple(term.id for term in terms if term is not None)
