# SPDX-License-Identifier: Apache-2.0
"""*How could they know?*: what was noticed, the possibilities it points to, what to do about them in order.

One page, several small forms. Each save comes back to the place it was pressed at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from leeward.formulation.rounds import round_of
from leeward.formulation.words import NO_FINDING, round_words
from leeward.papers import PaperSize, check_list_paper
from leeward.planning import list_goes_home
from leeward.planning.checks import checks_of, outcomes_by_check
from leeward.practice.accounts.models import Account
from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.practice.visits.accounts_form import HELD_LABELS, ORDER_LABELS
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.how_form import (
    AGREED,
    ANSWERS,
    MAY_LOOK,
    OUTCOMES,
    PostedSigns,
    read_custody,
    read_signs_posted,
    was_of,
)
from leeward.practice.visits.how_services import (
    put_on_plan,
    save_agreed,
    save_custody,
    save_outcome,
    save_signs,
)
from leeward.practice.visits.how_signs import CHECK, CUSTODY, DOCUMENT, SignSaid, signs_said
from leeward.practice.visits.how_words import HowTeller
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.paper_services import note_print
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.values import VisitWords
from leeward.stewardship import Action
from leeward.terms.text import LANGUAGES

PLACES = frozenset({"plan", "picture"})
DANGER = "#people"
"""Where help for somebody in danger stands, above everything else."""


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def picture(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The page. What a form changes is written under its own key; nothing else moves."""
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    if request.method == "GET":
        return _page(request, visit, chain)
    if chain.stopped:
        return redirect("picture", visit_id=visit_id)
    change = _small_change(request, chain)
    if change is None:
        return _save_signs(request, visit, chain)
    save, place = change
    fault = attempt(save)
    if fault:
        visit = see_visit(request.user, visit_id)
        return _page(request, visit, Chain(visit), fault=fault)
    then = request.POST.get("then", "")
    there = then if then in PLACES and place != DANGER else "picture"
    return redirect(reverse(there, args=[visit_id]) + place)


def _save_signs(request: HttpRequest, visit: VisitWords, chain: Chain) -> HttpResponse:
    posted = read_signs_posted(request.POST, [sign.id for sign in book().signs])
    if posted.mistakes:
        return _page(request, visit, chain, posted, status=422)
    fault = attempt(lambda: save_signs(request.user, visit.id, posted.given, seen=_seen(request)))
    if fault:
        visit = see_visit(request.user, visit.id)
        return _page(request, visit, Chain(visit), posted, fault=fault)
    if _has_danger(posted.given):
        return redirect(reverse("picture", args=[visit.id]) + DANGER)
    place = request.POST.get("save", "")
    is_group = place in {sign.family for sign in book().signs}
    return redirect(
        reverse("picture", args=[visit.id]) + (f"?part={place}#g-{place}" if is_group else "#next")
    )


def _has_danger(given: Mapping[str, SignSaid]) -> bool:
    """Whether what is saved now is a danger in itself: then the page opens where help stands."""
    return any(one.answer == "reported" and book().sign(id).danger for id, one in given.items())


def _small_change(request: HttpRequest, chain: Chain) -> tuple[Callable[[], object], str] | None:
    """What a button of the picture or of a step changes, and where its page opens again; None: the signs."""
    posted, account, visit_id, seen = request.POST, request.user, chain.visit.id, _seen(request)
    keys = {
        key: step.keys
        for made in (chain.check_list, chain.chosen_list)
        for step in made.steps
        for key in step.keys
    }
    on, off, step = (posted.get(name, "") for name in ("add", "off", "step"))
    if on in keys:
        return lambda: put_on_plan(account, visit_id, (on,), is_on=True, seen=seen), "#steps"
    if off in keys:
        return lambda: put_on_plan(account, visit_id, keys[off], is_on=False, seen=seen), "#steps"
    for name, is_on in (("checks", True), ("checks-off", False)):
        if posted.get(name) in chain.check_list.mechanisms:
            return _put_checks(account, chain, posted[name], is_on=is_on, seen=seen), "#pic"
    if step in keys and step.startswith(CHECK) and posted.get("outcome") in {"", *OUTCOMES}:
        outcome = posted["outcome"]
        return lambda: save_outcome(account, visit_id, keys[step], outcome, seen=seen), "#steps"
    if posted.get("agreed") in AGREED:
        return lambda: save_agreed(account, visit_id, posted["agreed"], seen=seen), "#p-decide"
    if posted.get("saw") in {sign.id for sign in book().signs}:
        saw = {posted["saw"]: SignSaid("reported", "seen")}
        return lambda: save_signs(account, visit_id, saw, seen=seen), DANGER if _has_danger(saw) else "#steps"
    if "custody" in posted:
        held, order = read_custody(posted)
        return lambda: save_custody(account, visit_id, held, order, seen=seen), "#custody"
    return None


