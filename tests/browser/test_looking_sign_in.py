# SPDX-License-Identifier: Apache-2.0
"""The pages of signing in, walked by keyboard in both languages: under axe, at two widths, in both looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, type_into
from tests.support.live import on_a_port
from tests.support.matrix import account
from tests.support.practice import PASSWORD, Home, practice_in

LOOKED_AT = {
    "password",
    "passkeys",
    "sessions",
    "step-up",
    "kept",
    "ways-in",
    "sign-in-lost",
    "sign-in-paper",
    "sign-in-passkey",
}
"""Names in urls.py whose pages this walk looks at; it passes `sign-in`, `account` and `meaning` too."""
PASSED = {"sign-in", "account", "meaning", "today"}
NEW = "four lanterns over the weir"


@dataclass
class Walker:
    """One browser on its way, in one language."""

    page: Page
    seen: Seen
    pictures: Path
    language: str
    code: str = ""

    def look(self, name: str, part: str = "") -> None:
        self.seen.visited.add(name)
        look_at(
            self.page,
            self.seen,
            self.pictures,
            f"{name}{part}",
            languages=(self.language,),
            thorough=self.language,
        )

    def press(self, what: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(what).first.press("Enter")

    def send(self, **words: str) -> None:
        for name, text in words.items():
            type_into(self.page, name, text)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.page.goto("/sign-in/")
        self.send(name=name, password=password)
        self.page.locator("header.band").wait_for()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with practice_in(tmp_path) as home:
        home.set_up()
        yield home


@pytest.mark.parametrize(
    ("locale", "language"), [pytest.param("en-US", "en", marks=pytest.mark.long), ("es-US", "es")]
)
def test_the_pages_of_signing_in(
    home: Home,
    browser: Browser,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    language: str,
) -> None:
    from leeward.practice.first_run.services import prove_paper

    paper = home.agent.make_paper().text()
    prove_paper(paper)
    robin = home.signed_in()
    visit = robin.post(home.open_case(robin) + "visit/")["Location"]
    seen = Seen()
    with on_a_port(home) as address:
        context = browser.new_context(base_url=address, locale=locale, reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: seen.urls.add(request.url))
        walker = Walker(page, seen, pictures, language)
        walker.sign_in("robin")
        _own_sign_in(walker)
        _kept(walker, visit.rpartition("/")[0].rpartition("/")[0] + "/meaning/")
        _let_somebody_in(walker)
        _lost(walker)
        _alone(walker, home, paper)
        walker.sign_in("robin")
        _proof(walker, monkeypatch)
        context.close()
    assert seen.problems == []
    assert seen.visited - PASSED == LOOKED_AT
    assert [url for url in seen.urls if not url.startswith((address, "http://127.0.0.1"))] == []


def _own_sign_in(walker: Walker) -> None:
    page = walker.page
    page.goto("/account/")
    walker.look("account", "-places")
    walker.press("main a[href='/account/password/']")
    walker.look("password")
    walker.send(now=PASSWORD, password="short", again="short")  # noqa: S106
    walker.look("password", "-mistake")
    walker.press("main form:has([name=make]) button")
    walker.look("password", "-made")
    walker.send(now=PASSWORD, again=page.locator("[name=password]").input_value())
    walker.look("password", "-done")
    page.goto("/account/sessions/")
    walker.look("sessions")
    page.goto("/account/passkeys/")
    walker.look("passkeys")
    _virtual_key(page)
    walker.send(name="the blue key")
    page.locator("#k1").wait_for()
    walker.look("passkeys", "-one")


def _virtual_key(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    made = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**made, "isUserVerified": True, "automaticPresenceSimulation": True}
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _kept(walker: Walker, notes: str) -> None:
    page = walker.page
    page.clock.install()
    page.goto(notes)
    page.locator("#notes").focus()
    page.keyboard.insert_text("the phone rang twice last night")
    with page.expect_response("**/kept/"):
        page.clock.run_for(11_000)
    page.clock.run_for(5 * 60_000)
    page.locator("#covered").wait_for()
    walker.look("meaning", "-covered")
    page.clock.resume()
    page.goto("/today/")
    walker.look("today", "-waits")
    page.goto(notes)
    walker.look("meaning", "-draft")
    page.route("**/blur.js", lambda route: route.abort())
    page.reload()
    walker.press("section[data-draft] form button")
    walker.look("kept")
    walker.press("main form button")
    page.unroute("**/blur.js")


def _let_somebody_in(walker: Walker) -> None:
    page = walker.page
    page.goto("/oversight/ways-in/")
    walker.look("ways-in")
    page.locator("[name=reason]").focus()
    walker.press("main form button")
    walker.look("ways-in", "-mistake")
    page.locator("[name=person]").select_option(label="sam")
    type_into(page, "reason", "met at the door, phone stolen")
    walker.press("main form:has([name=reason]) button")
    walker.look("ways-in", "-begun")
    walker.press("form[action='/sign-out/'] button")
    walker.sign_in("alex")
    page.goto("/oversight/ways-in/")
    walker.look("ways-in", "-to-approve")
    walker.press("main form:has([name=approve]) button")
    walker.look("ways-in", "-code")
    walker.code = page.locator(".letters code").inner_text()
    walker.press("form[action='/sign-out/'] button")


def _lost(walker: Walker) -> None:
    page = walker.page
    page.goto("/sign-in/passkey/")
    walker.look("sign-in-passkey")
    page.goto(page.url.replace("localhost", "127.0.0.1"))
    walker.look("sign-in-passkey", "-number")
    page.goto(page.url.replace("127.0.0.1", "localhost"))
    page.goto("/sign-in/lost/")
    walker.look("sign-in-lost")
    walker.send(name="sam", code="AAAA-AAAA-AAAA", password=NEW, again=NEW)
    walker.look("sign-in-lost", "-mistake")
    walker.send(code=walker.code, password=NEW, again=NEW)
    walker.look("sign-in-lost", "-done")


def _alone(walker: Walker, home: Home, paper: str) -> None:
    from leeward.practice.accounts.models import Account, WayIn

    page = walker.page
    robin = account("robin")
    Account.objects.exclude(id=robin.id).update(is_active=False)
    rows = {f"row_{line[0]}": line[1:].strip() for line in paper.splitlines() if line[:1].isdigit()}
    page.goto("/sign-in/paper/")
    walker.look("sign-in-paper")
    walker.send(name="robin", **{**rows, "row_2": rows["row_3"]})
    walker.look("sign-in-paper", "-mistake")
    walker.send(name="robin", **rows)
    walker.look("sign-in-paper", "-waits")
    page.goto("/sign-in/")
    walker.look("sign-in", "-asked")
    for way in WayIn.objects.filter(ended_at=None, started_by=None):
        WayIn.objects.filter(id=way.id).update(started_at=way.started_at - timedelta(hours=73))
    page.goto("/sign-in/paper/")
    walker.look("sign-in-paper", "-opens")
    walker.send(name="robin", **rows, password=PASSWORD, again=PASSWORD)
    walker.look("sign-in-paper", "-done")
    Account.objects.update(is_active=True)


def _proof(walker: Walker, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    page = walker.page
    later: datetime = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    page.goto("/account/passkeys/")
    walker.look("step-up")
    walker.send(password="not the password")  # noqa: S106
    walker.look("step-up", "-mistake")
    walker.send(password=PASSWORD)
    page.wait_for_url("**/account/passkeys/")
