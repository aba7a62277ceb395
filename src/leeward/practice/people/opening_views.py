# SPDX-License-Identifier: Apache-2.0
"""Opening a colleague's case with a reason, giving it back, and saying that one saw it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leeward.practice.audit.services import require_allowed
from leeward.practice.people import openings
from leeward.practice.people.forms import OpeningForm
from leeward.stewardship import Action
from leeward.terms.errors import NotFound


@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """One page for a name that no case has, one that several have, and one that is the reader's own."""
    require_allowed(request.user.actor(), Action.BREAK_GLASS)
    form = OpeningForm(request.POST or None)
    if request.method == "GET":
        return _page(request, form, 200)
    if not form.is_valid():
        return _page(request, form, 422)
    given = form.cleaned_data
    try:
        case_id = openings.open_with_reason(
            request.user, given["named"], reason=given["reason"], who_knows=given["who_knows"]
        )
    except openings.TooManyTries as error:
        at = timezone.localtime(error.again_at)
        form.add_error(
            "named",
            _("Too many tries. Ask a colleague who knows this client; try again at %(time)s")
            % {"time": time_format(at)},
        )
        return _page(request, form, 429)
    except NotFound:
        form.add_error("named", _("No record opens with this. Ask a colleague how it is written."))
        return _page(request, form, 404)
    return redirect("client", case_id=case_id)


@require_POST
def give_back(request: HttpRequest, opening_id: str) -> HttpResponse:
    """Before its four hours are over."""
    openings.give_back(request.user, opening_id)
    return redirect("home")


@require_POST
def seen(request: HttpRequest, opening_id: str) -> HttpResponse:
    """It stands on this person's page no more."""
    openings.say_seen(request.user, opening_id)
    return redirect("home")


def _page(request: HttpRequest, form: OpeningForm, status: int) -> HttpResponse:
    return render(request, "practice/opening.html", {"form": form}, status=status)
