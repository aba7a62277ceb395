# SPDX-License-Identifier: Apache-2.0
"""*Side by side*: two to four options on what this client says matters, and what they say to them.

Nothing is scored: the table tells what is known of each; "neither" and "not now" stand level with the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from leeward.papers import PaperSize, worksheet_paper
from leeward.planning import takeaway_for
from leeward.planning.comparing import FEWEST, MOST, Comparison, compare, to_compare
from leeward.planning.comparing_words import ASK, ASK_YOUNG
from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.practice.visits.board_form import default_return
from leeward.practice.visits.board_views import teller_of, views_of
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.page_facts import PageFacts
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.paper_services import note_print
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.side_form import Asked, PostedSide, read_side, saved_ask, saved_changes
from leeward.practice.visits.side_services import save_ask, save_said
from leeward.practice.visits.side_words import side_shown, ticks_of_options, ticks_of_weights
from leeward.practice.visits.values import VisitWords
from leeward.stewardship import Action
from leeward.terms.text import LANGUAGES

STEP = "side-by-side"


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def side_by_side(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The page. Each button saves; choosing otherwise, here or on the board, undoes it."""
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    facts = PageFacts(chain, page_language())
    if facts.is_child:
        return redirect("board", visit_id=visit_id)
    if chain.stopped_on("side-by-side"):
        return visit_page(request, chain, STEP, "side_not_here", is_heard=True)
    if request.method == "GET":
        return _page(request, visit, chain)
    weights = frozenset(one.id for one in book().weights)
    posted = read_side(
        request.POST, teller_of(chain).called(), weights, views_of(chain, visit), timezone.localdate()
    )
    if posted.mistakes:
        return _page(request, visit, chain, posted, status=422)
    seen = _seen(request)
    if posted.act == "compare":
        fault = attempt(lambda: save_ask(request.user, visit, posted.asked, weights, seen=seen))
    else:
        fault = attempt(lambda: save_said(request.user, visit, posted, language=page_language(), seen=seen))
    if fault:
        visit = see_visit(request.user, visit_id)
        return _page(request, visit, Chain(visit), posted, fault=fault)
    return redirect(STEP if posted.act == "compare" else "plan", visit_id=visit_id)


@require_POST
@posts_as(Action.PRINT)
def side_paper(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The worksheet on paper: for the desk, or for the client as far as something may be carried.

    Nothing is printed where somebody may hear, nor where the client may be the one doing it: a sheet is
    carried further than a page, whomever it was printed for.
    """
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    if chain.stopped_on("side-by-side") or chain.gives_no_tools:
        return visit_page(
            request, chain, STEP, "side_not_here", is_heard=bool(chain.stopped_on("side-by-side"))
        )
    asked = _asked(visit, chain)
    made = _compared(chain, asked)
    takeaway = takeaway_for(chain.findings)
    is_theirs = request.POST.get("for") == "client"
    if made is None or PageFacts(chain, page_language()).is_child or (is_theirs and takeaway == "by-heart"):
        return redirect(STEP, visit_id=visit_id)
    sizes: tuple[PaperSize, ...] = get_args(PaperSize)
    language = next((one for one in LANGUAGES if one == request.POST.get("language")), chain.answers.language)
    paper = worksheet_paper(
        made,
        language,
        next((one for one in sizes if one == request.POST.get("size")), "letter"),
        form=takeaway if is_theirs else None,
        own="" if is_theirs else asked.own,
        made_on=None if is_theirs else chain.answers.context.today,
        is_young=chain.answers.is_young,
    )
    what, form = ("worksheet-own", takeaway) if is_theirs else ("worksheet", "")
    note_print(request.user, visit_id, what, form, language)
    return HttpResponse(
        paper.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{paper.file_name}"'},
    )


def _asked(visit: VisitWords, chain: Chain) -> Asked:
    """What was saved; where nothing that still stands on the board was, what the page offers first."""
    saved = saved_ask(visit.document("board").words)
    on_board = tuple(one for one in saved.options if one in chain.board.order)
    options = on_board if len(on_board) >= FEWEST else to_compare(chain.board)
    return Asked(options, saved.weights, saved.own)


def _compared(chain: Chain, asked: Asked) -> Comparison | None:
    """The table; None where it cannot be made of what is asked."""
    if not FEWEST <= len(asked.options) <= MOST:
        return None
    return compare(chain.board, asked.options, asked.weights, book())


def _page(
    request: HttpRequest,
    visit: VisitWords,
    chain: Chain,
    posted: PostedSide | None = None,
    *,
    fault: str = "",
    status: int = 0,
) -> HttpResponse:
    teller = teller_of(chain)
    saved = _asked(visit, chain)
    asked = saved
    if posted is not None:
        is_choice = posted.act == "compare"
        asked = posted.asked if is_choice else replace(saved, options=posted.asked.options)
    near, families = ticks_of_options(teller, asked)
    ask = ASK_YOUNG if chain.answers.is_young else ASK
    made = _compared(chain, asked)
    views = views_of(chain, visit)
    is_as_it_was = posted is not None and fault != "changed-meanwhile"
    return visit_page(
        request,
        chain,
        STEP,
        "side_by_side",
        fault=fault,
        status=status,
        asked=asked,
        weights=ticks_of_weights(teller, asked),
        near=near,
        families=families,
        was_asked=bool(saved_ask(visit.document("board").words).options),
        ask_aloud=ask.said_in(chain.answers.language),
        ask_here=ask.said_in(page_language()) if chain.answers.language != page_language() else "",
        shown=side_shown(made, teller, views) if made else None,
        changes=saved_changes(visit.document("board").words),
        later=posted.later if posted else None,
        again=default_return(timezone.localdate()).isoformat(),
        mistakes=posted.mistakes if posted else (),
        wrong={one.field: one.what for one in posted.mistakes} if posted else {},
        seen=_seen(request) if is_as_it_was else visit.document("board").version,
        client_language=chain.answers.language,
        takeaway=takeaway_for(chain.findings),
        is_printed=not chain.gives_no_tools,
    )


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))
