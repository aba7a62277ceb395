# SPDX-License-Identifier: Apache-2.0
"""*Accounts*: which ones the client uses, then one after the other. Nothing in an account is changed here.

The number of a platform stands in the address, never its name: a history does not tell who uses what.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.knowledge.models.checkup import Checkup
from leeward.planning.check_up import Lock, Looked, counted, lock_on
from leeward.practice.book import book
from leeward.practice.numbers import whole_number
from leeward.practice.visits.accounts_form import (
    CONTRACT_LABELS,
    HELD_LABELS,
    HOW_LABELS,
    ORDER_LABELS,
    STATE_LABELS,
    WHOSE_LABELS,
    PostedItems,
    WhoseIs,
    items_of,
    read_items,
    read_whose,
    used_platforms,
    was_of,
    whose_is,
)
from leeward.practice.visits.accounts_services import save_items, save_platforms, save_whose
from leeward.practice.visits.accounts_words import (
    LOCKS,
    ItemShown,
    items_shown,
    left_on_page,
    number_of,
    open_kinds,
    platform_at,
    platform_shown,
)
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.how_signs import DOCUMENT
from leeward.practice.visits.pages import attempt, page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.values import VisitWords
from leeward.stewardship import Action

STEP = "accounts"
NEXT = "next"


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def accounts(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The list of platforms, or one of them. Each form saves one thing."""
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    checkup = platform_at(whole_number(request.GET.get("part", "")) or 0)
    if chain.stopped:
        return visit_page(request, chain, STEP, "accounts_not_here", why=chain.stopped)
    if request.method == "GET":
        return _one(request, chain, checkup) if checkup else _list(request, chain)
    if checkup is None:
        return _choose(request, visit_id)
    if "whose" in request.POST:
        return _say_whose(request, visit, checkup)
    return _look(request, chain, checkup)


def _choose(request: HttpRequest, visit_id: str) -> HttpResponse:
    used = request.POST.getlist("uses")
    fault = attempt(lambda: save_platforms(request.user, visit_id, used, seen=_seen(request)))
    if fault:
        return _list(request, Chain(see_visit(request.user, visit_id)), used=used, fault=fault)
    return redirect(reverse(STEP, args=[visit_id]) + "#chosen")


def _say_whose(request: HttpRequest, visit: VisitWords, checkup: Checkup) -> HttpResponse:
    words = visit.document(DOCUMENT).words
    said = read_whose(request.POST, whose_is(words, checkup.id))
    seen, today = _seen(request), timezone.localdate()
    fault = attempt(lambda: save_whose(request.user, visit.id, checkup.id, said, today=today, seen=seen))
    if fault:
        return _one(request, Chain(see_visit(request.user, visit.id)), checkup, said=said, fault=fault)
    return redirect(_address(visit.id, checkup))


def _look(request: HttpRequest, chain: Chain, checkup: Checkup) -> HttpResponse:
    visit = chain.visit
    whose = whose_is(visit.document(DOCUMENT).words, checkup.id)
    if _lock(chain, whose):
        return redirect(_address(visit.id, checkup))
    today, kinds = timezone.localdate(), open_kinds(checkup, whose.custody)
    posted = read_items(request.POST, kinds, today, page_language())
    if posted.mistakes:
        return _one(request, chain, checkup, posted=posted, status=422)
    seen = _seen(request)
    fault = attempt(
        lambda: save_items(request.user, visit.id, checkup.id, posted.given, today=today, seen=seen)
    )
    if fault:
        return _one(request, Chain(see_visit(request.user, visit.id)), checkup, posted=posted, fault=fault)
    following = _next(visit, checkup) if request.POST.get("save") == NEXT else checkup
    if following is None:
        return redirect(reverse(STEP, args=[visit.id]) + "#chosen")
    return redirect(_address(visit.id, following))


def _next(visit: VisitWords, checkup: Checkup) -> Checkup | None:
    """The next platform that the client uses; None after the last."""
    used = used_platforms(visit.document(DOCUMENT).words)
    later = [one for one in used if number_of(one) > number_of(checkup.id)]
    return book().checkup(later[0]) if later else None


def _lock(chain: Chain, whose: WhoseIs) -> Lock:
    return lock_on(whose.whose, whose.contract, whose.custody, is_young=chain.answers.is_young)


def _list(
    request: HttpRequest, chain: Chain, *, used: list[str] | None = None, fault: str = ""
) -> HttpResponse:
    sheet = chain.visit.document(DOCUMENT)
    language = page_language()
    saved = used_platforms(sheet.words)
    ticked = saved if used is None else used
    counts = counted([one.id for one in book().checkups], items_of(sheet.words), book())
    shown = [platform_shown(count, language, is_used=count.platform in ticked) for count in counts]
    return visit_page(
        request,
        chain,
        STEP,
        "accounts",
        fault=fault,
        platforms=shown,
        chosen=[one for one in shown if one.id in saved or one.count.looked],
        how_labels=HOW_LABELS,
        seen=_seen(request) if fault and fault != "changed-meanwhile" else sheet.version,
    )


def _one(
    request: HttpRequest,
    chain: Chain,
    checkup: Checkup,
    *,
    posted: PostedItems | None = None,
    said: WhoseIs | None = None,
    fault: str = "",
    status: int = 0,
) -> HttpResponse:
    visit = chain.visit
    sheet = visit.document(DOCUMENT)
    language = page_language()
    items = items_of(sheet.words)
    whose = whose_is(sheet.words, checkup.id)
    lock = _lock(chain, whose)
    saved = items_shown(checkup, items, whose.custody, language, chain.answers.context.today)
    is_as_it_was = posted is not None and fault != "changed-meanwhile"
    count = counted([checkup.id], items, book())[0]
    return visit_page(
        request,
        chain,
        STEP,
        "accounts_one",
        fault=fault,
        status=status,
        platform=platform_shown(count, language, is_used=True),
        first=checkup.first.said_in(language) if checkup.first else "",
        items=() if lock else _as_typed(saved, posted),
        lock=LOCKS[lock] if lock else "",
        whose=said or whose,
        whose_labels=WHOSE_LABELS,
        contract_labels=CONTRACT_LABELS,
        held_labels=HELD_LABELS,
        order_labels=ORDER_LABELS,
        states=STATE_LABELS,
        how_labels=HOW_LABELS,
        how=posted.how if posted else "",
        mistakes=posted.mistakes if posted else (),
        following=_next(visit, checkup),
        was=request.POST.get("was", "") if is_as_it_was else was_of(left_on_page(saved)),
        seen=_seen(request) if is_as_it_was else sheet.version,
    )


def _as_typed(saved: tuple[ItemShown, ...], posted: PostedItems | None) -> tuple[ItemShown, ...]:
    """The items as they were sent, where a page has to be shown again."""
    typed: dict[str, Looked] = dict(posted.typed) if posted else {}
    return tuple(replace(one, left=typed.get(one.kind, one.left)) for one in saved)


def _address(visit_id: str, checkup: Checkup) -> str:
    return reverse(STEP, args=[visit_id]) + f"?part={number_of(checkup.id)}"


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))
