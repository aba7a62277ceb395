# SPDX-License-Identifier: Apache-2.0
"""Asked again who is there: after ten minutes, before pages on which much can be done; words go along."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.clock import Clock, enrol
from tests.support.matrix import account
from tests.support.practice import PASSWORD, Home

OURS = {"HTTP_ORIGIN": "http://testserver"}
PAGE = "/account/passkeys/"
HASHED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
from django.conf import settings
from django.contrib.auth.hashers import make_password
print(settings.PASSWORD_HASHERS, make_password("a password for tests only"))
"""
ASKS = "First: is it you?"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def prove(browser: Any, back: str = PAGE, **more: str) -> Any:
    return browser.post("/step-up/", {"password": PASSWORD, "back": back, **more}, **OURS)


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def test_signing_in_is_a_proof_for_ten_minutes(home: Home, clock: Clock) -> None:
    browser = home.signed_in()
    clock.step(minutes=9, seconds=59)
    assert ASKS not in browser.get(PAGE).content.decode()
    clock.step(seconds=1)
    assert ASKS in browser.get(PAGE).content.decode()
    assert prove(browser)["Location"] == PAGE
    assert ASKS not in browser.get(PAGE).content.decode()


def test_a_clock_set_back_proves_nothing(home: Home, clock: Clock) -> None:
    browser = home.signed_in()
    clock.step(minutes=-1)
    assert ASKS in browser.get(PAGE).content.decode()


def test_a_wrong_password_is_no_proof_and_counts_as_a_try(home: Home, clock: Clock) -> None:
    browser = home.signed_in()
    clock.step(minutes=11)
    for _ in range(5):
        assert browser.post("/step-up/", {"password": "wrong", "back": PAGE}, **OURS).status_code == 422
    assert prove(browser).status_code == 422  # it waits now, like any guess
    assert ASKS in browser.get(PAGE).content.decode()


def test_with_a_second_factor_the_password_alone_is_no_proof(home: Home, clock: Clock) -> None:
    browser = home.signed_in()
    app, _ = enrol(browser, PASSWORD, clock)
    clock.step(minutes=11)
    assert prove(browser).status_code == 422
    assert prove(browser, code=app.shows())["Location"] == PAGE


def test_another_persons_proof_is_none(home: Home, clock: Clock) -> None:
    robin, sam = home.signed_in(), home.signed_in("sam")
    clock.step(minutes=11)
    prove(sam)
    assert ASKS in robin.get(PAGE).content.decode()


def test_what_was_written_is_carried_and_no_secret_with_it(home: Home, clock: Clock) -> None:
    from leeward.practice.accounts.models import WayIn

    browser, page = home.signed_in(), "/oversight/ways-in/"
    clock.step(minutes=11)
    sent = {"person": account("sam").id, "reason": "met at <the> door", "password": PASSWORD}
    asked = browser.post(page, sent, **OURS)
    assert asked.status_code == 403
    assert WayIn.objects.count() == 0
    given = hidden(asked.content.decode())
    assert PASSWORD not in asked.content.decode()
    wrong = browser.post("/step-up/", {**given, "password": "wrong"}, **OURS)
    assert hidden(wrong.content.decode())["kept:reason"] == "met at <the> door"
    shown = browser.post("/step-up/", {**given, "password": PASSWORD}, **OURS).content.decode()
    assert f'action="{page}"' in shown
    assert browser.post(page, hidden(shown), **OURS)["Location"] == page
    assert WayIn.objects.count() == 1


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1", "", "x"]
)
def test_it_leads_to_no_other_place(home: Home, clock: Clock, back: str) -> None:
    browser = home.signed_in()
    clock.step(minutes=11)
    assert prove(browser, back=back)["Location"] == "/account/"


def test_a_form_from_elsewhere_is_not_carried(home: Home, clock: Clock) -> None:
    browser = home.signed_in()
    clock.step(minutes=11)
    given = {"kept-path": "/oversight/ways-in/", "kept:reason": "made up elsewhere", "password": PASSWORD}
    answer = browser.post("/step-up/", {**given, "back": PAGE}, HTTP_ORIGIN="https://elsewhere.example")
    assert answer.status_code == 302  # proven, and nothing of it is on a page
    assert answer["Location"] == PAGE


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", "Safari"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_of_a_browser_its_family_alone_is_kept(empty_home: Home, line: str, want: str) -> None:
    from leeward.practice.accounts.sessions import family

    assert family(line) == want


def test_the_list_of_sessions_is_shown_and_used_only_after_a_proof(home: Home, clock: Clock) -> None:
    """Otherwise a screen left open would sign its owner out everywhere else, and say where that is."""
    browser, other = home.signed_in(), home.signed_in()
    clock.step(minutes=10)
    assert ASKS in browser.get("/account/sessions/").content.decode()
    asked = browser.post("/account/sessions/", **OURS)
    assert asked.status_code == 403 and ASKS in asked.content.decode()
    assert other.get("/account/").status_code == 200
    prove(browser, "/account/sessions/")
    assert browser.post("/account/sessions/", **OURS).status_code == 302
    assert other.get("/account/").status_code == 302


def test_another_password_is_set_only_with_the_one_of_now(home: Home) -> None:
    new = "four lanterns over the weir"
    browser = home.signed_in()
    for now in ("", "wrong wrong wrong", new):
        sent = {"now": now, "password": new, "again": new}
        assert browser.post("/account/password/", sent, **OURS).status_code == 422
    assert home.signed_in().get("/account/").status_code == 200  # with the password of before


def test_a_practice_keeps_passwords_as_argon2id_and_in_no_other_way(tmp_path: Path) -> None:
    """The other tests take a quick hash: here are the settings that a practice has."""
    given = {**os.environ, "LEEWARD_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", HASHED], env=given, capture_output=True, text=True, check=True
    )
    hashers, kept = done.stdout.rstrip().rsplit("] ", 1)
    assert hashers == "['leeward.practice.accounts.hashing.PasswordHasher'"
    found = re.match(r"argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$", kept)
    assert found and int(found[1]) >= 64 * 1024 and int(found[2]) >= 2


def test_many_who_sign_in_at_once_are_hashed_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes 64 MiB: sixteen threads at it together would take a gigabyte."""
    import threading
    import time

    from django.contrib.auth.hashers import Argon2PasswordHasher

    from leeward.practice.accounts.hashing import AT_ONCE, PasswordHasher

    now: list[int] = []
    most: list[int] = []

    def slow(*_: Any) -> bool:
        now.append(1)
        most.append(len(now))
        time.sleep(0.05)
        now.pop()
        return False

    monkeypatch.setattr(Argon2PasswordHasher, "verify", slow)
    threads = [threading.Thread(target=PasswordHasher().verify, args=("a", "b")) for _ in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert AT_ONCE == max(most)
    assert 16 == len(most)
