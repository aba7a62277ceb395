# SPDX-License-Identifier: Apache-2.0
"""The door for a new person: the code they were given, a name and a password of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leeward.practice.people import joining
from leeward.practice.people.forms import JoinForm


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """One text for a code that never was, one that was used and one that is too old."""
    if request.user.is_authenticated:
        return redirect("home")
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if joining.join(given["code"], given["name"], given["password"]) is not None:
            return render(request, "practice/join_done.html")
        form.add_error("code", _("This code does not fit, or its seven days are over. Ask for a new one."))
    return render(request, "practice/join.html", {"form": form}, status=422 if form.is_bound else 200)
