# SPDX-License-Identifier: Apache-2.0
"""Pages of the ledger: who looked at a record and why, what was given out, and the newest checkpoint."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from leeward.papers import GivenOut, given_out_paper
from leeward.practice.audit.services import acting
from leeward.practice.ledger.forms import PaperForm
from leeward.practice.ledger.newest import newest_checkpoint
from leeward.practice.ledger.pages import Line, by_day, lines_of
from leeward.practice.ledger.reading import given_out, looks_at, require_printing
from leeward.practice.visits.pages import page_language
from leeward.stewardship import Action

_ENTRY = re.compile("[0-9a-f]{24}")


@require_GET
def looks(request: HttpRequest, case_id: str) -> HttpResponse:
    """Who looked at this record, and why."""
    before = request.GET.get("before", "")
    before = before if _ENTRY.fullmatch(before) else ""
    acts = looks_at(request.user, case_id, before=before)
    context = {
        "case_id": case_id,
        "code_name": acts.code_name,
        "reach": acts.reach,
        "days": by_day(acts.entries),
        "earlier": acts.earlier,
        "is_newest": not before,
    }
    return render(request, "practice/ledger_looks.html", context)


@require_http_methods(["GET", "POST"])
def given(request: HttpRequest, case_id: str) -> HttpResponse:
    """What was given out, to whom and why; and the same on paper, for the client."""
    is_asked = request.method == "POST"
    if is_asked:
        require_printing(request.user, case_id)
    initial = {"language": page_language(), "size": "letter"}
    form = PaperForm(request.POST if is_asked else None, initial=initial)
    if is_asked and form.is_valid():
        return _paper(request, case_id, form)
    acts = given_out(request.user, case_id)
    context = {
        "case_id": case_id,
        "code_name": acts.code_name,
        "reach": acts.reach,
        "lines": lines_of(acts.entries),
        "form": form if acts.may_print else None,
    }
    return render(request, "practice/ledger_given.html", context, status=422 if is_asked else 200)


def _paper(request: HttpRequest, case_id: str, form: PaperForm) -> HttpResponse:
    acts = given_out(request.user, case_id, on_paper="accounting")
    language = form.cleaned_data["language"]
    with override(language):  # the words of the entries are those of the page; the paper has its own
        lines = [_given(line) for line in lines_of(acts.entries)]
    made = given_out_paper(lines, timezone.localdate(), language, form.cleaned_data["size"])
    return HttpResponse(
        made.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{made.file_name}"'},
    )


def _given(line: Line) -> GivenOut:
    return GivenOut(
        day=line.last_at.date(),
        what=line.detail or line.said,
        recipient=line.recipient,
        why=line.reason,
        agreed_on=timezone.localdate(line.consent_at) if line.consent_at else None,
    )


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, to be kept on paper elsewhere."""
    with acting(request.user.actor(), Action.SEE_LEDGER):
        newest = newest_checkpoint()
    return render(request, "practice/ledger.html", {"newest": newest})
