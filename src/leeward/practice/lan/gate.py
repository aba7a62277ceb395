# SPDX-License-Identifier: Apache-2.0
"""The gate of the second door: questions while the records are unlocked; else the closing page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from leeward.practice.first_run.state import is_set_up
from leeward.practice.sealing import agent
from leeward.practice.site.headers import View
from leeward.practice.visits import device_cookie
from leeward.practice.visits.device_pages import closing_page
from leeward.terms.errors import LeewardError


class Gate:
    """Middleware, the innermost. Whatever fails, whoever holds the tablet sees a page they know."""

    def __init__(self, next_view: View) -> None:
        self._next = next_view

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != device_cookie.PATH:
            return self._next(request)
        try:
            is_open = agent().status().ring == "unlocked" and is_set_up()
        except LeewardError:
            is_open = False
        return self._next(request) if is_open else closing_page(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return closing_page(request) if isinstance(error, LeewardError) else None


gate = Gate
