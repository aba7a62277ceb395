# SPDX-License-Identifier: Apache-2.0
"""Who may ask for an order, and who must report, is written in known words and rests on what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.check.sources import is_date
from leeward.knowledge.models.eligibility import Eligibility
from leeward.knowledge.models.law import Provision
from leeward.knowledge.parsing import Problem
from leeward.knowledge.tiers import TIERS

ANYONE = "any"


def eligibility_holds(checked: Checked) -> Iterator[Problem]:
    """A block with a word nobody knows, on another kind of law, or surer than what was read."""
    known = {term.id for term in checked.catalogue.vocabulary.relationships}
    for place in checked.catalogue.law:
        for provision in place.provisions:
            if provision.eligibility is not None:
                for message in _faults(provision, provision.eligibility, known):
                    yield checked.problem("provisions", provision.id, message, "eligibility")


def _faults(provision: Provision, block: Eligibility, known: set[str]) -> Iterator[str]:
    if provision.kind != "protective-order":
        yield "eligibility belongs to protective orders"
    named = block.relationships or ()
    narrowed = (
        *block.not_against,
        *block.only_some,
        *block.if_lived_together,
        *block.minors_only_against,
        *block.with_a_tie,
    )
    for word in (*named, *narrowed):
        if word not in known and not (word == ANYONE and word in named):
            yield f"the relationship {word!r} is not in the vocabulary"
    if ANYONE in named and len(named) > 1:
        yield "open to any, and to some; say one"
    if block.not_against and ANYONE not in named:
        yield "`not_against` narrows `any`; name the others alone"
    if block.others_only_over and (
        ANYONE not in named or not set(block.others_only_over) < set(block.conduct)
    ):
        yield "`others_only_over` narrows `any` to a part of `conduct`"
    if ANYONE not in named and not set(block.only_some) <= set(named):
        yield "`only_some` names whom `relationships` does not"
    if block.confidence == "confirmed" and not any(source.seen for source in block.sources):
        yield "eligibility is confirmed, but it names no source of its own that was read"
    for source in block.sources:
        if source.seen is not None and not is_date(source.seen):
            yield f"seen {source.seen!r} is not a date"


def reporting_holds(checked: Checked) -> Iterator[Problem]:
    """A block on another kind of law, or surer than what was read."""
    for place in checked.catalogue.law:
        for provision in place.provisions:
            block = provision.reporting
            if block is None:
                continue
            if provision.kind != "mandated-reporting":
                yield checked.problem(
                    "provisions", provision.id, "reporting belongs to duties to report", "reporting"
                )
            if block.confidence == "confirmed" and not any(source.seen for source in block.sources):
                message = "reporting is confirmed, but it names no source of its own that was read"
                yield checked.problem("provisions", provision.id, message, "reporting")
            for source in block.sources:
                if source.seen is not None and not is_date(source.seen):
                    message = f"seen {source.seen!r} is not a date"
                    yield checked.problem("provisions", provision.id, message, "reporting")


def tiers_are_clear(checked: Checked) -> Iterator[Problem]:
    """A host that stands in two tiers, or twice in one."""
    tiers = checked.catalogue.source_tiers
    for name, count in Counter(name for tier in TIERS for name in getattr(tiers, tier)).items():
        if count > 1:
            yield checked.problem("source_tiers", "", f"{name} stands {count} times")
