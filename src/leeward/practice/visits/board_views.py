# SPDX-License-Identifier: Apache-2.0
"""*What could help*: what the client wants most, then every option, and the client's view of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.practice.visits.board_form import (
    OUTCOMES,
    VIEWS,
    PostedBoard,
    View,
    default_return,
    read_board,
    saved_views,
    was_of,
)
from leeward.practice.visits.board_services import save_views
from leeward.practice.visits.board_words import Teller, board_shown
from leeward.practice.visits.chain import OPTION, Chain
from leeward.practice.visits.pages import STATUS, attempt, heard_page, page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.values import VisitWords
from leeward.stewardship import Action

MOST_WANTED, READINESS = "g1", "g2"


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def board(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The options. One form, one save; only what was given or changed is written."""
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    if request.method == "GET":
        return _page(request, visit, chain)
    posted = read_board(request.POST, teller_of(chain).called(), timezone.localdate())
    if posted.mistakes:
        return _page(request, visit, chain, posted, status=422)
    seen = _seen(request)
    fault = attempt(
        lambda: save_views(request.user, visit, posted.given, language=page_language(), seen=seen)
    )
    if fault:
        visit = see_visit(request.user, visit_id)
        return _page(request, visit, Chain(visit), posted, fault=fault)
    place = request.POST.get("save", "")
    here = f"?part={place}#f-{place}" if place.isdecimal() else ""
    return redirect(reverse("plan" if place == "plan" else "board", args=[visit_id]) + here)


def teller_of(chain: Chain) -> Teller:
    """Options in the words of this page, and of this client."""
    answers = chain.answers
    return Teller(chain.board, book(), page_language(), answers.language, answers.context.today)


def views_of(chain: Chain, visit: VisitWords) -> dict[str, View]:
    """What each option stands at."""
    return saved_views(visit.document("board").words, chain.wishes, OPTION)


def _page(
    request: HttpRequest,
    visit: VisitWords,
    chain: Chain,
    posted: PostedBoard | None = None,
    *,
    fault: str = "",
    status: int = 0,
) -> HttpResponse:
    if chain.stopped_on("board"):
        return heard_page(request, chain, "board", status=status or STATUS.get(fault, 200))
    saved = views_of(chain, visit)
    part = request.GET.get("part", "")
    is_conflict = fault == "changed-meanwhile"
    is_as_it_was = posted is not None and not is_conflict
    shown = board_shown(
        teller_of(chain),
        saved,
        posted=posted,
        meanwhile=_meanwhile(visit, saved, posted, _seen(request)) if posted and is_conflict else None,
        open_family=whole_number(part) if part else None,
    )
    return visit_page(
        request,
        chain,
        "board",
        "board",
        fault=fault,
        status=status,
        shown=shown,
        wants=_labels(chain, MOST_WANTED),
        readiness=_labels(chain, READINESS),
        ask_wish=book().items[MOST_WANTED].clinician.said_in(page_language()),
        views=VIEWS,
        outcomes=OUTCOMES,
        day_again=default_return(timezone.localdate()),
        was=request.POST.get("was", "") if is_as_it_was else was_of(saved),
        seen=_seen(request) if is_as_it_was else visit.document("board").version,
        mistakes=posted.mistakes if posted else (),
        wanted=sum(one.view == "wanted" and id in chain.board.order for id, one in saved.items()),
        client_language=chain.answers.language,
    )


def _meanwhile(visit: VisitWords, saved: dict[str, View], posted: PostedBoard, seen: int) -> dict[str, View]:
    """What another window saved of the options this page was about to change."""
    changed_in = visit.document("board").changed_in
    return {
        option_id: saved.get(option_id, View())
        for option_id, view in posted.given.items()
        if changed_in.get(f"{OPTION}{option_id}", 0) > seen and saved.get(option_id, View()) != view
    }


def _labels(chain: Chain, link_id: str) -> list[str]:
    item = book().items[link_id]
    labels = {choice.code: choice.label.said_in(page_language()) for choice in book().screen.choices_of(item)}
    return [labels.get(code, code) for code in chain.answers.codes(link_id)]


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))
