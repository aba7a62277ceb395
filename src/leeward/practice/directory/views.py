# SPDX-License-Identifier: Apache-2.0
"""*Who answers*: the directory, in the Library without anybody, or with a visit and filled in from it.

The answer is the page that the form is answered with: no address holds what was looked for.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from leeward.planning.directory import DirectoryFound, Need
from leeward.planning.directory_fit import CRISIS, TECHNICAL, called_for, needs_of
from leeward.practice.audit.services import require_allowed
from leeward.practice.cases.languages import NAMES
from leeward.practice.directory.forms import EVERYBODY, SearchForm
from leeward.practice.directory.marks import standings
from leeward.practice.directory.reading import found_for, tended
from leeward.practice.directory.versions import waiting_said
from leeward.practice.directory.words import DirectoryTeller, FoundShown
from leeward.practice.referrals.selectors import unanswered
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.page_facts import PageFacts
from leeward.practice.visits.pages import page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import practice_states
from leeward.stewardship import Action

STEP = "directory"
FOR_A_CLIENT = frozenset({"client", "both"})


@require_http_methods(["GET", "POST"])
def directory(request: HttpRequest) -> HttpResponse:
    """The directory, without a client: by need at first, crisis lines on top."""
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    is_asked = request.method == "POST"
    states = practice_states()
    usual = {"state": states[0] if len(states) == 1 else ""}
    form = SearchForm(request.POST if is_asked else None, initial=usual, tongue=page_language())
    need = Need(needs=CRISIS, state=usual["state"] or None, now=timezone.now())
    if is_asked and form.is_valid():
        need = form.need(audience=EVERYBODY)
    found, is_broken = found_for(need)
    context = {
        "form": form,
        "found": _told(found),
        "is_answer": is_asked and form.is_valid(),
        "is_broken": is_broken,
        "needs": form.fields["needs"].choices,
        "due": sum(one.is_due for one in standings(tended()).values()),
    }
    return render(request, "practice/directory.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_directory(request: HttpRequest, visit_id: str) -> HttpResponse:
    """The directory for this client. What is changed on the page changes nothing in the record."""
    chain = Chain(see_visit(request.user, visit_id))
    if chain.may_be_heard:
        return visit_page(request, chain, STEP, "directory_not_here")
    known = known_from(chain)
    form = SearchForm(
        request.POST if request.method == "POST" else known, initial=known, tongue=page_language()
    )
    is_valid = form.is_valid()
    without = TECHNICAL if chain.gives_no_tools else frozenset()
    scenarios = frozenset(one.id for one in chain.picture.scenarios)
    asked = form.need(audience=FOR_A_CLIENT, scenarios=scenarios, without=without) if is_valid else None
    found, is_broken = (
        found_for(replace(asked, called_for=frozenset() if chain.gives_no_tools else _called_for(chain)))
        if asked is not None
        else (None, False)
    )
    return visit_page(
        request,
        chain,
        STEP,
        "directory",
        status=0 if is_valid else 422,
        form=form,
        found=_told(found, unanswered(chain.visit.case.id)) if found is not None else None,
        is_answer=is_valid,
        is_broken=is_broken,
        no_tools=chain.gives_no_tools,
    )


def known_from(chain: Chain) -> dict[str, Any]:
    """The form's fields as the visit knows them: the needs of what was chosen, place, age, language."""
    context = chain.answers.context
    options = [step.entry.option for step in chain.plan.steps]
    is_positive = PageFacts(chain, page_language()).is_positive
    needs = needs_of(
        options,
        gives_no_tools=chain.gives_no_tools,
        is_positive=is_positive,
        called_for=_called_for(chain),
    )
    age = 17 if context.age is None and context.is_minor else context.age
    language = context.language or chain.answers.language
    return {
        "needs": sorted(needs),
        "state": context.state or "",
        "age": "" if age is None else str(age),
        "language": language if language in NAMES else "",
    }


def _called_for(chain: Chain) -> frozenset[str]:
    return called_for([one.id for one in chain.picture.scenarios], chain.findings.flag_ids)


def _told(found: DirectoryFound, unanswered: frozenset[str] = frozenset()) -> FoundShown:
    listed = [hit.service for hit in found.hits]
    listed += [*found.of_state, *(one for hit in found.gone for one in hit.instead)]
    language = page_language()
    teller = DirectoryTeller(
        language, timezone.localdate(), standings(listed), unanswered, waiting_said(language)
    )
    return teller.found(found)
