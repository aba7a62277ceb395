# SPDX-License-Identifier: Apache-2.0
"""Beginning a visit, and its questions, one on a page, led by the MHP. Notes are saved with every button."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leeward.knowledge.models.screen import Item
from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.practice.visits.answering import answer_questions
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.context import HEARD_ON, room_said
from leeward.practice.visits.earlier import earlier_note, in_words
from leeward.practice.visits.next_contact import NextContactForm
from leeward.practice.visits.notes import THEN, notes_of, save_notes
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.question import question_of, read_posted, with_posted
from leeward.practice.visits.return_visits import ANSWER, CARRIED, asked_again_in
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import amend_client, change_document, open_visit
from leeward.practice.visits.values import VisitWords
from leeward.screening import Answers, Findings, find
from leeward.screening.answers import MAX_TEXT
from leeward.screening.asking import POLICE, Step, next_step, stops_for
from leeward.stewardship import Action
from leeward.terms.errors import InputError
from leeward.terms.text import LANGUAGES, Language

NEXT_CONTACT = "e1"
POLICE_WORDS = {"yes": "yes", "with_someone": "with", "not": "not"}
"""Answers about police, as the client's page keeps them: asked once, respected everywhere."""
MORE = "more"
GONE_ON = "gone_on"


@require_POST
def begin(request: HttpRequest, case_id: str) -> HttpResponse:
    """Today's visit with a client; it goes on where it was left."""
    return redirect("ask", visit_id=open_visit(request.user, case_id))


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def ask(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The next question, or why none is asked now. Each button saves the notes and a chosen answer."""
    visit = see_visit(request.user, visit_id)
    if request.method == "GET":
        return _next_page(request, visit)
    item = _item(request.POST.get("link_id", ""))
    fault = attempt(lambda: save_notes(request.user, visit_id, request.POST))
    if fault:
        return _item_page(request, visit, None if visit.ended_at else item, fault=fault)
    if visit.ended_at is not None:
        return _next_page(request, visit)
    is_chosen = (
        item is not None and "skip" not in request.POST and read_posted(item, request.POST) is not None
    )
    if item is not None and (
        is_chosen or "skip" in request.POST or "next" in request.POST or not _moves(request)
    ):
        failed = _save(request, visit, item)
        if failed is not None:
            return failed
    if THEN in request.POST:
        return redirect("visit-minutes", visit_id=visit_id)
    if not _LOOKS_BACK & set(request.POST):
        return redirect("ask", visit_id=visit_id)
    return _on(request, see_visit(request.user, visit_id), item)


MOVES = frozenset({THEN, "back", "go", "language", "save_notes", MORE, GONE_ON, HEARD_ON})
"""Buttons that lead elsewhere and ask for no answer."""
_LOOKS_BACK = frozenset({"back", "go", "language", MORE, GONE_ON, HEARD_ON})
"""Buttons for which the visit is read again as it now stands."""


def _moves(request: HttpRequest) -> bool:
    return bool(MOVES & set(request.POST))


def _on(request: HttpRequest, visit: VisitWords, item: Item | None) -> HttpResponse:
    """Where a button leads that goes by what was said so far."""
    if "back" in request.POST or "go" in request.POST:
        named = _item(request.POST.get("go") or _answered_last(visit, item.linkId if item else ""))
        return _item_page(request, visit, named) if named else redirect("ask", visit_id=visit.id)
    updates: dict[str, Any] = {}
    if request.POST.get("language") in LANGUAGES:
        updates["language"] = request.POST["language"]
    if MORE in request.POST:
        updates[MORE] = True
    if HEARD_ON in request.POST:
        updates[HEARD_ON] = True
    if GONE_ON in request.POST:
        updates[GONE_ON] = list(stops_for(Chain(visit).findings))
    if updates:
        seen = visit.document("answers").version
        fault = attempt(lambda: change_document(request.user, visit.id, "answers", updates, seen=seen))
        if fault:
            return _item_page(request, visit, item, fault=fault)
    return redirect("ask", visit_id=visit.id)


def _next_page(request: HttpRequest, visit: VisitWords) -> HttpResponse:
    chain = Chain(visit)
    words = visit.document("answers").words
    stopped = set(stops_for(chain.findings)) - set(words.get(GONE_ON, []))
    if stopped and visit.ended_at is None:
        return _page(request, visit, "stopped", chain)
    again = asked_again_in(visit.document("answers"))
    room = room_said(visit)
    step = (
        Step("done")
        if visit.ended_at
        else next_step(_to_ask_from(again, chain), book(), wanted=_wanted(visit), room=room, again=again)
    )
    if step.kind == "suicide-screen":
        return redirect("aloud", visit_id=visit.id)
    if step.kind == "item":
        return _item_page(request, visit, book().items[step.link_id], chain=chain, left=step.left)
    template = "paused" if step.kind in PAUSES else "through"
    return _page(request, visit, template, chain, why=step.kind, heard=step.kind == "device-hears")


def _to_ask_from(again: frozenset[str], chain: Chain) -> Findings:
    """The findings without what stands from an earlier visit and is asked again."""
    if not again:
        return chain.findings
    given = {link_id: value for link_id, value in chain.answers.given.items() if link_id not in again}
    return find(msgspec.structs.replace(chain.answers, given=given), book())


PAUSES = frozenset({"not-alone", "overheard", "device-hears"})


def _save(request: HttpRequest, visit: VisitWords, item: Item) -> HttpResponse | None:
    """Writes the answer, or the skip. What cannot be taken stays on the page with a word why."""
    is_skip = "skip" in request.POST
    value = None if is_skip else read_posted(item, request.POST)
    if value is None and not is_skip:
        mistake = _("Choose an answer, or press “Skip this one”.")
        return _item_page(request, visit, item, mistake=mistake, status=422)
    contact = NextContactForm(request.POST) if item.linkId == NEXT_CONTACT and not is_skip else None
    if contact is not None and not contact.is_valid():
        return _item_page(request, visit, item, contact=contact, status=422)

    def save() -> None:
        answer_questions(request.user, visit.id, {item.linkId: value}, seen=_seen(request))
        if contact is not None:
            amend_client(request.user, visit.id, contact.words())
        if item.linkId == POLICE and value in POLICE_WORDS:
            amend_client(request.user, visit.id, {"police": POLICE_WORDS[value]})

    try:
        fault = attempt(save)
    except InputError as error:
        return _item_page(request, visit, item, mistake=_why(error, item), contact=contact, status=422)
    return _item_page(request, visit, item, fault=fault, contact=contact) if fault else None


def _item_page(
    request: HttpRequest,
    visit: VisitWords,
    item: Item | None,
    *,
    chain: Chain | None = None,
    left: int = 0,
    mistake: str = "",
    contact: NextContactForm | None = None,
    fault: str = "",
    status: int = 0,
) -> HttpResponse:
    if item is None:
        return _page(request, visit, "through", chain or Chain(visit), fault=fault, status=status)
    chain = chain or Chain(visit)
    language: Language = chain.answers.language
    asks_contact = item.linkId == NEXT_CONTACT
    failed = bool(fault or mistake or status)
    shown = with_posted(item, chain.answers, request.POST) if failed else _said_here(chain, item)
    return _page(
        request,
        visit,
        "question",
        chain,
        question=question_of(item, shown, language),
        language=language,
        other="es" if language == "en" else "en",
        left=left,
        saved=link_id_answer(item, chain, page_language()),
        earlier=earlier_note(item, visit.document("answers"), page_language()),
        mistake=mistake,
        contact=contact or (NextContactForm.of(visit) if asks_contact else None),
        fault=fault,
        status=status,
    )


def _page(
    request: HttpRequest,
    visit: VisitWords,
    template: str,
    chain: Chain,
    *,
    fault: str = "",
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    staff = page_language()
    said = [
        (
            item.linkId,
            item.clinician.said_in(staff),
            earlier_note(item, visit.document("answers"), staff) or link_id_answer(item, chain, staff),
        )
        for item in book().items.values()
        if item.linkId in chain.answers.given
    ]
    lines = chain.findings.ten_minutes.first[:2]
    typed = request.POST.get("notes") if fault or status else None
    return visit_page(
        request,
        chain,
        "ask",
        template,
        fault=fault,
        status=status,
        said=said,
        lines=[line.text.said_in(staff) for line in lines],
        notes=typed if typed is not None else notes_of(visit),
        seen=visit.document("answers").version,
        notes_seen=visit.document("notes").version,
        findings=chain.findings,
        **more,
    )


def link_id_answer(item: Item, chain: Chain, language: Language) -> str:
    """What was answered to an item, in words; a skip says so."""
    return in_words(item, chain.answers.given.get(item.linkId), language)


def _said_here(chain: Chain, item: Item) -> Answers:
    """The answers as the question shows them: what was said at an earlier visit stands beside, unticked."""
    if item.linkId not in chain.visit.document("answers").words.get(CARRIED, {}):
        return chain.answers
    given = {link_id: value for link_id, value in chain.answers.given.items() if link_id != item.linkId}
    return msgspec.structs.replace(chain.answers, given=given)


def _wanted(visit: VisitWords) -> tuple[str, ...] | None:
    """The few questions of a first visit, or of a return; None once more was asked for."""
    if visit.document("answers").words.get(MORE):
        return None
    screen = book().screen
    return screen.recheck.short_set if visit.is_return else screen.first_visit


def _item(link_id: str) -> Item | None:
    item = book().items.get(link_id)
    return item if item is not None and item.type != "display" else None


def _answered_last(visit: VisitWords, but: str) -> str:
    """The question that was answered last, before the one on the page."""
    changed = visit.document("answers").changed_in
    found = {
        key.removeprefix(ANSWER): version
        for key, version in changed.items()
        if key.startswith(ANSWER) and key.removeprefix(ANSWER) in book().items
    }
    found.pop(but, None)
    return max(found, key=lambda link_id: found[link_id], default="")


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))


def _why(error: InputError, item: Item) -> str:
    """A refused answer in the clinician's language."""
    if item.type == "text":
        return _("At most %(letters)d letters.") % {"letters": MAX_TEXT}
    if item.type == "multi":
        return _("“None” cannot stand beside other answers. Ask again which is meant.")
    if error.where in ("x2", "w1", "voice"):
        return _("This does not fit the age or what was said before. Ask again, or correct the other answer.")
    return _("This answer is not one of those offered. Choose again.")
