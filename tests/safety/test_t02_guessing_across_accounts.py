# SPDX-License-Identifier: Apache-2.0
"""T02: whoever tries many names from one address is slowed; everybody else signs in as fast as before."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.clock import Clock
from tests.support.practice import PASSWORD, Home

NAMES = 500 if os.environ.get("LEEWARD_LONG") else 60
GUESSER, HEALTHY = "192.0.2.66", "192.0.2.7"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def guess(browser: Any, number: int, whence: str = GUESSER) -> int:
    sent = {"name": f"name {number // 2}", "password": f"guess number {number}"}
    return int(browser.post("/sign-in/", sent, REMOTE_ADDR=whence).status_code)


def sign_in(home: Home, whence: str, **more: str) -> int:
    sent = {"name": "robin", "password": PASSWORD}
    return int(home.browser().post("/sign-in/", sent, REMOTE_ADDR=whence, **more).status_code)


def test_many_names_from_one_address_leave_others_quick(home: Home) -> None:
    from django.db import connection

    from leeward.practice import sealing

    stop = threading.Event()

    def attack(first: int) -> None:
        sealing._local.agent = home.agent
        browser = home.browser()
        for number in range(first, 2 * NAMES, 4):
            if stop.is_set():
                break
            assert guess(browser, number) == 422
        connection.close()

    threads = [threading.Thread(target=attack, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    waits = []
    for _ in range(20):
        begun = time.monotonic()
        assert sign_in(home, HEALTHY) == 302
        waits.append(time.monotonic() - begun)
    stop.set()
    for thread in threads:
        thread.join()
    assert sorted(waits)[int(len(waits) * 0.95) - 1] < 1.0


def test_an_address_without_tries_left_is_answered_and_nothing_compared(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.accounts.addresses import AT_ONCE, SECONDS_A_TRY
    from leeward.practice.audit.models import AuditEntry

    clock, browser = Clock(monkeypatch), home.browser()
    for number in range(AT_ONCE):
        assert guess(browser, number) == 422
    before = AuditEntry.objects.count()
    assert guess(browser, AT_ONCE) == 422
    assert AuditEntry.objects.count() == before  # not even looked at
    assert sign_in(home, GUESSER) == 422
    assert sign_in(home, HEALTHY) == 302  # another address
    clock.step(seconds=SECONDS_A_TRY)
    assert sign_in(home, GUESSER) == 302  # slowed, and never shut out


def test_a_browser_in_which_somebody_signed_in_is_not_shut_out_with_its_address(home: Home) -> None:
    known = home.signed_in()
    known.post("/sign-out/")
    stranger = home.browser()
    for number in range(40):
        guess(stranger, number, "127.0.0.1")
    assert sign_in(home, "127.0.0.1") == 422
    assert known.post("/sign-in/", {"name": "robin", "password": PASSWORD}).status_code == 302


def test_what_a_stranger_says_of_their_address_is_not_believed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings
    from django.test import RequestFactory

    from leeward.practice.accounts.addresses import address_of

    def seen(direct: str, told: str) -> str:
        return address_of(RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=told))

    assert seen("127.0.0.1", "198.51.100.1") == "127.0.0.1"  # no proxy stands before plain loopback
    monkeypatch.setattr(settings, "IS_HTTPS", True)
    assert seen("127.0.0.1", "made up, 198.51.100.1") == "198.51.100.1"  # the last is the proxy's own word
    assert seen("192.0.2.9", "198.51.100.1") == "192.0.2.9"  # not from our proxy


def test_memory_is_bounded() -> None:
    from leeward.practice.accounts.addresses import Addresses

    held = Addresses(most=100)
    for number in range(1000):
        held.count_wrong(f"2001:db8::{number:x}", NOW + timedelta(seconds=number))
    assert len(held) == 100
