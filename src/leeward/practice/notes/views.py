# SPDX-License-Identifier: Apache-2.0
"""Pages for what is written about a case: the list, one note, its draft, its signing and its amendments."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeward.practice.cases.models import Case
from leeward.practice.cases.services import ChangedMeanwhile, facts_of
from leeward.practice.notes import sight
from leeward.practice.notes.forms import AmendForm, NoteForm
from leeward.practice.notes.selectors import may_write_in, notes_in, see_note, visit_going_on
from leeward.practice.notes.services import (
    NotADraft,
    NoteSigned,
    amend,
    begin_note,
    bring_back,
    remove_draft,
    require_case,
    require_note,
    save_draft,
    sign,
)
from leeward.practice.notes.values import NoteWords
from leeward.practice.notes.words import (
    BEGIN,
    LABELS,
    NOTHING,
    ONE,
    SLUGS,
    TITLES,
    WHO,
    names_of,
    ready_lines,
    warnings_for,
)
from leeward.practice.sealing import new_id
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action, Reach, reach
from leeward.stewardship.writing import Kind
from leeward.vault.faults import DiskTrouble

STATUS = {"changed-meanwhile": 409, "signed": 409, "not-saved": 503}
FILE_FAULT = "note-file-fault"
"""In the session: why a file did not come in, for the next page that is shown."""


@require_GET
def client_notes(request: HttpRequest, case_id: str) -> HttpResponse:
    """Every kind apart, newest first, each with who may read it."""
    notes = notes_in(request.user, case_id)
    slug_of = {kind: slug for slug, kind in SLUGS.items()}
    groups = [
        {
            "kind": kind.value,
            "title": TITLES[kind],
            "who": WHO[kind],
            "nothing": NOTHING[kind],
            "begin": BEGIN.get(kind, ""),
            "slug": slug_of.get(kind, ""),
            "notes": [one for one in notes if one.kind is kind and one.removed_at is None],
        }
        for kind in Kind
    ]
    removed = [one for one in notes if one.removed_at is not None]
    context = {
        "case_id": case_id,
        "reach": _reach(request, case_id),
        "groups": groups,
        "removed": removed,
        "visit_id": visit_going_on(case_id),
        "may_write": may_write_in(request.user, case_id),
        "names": ONE,
    }
    return render(request, "practice/note_list.html", context)


@require_http_methods(["GET", "POST"])
def new_note(request: HttpRequest, case_id: str, slug: str) -> HttpResponse:
    """A new chart line, protected note, or line of the list of what the client holds."""
    kind = SLUGS.get(slug)
    if kind is None:
        raise Http404
    require_case(request.user, case_id, Action.WRITE_NOTE)
    notes_in(request.user, case_id)  # on record before the page tells anything of the case
    facts = sight.facts_for(case_id)
    if request.method == "GET":
        return _form_page(request, NoteForm(kind, initial={"once": new_id()}), case_id, facts)
    form = NoteForm(kind, request.POST)
    if not form.is_valid() or not form.cleaned_data["once"]:
        return _form_page(request, form, case_id, facts, status=422)
    note_id = form.cleaned_data["once"]
    try:
        begin_note(request.user, case_id, kind, form.words(), once=note_id)
    except ChangedMeanwhile:
        return redirect("change-note", note_id=note_id)
    except (DatabaseError, DiskTrouble):
        return _form_page(request, form, case_id, facts, fault="not-saved")
    return redirect("change-note", note_id=note_id)


@require_GET
def note(request: HttpRequest, note_id: str) -> HttpResponse:
    """A signed note with all that was added. A draft opens where it is written."""
    found = see_note(request.user, note_id)
    if found.signed_at is None and found.removed_at is None and found.is_writable:
        return redirect("change-note", note_id=note_id)
    return _note_page(request, found, AmendForm(initial={"once": new_id()}))


@require_http_methods(["GET", "POST"])
def change_note(request: HttpRequest, note_id: str) -> HttpResponse:
    """A draft: saved as often as one likes, then signed."""
    require_note(request.user, note_id, Action.WRITE_NOTE)
    found = see_note(request.user, note_id)
    if found.signed_at is not None and request.method == "GET":
        return redirect("note", note_id=note_id)
    facts = sight.facts_for(found.case_id)
    if request.method == "GET":
        form = NoteForm(found.kind, initial={**found.words, "seen": found.version})
        return _form_page(request, form, found.case_id, facts, note=found)
    form = NoteForm(found.kind, request.POST)
    wants_sign = request.POST.get("do") == "sign"
    if not form.is_valid() or (wants_sign and not form.require_something()):
        return _form_page(request, form, found.case_id, facts, note=found, status=422)
    if wants_sign and found.kind is Kind.CHART_LINE and "looked" not in request.POST and _warned(form):
        form.add_error(
            "text", _("Some words tell what this is about. Change them, or say that you have looked.")
        )
        return _form_page(request, form, found.case_id, facts, note=found, status=422, asks=True)
    try:
        act = sign if wants_sign else save_draft
        act(request.user, note_id, form.words(), seen=form.cleaned_data["seen"] or 0)
    except NoteSigned:
        return _signed_meanwhile(request, note_id, form)
    except ChangedMeanwhile:
        found = see_note(request.user, note_id)
        form.data = {**request.POST.dict(), "seen": str(found.version)}
        return _form_page(request, form, found.case_id, facts, note=found, fault="changed-meanwhile")
    except (DatabaseError, DiskTrouble):
        return _form_page(request, form, found.case_id, facts, note=found, fault="not-saved")
    return redirect("note" if wants_sign else "change-note", note_id=note_id)


def _warned(form: NoteForm) -> bool:
    return bool(warnings_for(form.words()["text"], page_language()))


def _signed_meanwhile(request: HttpRequest, note_id: str, form: NoteForm) -> HttpResponse:
    """Both texts; what was written here waits in the form of an amendment."""
    found = see_note(request.user, note_id)
    mine = "\n".join(word for word in form.words().values() if word.strip())
    amendment = AmendForm(initial={"once": new_id(), "text": mine})
    return _note_page(request, found, amendment, fault="signed", status=409)


@require_POST
def amend_note(request: HttpRequest, note_id: str) -> HttpResponse:
    """Adds to a signed note."""
    require_note(request.user, note_id, Action.AMEND_NOTE)
    form = AmendForm(request.POST)
    if not form.is_valid():
        return _note_page(request, see_note(request.user, note_id), form, status=422)
    said = form.cleaned_data
    try:
        amend(request.user, note_id, said["text"], said["reason"], once=said["once"])
    except (ChangedMeanwhile, NotADraft):
        form.data = {**request.POST.dict(), "once": new_id()}
        return _note_page(
            request, see_note(request.user, note_id), form, fault="changed-meanwhile", status=409
        )
    except (DatabaseError, DiskTrouble):
        return _note_page(request, see_note(request.user, note_id), form, fault="not-saved", status=503)
    return redirect("note", note_id=note_id)


@require_POST
def remove_note(request: HttpRequest, note_id: str) -> HttpResponse:
    """Takes a draft away; the list offers it back."""
    try:
        return redirect("client-notes", case_id=remove_draft(request.user, note_id))
    except NotADraft:
        return redirect("note", note_id=note_id)


@require_POST
def keep_note(request: HttpRequest, note_id: str) -> HttpResponse:
    """Brings a draft back."""
    bring_back(request.user, note_id)
    return redirect("change-note", note_id=note_id)


def _reach(request: HttpRequest, case_id: str) -> Reach:
    """How far this person comes in the case, for the places above the page."""
    return reach(request.user.actor(), facts_of(Case.objects.get(id=case_id)))


def _form_page(
    request: HttpRequest,
    form: NoteForm,
    case_id: str,
    facts: sight.SightFacts,
    *,
    note: NoteWords | None = None,
    fault: str = "",
    status: int = 0,
    asks: bool = False,
) -> HttpResponse:
    language = page_language()
    is_line = form.kind is Kind.CHART_LINE
    file_fault = request.session.pop(FILE_FAULT, "") if note else ""
    context = {
        "form": form,
        "case_id": case_id,
        "reach": _reach(request, case_id),
        "note": note,
        "title": ONE[form.kind],
        "who": WHO[form.kind],
        "labels": LABELS,
        "fault": fault,
        "asks": asks,
        "warned": warnings_for(str(form["text"].value() or ""), language) if is_line else [],
        "ready": ready_lines(language) if is_line else [],
        "sight": sight.sight_of("chart-line" if is_line else "release", language, facts),
        "file_fault": file_fault,
        "written_by": names_of(one.author_id for one in note.versions) if note else {},
    }
    return render(request, "practice/note_form.html", context, status=status or STATUS.get(fault, 200))


def _note_page(
    request: HttpRequest, found: NoteWords, form: AmendForm, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "note": found,
        "case_id": found.case_id,
        "reach": _reach(request, found.case_id),
        "form": form,
        "title": ONE[found.kind],
        "who": WHO[found.kind],
        "labels": LABELS,
        "fault": fault,
        "written_by": names_of(one.author_id for one in found.versions),
        "signed": next((one for one in found.versions if one.state == "signed"), None),
    }
    return render(request, "practice/note.html", context, status=status)
