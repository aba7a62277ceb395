# SPDX-License-Identifier: Apache-2.0
"""*Charges and suits to talk over*: with a client's visit, filled in from it, or without anybody.

The answer is the page that the form is answered with. Which question was answered how is stored nowhere.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.planning.charges import charges_for
from leeward.planning.stopping import CHILD
from leeward.practice.audit.services import require_allowed
from leeward.practice.book import book
from leeward.practice.charges.forms import ChargesForm
from leeward.practice.charges.words import ChargesShown, ChargeTeller
from leeward.practice.directory.wrong import found_wrong
from leeward.practice.orders.forms import known_from
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.pages import page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.stewardship import Action

STEP = "courts"


@require_http_methods(["GET", "POST"])
def courts(request: HttpRequest) -> HttpResponse:
    """Charges and suits, without a client."""
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    form = ChargesForm(request.POST if request.method == "POST" else None, language=page_language())
    context = {"form": form, "found": _found(form, None)}
    return render(request, "practice/charges.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_courts(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Charges and suits for this client. What is changed on the page changes nothing in the record."""
    chain = Chain(see_visit(request.user, visit_id))
    if chain.stopped not in (None, CHILD):
        return visit_page(request, chain, STEP, "orders_not_here", why=chain.stopped)
    known = known_from(chain.findings, ChargesForm)
    given = request.POST if request.method == "POST" else known
    form = ChargesForm(given, initial=known, language=page_language())
    found = _found(form, chain)
    status = 422 if request.method == "POST" and form.errors else 0
    return visit_page(request, chain, STEP, "charges", status=status, form=form, found=found)


def _found(form: ChargesForm, chain: Chain | None) -> ChargesShown | None:
    """None: nothing was asked yet, or something needs an answer."""
    if not form.is_bound or not form.is_valid():
        return None
    language = page_language()
    facts = form.facts(chain, language)
    today = chain.answers.context.today if chain else timezone.localdate()
    wrong = found_wrong()
    found = charges_for(facts, book(), wrong=wrong.off, numbers=wrong.numbers)
    return ChargeTeller(chain, language, today).page(found, facts)
