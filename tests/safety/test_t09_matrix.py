# SPDX-License-Identifier: Apache-2.0
"""T09: every (route, method, person) against the table of `tests/support/matrix.py`, written by hand.

What a person may not reach is not found, and the try is on record. A route without a row fails.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.support.device import handed
from tests.support.matrix import (
    METHOD,
    NAMES,
    NONE,
    OPEN,
    ROUTES,
    SIGNED_IN,
    Method,
    Row,
    account,
    records_of,
    whole_form,
)
from tests.support.practice import PASSPHRASE, Home

METHODS = ("get", "post")
DOORS = {"/unlock/", "/sign-in/"}
LEADS_TO_A_DOOR = {"sign-out", "lock", "unlock-paper"}
ANSWERS = {200, 201, 302, 303, 409, 422, 429, 503}

ONE_DATABASE_IS_ENOUGH = True


def patterns() -> dict[str, str]:
    from leeward.practice.urls import urlpatterns

    return {str(one.name): "/" + str(one.pattern) for one in urlpatterns}


def rowed() -> dict[str, str]:
    """Those that have a row. One without is told by its own test, and by that alone."""
    return {name: pattern for name, pattern in patterns().items() if name in ROUTES}


def filled(pattern: str, ids: dict[str, str]) -> str:
    """An address with ids in it. A kind of id that `RECORDS` does not make fails here."""
    return re.sub(r"<slug:(\w+)>", lambda found: ids[found[1]], pattern)


def expected(row: Row, method: str, person: str) -> str:
    who = row.get if method == "get" else row.post
    if isinstance(who, Method):
        return "no such method"
    return "answered" if person in who else "not found"


def found(answer: Any, name: str) -> str:
    if answer.status_code in (404, 405):
        return "not found" if answer.status_code == 404 else "no such method"
    if answer.get("Location") in DOORS and name not in LEADS_TO_A_DOOR:
        return "door"
    return "answered" if answer.status_code in ANSWERS else str(answer.status_code)


def put_back(home: Home, ids: dict[str, str]) -> None:
    """What one POST may have changed, for the next route."""
    from django.db import transaction
    from django.utils import timezone

    from leeward.practice.models import Account, HandingOn, JoinCode, Opening, OpeningTry, Visit

    if home.agent.status().ring == "locked":
        home.agent.unlock(PASSPHRASE)
    later = timezone.now() + timedelta(hours=4)
    with transaction.atomic():
        Opening.objects.filter(id=ids["opening_id"]).update(ended_at=None, ends_at=later)
        OpeningTry.objects.all().delete()
        JoinCode.objects.get_or_create(account_id=ids["account_id"], defaults={"mark": "x", "ends_at": later})
        HandingOn.objects.filter(id=ids["offer_id"]).update(answered_at=None)
        Visit.objects.filter(id=ids["visit_id"]).update(ended_at=None)
        Account.objects.exclude(id=ids["account_id"]).update(waits_until=None, wrong_tries=0)


def answers_nobody_too(name: str) -> bool:
    """Whether what it answers does not tell if somebody is signed in."""
    return ROUTES[name].door == OPEN or name in LEADS_TO_A_DOOR


def is_signed_in(browser: Any) -> bool:
    return bool(browser.get("/account/").status_code == 200)


def test_every_route_has_a_row_and_every_row_a_route(empty_home: Home) -> None:
    assert set(patterns()) == set(ROUTES)


@pytest.mark.parametrize("person", SIGNED_IN)
def test_each_person_gets_what_the_table_says(home: Home, person: str) -> None:
    from leeward.practice.models import AuditEntry

    ids = records_of(home)
    browser = home.signed_in(NAMES[person])
    wrong = []
    for name, pattern in rowed().items():
        path = filled(pattern, ids)
        put_back(home, ids)
        for method in METHODS:
            fields = whole_form(ids) if method == "post" else {}
            if answers_nobody_too(name) and not is_signed_in(browser):
                browser = home.signed_in(NAMES[person])
            tries = AuditEntry.objects.filter(is_allowed=False).count()
            answer = getattr(browser, method)(path, fields)
            if found(answer, name) == "door" and not is_signed_in(browser):
                # An earlier page signed them out: the door did nothing, and is no answer to them.
                browser = home.signed_in(NAMES[person])
                answer = getattr(browser, method)(path, fields)
            here, wanted = found(answer, name), expected(ROUTES[name], method, person)
            if here != wanted:
                wrong.append(f"{method.upper()} {name}: {here} ({answer.status_code}), not {wanted}")
            elif here == "not found" and AuditEntry.objects.filter(is_allowed=False).count() == tries:
                wrong.append(f"{method.upper()} {name}: not found, and not on record")
            if here == "not found" and b"Ternmarker" in answer.content:
                wrong.append(f"{method.upper()} {name}: not found, and tells a code name")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("method", METHODS)
def test_nobody_and_a_device_come_to_the_door(home: Home, method: str) -> None:
    ids = records_of(home)
    device = handed(home)
    wrong = []
    for name, pattern in rowed().items():
        if ROUTES[name].door == OPEN:
            continue
        for who, browser in (("nobody", home.browser()), ("a device", device.browser)):
            answer = getattr(browser, method)(filled(pattern, ids))
            if (answer.status_code, answer.get("Location")) != (302, ROUTES[name].door):
                wrong.append(f"{method.upper()} {name}, {who}: {answer.status_code} {answer.get('Location')}")
    assert not wrong, "\n".join(wrong)


def test_the_doors_that_are_open_show_nothing_of_a_record(home: Home) -> None:
    ids = records_of(home)
    for name, pattern in rowed().items():
        if ROUTES[name].door == OPEN:
            for method in METHODS:
                answer = getattr(home.browser(), method)(filled(pattern, ids))
                assert answer.status_code in (200, 302, 405, 422), name
                assert b"Ternmarker" not in answer.content, name


def test_the_table_has_somebody_behind_every_door() -> None:
    """A row that answers nobody on either method would hide a page that nobody can reach."""
    assert [name for name, row in ROUTES.items() if {row.get, row.post} <= {NONE, METHOD}] == []


def test_an_opening_that_is_over_opens_nothing(home: Home) -> None:
    from leeward.practice.models import Opening

    ids = records_of(home)
    browser = home.signed_in("ola")
    for path in (f"/clients/{ids['case_id']}/", f"/visits/{ids['visit_id']}/ask/"):
        assert browser.get(path).status_code == 200
    Opening.objects.update(ends_at=Opening.objects.get().opened_at)
    for path in (f"/clients/{ids['case_id']}/", f"/visits/{ids['visit_id']}/ask/"):
        assert browser.get(path).status_code == 404


def test_a_role_that_was_taken_away_opens_nothing(home: Home) -> None:
    """Although the supervisor is still named, and the opening still lasts."""
    from leeward.practice.models import Account

    ids = records_of(home)
    for name in ("uma", "ola"):
        browser = home.signed_in(name)
        assert browser.get(f"/clients/{ids['case_id']}/").status_code == 200
        Account.objects.filter(id=account(name).id).update(roles="front-desk")
        browser = home.signed_in(name)
        assert browser.get(f"/clients/{ids['case_id']}/").status_code == 404
