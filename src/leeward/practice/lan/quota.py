# SPDX-License-Identifier: Apache-2.0
"""How many pages one device may ask for.

Nobody who reads and presses comes near it. A device that floods gets one short page, made without the
records, and the pages of staff go on. Leaving still empties the screen.
"""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from leeward.practice.lan.stores import Quota
from leeward.practice.site.headers import View
from leeward.practice.visits import device_cookie
from leeward.practice.visits.device_pages import empty_page, pause_page

A_SECOND = 2.0
MOST, AT_A_TABLET = 150, 120
"""So many pages in a row, as fast as a machine presses; then two a second. A press is two pages."""


def quota(next_view: View) -> View:
    """Middleware of both doors, before anything looks into the records."""
    stores = Quota(most=AT_A_TABLET if settings.IS_LAN else MOST, a_second=A_SECOND)

    def answer(request: HttpRequest) -> HttpResponse:
        asker = asker_of(request) if request.path_info.startswith(device_cookie.PATH) else ""
        if not asker or stores.takes(asker):
            return next_view(request)
        is_leaving = request.path_info == f"{device_cookie.PATH}leave/"
        return empty_page(request) if is_leaving else pause_page(request)

    return answer


def asker_of(request: HttpRequest) -> str:
    """By its line at the second door, where each tablet has an address; else by the token it holds.

    On this machine, or behind a proxy, all lines look the same.
    """
    if settings.IS_LAN:
        return str(request.META.get("REMOTE_ADDR", "")) or "nobody"
    token = device_cookie.token_of(request)
    return sha256(token.encode()).hexdigest() if token else ""
