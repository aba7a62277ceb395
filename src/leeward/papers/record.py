# SPDX-License-Identifier: Apache-2.0
"""The record, for the file: what was said, what was chosen and what was done, each with its day.

    record_plan(plan, catalogue, "en")                               # what a file needs
    record_plan(plan, catalogue, "en", parts=frozenset({"law"}))     # and a working paper, by choice

A file may be read in court. So this paper tells what a person told, in words, and the titles of what
was talked over; it draws no conclusion about a person or a device. Prompts, flags, what speaks for and
against a step, possibilities and law are working papers, which stand here only when they are named
(see `record_parts`). Nothing that a client wrote in free text stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from leeward.knowledge import Catalogue
from leeward.papers.facts import confidence_in_words, when_made
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.record_accounts import NOTHING_LOOKED_AT, LookedAt, accounts_in_words
from leeward.papers.record_checks import SignTold, checks_in_words, signs_in_words
from leeward.papers.record_done import Done, Talk, dates_ahead, done_in_words, talks_in_words
from leeward.papers.record_parts import RecordPart, parts_in_words
from leeward.papers.record_referrals import ReferralTold, referrals_in_words
from leeward.papers.record_said import asked_again, safe_ways, said_in_words, screens_in_words
from leeward.papers.record_steps import chosen_steps, not_now, tried_options
from leeward.papers.record_words import FILE_NAME, TITLE, record_words
from leeward.papers.sheet import sheet_form
from leeward.papers.typesetting import UNDATED, set_paper
from leeward.planning import Plan, Takeaway
from leeward.planning.checks import ChosenCheck
from leeward.screening import Answers
from leeward.terms.text import Language

NOTHING_CARRIED: Mapping[str, date] = {}
KEPT_HERE = frozenset({"room", "safety"})
"""Sections of the screen about where the client is and how they can be reached: they never leave."""


def record_plan(
    plan: Plan,
    catalogue: Catalogue,
    language: Language,
    paper: PaperSize = "letter",
    *,
    form: Takeaway | None = None,
    parts: frozenset[RecordPart] = frozenset(),
    done: Sequence[Done] = (),
    said_on: Mapping[str, date] = NOTHING_CARRIED,
    contact: str = "",
    talks: Sequence[Talk] = (),
    signs: Sequence[SignTold] = (),
    checks: Sequence[ChosenCheck] = (),
    accounts: LookedAt = NOTHING_LOOKED_AT,
    referrals: Sequence[ReferralTold] = (),
    for_others: bool = False,
) -> Paper:
    """The record of a plan, for staff.

    Args:
        form: the form asked for the client's paper, so that the record says what was handed over.
        parts: the working papers to add.
        done: what was done about lines of the next ten minutes, in the order in which it is told.
        said_on: linkId -> the day, for answers of an earlier visit; all others are of this one.
        contact: how this client may be reached, as it was agreed.
        talks: when we talk again.
        signs: what was told of how the person doing this may know things.
        checks: the steps about it that stand on the plan, in their order.
        accounts: what was looked at together in accounts, and what was not.
        referrals: to whom the client was referred, and how it went.
        for_others: it leaves the house; see `record_data`.

    Raises:
        PaperError: an unknown size, language or part, or words that cannot be set.
    """
    data = record_data(
        plan,
        catalogue,
        language,
        form=form,
        parts=parts,
        done=done,
        said_on=said_on,
        contact=contact,
        talks=talks,
        signs=signs,
        checks=checks,
        accounts=accounts,
        referrals=referrals,
        for_others=for_others,
    )
    return set_paper(
        "record",
        {**data, "words": record_words(language)},
        title=TITLE.said_in(language),
        file_name=FILE_NAME.said_in(language),
        language=language,
        paper=paper,
        dated=plan.made_on or UNDATED,
    )


def record_data(
    plan: Plan,
    catalogue: Catalogue,
    language: Language,
    *,
    form: Takeaway | None = None,
    parts: frozenset[RecordPart] = frozenset(),
    done: Sequence[Done] = (),
    said_on: Mapping[str, date] = NOTHING_CARRIED,
    contact: str = "",
    talks: Sequence[Talk] = (),
    signs: Sequence[SignTold] = (),
    checks: Sequence[ChosenCheck] = (),
    accounts: LookedAt = NOTHING_LOOKED_AT,
    referrals: Sequence[ReferralTold] = (),
    for_others: bool = False,
) -> dict[str, Any]:
    """What the record says, part by part, as plain values: the same words as on its paper.

    Args:
        for_others: it leaves the house. How, where and when the client can be met or reached is left
            out, whatever was given; so is what was done about prompts, which is a working paper, and
            which accounts there are, and what is to be looked at and changed: it would tell the person
            doing this.
    """
    findings = plan.board.picture.findings
    answers = findings.answers
    if for_others:
        answers = _without(KEPT_HERE, answers, catalogue)
        done, contact, talks, checks, accounts = (), "", (), (), NOTHING_LOOKED_AT
    form = sheet_form(plan, form)
    return {
        "made_on": when_made(plan.made_on, language),
        "version": catalogue.version[:8],
        "said": said_in_words(answers, catalogue, language, said_on),
        "screens": screens_in_words(findings, catalogue, language),
        "signs": signs_in_words(signs, catalogue, language),
        "accounts": accounts_in_words(accounts, catalogue, language),
        "again": asked_again(answers, catalogue, language),
        "situations": [
            catalogue.scenario(one.id).title.said_in(language) for one in plan.board.picture.scenarios
        ],
        "steps": chosen_steps(plan, language, form),
        "takeaway": form,
        "checks": checks_in_words(checks, language),
        "tried": tried_options(plan, catalogue, language),
        "not_now": not_now(plan, catalogue, language),
        "done": done_in_words(done, language),
        "safe_ways": safe_ways(answers, catalogue, language),
        "contact": contact,
        "referrals": referrals_in_words(referrals, language),
        "talks": talks_in_words(talks, language),
        "ahead": [] if for_others else dates_ahead(answers.context, language),
        **_about(catalogue, language),
        "parts": parts_in_words(parts, plan, catalogue, language),
    }


def _without(sections: frozenset[str], answers: Answers, catalogue: Catalogue) -> Answers:
    """The answers less those to the questions of these sections."""
    kept = {
        link_id: answer
        for link_id, answer in answers.given.items()
        if link_id not in catalogue.section_of or catalogue.section_of[link_id].id not in sections
    }
    earlier = tuple(one for one in answers.earlier if one.linkId in kept)
    return msgspec.structs.replace(answers, given=kept, earlier=earlier)


def _about(catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """What the questions are, and how sure."""
    screen = catalogue.screen
    return {
        "validity": screen.validity_statement.said_in(language),
        "validity_stamp": f"{confidence_in_words(screen.confidence, language)} · {screen.version}",
    }
