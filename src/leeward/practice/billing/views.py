# SPDX-License-Identifier: Apache-2.0
"""The page of what a bill would show, and the letter that asks for another way. Nothing typed is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leeward.papers import confidential_request
from leeward.practice.audit.services import acting
from leeward.practice.billing.forms import RequestForm
from leeward.practice.book import book
from leeward.practice.cases.selectors import see_case
from leeward.practice.cases.services import facts_of, find_case, require_reach
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action

PAGE, FOR_MINORS = "billing", "minor"


@require_http_methods(["GET", "POST"])
def billing(request: HttpRequest, case_id: str) -> HttpResponse:
    """What is seen by whom; a POST gives the letter."""
    if request.method == "GET":
        return _page(request, case_id, RequestForm(initial={"language": page_language(), "size": "letter"}))
    require_reach(request.user, case_id, Action.PRINT)
    form = RequestForm(request.POST)
    if not form.is_valid():
        return _page(request, case_id, form, status=422)
    said = form.cleaned_data
    made = confidential_request(form.words(), book(), said["language"], said["size"])
    case = find_case(request.user, case_id, Action.PRINT)
    with acting(request.user.actor(), Action.PRINT, facts_of(case), detail="letter"):
        return HttpResponse(
            made.pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{made.file_name}"'},
        )


def _page(request: HttpRequest, case_id: str, form: RequestForm, *, status: int = 200) -> HttpResponse:
    case = see_case(request.user, case_id)
    said = case.persons[0].words.get("age", "") if case.persons else ""
    is_minor = said.isascii() and said.isdigit() and int(said) < 18
    shown = [(one, _fact(one.id)) for one in book().matters_of(PAGE)]
    if is_minor:
        shown.sort(key=lambda pair: pair[0].part != FOR_MINORS)
    context = {
        "case_id": case_id,
        "form": form,
        "matters": [_in_words(one.id, fact) for one, fact in shown],
        "reach": case.reach,
    }
    return render(request, "practice/billing.html", context, status=status)


def _fact(matter_id: str) -> FactShown:
    return fact_of(book().matter(matter_id), "matter", page_language(), timezone.localdate())


def _in_words(matter_id: str, fact: FactShown) -> dict[str, object]:
    """One matter in the reader's language."""
    matter, language = book().matter(matter_id), page_language()
    return {
        "id": matter.id,
        "title": matter.title.said_in(language),
        "text": matter.text.said_in(language),
        "when": matter.when.said_in(language) if matter.when else "",
        "do": [one.said_in(language) for one in matter.do],
        "say": [one.said_in(language) for one in matter.say],
        "fact": fact,
    }
