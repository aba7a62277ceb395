# SPDX-License-Identifier: Apache-2.0
"""Signed out while writing: the text stays on the page, is stored nowhere, and is sent after signing in."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from tests.support.clock import Clock, enrol
from tests.support.practice import PASSPHRASE, PASSWORD, Home

OURS = {"HTTP_ORIGIN": "http://testserver"}
TEXT = 'quokkamarker "said" <script>alert(1)</script>\nsecond line & more'


@pytest.fixture
def visit(home: Home) -> tuple[Any, str]:
    """A browser on a visit of robin's, and the visit's address."""
    browser = home.signed_in()
    answer = browser.post(home.open_case(browser) + "visit/")
    return browser, re.sub(r"[a-z]+/$", "", answer["Location"])


def sign_out(browser: Any) -> None:
    """The session is over, as after an hour; the page stays open."""
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    browser.cookies.pop("leeward-session", None)


def fields_of(page: str) -> dict[str, list[str]]:
    """The hidden fields of a page, as a browser would send them."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found


def action_of(page: str) -> str:
    return str(re.findall(r'<form method="post" action="([^"]*)"', page)[0])


def notes_in(home: Home, visit_url: str) -> str:
    from leeward.practice.accounts.models import Account
    from leeward.practice.accounts.services import name_of
    from leeward.practice.visits.notes import notes_of
    from leeward.practice.visits.selectors import see_visit

    robin = next(one for one in Account.objects.all() if name_of(one) == "robin")
    return notes_of(see_visit(robin, visit_url.strip("/").split("/")[-1]))


def send_notes(browser: Any, visit_url: str, text: str = TEXT, **headers: str) -> Any:
    written = {"notes": text, "notes_seen": "9"}
    return browser.post(f"{visit_url}meaning/", written, **(headers or OURS))


def send(browser: Any, page: str) -> Any:
    return browser.post(action_of(page), fields_of(page), **OURS)


def test_what_was_written_is_saved_after_signing_in_again(home: Home, visit: tuple[Any, str]) -> None:
    browser, url = visit
    sign_out(browser)
    answer = send_notes(browser, url)
    page = answer.content.decode()
    assert (answer.status_code, action_of(page)) == (403, "/sign-in/")
    assert "What you wrote is still on this page" in page
    given = {**fields_of(page), "name": "robin", "password": PASSWORD}
    page = browser.post("/sign-in/", given, **OURS).content.decode()
    assert "Signed in. Send what you wrote" in page
    assert action_of(page) == f"{url}meaning/"
    assert "kept-path" not in fields_of(page)
    assert PASSWORD not in page
    assert send(browser, page).status_code == 302
    assert notes_in(home, url) == TEXT


def test_a_wrong_password_keeps_it_too(home: Home, visit: tuple[Any, str]) -> None:
    browser, url = visit
    sign_out(browser)
    given = fields_of(send_notes(browser, url).content.decode())
    answer = browser.post("/sign-in/", {**given, "name": "robin", "password": "wrong"}, **OURS)
    assert answer.status_code == 422
    again = fields_of(answer.content.decode())
    del again["csrfmiddlewaretoken"], given["csrfmiddlewaretoken"]
    assert again == given


def test_locked_meanwhile_it_goes_through_both_doors(home: Home, visit: tuple[Any, str]) -> None:
    browser, url = visit
    home.agent.lock()
    sign_out(browser)
    page = send_notes(browser, url).content.decode()
    assert action_of(page) == "/unlock/"
    wrong = browser.post("/unlock/", {**fields_of(page), "passphrase": "not this one at all"}, **OURS)
    assert wrong.status_code == 422
    page = wrong.content.decode()
    page = browser.post("/unlock/", {**fields_of(page), "passphrase": PASSPHRASE}, **OURS).content.decode()
    assert action_of(page) == "/sign-in/"
    given = {**fields_of(page), "name": "robin", "password": PASSWORD}
    send(browser, browser.post("/sign-in/", given, **OURS).content.decode())
    assert notes_in(home, url) == TEXT


