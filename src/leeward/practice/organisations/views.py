# SPDX-License-Identifier: Apache-2.0
"""*Organisations*: with a client's visit, filled in from it, or from the Library without anybody.

The answer is the page that the form is answered with: it has no address of its own and is kept nowhere.
"""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.planning.organisations import Known, corrected, known_by_hand, known_of, pathways_for
from leeward.planning.stopping import CHILD
from leeward.practice.audit.services import require_allowed
from leeward.practice.book import book
from leeward.practice.directory.versions import waiting_said
from leeward.practice.directory.wrong import found_wrong
from leeward.practice.orders.on_board import place_on_board
from leeward.practice.organisations.forms import LibraryForm, PlacesForm
from leeward.practice.organisations.words import PathwayTeller
from leeward.practice.visits.accounts_form import used_platforms
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.how_signs import DOCUMENT as SIGNS
from leeward.practice.visits.pages import page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.stewardship import Action

STEP = "places"
MOST_FIRST = 3
"""What one can talk about with someone who is afraid. Source: clinical review, faults 4 and 5."""


@require_http_methods(["GET", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """One organisation, without a client."""
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    language = page_language()
    form = LibraryForm(request.POST if request.method == "POST" else None, language=language)
    shown = None
    if form.is_bound and form.is_valid():
        known = known_by_hand(book(), **form.said())
        chosen = form.cleaned_data["organisation"]
        teller = PathwayTeller(
            language,
            language,
            timezone.localdate(),
            known.context.state,
            found_wrong=found_wrong(),
            waits=waiting_said(language),
        )
        shown = teller.tell(next(one for one in pathways_for(known, book()) if one.organisation.id == chosen))
    return render(
        request, "practice/places.html", {"form": form, "one": shown}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_places(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Those that fit this client, then all the others. What is changed here changes nothing in the record."""
    chain = Chain(see_visit(request.user, visit_id))
    if chain.stopped not in (None, CHILD):
        return visit_page(request, chain, STEP, "places_not_here", why=chain.stopped)
    known = known_of(chain.picture, book())
    initial = {name: getattr(known.context, name) for name in PlacesForm.base_fields}
    form = PlacesForm(
        request.POST if request.method == "POST" else None, initial=initial, language=page_language()
    )
    if form.is_bound and form.is_valid():
        known = corrected(known, book(), **form.said())
    found = pathways_for(known, book())
    teller = _teller(chain, known)
    fitting = [teller.tell(one) for one in found if one.fits]
    return visit_page(
        request,
        chain,
        STEP,
        "places",
        status=422 if form.errors else 0,
        form=form,
        is_corrected=form.is_bound and form.is_valid(),
        first=fitting[:MOST_FIRST],
        later=fitting[MOST_FIRST:],
        others=[teller.tell(one) for one in found if not one.fits],
        client_language=chain.answers.language,
    )


def _teller(chain: Chain, known: Known) -> PathwayTeller:
    answers = chain.answers
    return PathwayTeller(
        page_language(),
        answers.language,
        answers.context.today,
        known.context.state,
        used_platforms(chain.visit.document(SIGNS).words),
        partial(place_on_board, chain),
        chain.is_child,
        chain.found_wrong,
        waiting_said(page_language()),
    )
