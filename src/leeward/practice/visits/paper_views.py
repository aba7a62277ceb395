# SPDX-License-Identifier: Apache-2.0
"""What leaves with the client, if anything; and the papers that stay with us.

Nothing is set, shown or printed before it was asked whether it is safe to carry. How much a paper may say
follows from that answer; a page can ask for less, never for more.
"""

from __future__ import annotations

from datetime import date, datetime

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.papers import Paper, client_sheet, print_sheet, record_plan
from leeward.papers.adult import PARENT_IS_THE_DANGER, adult_sheet
from leeward.planning import Takeaway, form_for, takeaway_for, usual_for
from leeward.planning.takeaway import SAFE_TO_CARRY_QUESTION, is_under_their_eyes
from leeward.practice.book import book
from leeward.practice.cases.languages import tag_of
from leeward.practice.notes.sight import SightFacts, sight_of
from leeward.practice.numbers import whole_number
from leeward.practice.referrals.told import referrals_for_record
from leeward.practice.visits.answering import answer_questions
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.pages import attempt, heard_page, page_language, posts_as, visit_page
from leeward.practice.visits.paper_forms import CARRIED, AdultForm, CarryForm, RecordForm, forms_of
from leeward.practice.visits.paper_services import PRINTED, form_taken, note_print
from leeward.practice.visits.paper_words import (
    accounts_looked_at,
    contact_of,
    days_said,
    done_of,
    signs_told,
    talks_of,
)
from leeward.practice.visits.plan_words import asks_contact_soon
from leeward.practice.visits.selectors import see_visit
from leeward.practice.visits.values import VisitWords
from leeward.stewardship import Action
from leeward.terms.hours import hour_in_words
from leeward.terms.text import Language

DEADLINE = "deadline"


@require_http_methods(["GET", "POST"])
@posts_as(Action.PRINT)
def paper(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Asks first; then gives the PDF, the page to photograph, or nothing."""
    visit = see_visit(request.user, visit_id)
    chain = Chain(visit)
    asked = request.POST.get("what", "")
    if chain.stopped_on("paper"):
        return heard_page(request, chain, "paper")
    if asked == "record":
        return _record(request, visit, chain)
    if asked == "adult" and _adult_is_called_for(chain):
        return _adult_paper(request, visit, chain)
    if request.method == "POST":
        return _carried(request, visit, chain)
    return _page(request, visit, chain)


def _carried(request: HttpRequest, visit: VisitWords, chain: Chain) -> HttpResponse:
    """The client's answer is written down before anything else happens."""
    form = _carry_form(visit, chain, request)
    if not form.is_valid():
        return _page(request, visit, chain, carry=form, status=422)
    said = form.cleaned_data
    answer = {SAFE_TO_CARRY_QUESTION: said["safe"]}
    fault = attempt(lambda: answer_questions(request.user, visit.id, answer, seen=_seen(request)))
    visit = see_visit(request.user, visit.id)
    chain = Chain(visit)
    if fault:
        return _page(request, visit, chain, carry=form, fault=fault)
    allowed = takeaway_for(chain.findings)
    if said["way"] in CARRIED and allowed == "by-heart":
        form.add_error("way", _("After these answers nothing is carried: choose by heart, or nothing"))
        return _page(request, visit, chain, carry=form, status=422)
    asked: Takeaway | None = "by-heart" if said["way"] == "by-heart" else said["quieter"] or None
    if said["way"] == "nothing":
        note_print(request.user, visit.id, "nothing", "", said["language"])
        return redirect("plan", visit_id=visit.id)
    sheet = client_sheet(
        chain.plan,
        book(),
        said["language"],
        heart=visit.document("plan").words.get("heart", []),
        form=form_for(chain.findings, asked),
        again=next_talk(visit),
        office=said["office"],
        paper=said["size"],
    )
    printed = print_sheet(sheet) if said["way"] == "paper" else None
    note_print(request.user, visit.id, said["way"], sheet.form, said["language"])
    if printed is not None:
        return _pdf(printed)
    agreed = [one for one in sheet.by_heart if one.text]  # a blank to write on is of no use on a screen
    context = {"sheet": sheet, "agreed": agreed, "visit_id": visit.id}
    return render(request, "practice/visit/photograph.html", context)


def _record(request: HttpRequest, visit: VisitWords, chain: Chain) -> HttpResponse:
    form = RecordForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, chain, record=form, status=422)
    language = form.cleaned_data["staff_language"]
    taken = form_taken(visit.document("plan").words)
    made = record_plan(
        chain.plan,
        book(),
        language,
        form.cleaned_data["staff_size"],
        form=taken,
        parts=frozenset(form.cleaned_data["parts"]),
        done=done_of(visit, language),
        said_on=days_said(visit),
        contact=contact_of(visit, language),
        talks=talks_of(visit),
        signs=signs_told(visit),
        checks=chain.chosen_checks,
        accounts=accounts_looked_at(visit),
        referrals=referrals_for_record(request.user, visit.case.id, language),
    )
    note_print(request.user, visit.id, "record", "", language)
    return _pdf(made)


