# SPDX-License-Identifier: Apache-2.0
"""A session's working paper, the page that asks before it is filed, and *What would they see?*"""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.practice.cases.services import ChangedMeanwhile
from leeward.practice.notes import sight
from leeward.practice.notes.forms import NoteForm
from leeward.practice.notes.holds import held
from leeward.practice.notes.views import STATUS
from leeward.practice.notes.working import file_paper, see_paper, throw_away, write_paper
from leeward.practice.numbers import whole_number
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.pages import page_language, visit_page
from leeward.practice.visits.selectors import see_visit
from leeward.stewardship.writing import Kind
from leeward.vault.faults import DiskTrouble, KeyMissing


@require_http_methods(["GET", "POST"])
def working(request: HttpRequest, visit_id: str) -> HttpResponse:
    """This session's working paper of a visit."""
    if request.method == "GET":
        found = see_paper(request.user, request.session, visit_id)
        form = NoteForm(Kind.WORKING_PAPER, initial={**found.words, "seen": found.version})
        return _page(request, visit_id, form)
    form = NoteForm(Kind.WORKING_PAPER, request.POST)
    if not form.is_valid():
        return _page(request, visit_id, form, status=422)
    try:
        filed = write_paper(
            request.user, request.session, visit_id, form.words(), seen=form.cleaned_data["seen"] or 0
        )
    except ChangedMeanwhile:
        found = see_paper(request.user, request.session, visit_id)
        form.data = {**request.POST.dict(), "seen": str(found.version)}
        return _page(request, visit_id, form, fault="changed-meanwhile", theirs=found.words)
    except (DatabaseError, DiskTrouble):
        return _page(request, visit_id, form, fault="not-saved")
    if filed:
        return redirect("note", note_id=filed)
    return redirect("working-file" if request.POST.get("do") == "file" else "working", visit_id=visit_id)


@require_http_methods(["GET", "POST"])
def working_file(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Asks before it becomes record: who may see it then."""
    if request.method == "POST":
        try:
            note_id = file_paper(
                request.user, request.session, visit_id, seen=whole_number(request.POST.get("seen"))
            )
        except (KeyMissing, ChangedMeanwhile):
            return redirect("working", visit_id=visit_id)
        return redirect("note", note_id=note_id)
    found = see_paper(request.user, request.session, visit_id)
    if not any(found.words.values()):
        return redirect("working", visit_id=visit_id)
    chain = Chain(see_visit(request.user, visit_id))
    form = NoteForm(Kind.WORKING_PAPER, initial={**found.words, "seen": found.version})
    seen = sight.sight_of("release", page_language(), sight.facts_for(chain.visit.case.id))
    return visit_page(request, chain, "meaning", "working_file", form=form, sight=seen)


@require_POST
def working_away(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Throws this session's paper away now."""
    throw_away(request.user, request.session, visit_id)
    return redirect("working", visit_id=visit_id)


@require_GET
def all_sights(request: HttpRequest) -> HttpResponse:
    """Every act and who comes to see it, to be read at leisure."""
    acts = [
        {"act": act, "title": title, "rows": sight.sight_of(act, page_language())}
        for act, title in sight.ACTS.items()
    ]
    return render(request, "practice/sight.html", {"acts": acts})


def _page(
    request: HttpRequest,
    visit_id: str,
    form: NoteForm,
    *,
    fault: str = "",
    status: int = 0,
    theirs: object = None,
) -> HttpResponse:
    chain = Chain(see_visit(request.user, visit_id))
    return visit_page(
        request,
        chain,
        "meaning",
        "working",
        form=form,
        fault="" if fault == "changed-meanwhile" else fault,
        is_stale=fault == "changed-meanwhile",
        theirs=theirs,
        is_held=held(chain.visit.case.id),
        status=status or STATUS.get(fault, 0),
    )
