# SPDX-License-Identifier: Apache-2.0
"""What the record tells beyond the plan: what was done, the days of earlier answers, how and when we talk."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone, translation

from leeward.papers import Done, LookedAt, SignTold, Talk
from leeward.practice.book import book
from leeward.practice.visits.accounts_form import items_of, used_platforms
from leeward.practice.visits.how_signs import DOCUMENT, signs_said
from leeward.practice.visits.minutes_services import REPLIES, replies_that_stand
from leeward.practice.visits.plan_forms import way_of
from leeward.practice.visits.values import VisitWords
from leeward.terms.text import Language


def done_of(visit: VisitWords, language: Language) -> list[Done]:
    """The reply that stands for each line, in the order in which they were given.

    A line that the catalogue no longer has is told by its id, never left out.
    """
    lines = book().line_by_id
    standing = sorted(replies_that_stand(visit.document("lines")).items(), key=lambda one: one[1].at)
    return [
        Done(
            lines[line_id].text.said_in(language) if line_id in lines else line_id,
            REPLIES[one.reply],
            one.because,
            timezone.localtime(one.at),
            one.is_late,
        )
        for line_id, one in standing
    ]


def days_said(visit: VisitWords) -> dict[str, date]:
    """linkId -> the day, for answers that come from an earlier visit."""
    carried = visit.document("answers").words.get("carried", {})
    return {link_id: date.fromisoformat(day) for link_id, day in carried.items()}


def talks_of(visit: VisitWords) -> list[Talk]:
    """The next talks that were agreed at the plan."""
    plan = visit.document("plan").words
    agreed = [(plan.get(name) or {}, name == "soon") for name in ("soon", "again")]
    return [
        Talk(datetime.fromisoformat(one["at"]), one["way"], soon) for one, soon in agreed if one.get("at")
    ]


def signs_told(visit: VisitWords) -> list[SignTold]:
    """The signs that were asked, each with its answer."""
    return [
        SignTold(id, one.answer, one.how == "seen", date.fromisoformat(one.on) if one.on else None)
        for id, one in signs_said(visit.document(DOCUMENT).words).items()
    ]


def accounts_looked_at(visit: VisitWords) -> LookedAt:
    """The accounts that were looked at, or are going to be, in the order of the catalogue."""
    words = visit.document(DOCUMENT).words
    items = items_of(words)
    used = {*used_platforms(words), *(platform for platform, _ in items)}
    return LookedAt(tuple(one.id for one in book().checkups if one.id in used), items)


def contact_of(visit: VisitWords, language: Language) -> str:
    """How this client may be reached, in the language of the paper."""
    with translation.override(language):
        return way_of(visit.case.words)
