# SPDX-License-Identifier: Apache-2.0
"""Names of a case, entered or taken out. Whatever another case holds, this page is the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leeward.practice.cases.services import require_reach
from leeward.practice.people import names
from leeward.practice.people.forms import NamesForm
from leeward.stewardship import Action


@require_http_methods(["GET", "POST"])
def case_names(request: HttpRequest, case_id: str) -> HttpResponse:
    """Both names are optional; what was typed is in no answer once it was saved."""
    require_reach(request.user, case_id, Action.CHECK_NAMES)
    if "take_out" in request.POST:
        names.take_out(request.user, case_id)
        return redirect("case-names", case_id=case_id)
    form = NamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        names.enter_names(request.user, case_id, {"client": given["client"], "other": given["other"]})
        return redirect("case-names", case_id=case_id)
    context = {"form": form, "case_id": case_id, "entered": names.entered(request.user, case_id)}
    return render(request, "practice/case_names.html", context, status=422 if form.is_bound else 200)
