# SPDX-License-Identifier: Apache-2.0
"""*Plan*: what was chosen, in an order meant to prevent harm, and what is agreed for later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.planning import list_goes_home
from leeward.practice.directory.versions import waiting_said
from leeward.practice.numbers import whole_number
from leeward.practice.visits.board_services import take_off
from leeward.practice.visits.board_views import teller_of
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.how_form import OUTCOMES
from leeward.practice.visits.how_signs import DOCUMENT as SIGNS
from leeward.practice.visits.how_words import HowTeller
from leeward.practice.visits.page_facts import PageFacts
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.plan_forms import PlanForm, plan_initial, way_hint, way_of
from leeward.practice.visits.plan_services import save_plan
from leeward.practice.visits.plan_words import asks_contact_soon, plan_shown
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.side_form import saved_changes
from leeward.practice.visits.values import VisitWords
from leeward.stewardship import Action

SAFEST_WAY = "s2"


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def plan(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The plan. A step is taken off here; choosing it again on the board puts it back."""
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    if request.method == "GET":
        return _page(request, visit, chain, _form(visit, chain))
    if "off" in request.POST:
        return _take_off(request, visit, chain)
    form = _form(visit, chain, request)
    if not form.is_valid():
        return _page(request, visit, chain, form, seen=_seen(request), status=422)
    fault = attempt(lambda: save_plan(request.user, visit, form.heart(), form.agreed(), seen=_seen(request)))
    if fault:
        visit = see_visit(request.user, visit_id)
        return _page(request, visit, Chain(visit), form, fault=fault)
    return redirect("plan", visit_id=visit_id)


def _take_off(request: HttpRequest, visit: VisitWords, chain: Chain) -> HttpResponse:
    """Only what is on the plan can be taken off it."""
    named = request.POST["off"]
    shown = plan_shown(chain.plan, teller_of(chain))
    off = next((step.off for step in shown.steps if str(step.option.number) == named), ())
    fault = attempt(lambda: take_off(request.user, visit, off, seen=_seen(request))) if off else ""
    if not fault:
        return redirect("plan", visit_id=visit.id)
    visit = see_visit(request.user, visit.id)
    chain = Chain(visit)
    return _page(request, visit, chain, _form(visit, chain), fault=fault)


def _form(visit: VisitWords, chain: Chain, request: HttpRequest | None = None) -> PlanForm:
    said = chain.answers.codes(SAFEST_WAY)
    usual = way_of(
        visit.case.words, said, parent_is_danger=PageFacts(chain, page_language()).parent_is_danger
    )
    return PlanForm(
        request.POST if request else None,
        initial=plan_initial(visit, timezone.now(), usual=usual),
        asks_soon=asks_contact_soon(chain.findings),
        way_hint=way_hint(visit.case.words, said),
    )


def _page(
    request: HttpRequest,
    visit: VisitWords,
    chain: Chain,
    form: PlanForm,
    *,
    fault: str = "",
    status: int = 0,
    seen: int | None = None,
) -> HttpResponse:
    saved = visit.document("plan")
    if chain.stopped_on("plan"):
        return visit_page(
            request,
            chain,
            "plan",
            "plan_heard",
            fault=fault,
            status=status,
            form=form,
            seen=saved.version if seen is None else seen,
        )
    return visit_page(
        request,
        chain,
        "plan",
        "plan",
        fault=fault,
        status=status,
        form=form,
        shown=plan_shown(
            chain.plan,
            teller_of(chain),
            saved_changes(visit.document("board").words),
            chain.found_wrong,
            waiting_said(page_language()),
        ),
        seen=saved.version if seen is None else seen,
        board_seen=visit.document("board").version,
        saved=saved.words,
        is_narrow=chain.board.is_narrow,
        client_language=chain.answers.language,
        check_phases=HowTeller(chain, page_language()).on_plan(chain.chosen_checks),
        version=visit.document(SIGNS).version,
        outcomes=OUTCOMES,
        list_goes_home=list_goes_home(chain.findings),
        list_is_open=any(not one.step.waits for one in chain.chosen_checks),
    )


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))
