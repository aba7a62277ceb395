# SPDX-License-Identifier: Apache-2.0
"""Before they go: what is still open, what may wait, and the end of the visit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from leeward.practice.book import book
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.return_visits import ANSWER
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import NotClosed, end_visit
from leeward.practice.visits.values import VisitWords
from leeward.screening.asking import suicide_screen_called_for
from leeward.stewardship import Action


@require_http_methods(["GET", "POST"])
@posts_as(Action.END_VISIT)
def ending(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The list; a POST ends the visit where the rule lets it."""
    visit = see_visit(request.user, visit_id)
    if request.method == "GET" or visit.ended_at is not None:
        return _page(request, visit)
    try:
        fault = attempt(lambda: end_visit(request.user, visit_id))
    except NotClosed:
        return _page(request, visit, status=422)
    return _page(request, visit, fault=fault) if fault else redirect("client", case_id=visit.case.id)


def _page(request: HttpRequest, visit: VisitWords, *, fault: str = "", status: int = 0) -> HttpResponse:
    language = page_language()
    chain = Chain(visit)
    answers = visit.document("answers").words
    return visit_page(
        request,
        chain,
        "ending",
        "ending",
        fault=fault,
        status=status,
        refused=status == 422,
        asq_due=suicide_screen_called_for(chain.findings, book()),
        lines=()
        if chain.may_be_heard
        else [line.text.said_in(language) for line in chain.findings.ten_minutes.first],
        cover=answers.get(f"{ANSWER}o4") or "",
        is_narrow=chain.board.is_narrow,
        chose_something=bool(chain.wishes.wanted or chain.wishes.not_now),
        sees_bill=answers.get(f"{ANSWER}s7"),
    )
