# SPDX-License-Identifier: Apache-2.0
"""Whether every way through an organisation holds: what it names is there, and it says what may go wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.check.checked import Checked
from leeward.knowledge.models.organisation import Organisation
from leeward.knowledge.parsing import Problem
from leeward.terms.source import JUDGEMENT

Named = tuple[str, Iterable[str], Iterable[str]]
"""Where something is named, what is named, and what there is."""


def organisations_hold(checked: Checked) -> Iterator[Problem]:
    """An id that stands for nothing, or a way that rests on nothing but our own judgement and says more."""
    for one in checked.catalogue.organisations:
        for path, ids, known in _named(one, checked.catalogue):
            there = set(known)
            for word in ids:
                if word not in there:
                    message = f"{path} names {word!r}, which stands for nothing"
                    yield checked.problem("organisations", one.id, message, path)
        if one.confidence != "unverified" and all(source.url == JUDGEMENT for source in one.sources):
            yield checked.problem("organisations", one.id, "rests on judgement alone", "confidence")


def _named(one: Organisation, book: Catalogue) -> Iterator[Named]:
    words, by = book.vocabulary, one.brought_by
    options = [option.id for option in book.options]
    services = [service.id for service in book.services]
    flags = [*(flag.id for flag in book.flags), *(group.id for group in words.flag_groups)]
    scenarios = [scenario.id for scenario in book.scenarios]
    people = [term.id for term in words.relationships]
    ages = [term.id for term in words.ages]
    yield "brought_by", by.relationships, people
    yield "brought_by", by.scenarios, scenarios
    yield "brought_by", by.means, [term.id for term in words.means]
    yield "brought_by", by.flags, flags
    yield "brought_by", by.ages, ages
    for case in one.special:
        yield "special", case.flags, flags
        yield "special", case.relationship, people
        yield "special", case.age, ages
        yield "special", case.scenarios, scenarios
    yield "no_answer", [step.service for step in one.no_answer if step.service], services
    yield "options", one.options, options
    yield "services", one.services, services
    yield "legal_kinds", one.legal_kinds, [term.id for term in words.legal_kinds]
    yield "law", [*one.law, *(law for right in one.rights for law in right.law)], book.provisions
