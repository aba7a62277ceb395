# SPDX-License-Identifier: Apache-2.0
"""Made-up clients, plainly so, to look round with: three visits that go on today and one of last week.

Everything is written through the services of the pages, so that it is sealed, asked of `may` and on record
like the rest. Days are counted from the day it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.cases import example_answers as said
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import CaseInput, open_case
from leeward.practice.cases.values import PersonWords
from leeward.practice.visits.answering import answer_questions
from leeward.practice.visits.board_form import View
from leeward.practice.visits.board_services import save_views
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.models import Document, Visit
from leeward.practice.visits.notes import save_notes
from leeward.practice.visits.plan_forms import Agreed
from leeward.practice.visits.plan_services import save_plan
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import change_document, end_visit, open_visit

FRIDAY = 4
WANTED = View("wanted")
SINCE_LAST_VISIT = timedelta(days=7)


@dataclass(frozen=True, slots=True, repr=False)
class Example:
    """One client and what was said. `by_hand`: flags that are raised by hand."""

    client: CaseInput
    answers: Mapping[str, Any]
    views: Mapping[str, View]
    notes: str
    by_hand: tuple[str, ...] = ()
    plan: Mapping[str, Agreed] = field(default_factory=dict)
    heart: tuple[str, ...] = ()


def add_examples(account: Account) -> None:
    """Four clients for this account; the last one was here a week ago."""
    now = timezone.localtime()
    for example in (heron(now), finch(now), wren(now)):
        _meet(account, example)
    visit_id = _meet(account, alondra(now))
    end_visit(account, visit_id)
    _move_back(visit_id, SINCE_LAST_VISIT)


def wren(now: datetime) -> Example:
    """A mother, separated five weeks; her children change hands on Friday."""
    visit = {
        "setting": "room",
        "alone": "yes",
        "phone": "off",
        "state": "US-WA",
        "reason": "“He knows where I have been before I get home.”",
        "next_kind": "handover",
        "next_at": _written(_next_friday(now, time(17))),
        "next_where": "the school car park",
        "police": "with",
        "contact": "none",
        "overheard": "yes",
        "limits_said": "yes",
        "consent": "yes",
    }
    person = {"called": "Wren", "age": "34", "language": "English", "pronouns": "she", "interpreter": "no"}
    wanted = (
        "safety-plan",
        "advocate-meeting",
        "police-report",
        "protective-order-dv",
        "stalking-resources",
    )
    in_a_week = (now + SINCE_LAST_VISIT).date().isoformat()
    return Example(
        CaseInput({"code_name": "Example Wren", "affected": "several"}, visit, (PersonWords("", person),)),
        said.WREN,
        {**dict.fromkeys(wanted, WANTED), "child-device-plan": View("not-now", return_on=in_a_week)},
        "Made up. “He said he would end it if I take the kids from him.” Said while looking at the door. "
        "She cannot carry paper home. The insurance is his.",
    )


def finch(now: datetime) -> Example:
    """A boy of 14 with a deadline tonight; his mother, who waits outside, speaks Spanish."""
    visit = {
        "setting": "room",
        "alone": "yes",
        "phone": "here",
        "state": "US-WA",
        "reason": "“They send it to everyone at nine.”",
        "next_kind": "deadline",
        "next_at": _written(_tonight(now, time(21), latest=time(20))),
        "police": "not",
        "contact": "through",
        "contact_how": "School nurse, weekdays before noon",
        "overheard": "unsure",
        "contact_word": "library card",
        "contact_say": "The form for the course",
        "limits_said": "yes",
        "consent": "yes",
    }
    client = {"called": "Finch", "age": "14", "language": "English", "pronouns": "he", "interpreter": "no"}
    mother = {"called": "Finch’s mother", "language": "Spanish", "pronouns": "she", "interpreter": "yes"}
    persons = (PersonWords("", client), PersonWords("", mother))
    wanted = ("suicide-safety-plan", "safe-adult-told", "ncmec-report", "takedown-minor")
    in_two_weeks = (now + timedelta(days=14)).date().isoformat()
    return Example(
        CaseInput({"code_name": "Example Finch", "affected": "several"}, visit, persons),
        said.FINCH,
        {**dict.fromkeys(wanted, WANTED), "account-checkup": View("not-now", return_on=in_two_weeks)},
        "Made up. “Please don’t tell my mom about the pictures.” Nobody has told her anything yet.",
        by_hand=("limited-english",),
    )


def heron(now: datetime) -> Example:
    """A candidate, eight days before a vote."""
    visit = {
        "setting": "room",
        "alone": "yes",
        "phone": "elsewhere",
        "state": "US-WA",
        "reason": "“They know which bus my daughter takes.”",
        "next_kind": "vote",
        "next_at": _written(datetime.combine((now + timedelta(days=8)).date(), time(7))),
        "police": "with",
        "contact": "voice",
        "contact_how": "Her own phone, evenings after eight",
        "overheard": "no",
        "contact_word": "marigold",
        "limits_said": "yes",
        "consent": "yes",
    }
    person = {"called": "Heron", "age": "41", "language": "English", "pronouns": "she", "interpreter": "no"}
    wanted = (
        "swatting-prep",
        "threat-assessment-unit",
        "helper-reads-inbox",
        "save-words",
        "report-platform",
    )
    after_the_vote = (now + timedelta(days=10)).date().isoformat()
    return Example(
        CaseInput({"code_name": "Example Heron", "affected": "group"}, visit, (PersonWords("", person),)),
        said.HERON,
        {**dict.fromkeys(wanted, WANTED), "civil-suit": View("not-now", return_on=after_the_vote)},
        "Made up. Her board e-mail and calendar are public records: nothing of us goes there.",
    )


def alondra(now: datetime) -> Example:
    """A woman whose accounts were taken over, a week ago; we said we would talk again today."""
    visit = {
        "setting": "phone",
        "alone": "yes",
        "phone": "here",
        "where_now": "A friend’s kitchen",
        "state": "US-WA",
        "line_drops": "We ring once more; then she rings us.",
        "reason": "«Alguien entró en mis cuentas y se burla de mí.»",
        "police": "not",
        "contact": "voice",
        "contact_how": "Weekdays, five to six",
        "overheard": "no",
        "contact_word": "girasol",
        "contact_say": "The dentist’s appointment",
        "limits_said": "yes",
        "consent": "yes",
    }
    person = {
        "called": "Alondra",
        "age": "27",
        "language": "Spanish",
        "pronouns": "ella",
        "interpreter": "yes",
    }
    in_three_days = (now + timedelta(days=3)).date().isoformat()
    return Example(
        CaseInput({"code_name": "Example Alondra", "affected": "one"}, visit, (PersonWords("", person),)),
        said.ALONDRA,
        {
            "breach-hygiene": WANTED,
            "two-step-signin": WANTED,
            "report-platform": View("not-now", return_on=in_three_days),
        },
        "Made up. Changed two passwords here, on our machine. Slept badly; ashamed that it happened to her.",
        plan={
            "again": Agreed(
                timezone.make_aware(datetime.combine(now.date(), time(17, 30))), "By voice, her phone"
            )
        },
        heart=("girasol", "jueves, a las diez", "Inés"),
    )


def _meet(account: Account, example: Example) -> str:
    """The client and a visit of today, as far as it went; the visit's id."""
    visit_id = open_visit(account, open_case(account, example.client))
    answer_questions(account, visit_id, example.answers, seen=1)
    if example.by_hand:
        _raise_by_hand(account, visit_id, example.by_hand)
    save_notes(account, visit_id, {"notes": example.notes})
    save_views(account, see_visit(account, visit_id), example.views, language="en", seen=0)
    if example.plan:
        save_plan(account, see_visit(account, visit_id), example.heart, example.plan, seen=0)
    return visit_id


