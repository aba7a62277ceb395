# SPDX-License-Identifier: Apache-2.0
"""Answers to the lines of *the next ten minutes*, and their one page on paper.

Replies are only ever added; the newest to a line stands. Nothing is written when the page is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from leeward.papers import Paper, ten_minutes_sheet
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.book import book
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.models import Visit
from leeward.practice.visits.selectors import read_visit, visits_to_look_at
from leeward.practice.visits.services import apply_change, find_visit, visit_facts
from leeward.practice.visits.values import ListedVisit
from leeward.screening.line_answers import LATE_AFTER, LineAnswer, LineReply, answer_line
from leeward.stewardship import Action, may
from leeward.terms.errors import InputError
from leeward.terms.text import Language

REPLIES: Mapping[str, LineReply] = {
    "did-it": "did-it",
    "not-now": "not-now",
    "does-not-fit": "does-not-fit",
}


@dataclass(frozen=True, slots=True, repr=False)
class Replied:
    """The reply that stands for a line. `because`: the MHP's words."""

    reply: str
    because: str
    at: datetime
    is_late: bool


def reply_to_line(account: Account, visit_id: str, line_id: str, reply: str, because: str) -> None:
    """Writes down what was done about a line; what was said about it before is kept.

    Raises:
        InputError: no such line or reply, a reason is missing or too long, or more than a day has passed.
        NotFound: not their visit.
    """
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.WRITE_VISIT)
    with acting(actor, Action.WRITE_VISIT, visit_facts(visit)):
        if line_id not in book().line_by_id or reply not in REPLIES:
            raise InputError(
                "a line or a reply that is not on the page",
                expected="one of them",
                do="Open the page again, then note it",
                where="line",
            )
        now = timezone.now()
        answer = answer_line(
            line_id,
            REPLIES[reply],
            because,
            at=now,
            ended_at=visit.ended_at,
            last_word=last_word(visit_id),
        )
        up = _lines_up(visit)

        def change(sheet: Sheet) -> Mapping[str, Any]:
            before = sheet.words.get("first_up", {})
            first_up = {**dict.fromkeys((*up, line_id), now.isoformat(timespec="seconds")), **before}
            return {
                "replies": [*sheet.words.get("replies", []), _kept(answer, account.id)],
                "first_up": first_up,
            }

        apply_change(visit, "lines", change, seen=0)


def replies_that_stand(lines: Sheet) -> Mapping[str, Replied]:
    """The newest reply to each line, by the line's id."""
    return {
        one["line"]: Replied(one["reply"], one["because"], datetime.fromisoformat(one["at"]), one["late"])
        for one in lines.words.get("replies", [])
    }


def last_word(visit_id: str) -> datetime:
    """When anything but an answer to a line was last written in a visit; else when it was opened."""
    changed_at: datetime = Visit.objects.get(id=visit_id).changed_at
    return changed_at


def print_minutes(account: Account, visit_id: str, language: Language) -> Paper:
    """The ten minutes of a visit on one page."""
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.PRINT)
    facts = visit_facts(visit)
    with acting(actor, Action.PRINT, facts, detail="ten-minutes"):
        words = read_visit(visit, is_handed_over=bool(facts.handed_to))
    return ten_minutes_sheet(Chain(words).findings, book(), language)


def visits_to_choose_from(account: Account) -> list[ListedVisit]:
    """The visits that go on; none for a person who has no clients of their own."""
    if not may(account.actor(), Action.LIST_VISITS):
        return []
    return [visit for visit in visits_to_look_at(account) if visit.ended_at is None]


def is_long_over(ended_at: datetime | None) -> bool:
    """Whether a visit ended so long ago that the session is no longer in it."""
    return ended_at is not None and timezone.now() - ended_at > LATE_AFTER


def _lines_up(visit: Visit) -> tuple[str, ...]:
    """Every line that the visit's words call for now; none where they cannot be read any more."""
    try:
        ten = Chain(read_visit(visit, is_handed_over=False)).findings.ten_minutes
    except InputError:
        return ()
    return tuple(line.id for line in (*ten.first, *ten.also))


def _kept(answer: LineAnswer, account_id: str) -> dict[str, Any]:
    return {
        "line": answer.line_id,
        "reply": answer.reply,
        "because": answer.because,
        "at": answer.at.isoformat(timespec="seconds"),
        "late": answer.is_late,
        "by": account_id,
    }
