# SPDX-License-Identifier: Apache-2.0
"""Two people, or two windows, at the same moment. On SQLite and on PostgreSQL: `make test-db`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from tests.support.practice import Home, client_form

ROUNDS = 4


def at_once(home: Home, *acts: Callable[[], Any]) -> list[Any]:
    """What each gives back, all begun together, each in a thread with its own line to the database."""
    from django.db import connection

    from leeward.practice import sealing

    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        sealing._local.agent = home.agent
        try:
            connection.ensure_connection()
            together.wait(30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_change_one_case_exactly_one_wins(home: Home) -> None:
    """And what stands afterwards is what the winner wrote, whole."""
    first, second = home.signed_in(), home.signed_in()
    address = home.open_case(first)

    def change(browser: Any, reason: str, version: int) -> Callable[[], int]:
        form = client_form(reason=reason, where_now=reason, version=str(version))
        return lambda: int(browser.post(address + "change/", form).status_code)

    for version in range(1, ROUNDS + 1):
        words = (f"firstword{version}", f"secondword{version}")
        codes = at_once(home, change(first, words[0], version), change(second, words[1], version))
        assert sorted(codes) == [302, 409]
        page = first.get(address).content.decode()
        won, lost = words if codes[0] == 302 else words[::-1]
        assert (page.count(won), page.count(lost)) == (2, 0)


def test_no_wrong_try_that_arrives_with_others_is_forgotten(home: Home) -> None:
    from leeward.practice.accounts.models import Account
    from leeward.practice.accounts.services import who_signs_in

    tries = 4  # one less than the free ones, or the rest would be turned away uncounted
    found = at_once(home, *[lambda: who_signs_in("sam", "wrong")] * tries)
    assert found == [None] * tries
    assert sorted(Account.objects.values_list("wrong_tries", flat=True)) == [0, 0, tries]


def test_two_windows_open_one_visit(home: Home) -> None:
    from leeward.practice.cases.models import Case
    from leeward.practice.visits.services import open_visit

    home.open_case(home.signed_in())
    case = Case.objects.select_related("owner").get()
    found = at_once(home, *[lambda: open_visit(case.owner, case.id)] * 3)
    assert len(set(found)) == case.visits.count() == 1


def test_a_device_called_in_while_it_answers_ends_and_nobody_waits_for_the_other(home: Home) -> None:
    from leeward.practice.cases.models import Case
    from leeward.practice.visits.device import leave, press
    from leeward.practice.visits.hand_over import hand_over, take_back
    from leeward.practice.visits.models import HandOver
    from leeward.practice.visits.services import open_visit

    alone = {"p-0-age": "34", "alone": "yes", "overheard": "no", "phone": "elsewhere"}
    home.open_case(home.signed_in(), **alone)
    case = Case.objects.select_related("owner").get()
    visit_id = open_visit(case.owner, case.id)
    for _ in range(ROUNDS):
        token = hand_over(case.owner, visit_id, language="en", with_led=False).token
        at_once(
            home,
            partial(press, token, "start", "", {}),
            lambda: take_back(case.owner, visit_id),
            partial(leave, token),
        )
        assert not HandOver.objects.filter(ended_at=None).exists()
        assert press(token, "start", "", {}) is None


@pytest.mark.parametrize("path", ["/clients/", "/today/"])
def test_readers_are_not_kept_waiting_for_each_other(home: Home, path: str) -> None:
    browsers = [home.signed_in() for _ in range(3)]
    home.open_case(browsers[0])
    assert at_once(home, *[lambda one=one: one.get(path).status_code for one in browsers]) == [200] * 3


def test_save_pressed_twice_at_once_makes_one_client(home: Home) -> None:
    from leeward.practice.cases.models import Case

    browsers = [home.signed_in() for _ in range(2)]
    for one in range(1, ROUNDS + 1):
        form = client_form(once=f"{one:024x}")
        presses = [lambda by=by, form=form: by.post("/clients/new/", form)["Location"] for by in browsers]
        assert len(set(at_once(home, *presses))) == 1
        assert Case.objects.count() == one
