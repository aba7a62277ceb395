# SPDX-License-Identifier: Apache-2.0
"""A clock that tests set, and what an authenticator app shows by it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest


class Clock:
    """Django's clock, held still."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)
        patch.setattr("django.utils.timezone.now", lambda: self.now)

    def step(self, **by: float) -> None:
        """Forward, or back with numbers below nought."""
        self.now += timedelta(**by)


class App:
    """An authenticator app on a phone."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self.secret = secret
        self._clock = clock

    def shows(self, *, seconds_off: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(int(self._clock.now.timestamp()) + seconds_off)


def enrol(browser: Any, password: str, clock: Clock) -> tuple[App, list[str]]:
    """Sets up a second factor through the pages: the app, and the recovery codes on paper."""
    shown = browser.post("/account/second-factor/", {"password": password}).content.decode()
    app = App(secret_in(shown), clock)
    answer = browser.post("/account/second-factor/", {"code": app.shows()})
    assert answer.status_code == 200, answer.content.decode()
    codes = re.findall(r"<li><code>([\w-]+)</code></li>", answer.content.decode())
    clock.step(seconds=30)
    return app, codes


def secret_in(page: str) -> str:
    """The letters a page shows for the app."""
    found = re.search(r'class="letters"><code>([A-Z2-7 ]+)</code>', page)
    assert found, page
    return found[1].replace(" ", "")
