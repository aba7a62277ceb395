# SPDX-License-Identifier: Apache-2.0
"""What is going on: danger first, then what was found, each with its reasons; then what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leeward.knowledge.models.vocabulary import Term
from leeward.papers.reasons import say_reasons
from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.device_state import DEVICE_END
from leeward.practice.visits.earlier import earlier_notes
from leeward.practice.visits.notes import THEN, notes_of, save_notes
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import change_document, mark_seen
from leeward.practice.visits.values import VisitWords
from leeward.screening.asking import nothing_was_told, suicide_screen_called_for
from leeward.screening.findings import Found
from leeward.screening.flags import RaisedFlag
from leeward.stewardship import Action
from leeward.terms.text import Language

MOST_REASONS = 4
CORE = "core"
ENDS = {
    "finished": _("The device came back: all of its questions were answered or skipped."),
    "stopped": _("The device came back: they asked to stop."),
    "not-private": _("The device came back: the place was not private, or they were not sure."),
    "not-now": _("The device came back: not now, or not safe now."),
    "stopped-for-staff": _("The device came back early, because of an answer that needs you now."),
    "no-longer-fits": _(
        "The device came back early: the client’s age, or how you meet, was changed meanwhile."
    ),
    "left": _("The device came back: they left the questions quickly."),
}
"""How a device came back, for the MHP alone; the client saw one page in each case."""


@dataclass(frozen=True, slots=True)
class Said:
    """One finding and what it rests on, in words."""

    title: str
    because: tuple[str, ...]
    severity: str = ""


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def meaning(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The page; a POST saves the notes, and what was raised or lowered by hand."""
    visit = see_visit(request.user, visit_id)
    if request.method == "GET":
        mark_seen(request.user, visit_id, visit.waits_since)
        return _page(request, visit)
    fault = attempt(lambda: save_notes(request.user, visit_id, request.POST))
    fault = fault or attempt(lambda: _save_flags(request, visit_id))
    if fault:
        return _page(request, visit, fault=fault, posted=request.POST)
    return redirect("visit-minutes" if THEN in request.POST else "meaning", visit_id=visit_id)


def _save_flags(request: HttpRequest, visit_id: str) -> None:
    """What was ticked, where it differs from what the page showed."""
    by_hand = [flag.id for flag in book().flags if flag.by_hand]
    wanted = [flag for flag in by_hand if flag in request.POST.getlist("flag")]
    shown = request.POST.get("flags_shown", "").split()
    if "flags_shown" not in request.POST or wanted == shown:
        return
    seen = whole_number(request.POST.get("seen"))
    change_document(request.user, visit_id, "answers", {"by_hand": wanted}, seen=seen)


def _page(
    request: HttpRequest, visit: VisitWords, *, fault: str = "", posted: QueryDict | None = None
) -> HttpResponse:
    language = page_language()
    chain = Chain(visit)
    findings, picture = chain.findings, chain.picture
    carried = visit.document("answers").words.get("carried", {})
    by_hand = [flag.id for flag in book().flags if flag.id in findings.answers.context.flags_by_hand]
    ticked = posted.getlist("flag") if posted is not None else by_hand
    danger = {flag.id for flag in picture.danger}
    return visit_page(
        request,
        chain,
        "meaning",
        "meaning",
        fault=fault,
        words=visit.case.words.get("reason", ""),
        device_end=ENDS.get(visit.document("answers").words.get(DEVICE_END, ""), ""),
        first_line=next((line.text.said_in(language) for line in findings.ten_minutes.first), ""),
        danger=[_flag(flag, language) for flag in picture.danger],
        other_flags=[_flag(flag, language) for flag in findings.flags if flag.id not in danger],
        scenarios=[
            Said(
                book().scenario(one.id).title.said_in(language),
                tuple(say_reasons(one.because, book(), language, most=MOST_REASONS)),
            )
            for one in picture.scenarios
        ],
        acts=_found(findings.acts, book().vocabulary.acts, language),
        means=_found(findings.means, book().vocabulary.means, language),
        told_no=_core(language, lambda link_id: findings.answers.given.get(link_id) == "no"),
        skipped=[
            book().items[link_id].clinician.said_in(language)
            for link_id in findings.unanswered
            if link_id in book().items
        ],
        not_asked=_core(language, lambda link_id: link_id in findings.next),
        nothing_told=nothing_was_told(findings),
        asq_due=suicide_screen_called_for(findings, book()),
        earlier=earlier_notes(visit.document("answers"), language),
        carried_from=max(carried.values(), default=""),
        hand_flags=[
            (flag.id, flag.title.said_in(language), flag.id in ticked)
            for flag in book().flags
            if flag.by_hand
        ],
        validity=book().screen.validity_statement.said_in(language),
        flags_shown=" ".join(flag for flag in by_hand if book().flag(flag).by_hand),
        set_aside=[
            book().items[link_id].clinician.said_in(language)
            for link_id in chain.set_aside
            if link_id in book().items
        ],
        seen=visit.document("answers").version,
        notes=posted.get("notes", "") if posted is not None else notes_of(visit),
        notes_seen=visit.document("notes").version,
    )


def _flag(flag: RaisedFlag, language: Language) -> Said:
    reasons = say_reasons(flag.because, book(), language, most=MOST_REASONS)
    return Said(book().flag(flag.id).title.said_in(language), tuple(reasons), flag.severity)


def _found(found: Iterable[Found], terms: tuple[Term, ...], language: Language) -> list[Said]:
    names = {term.id: term for term in terms}
    return [
        Said(
            getattr(names[one.id], language),
            tuple(say_reasons(one.because, book(), language, most=MOST_REASONS)),
        )
        for one in found
    ]


def _core(language: Language, holds: Callable[[str], bool]) -> list[str]:
    """The core questions for whose linkId something holds."""
    section = next(section for section in book().screen.sections if section.id == CORE)
    return [item.clinician.said_in(language) for item in section.items if holds(item.linkId)]
