# SPDX-License-Identifier: Apache-2.0
"""The plan for the file: what a clinician needs to see again, with reasons, sources and cautions.

Steps come before law and services; the differential comes last, on a sheet of its own with its own
sources, because it is a working paper that is left out of the file unless someone chooses to keep it.
Nothing a client wrote in free text stands here.
"""

from __future__ import annotations

from typing import Any

from leeward.formulation.mechanisms import RankedMechanism
from leeward.formulation.picture import DANGER_SEVERITIES
from leeward.knowledge import Catalogue
from leeward.knowledge.models.vocabulary import Term, resolve_term
from leeward.papers.facts import Sources, confidence_in_words, when_made
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.reasons import say_reasons
from leeward.papers.record_places import answering_services, law_places
from leeward.papers.record_steps import chosen_steps, held_back, not_now, open_options, tried_options
from leeward.papers.record_words import COULD_BE, FILE_NAME, SEVERITY_NAMES, TITLE, record_words
from leeward.papers.sheet import sheet_form
from leeward.papers.ten_minutes import minute_lines
from leeward.papers.typesetting import UNDATED, set_paper
from leeward.planning import Plan, Takeaway
from leeward.planning.place import FEDERAL
from leeward.screening.findings import Found
from leeward.terms.text import Language

MOST_POSSIBILITIES = 5
MOST_EVERYDAY = 3
MOST_REASONS = 6


def record_plan(
    plan: Plan,
    catalogue: Catalogue,
    language: Language,
    paper: PaperSize = "letter",
    *,
    form: Takeaway | None = None,
) -> Paper:
    """The record of a plan, for staff.

    Args:
        form: the form asked for the client's paper, so that the record says what was handed over.

    Raises:
        PaperError: an unknown size or language, or words that cannot be set.
    """
    sources = Sources(language, plan.made_on)
    findings = plan.board.picture.findings
    carried = sheet_form(plan, form)
    data = {
        "words": record_words(language),
        "made_on": when_made(plan.made_on, language),
        "version": catalogue.version[:8],
        "minutes": minute_lines(findings.ten_minutes.first, language),
        "also": minute_lines(findings.ten_minutes.also, language),
        "notice": findings.ten_minutes.notice.said_in(language),
        "validity": catalogue.screen.validity_statement.said_in(language),
        "validity_stamp": " · ".join(
            (confidence_in_words(catalogue.screen.confidence, language), catalogue.screen.version)
        ),
        "going_on": _going_on(plan, catalogue, language, sources),
        "danger": _danger(plan, catalogue, language, sources),
        "steps": chosen_steps(plan, catalogue, language, sources, carried),
        "open": open_options(plan, language, sources),
        "tried": tried_options(plan, language),
        "not_now": not_now(plan, catalogue, language),
        "held": held_back(plan, catalogue, language),
        "services": answering_services(plan, language, sources),
        "takeaway": carried,
        "law": law_places(plan, language, sources),
        "no_state": all(one.jurisdiction.jurisdiction == FEDERAL for one in plan.law),
        "sources": sources.listed(),
        "know": _how_could_they_know(plan, catalogue, language),
    }
    return set_paper(
        "record",
        data,
        title=TITLE.said_in(language),
        file_name=FILE_NAME.said_in(language),
        language=language,
        paper=paper,
        dated=plan.made_on or UNDATED,
    )


def _going_on(plan: Plan, catalogue: Catalogue, language: Language, sources: Sources) -> dict[str, Any]:
    findings, words = plan.board.picture.findings, catalogue.vocabulary
    return {
        "scenarios": [
            {
                "title": catalogue.scenario(one.id).title.said_in(language),
                "variant": _label(words.variants, one.variant, language),
                "text": catalogue.scenario(one.id).description.said_in(language),
                "because": say_reasons(one.because, catalogue, language, most=MOST_REASONS),
                "stamp": sources.stamp(catalogue.scenario(one.id), "scenario"),
            }
            for one in plan.board.picture.scenarios
        ],
        "means": _found(findings.means, words.means, catalogue, language),
        "acts": _found(findings.acts, words.acts, catalogue, language),
        "targets": _found(findings.targets, words.targets, catalogue, language),
        "wishes": [_label(words.wishes, wish, language) for wish in findings.wishes],
    }


def _found(
    found: tuple[Found, ...], terms: tuple[Term, ...], catalogue: Catalogue, language: Language
) -> list[dict[str, Any]]:
    return [
        {
            "label": _label(terms, one.id, language),
            "because": say_reasons(one.because, catalogue, language, most=3),
        }
        for one in found
    ]


def _label(terms: tuple[Term, ...], word: str | None, language: Language) -> str:
    term = resolve_term(terms, word) if word is not None else None
    return term.label.said_in(language) if term is not None else (word or "")


def _danger(plan: Plan, catalogue: Catalogue, language: Language, sources: Sources) -> list[dict[str, Any]]:
    """Critical and high flags, most severe first. `now` in full for the critical ones only: a page
    of eighty instructions is read by nobody (clinical review, finding 5)."""
    return [
        {
            "title": catalogue.flag(flag.id).title.said_in(language),
            "severity": SEVERITY_NAMES[flag.severity].said_in(language),
            "because": say_reasons(flag.because, catalogue, language, most=MOST_REASONS),
            "now": list(flag.now) if flag.severity == "critical" else [],
            "stamp": sources.stamp(catalogue.flag(flag.id), "flag"),
        }
        for flag in plan.board.picture.findings.flags
        if flag.severity in DANGER_SEVERITIES
    ]


def _how_could_they_know(plan: Plan, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    differential = plan.board.picture.differential
    sources = Sources(language, plan.made_on)
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
        "sources": sources.listed(),
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