def _raise_by_hand(account: Account, visit_id: str, flags: tuple[str, ...]) -> None:
    def change(sheet: Sheet) -> Mapping[str, Any]:
        return {"by_hand": list(flags)}

    change_document(account, visit_id, "answers", change, seen=0)


def _move_back(visit_id: str, by: timedelta) -> None:
    """A visit's dates alone, since no page writes into last week. No word of it is touched."""
    Visit.objects.filter(id=visit_id).update(
        opened_at=F("opened_at") - by, changed_at=F("changed_at") - by, ended_at=F("ended_at") - by
    )
    Document.objects.filter(visit_id=visit_id).update(said_at=F("said_at") - by)
    Case.objects.filter(visits=visit_id).update(
        opened_at=F("opened_at") - by, changed_at=F("changed_at") - by
    )


def _next_friday(now: datetime, at: time) -> datetime:
    """The first Friday after today."""
    days = (FRIDAY - now.weekday() - 1) % 7 + 1
    return datetime.combine((now + timedelta(days=days)).date(), at)


def _tonight(now: datetime, at: time, *, latest: time) -> datetime:
    """Today at that hour; tomorrow where it is later than `latest`, so that there is time to look."""
    day = now.date() if now.time() <= latest else (now + timedelta(days=1)).date()
    return datetime.combine(day, at)


def _written(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
