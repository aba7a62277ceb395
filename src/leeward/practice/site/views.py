# SPDX-License-Identifier: Apache-2.0
"""The front door, the language, and pages for what is not there."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from leeward.practice.accounts.forms import SignInForm, UnlockForm
from leeward.practice.first_run.state import example_secrets
from leeward.practice.sealing import agent
from leeward.practice.site.drafts import is_for
from leeward.practice.site.kept import Kept, kept_in
from leeward.practice.visits import device_cookie
from leeward.practice.visits.device_pages import closing_page


def home(request: HttpRequest) -> HttpResponse:
    return redirect("today")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """English or Spanish, kept by this browser for as long as it is open."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    code = request.POST.get("language", "")
    if check_for_language(code) and code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "practice/not_found.html", status=404)


def cannot_be_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that holds more than one may, or is none of ours. What was typed is in the browser still.

    Whoever asks under another name than ours, as a page elsewhere could, gets no page at all.
    """
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest()
    is_too_long = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    if request.path_info.startswith(device_cookie.PATH):
        response = closing_page(request)
        response.status_code = 413 if is_too_long else 400
        return response
    context = {"is_too_long": is_too_long, "not_read": True}
    return render(request, "practice/fault.html", context, status=413 if is_too_long else 400)


def went_wrong(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith(device_cookie.PATH):
        response = closing_page(request)  # whoever holds the device sees a page they already know
        response.status_code = 500
        return response
    return render(request, "practice/fault.html", {"went_wrong": True}, status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.path_info.startswith(device_cookie.PATH):
        return redirect("questions")  # the question again, for a client who cannot know what a form's age is
    kept = kept_in(request)
    if kept is not None:
        return carry(request, kept, status=403)
    return render(request, "practice/fault.html", {"too_old": True}, status=403)


def carry(request: HttpRequest, kept: Kept, *, status: int = 200) -> HttpResponse:
    """The next door, with what was written on its page; behind the last one, the button that sends it.

    Whoever signs in and may not see the record it is about is shown nothing of it.
    """
    context: dict[str, object] = {"kept": kept, "example": example_secrets()}
    if agent().status().ring != "unlocked":
        return render(request, "practice/unlock.html", {"form": UnlockForm(), **context}, status=status)
    if not request.user.is_authenticated:
        return render(request, "practice/sign_in.html", {"form": SignInForm(), **context}, status=status)
    if not is_for(request.user, kept.path):
        return redirect("today")
    return render(request, "practice/kept.html", context, status=status)
