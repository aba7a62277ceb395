# SPDX-License-Identifier: Apache-2.0
"""T04: a code opens the door once, in two threads too; the secret is in no answer after it was set up."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from tests.support.clock import Clock, enrol
from tests.support.practice import PASSWORD, Home

from leeward.practice.accounts.codes import in_groups


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def half_way(home: Home) -> Any:
    browser = home.browser()
    browser.post("/sign-in/", {"name": "robin", "password": PASSWORD})
    return browser


def test_t04_a_code_works_once(home: Home, clock: Clock) -> None:
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    code = app.shows()
    assert half_way(home).post("/sign-in/code/", {"code": code}).status_code == 302
    assert half_way(home).post("/sign-in/code/", {"code": code}).status_code == 422
    clock.step(seconds=30)
    assert half_way(home).post("/sign-in/code/", {"code": code}).status_code == 422
    assert half_way(home).post("/sign-in/code/", {"code": app.shows()}).status_code == 302


def test_t04_an_older_code_than_the_last_one_taken_is_refused(home: Home, clock: Clock) -> None:
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    clock.step(seconds=60)
    before, now = app.shows(seconds_off=-30), app.shows()
    assert half_way(home).post("/sign-in/code/", {"code": now}).status_code == 302
    assert half_way(home).post("/sign-in/code/", {"code": before}).status_code == 422


def test_t04_the_code_that_turned_it_on_does_not_sign_in(home: Home, clock: Clock) -> None:
    app, _ = enrol(home.signed_in(), PASSWORD, clock)
    clock.step(seconds=-30)
    assert half_way(home).post("/sign-in/code/", {"code": app.shows()}).status_code == 422


@pytest.mark.parametrize("kind", ["app", "paper"])
def test_t04_of_two_who_send_one_code_at_a_time_one_gets_in(home: Home, clock: Clock, kind: str) -> None:
    app, codes = enrol(home.signed_in(), PASSWORD, clock)
    for code in codes[:5] if kind == "paper" else range(5):
        clock.step(seconds=60)
        seen = _at_once(home, app.shows() if isinstance(code, int) else code)
        assert sorted(seen) == [302, 422, 422, 422]


def _at_once(home: Home, code: str) -> list[int]:
    """The same code from four sessions that were half way in, at the same moment."""
    from django.db import connection

    from leeward.practice import sealing

    browsers = [half_way(home) for _ in range(4)]
    start, seen = threading.Barrier(len(browsers)), []

    def send(browser: Any) -> None:
        sealing._local.agent = home.agent
        start.wait()
        seen.append(browser.post("/sign-in/code/", {"code": code}).status_code)
        connection.close()

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def test_t04_the_secret_is_in_no_answer_and_no_file_after_it_was_set_up(home: Home, clock: Clock) -> None:
    from django.db import connection

    from leeward.practice.urls import urlpatterns

    browser = home.signed_in()
    app, codes = enrol(browser, PASSWORD, clock)
    planted = [app.secret, in_groups(app.secret), *codes, *(code.replace("-", "") for code in codes)]
    paths = ["/" + re.sub(r"<.*?>", "nobody", str(one.pattern)) for one in urlpatterns]
    for path in paths:
        for who in (browser, home.signed_in("alex")):  # alex runs the practice
            if path in ("/lock/", "/sign-out/"):
                continue
            for answer in (
                who.get(path),
                who.post(path, {"code": "000000"}),
                who.post(path, {"password": "wrong", "code": "000000"}),
            ):
                text = answer.content.decode()
                assert [word for word in planted if word in text] == [], path
        clock.step(hours=0.5)  # past the waits that the wrong tries above earned
        browser = browser if browser.get("/account/").status_code == 200 else _again(home, app)
    connection.close()
    kept = b"".join(path.read_bytes() for path in sorted(home.path.rglob("*")) if path.is_file())
    assert [word for word in planted if word.encode() in kept] == []


def _again(home: Home, app: Any) -> Any:
    browser = half_way(home)
    assert browser.post("/sign-in/code/", {"code": app.shows()}).status_code == 302
    return browser
