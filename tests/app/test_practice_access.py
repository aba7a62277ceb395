# SPDX-License-Identifier: Apache-2.0
"""Who gets in, and to what. Test ids are those of the safety tests."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.practice import PASSPHRASE, PASSWORD, Home, client_form

OPEN_WHEN_LOCKED = {"unlock", "language"}
OPEN_WHEN_UNLOCKED = {"unlock", "sign-in", "language"}
OF_A_CASE = {"client", "change-client"}
DOORS = {"/unlock/", "/sign-in/", "/set-up/", "/today/", "/"}


def routes() -> list[tuple[str, str]]:
    """Every name and address, a case id standing where one is asked for."""
    from leeward.practice.urls import urlpatterns

    return [(str(one.name), "/" + re.sub(r"<.*?>", "nobody", str(one.pattern))) for one in urlpatterns]


def entries(**fields: Any) -> Any:
    from leeward.practice.audit.models import AuditEntry

    return AuditEntry.objects.filter(**fields)


@pytest.mark.parametrize("method", ["get", "post"])
def test_t09_while_locked_every_address_leads_to_unlock(home: Home, method: str) -> None:
    home.agent.lock()
    for name, address in routes():
        if name in OPEN_WHEN_LOCKED:
            continue
        answer = getattr(home.browser(), method)(address)
        assert (answer.status_code, answer.get("Location")) == (302, "/unlock/"), name


@pytest.mark.parametrize("method", ["get", "post"])
def test_t09_signed_out_every_address_leads_to_sign_in(home: Home, method: str) -> None:
    for name, address in routes():
        if name in OPEN_WHEN_UNLOCKED:
            continue
        answer = getattr(home.browser(), method)(address)
        assert (answer.status_code, answer.get("Location")) == (302, "/sign-in/"), name


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["sam", "alex"])
def test_t10_another_clinicians_case_is_not_there_and_the_try_is_on_record(
    home: Home, who: str, method: str
) -> None:
    """The same page as for a case that does not exist; an administrator is no exception."""
    address = home.open_case(home.signed_in(), code_name="Ternmarker")
    case_id = address.split("/")[2]
    other = home.signed_in(who)
    for at, name in enumerate(sorted(OF_A_CASE)):
        theirs, none = (
            getattr(other, method)(path, client_form(version="1") if method == "post" else {})
            for path in (_address(name, case_id), _address(name, "nobody"))
        )
        assert (theirs.status_code, none.status_code) == (
            (405, 405) if _refuses(name, method) else (404, 404)
        )
        assert b"Ternmarker" not in theirs.content
        if theirs.status_code == 404:
            assert _bare(theirs) == _bare(none)
            assert entries(case_id=case_id, is_allowed=False).count() >= 1, at


def _refuses(name: str, method: str) -> bool:
    return name == "client" and method == "post"


def _bare(answer: Any) -> str:
    """The page without its own address and its form token."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def _address(name: str, case_id: str) -> str:
    return f"/clients/{case_id}/" + ("change/" if name == "change-client" else "")


def test_every_address_of_a_case_is_in_the_table_above() -> None:
    assert {name for name, address in routes() if "nobody" in address} == OF_A_CASE


def test_an_administrator_alone_lists_and_opens_no_case(home: Home) -> None:
    browser = home.signed_in("alex")
    assert browser.get("/clients/").status_code == 404
    assert browser.post("/clients/new/", client_form()).status_code == 404