def _adult_paper(request: HttpRequest, visit: VisitWords, chain: Chain) -> HttpResponse:
    form = AdultForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, chain, adult=form, status=422)
    said = form.cleaned_data
    made = adult_sheet(
        chain.findings,
        book(),
        said["adult_language"],
        said["adult_size"],
        deadline=said["hour"],
        again=said["again"],
        office=said["adult_office"],
        parent=said["parent"] == "yes",
    )
    note_print(request.user, visit.id, "adult", "", said["adult_language"])
    return _pdf(made)


def _pdf(made: Paper) -> HttpResponse:
    """The bytes, under a name that says nothing."""
    return HttpResponse(
        made.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{made.file_name}"'},
    )


def _page(
    request: HttpRequest,
    visit: VisitWords,
    chain: Chain,
    *,
    carry: CarryForm | None = None,
    record: Form | None = None,
    adult: Form | None = None,
    fault: str = "",
    status: int = 0,
) -> HttpResponse:
    bound = next((one for one in (carry, record, adult) if one is not None), None)
    called_for = _adult_is_called_for(chain)
    size = {"staff_language": page_language(), "staff_size": "letter"}
    return visit_page(
        request,
        chain,
        "plan",
        "paper",
        fault=fault,
        status=status,
        form=bound,
        carry=carry or _carry_form(visit, chain),
        record=record or RecordForm(initial=size),
        adult=(adult or AdultForm(initial=_adult_initial(visit, chain))) if called_for else None,
        parent_is_the_danger=PARENT_IS_THE_DANGER in chain.findings.flag_ids,
        allowed=takeaway_for(chain.findings),
        printed=visit.document("plan").words.get(PRINTED, []),
        seen=visit.document("answers").version,
        sight=sight_of("print", page_language(), _sight_facts(chain)),
    )


def _sight_facts(chain: Chain) -> SightFacts:
    return SightFacts(chain.answers.is_young, PARENT_IS_THE_DANGER in chain.findings.flag_ids)


def _carry_form(visit: VisitWords, chain: Chain, request: HttpRequest | None = None) -> CarryForm:
    """An answer carried over from an earlier visit is asked again, not filled in."""
    item = book().items[SAFE_TO_CARRY_QUESTION]
    words = visit.document("answers").words
    is_from_today = SAFE_TO_CARRY_QUESTION not in words.get("carried", {})
    language = page_language()
    usual = usual_for(chain.findings)
    tells = usual != "own-words"
    return CarryForm(
        request.POST if request else None,
        initial={
            "safe": chain.answers.given.get(SAFE_TO_CARRY_QUESTION) if is_from_today else None,
            "quieter": usual if tells else "",
            "language": chain.answers.language,
            "size": "letter",
        },
        question=item.clinician.said_in(language),
        answers=[(one.code, one.label.said_in(language)) for one in book().screen.choices_of(item)],
        forms=forms_of(tells=tells, is_under_their_eyes=is_under_their_eyes(chain.findings)),
        ways=[
            ("paper", _("Paper")),
            ("photograph", _("A photograph of this screen")),
            ("by-heart", _("Three things by heart")),
            ("nothing", _("Nothing")),
        ],
    )


def _adult_is_called_for(chain: Chain) -> bool:
    return chain.answers.is_young and asks_contact_soon(chain.findings)


def _adult_initial(visit: VisitWords, chain: Chain) -> dict[str, str]:
    """The second person's language, and the hour of a deadline."""
    others = [tag_of(one.words.get("language", "")) for one in visit.case.persons[1:2]]
    language: Language = "es" if "es" in others else "en"
    said = visit.case.words
    is_deadline = said.get("next_kind") == DEADLINE and bool(said.get("next_at"))
    hour = hour_in_words(datetime.fromisoformat(said["next_at"]), language) if is_deadline else ""
    parent = "no" if PARENT_IS_THE_DANGER in chain.findings.flag_ids else "yes"
    return {"adult_language": language, "parent": parent, "hour": hour, "adult_size": "letter"}


def next_talk(visit: VisitWords) -> date | None:
    """The day of the next talk that was agreed at the plan, the sooner of two."""
    plan = visit.document("plan").words
    moments = [plan.get(name, {}).get("at", "") for name in ("soon", "again")]
    return min((datetime.fromisoformat(one).date() for one in moments if one), default=None)


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"))
