# SPDX-License-Identifier: Apache-2.0
"""Puts back where a form came from. `no-referrer` makes browsers say "null" of our own forms too.

The browser itself, and no page, sets `Sec-Fetch-Site`: where it says `same-origin`, the form is ours.
From anywhere else "null" stays, and the form is refused.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from leeward.practice.site.headers import View


def is_own(request: HttpRequest) -> bool:
    """Whether the browser itself says that this form came from a page of ours."""
    ours = f"{request.scheme}://{request.get_host()}"
    return request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin" and (
        request.META.get("HTTP_ORIGIN") == ours
    )


def origin(next_view: View) -> View:
    """Middleware, before the one that checks forms."""

    def answer(request: HttpRequest) -> HttpResponse:
        meta = request.META
        if meta.get("HTTP_ORIGIN") == "null" and meta.get("HTTP_SEC_FETCH_SITE") == "same-origin":
            meta["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return next_view(request)

    return answer
