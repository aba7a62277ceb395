# SPDX-License-Identifier: Apache-2.0
"""T27: cookies that no script and no other site can use; a session dies when it should."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.clock import Clock, enrol
from tests.support.matrix import account
from tests.support.practice import PASSWORD, Home

NEW = "four lanterns over the weir"
SESSION = "leeward-session"
UNDER_HTTPS = """
import json, os
import django
from django.conf import settings
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeward.practice.settings")
django.setup()
from django.http import HttpResponse
from leeward.practice.accounts.addresses import remember
mark = next(iter(remember(HttpResponse(), "x").cookies.values()))
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, mark.key]
print(json.dumps({"names": names,
  "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE,
             bool(mark["secure"])],
  "paths": [settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH, settings.LANGUAGE_COOKIE_PATH,
            mark["path"]],
  "domains": [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN, mark["domain"] or None]}))
"""


def old(browser: Any, home: Home) -> Any:
    """Another browser with the cookie this one has now."""
    copy = home.browser()
    copy.cookies[SESSION] = browser.cookies[SESSION].value
    return copy


def is_in(browser: Any) -> bool:
    return bool(browser.get("/account/").status_code == 200)


def test_t27_under_https_every_cookie_is_bound_to_this_host(tmp_path: Path) -> None:
    environment = {**os.environ, "LEEWARD_HOME": str(tmp_path), "LEEWARD_ADDRESS": "https://leeward.example"}
    done = subprocess.run(
        [sys.executable, "-c", UNDER_HTTPS], env=environment, capture_output=True, text=True, check=True
    )
    seen = json.loads(done.stdout)
    assert [name for name in seen["names"] if not name.startswith("__Host-")] == []
    assert set(seen["secure"]) == {True}
    assert set(seen["paths"]) == {"/"}
    assert set(seen["domains"]) == {None}


def test_t27_no_script_reads_a_cookie_and_no_other_site_sends_one(home: Home) -> None:
    browser = home.signed_in()
    browser.get("/today/")
    browser.post("/language/", {"language": "es", "back": "/today/"})
    held = {name: one for name, one in browser.cookies.items() if one.value}
    assert {SESSION, "leeward-form", "leeward-language", "leeward-known"} <= set(held)
    for name, one in held.items():
        assert one["httponly"] is True, name
        assert one["samesite"] == "Strict", name
        assert not one["domain"], name
    for name in (SESSION, "leeward-known", "leeward-language"):
        assert not held[name]["max-age"] and not held[name]["expires"], name  # gone with the browser


def test_t27_the_id_is_new_at_sign_in_at_the_code_and_at_a_proof(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    browser = home.browser()
    browser.post("/sign-in/", {"name": "robin", "password": PASSWORD})
    half = old(browser, home)
    browser.post("/sign-in/code/", {"code": app.shows()})
    assert is_in(browser)
    assert not is_in(half)
    clock.step(minutes=11)
    before = old(browser, home)
    assert browser.post("/step-up/", {"password": PASSWORD, "code": app.shows()}).status_code == 302
    assert is_in(browser)
    assert not is_in(before)


def test_t27_dead_after_signing_out(home: Home) -> None:
    browser = home.signed_in()
    replayed = old(browser, home)
    assert is_in(replayed)
    browser.post("/sign-out/")
    assert not is_in(replayed)


def test_t27_dead_everywhere_else_after_a_new_password(home: Home) -> None:
    browser, elsewhere = home.signed_in(), home.signed_in()
    before = old(browser, home)
    sent = {"now": PASSWORD, "password": NEW, "again": NEW}
    assert browser.post("/account/password/", sent).status_code == 200
    assert is_in(browser)
    assert [is_in(before), is_in(elsewhere)] == [False, False]


def test_t27_dead_when_the_account_is_closed_or_its_roles_change(home: Home) -> None:
    from leeward.practice.accounts.models import Account

    for change in ({"is_active": False}, {"roles": "clinician administrator"}):
        browser = home.signed_in("sam")
        assert is_in(browser)
        Account.objects.filter(id=account("sam").id).update(**change)
        assert not is_in(browser), change
        Account.objects.update(is_active=True)


def test_t27_dead_after_30_minutes_without_a_sign_of_life(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    browser = home.signed_in()
    for _ in range(4):
        clock.step(minutes=29)
        assert is_in(browser)
    clock.step(minutes=30)
    assert not is_in(browser)


def test_t27_the_list_of_sessions_says_where_and_ends_them(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.sessions.models import Session

    clock = Clock(monkeypatch)
    agent_line = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    first = home.browser(headers={"user-agent": agent_line})
    first.post("/sign-in/", {"name": "robin", "password": PASSWORD})
    clock.now += timedelta(minutes=5)
    second, third, other = home.signed_in(), home.signed_in(), home.signed_in("sam")
    page = second.get("/account/sessions/").content.decode()
    assert page.count("Another place") == 2
    assert "Firefox" in page
    said = re.sub(r"<[^>]*>", " ", page)  # tokens and ids are drawn by lot, and may hold any number
    assert "Linux" not in page and "140" not in said
    assert "127.0.0.1" not in page
    held = [row.get_decoded() for row in Session.objects.all()]
    assert "Linux" not in repr(held) and "127.0.0.1" not in repr(held)
    assert [row.session_key for row in Session.objects.all() if row.session_key in page] == []
    handle = next(row["began"]["handle"] for row in held if row["began"]["browser"] == "Firefox")
    other.post("/account/sessions/", {"handle": handle})
    assert is_in(first)  # nobody ends another person's
    second.post("/account/sessions/", {"handle": handle})
    assert [is_in(one) for one in (first, second, third)] == [False, True, True]
    second.post("/account/sessions/")
    assert [is_in(one) for one in (second, third, other)] == [True, False, True]
