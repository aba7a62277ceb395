# SPDX-License-Identifier: Apache-2.0
"""Guessing across many accounts from one address goes slowly; nobody else waits for it.

An address has thirty wrong tries at once and one more every four seconds. While it has none left, its tries
are answered like any wrong one and nothing is compared, which keeps the machine free for the others. Right
sign-ins cost nothing. A browser in which somebody signed in since the start is not counted with its
address: whoever guesses from the practice's own network shuts nobody out who was here today.

    may_try("192.0.2.7") -> bool, then count_wrong("192.0.2.7")

Kept in memory alone, for a bounded number of addresses; a restart forgets. Where the machine's own proxy
stands before it (https), the address is the one which that proxy saw, the last in `X-Forwarded-For`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

AT_ONCE = 30
SECONDS_A_TRY = 4.0
MOST_ADDRESSES = 4096
LOOPBACK = {"127.0.0.1", "::1"}
_SALT = "leeward.known-browser"


class Addresses:
    """How many wrong tries each address has left: `left` at an hour, growing with time."""

    def __init__(self, *, most: int = MOST_ADDRESSES) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def may_try(self, address: str, now: datetime) -> bool:
        """Whether this address has a try left."""
        with self._lock:
            return self._now(address, now.timestamp()) >= 1.0

    def count_wrong(self, address: str, now: datetime) -> None:
        """Takes one away. The address heard of longest ago makes room for a new one."""
        with self._lock:
            left = self._now(address, now.timestamp())
            self._left[address] = (max(left - 1.0, 0.0), now.timestamp())
            self._left.move_to_end(address)
            if len(self._left) > self._most:
                self._left.popitem(last=False)

    def __len__(self) -> int:
        return len(self._left)

    def _now(self, address: str, at: float) -> float:
        left, since = self._left.get(address, (float(AT_ONCE), at))
        return min(left + max(at - since, 0.0) / SECONDS_A_TRY, float(AT_ONCE))


addresses = Addresses()


def who_tries(request: HttpRequest) -> str:
    """What tries are counted by: the browser where somebody signed in before, else the address."""
    known = request.COOKIES.get(_cookie(), "")
    try:
        return f"browser {TimestampSigner(salt=_SALT).unsign(known)}"
    except BadSignature:
        return address_of(request)


def address_of(request: HttpRequest) -> str:
    """Whose connection it is. What a stranger writes into `X-Forwarded-For` is not believed."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return told if settings.IS_HTTPS and direct in LOOPBACK and told else direct


def remember(response: HttpResponse, browser_id: str) -> HttpResponse:
    """Marks a browser in which somebody signed in. The mark opens nothing, and goes when it is closed."""
    response.set_cookie(
        _cookie(),
        TimestampSigner(salt=_SALT).sign(browser_id),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _cookie() -> str:
    return str(settings.SESSION_COOKIE_NAME).replace("session", "known")