def _put_checks(
    account: Account, chain: Chain, mechanism_id: str, *, is_on: bool, seen: int
) -> Callable[[], object]:
    checks = checks_of(mechanism_id, book())
    return lambda: put_on_plan(account, chain.visit.id, checks, is_on=is_on, seen=seen)


@require_POST
@posts_as(Action.PRINT)
def picture_paper(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The check list on paper: for the desk, or for the client where own words may be carried."""
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    if not chain.chosen_checks or chain.stopped_on("plan"):
        return redirect("plan", visit_id=visit_id)
    sizes: tuple[PaperSize, ...] = get_args(PaperSize)
    language = next((one for one in LANGUAGES if one == request.POST.get("language")), chain.answers.language)
    is_open = any(not one.step.waits for one in chain.chosen_checks)
    is_theirs = request.POST.get("for") == "client" and is_open and list_goes_home(chain.findings)
    made = check_list_paper(
        chain.chosen_checks,
        chain.chosen_list,
        book(),
        language,
        next((one for one in sizes if one == request.POST.get("size")), "letter"),
        made_on=None if is_theirs else chain.answers.context.today,
        for_client=is_theirs,
    )
    what, form = ("check-list-own", "own-words") if is_theirs else ("check-list", "")
    note_print(request.user, visit_id, what, form, language)
    return HttpResponse(
        made.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{made.file_name}"'},
    )


def _page(
    request: HttpRequest,
    visit: VisitWords,
    chain: Chain,
    posted: PostedSigns | None = None,
    *,
    fault: str = "",
    status: int = 0,
) -> HttpResponse:
    language = page_language()
    sheet = visit.document(DOCUMENT)
    said = signs_said(sheet.words)
    teller = HowTeller(chain, language)
    made = chain.check_list
    custody = sheet.words.get(CUSTODY, {})
    done = round_of(made.mechanisms, outcomes_by_check(made.settled.outcomes), book())
    is_as_it_was = posted is not None and fault != "changed-meanwhile"
    return visit_page(
        request,
        chain,
        "picture",
        "how",
        fault=fault,
        status=status,
        stopped=chain.stopped,
        ask=None if done.state == "round-done" else teller.ask_next(said),
        told=teller.told(said),
        groups=teller.groups(said, posted, request.GET.get("part", "")),
        possibilities=teller.possibilities(chain.settled.chosen),
        together=teller.together(),
        everyday=teller.everyday(),
        unexplained=[
            book().sign(one).text.said_in(language) for one in chain.picture.differential.unexplained
        ],
        made=made,
        phases=teller.phases(made),
        round=done.state,
        round_words=round_words(done.state, language) if made.settled.outcomes else "",
        answers=ANSWERS,
        agreed=AGREED,
        held=custody.get("held", ""),
        order=custody.get("order", ""),
        held_labels=HELD_LABELS,
        order_labels=ORDER_LABELS,
        may_look=MAY_LOOK.get(made.settled.custody, ""),
        no_finding=NO_FINDING.said_in(language),
        outcomes=OUTCOMES,
        on_plan=len(chain.chosen_checks),
        was=request.POST.get("was", "") if is_as_it_was else was_of(said),
        seen=_seen(request) if is_as_it_was else sheet.version,
        version=sheet.version,
        mistakes=posted.mistakes if posted else (),
    )


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))
