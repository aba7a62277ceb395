# SPDX-License-Identifier: Apache-2.0
"""T01: whoever guesses one password waits longer and longer, and keeps nobody else out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.clock import Clock
from tests.support.practice import PASSWORD, Home


def test_150_bad_tries_wait_ever_longer_and_shut_nobody_else_out(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeward.practice.accounts.models import Account
    from leeward.practice.accounts.tries import FREE_TRIES, LONGEST_WAIT_SECONDS

    clock, waits = Clock(monkeypatch), []
    guesser = home.browser()
    for number in range(150):
        answer = guesser.post("/sign-in/", {"name": "robin", "password": f"guess number {number}"})
        assert answer.status_code == 422
        until = Account.objects.order_by("-wrong_tries")[0].waits_until
        waits.append(until - clock.now if until else timedelta(0))
        if number % 30 == 0:
            assert home.signed_in("sam").get("/today/").status_code == 200
        clock.now = until or clock.now
    assert waits == sorted(waits)
    assert waits[FREE_TRIES - 2 : FREE_TRIES + 1] == [timedelta(seconds=s) for s in (0, 1, 2)]
    assert waits[-1] == timedelta(seconds=LONGEST_WAIT_SECONDS)
    assert sum(waits, timedelta(0)) > timedelta(hours=30)
    assert home.agent.status().ring == "unlocked"
    assert home.signed_in().get("/today/").status_code == 200  # the wait is over: robin still gets in


def test_tries_during_the_wait_are_not_looked_at(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from leeward.practice.accounts.models import Account
    from leeward.practice.accounts.tries import FREE_TRIES

    clock = Clock(monkeypatch)
    for _ in range(FREE_TRIES + 6):
        home.browser().post("/sign-in/", {"name": "robin", "password": "wrong"})
    right = {"name": "robin", "password": PASSWORD}
    assert home.browser().post("/sign-in/", right).status_code == 422
    assert Account.objects.order_by("-wrong_tries")[0].wrong_tries == FREE_TRIES
    clock.step(seconds=1)
    assert home.browser().post("/sign-in/", right).status_code == 302
