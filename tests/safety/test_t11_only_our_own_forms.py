# SPDX-License-Identifier: Apache-2.0
"""T11: no page of another site, and no link, does anything here; signing out and locking take a form."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import URLPattern
from tests.support.practice import PASSWORD, Home

OURS = "http://testserver"
ELSEWHERE = "https://elsewhere.example"


@pytest.fixture
def strict(home: Home) -> tuple[Any, str]:
    """A browser whose forms are checked, signed in as robin, and its token."""
    browser = home.browser(enforce_csrf_checks=True)
    page = browser.get("/sign-in/").content.decode()
    sent = {"name": "robin", "password": PASSWORD, "csrfmiddlewaretoken": token_in(page)}
    assert browser.post("/sign-in/", sent, HTTP_ORIGIN=OURS).status_code == 302
    return browser, token_in(browser.get("/today/").content.decode())


def token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found, page
    return found[1]


def every_path() -> list[str]:
    from leeward.practice.urls import urlpatterns

    return ["/" + re.sub(r"<.*?>", "nobody", str(one.pattern)) for one in urlpatterns]


def is_in(browser: Any) -> bool:
    return bool(browser.get("/account/").status_code == 200)


def test_t11_no_address_takes_a_form_without_our_token(home: Home, strict: tuple[Any, str]) -> None:
    browser, _ = strict
    answers = {path: browser.post(path, {}, HTTP_ORIGIN=OURS).status_code for path in every_path()}
    led_away = {path for path, status in answers.items() if status == 302}
    assert {path for path in led_away if not path.startswith(("/set-up/", "/questions/"))} == set()
    refused = {path for path, status in answers.items() if status == 403}
    assert set(answers) - led_away - refused == {"/questions/"}  # to staff, its closing page
    assert is_in(browser)
    assert home.agent.status().ring == "unlocked"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": ELSEWHERE},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "http://testserver.elsewhere.example"},
    ],
)
def test_t11_our_token_from_elsewhere_does_nothing(
    strict: tuple[Any, str], home: Home, headers: dict[str, str]
) -> None:
    browser, token = strict
    for path in ("/sign-out/", "/lock/", "/account/sessions/", "/account/password/", "/kept/", "/step-up/"):
        assert browser.post(path, {"csrfmiddlewaretoken": token}, **headers).status_code == 403, path
    assert is_in(browser)
    assert home.agent.status().ring == "unlocked"


def test_t11_with_token_and_origin_it_is_taken(strict: tuple[Any, str]) -> None:
    browser, token = strict
    sent = {"csrfmiddlewaretoken": token}
    assert browser.post("/sign-out/", sent, HTTP_ORIGIN=OURS)["Location"] == "/sign-in/"
    assert not is_in(browser)


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_t11_signing_out_and_locking_take_a_form(strict: tuple[Any, str], home: Home, method: str) -> None:
    browser, token = strict
    for path in ("/sign-out/", "/lock/"):
        answer = getattr(browser, method)(path, HTTP_X_CSRFTOKEN=token, HTTP_ORIGIN=OURS)
        assert answer.status_code == 405, path
    assert is_in(browser)
    assert home.agent.status().ring == "unlocked"


def test_t11_no_link_changes_anything(strict: tuple[Any, str]) -> None:
    """Every address asked once by GET: not one row of the record, of accounts or of sessions changes."""
    from django.contrib.sessions.models import Session

    from leeward.practice.accounts.models import Account, Draft, Passkey, WayIn
    from leeward.practice.cases.models import Case, Said
    from leeward.practice.visits.models import Document, Visit

    def counts() -> list[int]:
        models = (Account, Case, Said, Visit, Document, Draft, Passkey, WayIn)
        return [model.objects.count() for model in models]

    browser, _ = strict
    before, sessions = counts(), Session.objects.count()
    for path in every_path():
        browser.get(path)
    assert (counts(), Session.objects.count()) == (before, sessions)
    assert is_in(browser)


def test_t11_the_address_list_has_no_view_without_the_check() -> None:
    from leeward.practice.urls import urlpatterns

    exempt = [
        one.name
        for one in urlpatterns
        if isinstance(one, URLPattern) and getattr(one.callback, "csrf_exempt", False)
    ]
    assert exempt == []