def test_a_second_factor_passes_it_on(
    home: Home, visit: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, url = visit
    clock = Clock(monkeypatch)
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    sign_out(browser)
    given = fields_of(send_notes(browser, url).content.decode())
    answer = browser.post("/sign-in/", {**given, "name": "robin", "password": PASSWORD}, **OURS)
    page = answer.content.decode()
    assert action_of(page) == "/sign-in/code/"
    wrong = browser.post("/sign-in/code/", {**fields_of(page), "code": "000000"}, **OURS)
    assert wrong.status_code == 422
    page = wrong.content.decode()
    page = browser.post("/sign-in/code/", {**fields_of(page), "code": app.shows()}, **OURS).content.decode()
    send(browser, page)
    assert notes_in(home, url) == TEXT


def test_every_tick_of_a_form_is_kept_in_its_order(home: Home, visit: tuple[Any, str]) -> None:
    browser, url = visit
    sign_out(browser)
    page = browser.post(f"{url}meaning/", {"flag": ["one", "two", "one"]}, **OURS).content.decode()
    assert fields_of(page)["kept:flag"] == ["one", "two", "one"]


def test_nothing_of_it_is_stored(home: Home, visit: tuple[Any, str], capfd: Any) -> None:
    from django.contrib.sessions.models import Session
    from django.db import connection

    browser, url = visit
    sign_out(browser)
    given = fields_of(send_notes(browser, url).content.decode())
    browser.post("/sign-in/", {**given, "name": "robin", "password": PASSWORD}, **OURS)
    held = [row.get_decoded() for row in Session.objects.all()]
    assert held
    assert "quokka" not in repr(held)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert "quokka" not in repr(cursor.fetchall()), table
    said = capfd.readouterr()
    assert "quokka" not in said.out + said.err


def test_it_is_text_on_the_page_and_never_markup(home: Home, visit: tuple[Any, str]) -> None:
    browser, url = visit
    sign_out(browser)
    page = browser.post(
        f"{url}meaning/", {"notes": TEXT, '"><script>': 'a"b <i>c</i>'}, **OURS
    ).content.decode()
    assert "<script>" not in page
    assert "<i>" not in page
    assert fields_of(page)['kept:"><script>'] == ['a"b <i>c</i>']


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ACCEPT": "text/html"},
    ],
)
def test_a_form_from_elsewhere_is_not_carried(visit: tuple[Any, str], headers: dict[str, str]) -> None:
    browser, url = visit
    sign_out(browser)
    answer = send_notes(browser, url, **headers)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example/visits/1/meaning/",
        "//elsewhere.example/visits/1/meaning/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "/visits/1/meaning/?x=1",
        "/visits/../lock/",
        "/lock/",
        "/sign-out/",
        "/account/off/",
        "/visits/1/hand-over/",
        "/visits/1/ending/",
        "/visits/1/law/",
        "/visits/1/orders/",
        "/visits/1/courts/",
        "/visits/1/places/",
        "/visits/1/directory/",
        "/visits/1/letters/1/",
        "/follow-ups/1/done/",
        "/follow-ups/1/reopen/",
        "/nowhere/",
        "",
    ],
)
def test_it_is_sent_to_no_page_but_those_for_writing(home: Home, path: str) -> None:
    given = {"kept-path": path, "kept:notes": "two words", "name": "robin", "password": PASSWORD}
    answer = home.browser().post("/sign-in/", given, **OURS)
    assert (answer.status_code, answer["Location"]) == (302, "/today/")


def test_passwords_and_the_token_are_not_kept(visit: tuple[Any, str]) -> None:
    browser, url = visit
    sign_out(browser)
    written = {"notes": "two words", "password": PASSWORD, "csrfmiddlewaretoken": "t", "passphrase": "p"}
    page = browser.post(f"{url}meaning/", written, **OURS).content.decode()
    assert sorted(fields_of(page)) == ["csrfmiddlewaretoken", "kept-path", "kept:notes"]
    assert PASSWORD not in page


def test_a_form_with_nothing_in_it_goes_to_the_door_as_before(visit: tuple[Any, str]) -> None:
    browser, url = visit
    sign_out(browser)
    assert browser.post(f"{url}ending/", {}, **OURS)["Location"] == "/sign-in/"
    assert browser.post("/lock/", {"notes": "two words"}, **OURS)["Location"] == "/sign-in/"


def test_signed_in_in_another_window_the_old_form_is_sent_again(home: Home, visit: tuple[Any, str]) -> None:
    """The token of the old page no longer fits; that is no reason to lose what was written."""
    browser = home.browser(enforce_csrf_checks=True)
    page = browser.get("/sign-in/").content.decode()
    given = {**fields_of(page), "name": "robin", "password": PASSWORD}
    assert browser.post("/sign-in/", given, **OURS).status_code == 302
    url = visit[1]
    answer = send_notes(browser, url)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Signed in. Send what you wrote" in page
    assert send(browser, page).status_code == 302
    assert notes_in(home, url) == TEXT


def test_another_person_who_signs_in_cannot_save_into_the_record(home: Home, visit: tuple[Any, str]) -> None:
    browser, url = visit
    sign_out(browser)
    given = fields_of(send_notes(browser, url).content.decode())
    answer = browser.post("/sign-in/", {**given, "name": "sam", "password": PASSWORD}, **OURS)
    assert answer["Location"] == "/today/", "and is not shown what somebody else wrote"
    assert send_notes(browser, url).status_code == 404
    assert notes_in(home, url) == ""
