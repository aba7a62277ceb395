# SPDX-License-Identifier: Apache-2.0
"""The front door, the language, and pages for what is not there."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST


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


def went_wrong(request: HttpRequest) -> HttpResponse:
    return render(request, "practice/fault.html", {"went_wrong": True}, status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "practice/fault.html", {"too_old": True}, status=403)
