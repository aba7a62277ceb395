# SPDX-License-Identifier: Apache-2.0
"""*The next ten minutes* on the screen: one key away from every staff page, readable from an armchair."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.papers.dates import iso_in_words
from leeward.papers.facts import confidence_in_words
from leeward.papers.ten_minutes import WHO_DEPENDS, slot_name
from leeward.practice.book import book
from leeward.practice.visits.board_facts import fact_of
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.minutes_services import (
    Replied,
    is_long_over,
    last_word,
    print_minutes,
    replies_that_stand,
    reply_to_line,
    visits_to_choose_from,
)
from leeward.practice.visits.page_facts import PageFacts
from leeward.practice.visits.pages import page_language, posts_as
from leeward.practice.visits.room import IN_THE_ROOM, enter, room_of
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.values import VisitWords
from leeward.screening.line_answers import MAX_REASON, is_too_late
from leeward.screening.ten_minutes import MinuteLine
from leeward.stewardship import Action
from leeward.terms.errors import InputError, NotFound
from leeward.vault.faults import DiskTrouble

LIFELINE = "988-lifeline"


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """One line. `place`: counted from 1. `replied`: what stands for it. The rest: of a save that failed."""

    place: int
    id: str
    slot: str
    slot_name: str
    text: str
    replied: Replied | None
    mistake: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Failed:
    """A reply that was not saved, and why."""

    line_id: str = ""
    because: str = ""
    mistake: str = ""
    fault: str = ""
    status: int = 200


SAVED = Failed()


@require_GET
def minutes(request: HttpRequest) -> HttpResponse:
    """Those of the visit this session is in; without one, where to turn and whom to choose."""
    visit_id = request.session.get(IN_THE_ROOM)
    if visit_id:
        try:
            visit = see_visit(request.user, visit_id)
        except NotFound:
            visit = None
        if visit is not None and not is_long_over(visit.ended_at):
            return _page(request, visit)
        del request.session[IN_THE_ROOM]
    context = {"visits": visits_to_choose_from(request.user), **_help()}
    return render(request, "practice/visit/minutes_no_visit.html", context)


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_minutes(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Those of one visit. A reply to a line is posted here."""
    if request.method == "GET":
        return _page(request, see_visit(request.user, visit_id))
    failed = _save_reply(request, visit_id)
    if failed is not SAVED:
        return _page(request, see_visit(request.user, visit_id), failed)
    place = request.POST.get("place", "")
    return redirect(reverse("visit-minutes", args=[visit_id]) + (f"#at-{place}" if place.isdecimal() else ""))


@require_POST
def paper(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The same on one page, for the desk."""
    made = print_minutes(request.user, visit_id, page_language())
    name = f'inline; filename="{made.file_name}"'
    return HttpResponse(made.pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _save_reply(request: HttpRequest, visit_id: str) -> Failed:
    line_id, because = request.POST.get("line", ""), request.POST.get("because", "")
    try:
        reply_to_line(request.user, visit_id, line_id, request.POST.get("reply", ""), because)
    except InputError as error:
        if error.where != "because":
            return Failed(fault="not-noted", status=422)
        return Failed(line_id, because, _mistake(because), status=422)
    except (DatabaseError, DiskTrouble):
        return Failed(line_id, because, fault="not-saved", status=503)
    return SAVED


def _mistake(because: str) -> str:
    if not because.strip():
        return _("Write why, in a few words")
    if len(because.strip()) > MAX_REASON:
        return _("Shorten it to %(most)d letters") % {"most": MAX_REASON}
    return _("More than a day has passed since this visit. Write it down on the client’s page instead.")


def _page(request: HttpRequest, visit: VisitWords, failed: Failed = SAVED) -> HttpResponse:
    enter(request, visit)
    chain = Chain(visit)
    context = {
        "visit": visit,
        "room": room_of(visit, is_heard=chain.may_be_heard),
        "facts": PageFacts(chain, page_language()),
        "is_heard": chain.may_be_heard,
        "failed": failed,
        **_lines(chain, failed),
    }
    return render(request, "practice/visit/minutes.html", context, status=failed.status)


def _lines(chain: Chain, failed: Failed) -> dict[str, object]:
    """What the page shows."""
    visit, ten = chain.visit, chain.findings.ten_minutes
    replied = replies_that_stand(visit.document("lines"))
    shown = [
        _shown(place, line, replied.get(line.id), failed)
        for place, line in enumerate((*ten.first, *ten.also), start=1)
    ]
    too_late = is_too_late(timezone.now(), ended_at=visit.ended_at, last_word=last_word(visit.id))
    return {
        "first": shown[: len(ten.first)],
        "also": shown[len(ten.first) :],
        "not_noted": [line for line in shown if line.mistake],
        "notice": ten.notice.said_in(page_language()),
        "how_sure": _how_sure(),
        "too_late": too_late,
    }


def _shown(place: int, line: MinuteLine, replied: Replied | None, failed: Failed) -> Shown:
    language = page_language()
    is_failed = line.id == failed.line_id
    name = slot_name(line)
    return Shown(
        place,
        line.id,
        "tonight" if name is WHO_DEPENDS else line.slot,
        name.said_in(language),
        line.text.said_in(language),
        replied,
        mistake=failed.mistake if is_failed else "",
        because=failed.because if is_failed else "",
    )


def _how_sure() -> str:
    """How sure the lines are, and when they were last read over; the same as on the printed sheet."""
    lines, language = book().ten_minutes, page_language()
    sure = confidence_in_words(lines.confidence, language)
    return f"{sure} · {iso_in_words(lines.reviewed, language)}" if lines.reviewed else sure


def _help() -> dict[str, object]:
    """Where anyone can turn now."""
    lifeline = book().service(LIFELINE)
    language = page_language()
    name = lifeline.name_es if language == "es" and lifeline.name_es else lifeline.name
    return {
        "lifeline": name,
        "lifeline_is": lifeline.description.said_in(language),
        "lifeline_fact": fact_of(lifeline, "service", language, timezone.localdate()),
    }
