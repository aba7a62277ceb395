# SPDX-License-Identifier: Apache-2.0
"""*Court orders*: with a client's visit, filled in from it, or from the Library without anybody.

The answer is the page that the form is answered with: it has no address of its own and is kept nowhere.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.planning.orders import find_orders
from leeward.planning.stopping import CHILD
from leeward.practice.audit.services import require_allowed
from leeward.practice.book import book
from leeward.practice.orders.forms import OrdersForm, known_from
from leeward.practice.orders.on_board import place_on_board
from leeward.practice.orders.words import OrdersShown, orders_shown
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.pages import page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.stewardship import Action

STEP = "orders"
SAFETY_PLAN = "safety-plan"


@require_http_methods(["GET", "POST"])
def orders(request: HttpRequest) -> HttpResponse:
    """The order finder, without a client."""
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    form = OrdersForm(request.POST if request.method == "POST" else None, language=page_language())
    context = {"form": form, "found": _found(form, timezone.localdate())}
    return render(request, "practice/orders.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_orders(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The order finder for this client. What is changed on the page changes nothing in the record."""
    chain = Chain(see_visit(request.user, visit_id))
    if chain.stopped not in (None, CHILD):
        return visit_page(request, chain, STEP, "orders_not_here", why=chain.stopped)
    known = known_from(chain.findings, OrdersForm)
    given = request.POST if request.method == "POST" else known if known["state"] else None
    form = OrdersForm(given, initial=known, language=page_language())
    found = _found(form, chain.answers.context.today)
    status = 422 if request.method == "POST" and form.errors else 0
    return visit_page(
        request,
        chain,
        STEP,
        "orders",
        status=status,
        form=form,
        found=found,
        safety_plan=place_on_board(chain, SAFETY_PLAN),
    )


def _found(form: OrdersForm, today: date | None) -> OrdersShown | None:
    """None: nothing was asked yet, or something needs an answer."""
    if not form.is_bound or not form.is_valid():
        return None
    facts = form.facts()
    return orders_shown(find_orders(facts, book()), facts, page_language(), today)
