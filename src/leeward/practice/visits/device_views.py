# SPDX-License-Identifier: Apache-2.0
"""The three addresses of a device: its question, the closing page, and the way out."""

from __future__ import annotations

from typing import cast, get_args

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from leeward.practice.visits import device, device_cookie
from leeward.practice.visits.device_pages import closing_page, device_page, empty_page
from leeward.terms.errors import LeewardError
from leeward.vault.faults import DiskTrouble


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """One question. Whatever goes wrong, the client sees a page they already know."""
    token = device_cookie.token_of(request)
    try:
        if request.method == "POST":
            return _pressed(request, token)
        shown = device.see(token)
    except (LeewardError, DatabaseError):
        shown = None
    return device_page(request, shown) if shown else closing_page(request)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """The same for everybody, at every end."""
    return closing_page(request)


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """An empty page, also where nothing can be written down any more."""
    try:
        device.leave(device_cookie.token_of(request))
    except (LeewardError, DatabaseError):
        return empty_page(request)
    return empty_page(request)


def _pressed(request: HttpRequest, token: str) -> HttpResponse:
    posted = request.POST
    what = next((one for one in get_args(device.Press) if one in posted), "next")
    try:
        shown = device.press(token, cast(device.Press, what), posted.get("question", ""), posted)
    except (DatabaseError, DiskTrouble):
        return _once_more(request, token)
    if shown is None:
        return device_cookie.end(redirect("questions-done"))
    if shown.fault:
        return device_page(request, shown, posted=posted)
    return redirect("questions")


def _once_more(request: HttpRequest, token: str) -> HttpResponse:
    """The question again, with what was chosen or typed for it."""
    shown = device.see(token)
    if shown is None:
        return closing_page(request)
    posted = request.POST
    is_the_same = shown.item is not None and shown.item.linkId == posted.get("question")
    return device_page(request, shown, posted=posted if is_the_same else None, fault="not-saved")