def test_t11_no_form_is_taken_from_elsewhere(home: Home) -> None:
    browser = home.browser(enforce_csrf_checks=True)
    page = browser.get("/sign-in/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    given = {"name": "robin", "password": PASSWORD}
    assert browser.post("/sign-in/", given).status_code == 403
    right = {**given, "csrfmiddlewaretoken": token[1]}
    for elsewhere in ("https://elsewhere.example", "null"):
        assert browser.post("/sign-in/", right, headers={"Origin": elsewhere}).status_code == 403
    cross = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
    assert browser.post("/sign-in/", right, headers=cross).status_code == 403
    own = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert browser.post("/sign-in/", right, headers=own).status_code == 302


@pytest.mark.parametrize("address", ["/sign-out/", "/lock/", "/language/"])
def test_t11_nothing_is_done_by_get(home: Home, address: str) -> None:
    browser = home.signed_in()
    assert browser.get(address).status_code == 405
    assert browser.get("/today/").status_code == 200


def test_t03_one_text_and_one_hash_for_unknown_wrong_waiting_and_closed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    from leeward.practice.accounts import services
    from leeward.practice.accounts.models import Account

    services._dummy_hash()
    hashes: list[str] = []
    verify = MD5PasswordHasher.verify

    def counted(hasher: Any, given: str, kept: str) -> bool:
        hashes.append("")
        return bool(verify(hasher, given, kept))

    monkeypatch.setattr(MD5PasswordHasher, "verify", counted)
    seen = []

    def attempt(name: str, password: str) -> None:
        hashes.clear()
        answer = home.browser().post("/sign-in/", {"name": name, "password": password})
        text = re.sub(r'value="[^"]*"', "", answer.content.decode())
        seen.append((answer.status_code, text, len(hashes)))

    attempt("nobody", PASSWORD)
    for _ in range(services.FREE_TRIES):
        attempt("robin", "wrong")
    attempt("robin", PASSWORD)  # right, but must wait now
    Account.objects.update(is_active=False)
    attempt("sam", PASSWORD)
    assert {(status, count) for status, _, count in seen} == {(422, 1)}
    assert len({text for _, text, _ in seen}) == 1


def test_t27_the_session_is_new_at_sign_in_and_dead_after_sign_out(home: Home) -> None:
    from django.conf import settings

    browser = home.signed_in()
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    old = cookie.value
    browser.post("/sign-out/")
    replayed = home.browser()
    replayed.cookies[settings.SESSION_COOKIE_NAME] = old
    assert replayed.get("/today/")["Location"] == "/sign-in/"


def test_lock_now_locks_for_everybody_and_signs_everybody_out(home: Home) -> None:
    first, second = home.signed_in(), home.signed_in("sam")
    assert first.post("/lock/")["Location"] == "/unlock/"
    assert home.agent.status().ring == "locked"
    assert second.get("/today/")["Location"] == "/unlock/"
    assert second.post("/unlock/", {"passphrase": PASSPHRASE}).status_code == 302
    assert second.get("/today/")["Location"] == "/sign-in/"


def test_wrong_passphrases_wait_longer_and_longer(home: Home) -> None:
    home.agent.lock()
    browser = home.browser()
    codes = [browser.post("/unlock/", {"passphrase": "wrong"}).status_code for _ in range(4)]
    assert codes == [422, 422, 422, 429]
    assert home.agent.status().ring == "locked"


def test_t62_where_the_audit_cannot_be_written_nothing_is_read(home: Home) -> None:
    from django.db import DatabaseError, connection

    browser = home.signed_in()
    address = home.open_case(browser, code_name="Ternmarker")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER no_audit BEFORE INSERT ON practice_auditentry"
            " BEGIN SELECT RAISE(ABORT, 'read-only'); END"
        )
    browser.raise_request_exception = False
    for path in (address, "/clients/", "/today/"):
        answer = browser.get(path)
        assert answer.status_code == 500
        assert b"Ternmarker" not in answer.content
    with pytest.raises(DatabaseError):
        entries().create(at="2026-01-01T00:00Z", action="x", is_allowed=True)


def test_t62_no_audit_row_can_be_changed_or_removed(home: Home) -> None:
    from django.db import DatabaseError

    with pytest.raises(DatabaseError):
        entries().update(action="nothing")
    with pytest.raises(DatabaseError):
        entries().delete()


def test_every_service_call_leaves_one_row(home: Home) -> None:
    browser = home.signed_in()
    address = home.open_case(browser)
    before = entries().count()
    browser.get(address)
    browser.get("/clients/")
    browser.get("/today/")
    browser.post(address + "change/", client_form(version="1"))
    assert [one.action for one in entries().order_by("id")[before:]] == [
        "case.see",
        "case.list",
        "case.list",
        "case.change",
    ]


def test_t24_every_answer_says_keep_nothing_and_tell_nobody(home: Home) -> None:
    browser = home.signed_in()
    for answer in (browser.get("/today/"), browser.get("/nowhere/"), home.browser().get("/sign-in/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Frame-Options"] == "DENY"
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(rb"<script|style=|https?://(?!www\.w3\.org)", answer.content)
