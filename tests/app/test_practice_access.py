# SPDX-License-Identifier: Apache-2.0
"""Who gets in, and to what. Test ids are those of the safety tests."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.matrix import ADMINISTRATOR, OTHER, answered, records_of, whole_form
from tests.support.practice import PASSPHRASE, PASSWORD, Home, client_form

OF_THE_DEVICE = {"questions", "questions-done", "questions-leave"}
"""In a client's hands; `test_t22` asks them."""
OPEN_WHEN_LOCKED = {"unlock", "unlock-paper", "language"} | OF_THE_DEVICE
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
@pytest.mark.parametrize("who", ["sam", "alex"])
def test_t10_another_clinicians_records_are_not_there_and_the_try_is_on_record(
    home: Home, who: str, method: str
) -> None:
    """The same page as for a record that does not exist; an administrator is no exception."""
    ids = records_of(home)
    strangers = {kind: "nobody" if kind.endswith("_id") else one for kind, one in ids.items()}
    other = home.signed_in(who)
    for name, pattern in patterns():
        if "<" not in pattern or {OTHER, ADMINISTRATOR} & (answered(name, "get") | answered(name, "post")):
            continue
        tries = entries(is_allowed=False).count()
        theirs, none = (
            getattr(other, method)(filled(pattern, those), whole_form(those)) for those in (ids, strangers)
        )
        assert theirs.status_code == none.status_code, name
        assert theirs.status_code in (404, 405), name
        assert b"Ternmarker" not in theirs.content
        if theirs.status_code == 404:
            assert _bare(theirs) == _bare(none)
            assert entries(is_allowed=False).count() >= tries + 2, name


def test_their_owner_does_reach_them(home: Home) -> None:
    """The test above would pass if nobody could."""
    ids = records_of(home)
    owner = home.signed_in()
    reached = {
        name
        for name, pattern in patterns()
        if "<" in pattern and owner.get(filled(pattern, ids)).status_code == 200
    }
    assert {
        "client",
        "change-client",
        "ask",
        "aloud",
        "meaning",
        "board",
        "plan",
        "paper",
        "ending",
    } <= reached


def patterns() -> list[tuple[str, str]]:
    from leeward.practice.urls import urlpatterns

    return [(str(one.name), "/" + str(one.pattern)) for one in urlpatterns]


def filled(pattern: str, ids: dict[str, str]) -> str:
    """An address with ids in it. A kind of id that nobody has a record of yet fails here."""
    return re.sub(r"<slug:(\w+)>", lambda found: ids[found[1]], pattern)


def _bare(answer: Any) -> str:
    """The page without its own address and its form token."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


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
    from leeward.practice.accounts.tries import FREE_TRIES

    services.dummy_hash()
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
    for _ in range(FREE_TRIES):
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
    refuse = {
        "sqlite": "CREATE TRIGGER no_audit BEFORE INSERT ON practice_auditentry"
        " BEGIN SELECT RAISE(ABORT, 'read-only'); END",
        "postgresql": "CREATE TRIGGER no_audit BEFORE INSERT ON practice_auditentry"
        " EXECUTE FUNCTION practice_audit_refuse()",
    }
    with connection.cursor() as cursor:
        cursor.execute(refuse[connection.vendor])
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


def test_every_page_leaves_rows_of_what_was_seen_and_done(home: Home) -> None:
    browser = home.signed_in()
    address = home.open_case(browser)

    def leaves(answer: Any) -> set[str]:
        assert answer.status_code < 400
        rows = set(entries().values_list("action", flat=True)[seen[0] :])
        seen[0] = entries().count()
        return rows

    seen = [entries().count()]
    assert leaves(browser.get(address)) == {"case.see"}
    assert leaves(browser.get("/clients/")) == {"case.list"}
    assert leaves(browser.get("/today/")) == {"case.list", "visit.list"}
    assert leaves(browser.post(address + "change/", client_form(version="1"))) == {"case.see", "case.change"}
    assert leaves(browser.post(address + "visit/")) == {"visit.open"}


def test_t24_every_answer_says_keep_nothing_and_tell_nobody(home: Home) -> None:
    browser = home.signed_in()
    for answer in (browser.get("/today/"), browser.get("/nowhere/"), home.browser().get("/sign-in/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Frame-Options"] == "DENY"
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(
            rb'<script(?! src="/static/leeward/[a-z]+\.js")|style=|https?://(?!www\.w3\.org)', answer.content
        )
