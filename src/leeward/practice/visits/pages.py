# SPDX-License-Identifier: Apache-2.0
"""What every page of a visit shares: the strip, the way through, and how a save that failed is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from leeward.practice.audit.services import require_allowed
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.documents import ChangedSince
from leeward.practice.visits.page_facts import PageFacts
from leeward.practice.visits.room import enter, room_of
from leeward.practice.visits.services import VisitEnded, find_visit, visit_facts
from leeward.stewardship import Action
from leeward.terms.text import Language
from leeward.vault.faults import DiskTrouble

View = Callable[..., HttpResponse]
STATUS = {"changed-meanwhile": 409, "ended": 409, "not-saved": 503}


def page_language() -> Language:
    """The language of this page's reader."""
    return "es" if (get_language() or "").startswith("es") else "en"


def posts_as(action: Action) -> Callable[[View], View]:
    """A view of a visit whose forms are read only from somebody who may do this. Others: not found."""

    def guarded(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, visit_id: str) -> HttpResponse:
            if request.method == "POST":
                actor = request.user.actor()
                require_allowed(actor, action, visit_facts(find_visit(actor, visit_id, action)))
            return view(request, visit_id)

        return answer

    return guarded


def visit_page(
    request: HttpRequest,
    chain: Chain,
    step: str,
    template: str,
    *,
    fault: str = "",
    status: int = 0,
    **more: object,
) -> HttpResponse:
    """A page of a visit. `step`: where on the way. `fault`: what `attempt` answered."""
    visit = chain.visit
    enter(request, visit)
    facts = PageFacts(chain, page_language())
    room = room_of(visit, is_heard=chain.may_be_heard)
    common = {"visit": visit, "room": room, "facts": facts, "step": step, "fault": fault}
    context = {**common, **more}
    return render(
        request, f"practice/visit/{template}.html", context, status=status or STATUS.get(fault, 200)
    )


def heard_page(request: HttpRequest, chain: Chain, page: str, *, status: int = 200) -> HttpResponse:
    """In place of a page where someone may hear. `status`: another one tells that nothing was saved."""
    step = "plan" if page == "paper" else page
    return visit_page(request, chain, step, "heard", status=status, page=page, is_unsaved=status != 200)


def attempt(save: Callable[[], object]) -> str:
    """Tries to save; the name of what went wrong, empty when nothing did. Bad input is the caller's."""
    try:
        save()
    except ChangedSince:
        return "changed-meanwhile"
    except VisitEnded:
        return "ended"
    except (DatabaseError, DiskTrouble):
        return "not-saved"
    return ""
