# SPDX-License-Identifier: Apache-2.0
"""What the record holds only when it is asked for: working papers, each on pages of its own.

Prompts that were on a screen read like duties in a court, and possibilities like findings. So none of
this is printed unless a person names it, and each part says what it is on its first line.
Source: clinical review, faults 5 and 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from leeward.formulation.mechanisms import RankedMechanism
from leeward.formulation.picture import DANGER_SEVERITIES
from leeward.knowledge import Catalogue
from leeward.papers.facts import Sources
from leeward.papers.reasons import say_reasons
from leeward.papers.record_places import answering_services, law_places
from leeward.papers.record_steps import held_back, open_options, steps_in_full
from leeward.papers.record_words import COULD_BE, SEVERITY_NAMES
from leeward.papers.ten_minutes import minute_lines
from leeward.planning import Plan
from leeward.planning.place import FEDERAL
from leeward.planning.takeaway import SAFE_TO_CARRY_QUESTION
from leeward.screening.flags import WITHDRAWN_FLAG
from leeward.terms.because import Because
from leeward.terms.errors import PaperError
from leeward.terms.text import Language

RecordPart = Literal["lines", "flags", "steps", "possibilities", "law"]
RECORD_PARTS: tuple[RecordPart, ...] = get_args(RecordPart)
MOST_POSSIBILITIES = 5
MOST_EVERYDAY = 3
MOST_REASONS = 6
_PAPER_ASKED_AGAIN = Because("rule", "answer-taken-back", SAFE_TO_CARRY_QUESTION)
"""Asked anew of every paper, so that another answer is no answer taken back."""


def parts_in_words(
    parts: frozenset[RecordPart], plan: Plan, catalogue: Catalogue, language: Language
) -> dict[str, dict[str, Any] | None]:
    """By name, in the order in which they stand; None: not asked for. Raises PaperError."""
    unknown = parts - set(RECORD_PARTS)
    if unknown:
        raise PaperError(
            "an unknown part of the record", expected=", ".join(RECORD_PARTS), do="Name one of these"
        )
    return {
        name: _with_sources(_MAKERS[name], plan, catalogue, language) if name in parts else None
        for name in RECORD_PARTS
    }


Maker = Callable[[Plan, Catalogue, Language, Sources], dict[str, Any]]


def _with_sources(make: Maker, plan: Plan, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """Each part lists its own sources: it can be kept, or left out, by itself."""
    sources = Sources(language, plan.made_on)
    return {**make(plan, catalogue, language, sources), "sources": sources.listed()}


def _lines(plan: Plan, catalogue: Catalogue, language: Language, _: Sources) -> dict[str, Any]:
    ten = plan.board.picture.findings.ten_minutes
    return {
        "first": minute_lines(ten.first, catalogue, language),
        "also": minute_lines(ten.also, catalogue, language),
        "notice": ten.notice.said_in(language),
    }


def _flags(plan: Plan, catalogue: Catalogue, language: Language, sources: Sources) -> dict[str, Any]:
    """Critical and high flags, most severe first, each with what it calls for."""
    flags = []
    for flag in plan.board.picture.findings.flags:
        because = tuple(one for one in flag.because if one != _PAPER_ASKED_AGAIN)
        if flag.severity not in DANGER_SEVERITIES or (flag.id == WITHDRAWN_FLAG and not because):
            continue
        flags.append(
            {
                "title": catalogue.flag(flag.id).title.said_in(language),
                "severity": SEVERITY_NAMES[flag.severity].said_in(language),
                "because": say_reasons(because, catalogue, language, most=MOST_REASONS),
                "now": list(flag.now),
                "stamp": sources.stamp(catalogue.flag(flag.id), "flag"),
            }
        )
    return {"flags": flags}


def _steps(plan: Plan, catalogue: Catalogue, language: Language, sources: Sources) -> dict[str, Any]:
    return {
        "steps": steps_in_full(plan, catalogue, language, sources),
        "held": held_back(plan, catalogue, language),
        "open": open_options(plan, language, sources),
        "services": answering_services(plan, language, sources),
    }


def _possibilities(plan: Plan, catalogue: Catalogue, language: Language, sources: Sources) -> dict[str, Any]:
    differential = plan.board.picture.differential
    return {
        "possibilities": [
            _possibility(one, catalogue, language, sources)
            for one in differential.mechanisms[:MOST_POSSIBILITIES]
        ],
        "everyday": [
            _possibility(one, catalogue, language, sources)
            for one in differential.other_explanations[:MOST_EVERYDAY]
        ],
        "ask_next": [catalogue.sign(one).follow_up.said_in(language) for one in differential.ask_next],
    }


def _possibility(
    one: RankedMechanism, catalogue: Catalogue, language: Language, sources: Sources
) -> dict[str, Any]:
    mechanism = catalogue.mechanism(one.id)

    def signs(ids: tuple[str, ...]) -> list[str]:
        return [catalogue.sign(sign_id).text.said_in(language) for sign_id in ids]

    return {
        "name": _as_possible(mechanism.name.said_in(language), language),
        "for": signs(one.speaks_for),
        "against": signs(one.speaks_against),
        "denied": signs(one.denied),
        "other": mechanism.another_explanation.said_in(language),
        "stamp": sources.stamp(mechanism, "mechanism"),
    }


def _as_possible(name: str, language: Language) -> str:
    """A name worded as a possibility, where it is not worded so already."""
    words = ("podría",) if language == "es" else ("could", "may ")
    if any(word in name.lower() for word in words):
        return name
    return f"{COULD_BE.said_in(language)}: {name}"


def _law(plan: Plan, _: Catalogue, language: Language, sources: Sources) -> dict[str, Any]:
    return {
        "places": law_places(plan, language, sources),
        "no_state": all(one.jurisdiction.jurisdiction == FEDERAL for one in plan.law),
    }


_MAKERS: Mapping[RecordPart, Maker] = {
    "lines": _lines,
    "flags": _flags,
    "steps": _steps,
    "possibilities": _possibilities,
    "law": _law,
}
