# SPDX-License-Identifier: Apache-2.0
"""*Law by what happened*: in the Library, and in a visit, where what is known already is filled in.

The answer is the page that the form is answered with: nothing that was asked stands in an address, and
nothing of it is kept.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.planning import law_words
from leeward.planning.happenings import happened_of
from leeward.planning.place import FEDERAL
from leeward.practice.audit.services import require_allowed
from leeward.practice.book import book
from leeward.practice.directory.wrong import found_wrong
from leeward.practice.laws.forms import Asked, LawForm
from leeward.practice.laws.words import LawTeller
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.pages import page_language, posts_as, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.services import practice_states
from leeward.stewardship import Action

STEP = "law"
MOST_OWN = 3
"""Places of a large practice whose duties are shown beside those of the place that was asked for."""


@require_http_methods(["GET", "POST"])
def law(request: HttpRequest) -> HttpResponse:
    """Without a client."""
    require_allowed(request.user.actor(), Action.READ_LIBRARY)
    states = practice_states()
    form = (
        LawForm(request.POST)
        if request.method == "POST"
        else LawForm(initial={"place": states[0] if states else ""})
    )
    asked = form.asked if form.is_bound and form.is_valid() else None
    return render(request, "practice/law.html", _context(form, asked), status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@posts_as(Action.WRITE_VISIT)
def visit_law(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Within a visit. What is changed on the page changes nothing in the record."""
    chain = Chain(see_visit(request.user, visit_id))
    if chain.may_be_heard:
        return visit_page(request, chain, STEP, "law_not_here")
    known = _known(chain)
    form = LawForm(request.POST) if request.method == "POST" else LawForm(initial=_initial(known))
    asked: Asked | None = known if known.place else None
    if form.is_bound:
        asked = form.asked if form.is_valid() else None
    return visit_page(
        request,
        chain,
        STEP,
        "law",
        status=422 if form.errors else 0,
        **_context(form, asked, only_duties=chain.gives_no_tools),
    )


def _known(chain: Chain) -> Asked:
    """What the visit says already. The relationship is the one found, not only the one written down."""
    context = chain.findings.answers.context
    return Asked(
        place=context.state or "",
        happened=happened_of(chain.findings),
        who=context.relationship,
        age=context.age,
    )


def _initial(known: Asked) -> dict[str, Any]:
    return {"place": known.place, "happened": known.happened, "who": known.who or "", "age": known.age}


def _context(form: LawForm, asked: Asked | None, *, only_duties: bool = False) -> dict[str, Any]:
    """What the template shows; nothing but the form where nothing was asked yet."""
    if asked is None:
        return {"form": form}
    teller = LawTeller(book(), page_language(), timezone.localdate(), found_wrong().beside)
    places = [one for one in (asked.place, asked.other) if one]
    is_two = len(places) > 1
    own = [one for one in practice_states() if one not in places][:MOST_OWN]
    return {
        "form": form,
        "only_duties": only_duties,
        "asked": asked,
        "asked_words": teller.asked_in_words(asked),
        "from_words": teller.happened(asked.from_words),
        "is_not_understood": bool(asked.words.strip()) and not asked.from_words,
        "one": teller.place(asked, asked.place),
        "other": teller.place(asked, asked.other) if is_two else None,
        "kinds": teller.two(asked) if is_two else (),
        "both": law_words.BOTH_PLACES.said_in(page_language()) if is_two else "",
        "federal": teller.place(asked, FEDERAL) if FEDERAL not in places else None,
        "duties": [teller.duties(one) for one in places],
        "own_duties": [teller.duties(one) for one in own],
        "federal_duties": teller.duties(FEDERAL) if FEDERAL not in places else None,
        "talk": teller.talk(),
    }
