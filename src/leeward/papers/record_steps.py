# SPDX-License-Identifier: Apache-2.0
"""The record's part on options: what was chosen, tried and set aside; in full only as a working paper."""

from __future__ import annotations

from typing import Any

from leeward.knowledge import Catalogue
from leeward.knowledge.models.option import Option
from leeward.papers.dates import day_in_words
from leeward.papers.facts import Sources
from leeward.papers.reasons import first_sentence, say_reasons
from leeward.papers.sheet import sheet_lines
from leeward.planning import Plan, Takeaway
from leeward.planning.board import BoardOption
from leeward.planning.plan import PlanStep
from leeward.terms.text import Language, Text

MOST_REASONS = 5


def chosen_steps(plan: Plan, language: Language, form: Takeaway) -> list[dict[str, Any]]:
    """Each step of the plan, in its order, with its line on a client's paper of this form."""
    return [
        {
            "title": step.entry.option.title.said_in(language),
            "chosen": step.chosen,
            "paper_line": line.said_in(language) if form == "ordinary" else None,
        }
        for step, line in zip(plan.steps, sheet_lines(plan, form), strict=True)
    ]


def steps_in_full(
    plan: Plan, catalogue: Catalogue, language: Language, sources: Sources
) -> list[dict[str, Any]]:
    """The same with all that speaks for and against each."""
    return [_step(step, catalogue, language, sources) for step in plan.steps]


def _step(step: PlanStep, catalogue: Catalogue, language: Language, sources: Sources) -> dict[str, Any]:
    entry, option = step.entry, step.entry.option
    notice = option.who_could_notice
    return {
        "title": option.title.said_in(language),
        "chosen": step.chosen,
        "text": option.description.said_in(language),
        "first_words": option.first_step.said_in(language),
        "why": say_reasons(entry.why, catalogue, language, most=MOST_REASONS),
        "before": _before(entry, catalogue, language),
        "better_after": [catalogue.option(one).title.said_in(language) for one in entry.better_after],
        "help": _said(option.could_help_by, language),
        "backfire": [one.how.said_in(language) for one in option.could_backfire_by],
        "notice_level": notice.level,
        "notice": [notice.who.said_in(language), notice.when.said_in(language)],
        "lost": option.evidence_lost.said_in(language),
        "privilege": option.privilege.said_in(language) if option.privilege is not None else None,
        "cautions": _said(entry.cautions, language),
        "stamp": sources.stamp(option, "option"),
    }


def _before(entry: BoardOption, catalogue: Catalogue, language: Language) -> list[str]:
    """What comes first, and the harm if it does not; a substitute has no reason of its own."""
    reasons = {must.option: must.why for must in entry.option.before_this.must}
    said = []
    for option_id in entry.before_this:
        title = catalogue.option(option_id).title.said_in(language)
        why = reasons.get(option_id)
        said.append(f"{title}. {why.said_in(language)}" if why is not None else title)
    return said


def open_options(plan: Plan, language: Language, sources: Sources) -> list[dict[str, str]]:
    """What can be talked over: title, one line, how sure."""
    return [_short(one.option, language, sources) for one in plan.suggested]


def tried_options(plan: Plan, catalogue: Catalogue, language: Language) -> list[dict[str, str]]:
    """What the client tried, on the board or held back, and how it went where that was said."""
    return [
        {"title": catalogue.option(option_id).title.said_in(language), "outcome": outcome or ""}
        for option_id, outcome in plan.board.wishes.tried.items()
    ]


def not_now(plan: Plan, catalogue: Catalogue, language: Language) -> list[dict[str, str]]:
    """What the client does not want now, and when it is asked again."""
    return [
        {
            "title": catalogue.option(one.option_id).title.said_in(language),
            "again": day_in_words(one.return_on, language) if one.return_on is not None else "",
        }
        for one in plan.not_now
    ]


def held_back(plan: Plan, catalogue: Catalogue, language: Language) -> list[dict[str, str]]:
    """What is not shown, why, and what stands in for it."""
    return [
        {
            "title": catalogue.option(one.id).title.said_in(language),
            "because": one.because.said_in(language),
            "instead": catalogue.option(one.instead).title.said_in(language),
        }
        for one in plan.held_back
    ]


def _short(option: Option, language: Language, sources: Sources) -> dict[str, str]:
    return {
        "title": option.title.said_in(language),
        "text": first_sentence(option.description.said_in(language)),
        "stamp": sources.stamp(option, "option"),
    }


def _said(texts: tuple[Text, ...], language: Language) -> list[str]:
    return [text.said_in(language) for text in texts]
