# SPDX-License-Identifier: Apache-2.0
"""What stands behind the second door: the code, then the device's pages; anything else is one bare page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leeward.practice.lan.codes import take_code
from leeward.practice.lan.quota import asker_of
from leeward.practice.lan.stores import Quota
from leeward.practice.visits import device_cookie, device_views
from leeward.practice.visits.device_pages import closing_page

TRIES = Quota(most=5, a_second=1 / 30)
"""Wrong codes, for each tablet: six letters are not found by guessing in ten minutes."""


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The code of a visit; once it was typed, the questions."""
    if device_cookie.token_of(request):
        return device_views.questions(request)
    if request.method != "POST":
        return render(request, "practice/device/code.html")
    if "code" not in request.POST:
        return redirect("questions-done")  # a question's own form, after its end
    if not TRIES.takes(asker_of(request)):
        return render(request, "practice/device/code.html", {"fault": "wait"}, status=429)
    handed = take_code(request.POST["code"])
    if handed is None:
        return render(request, "practice/device/code.html", {"fault": "wrong"}, status=422)
    TRIES.gives_back(asker_of(request))
    return device_cookie.give(redirect("questions"), handed)


def nothing(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """The same for every address that is not here."""
    return render(request, "practice/device/nothing.html", status=404)


def nothing_asked(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """A request that is none, or for another machine's name."""
    return HttpResponse("", status=400, content_type="text/plain")


def went_wrong(request: HttpRequest) -> HttpResponse:
    response = closing_page(request)
    response.status_code = 500
    return response


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    return redirect("questions")
