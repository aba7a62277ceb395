# SPDX-License-Identifier: Apache-2.0
"""The second factor and the recovery paper, walked by keyboard in both languages: every page under axe,
at two widths and in both looks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, speak, type_into, watch
from tests.support.practice import PASSPHRASE, PASSWORD
from tests.support.serving import Served, served

NAME = "robinmarker"
LOOKED_AT = {
    "account",
    "second-factor",
    "recovery-codes",
    "second-factor-off",
    "sign-in-code",
    "unlock-paper",
}
"""Names in urls.py whose pages this walk looks at; it passes `unlock` too."""
WRONG = "not the password at all"
SHORT = "short"


@dataclass
class Walker:
    """One browser on its way, in one language."""

    page: Page
    where: Served
    seen: Seen
    pictures: Path
    language: str
    passphrase: str
    rows: list[str]
    codes: list[str]

    def look(self, name: str, part: str = "") -> None:
        """axe, sideways scroll and pictures of the page as it stands, also one that answers a form."""
        self.seen.visited.add(name)
        look_at(
            self.page,
            self.seen,
            self.pictures,
            f"{name}{part}",
            languages=(self.language,),
            thorough=self.language,
        )

    def go(self, path: str) -> None:
        self.page.goto(self.where.address + path)

    def send(self, **words: str) -> None:
        """Fills in and presses Enter."""
        for name, text in words.items():
            type_into(self.page, name, text)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sign_in(self) -> None:
        self.send(name=NAME, password=PASSWORD)

    def now(self, seconds_off: int = 0) -> str:
        """The code the app shows."""
        letters = self.codes[0]
        return pyotp.TOTP(letters).at(int(time.time()) + seconds_off)

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(words).first.press("Enter")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path) -> Iterator[Seen]:
    seen = Seen()
    with served() as where:
        context = browser.new_context(locale="en-US", reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch(page, where, seen)
        walker = Walker(page, where, seen, pictures, "en", PASSPHRASE, [], [])
        _set_up(walker)
        for language in ("en", "es"):
            walker.language = language
            walker.go("/sign-in/")
            if language == "es":
                speak(page, "es")
            walker.sign_in()
            _factor_on(walker)
            _sign_in_with_it(walker)
            _factor_off(walker)
            _lost_passphrase(walker)
        yield seen


def _set_up(walker: Walker) -> None:
    page = walker.page
    walker.go("/")
    walker.send(code=walker.where.setup_code)
    walker.send(passphrase=PASSPHRASE, again=PASSPHRASE)
    page.locator("input[value='US-WA']").press("Space")
    walker.send(name="Harbormarker House")
    walker.send(name=NAME, password=PASSWORD, again=PASSWORD)
    walker.press("main button")
    page.wait_for_selector("table.code")
    rows = page.locator("table.code tbody tr").all_inner_texts()
    walker.rows = [" ".join(row.split()[1:]) for row in rows]
    walker.go("/set-up/proof/")
    walker.send(**_typed(walker.rows))


def _factor_on(walker: Walker) -> None:
    page = walker.page
    walker.press("footer a[href='/account/']")
    walker.look("account", "-off")
    walker.press("a[href='/account/second-factor/']")
    walker.look("second-factor")
    walker.send(password=WRONG)
    walker.look("second-factor", "-mistake")
    walker.send(password=PASSWORD)
    page.wait_for_selector(".qr svg")
    walker.look("second-factor", "-secret")
    walker.codes = [page.locator(".letters code").inner_text().replace(" ", "")]
    walker.send(code="000000")
    walker.look("second-factor", "-secret-mistake")
    walker.send(code=walker.now())
    page.wait_for_selector("ol.codes")
    walker.look("second-factor", "-codes")
    walker.codes += page.locator("ol.codes code").all_inner_texts()
    page.emulate_media(media="print")
    page.screenshot(path=walker.pictures / f"second-factor-codes-print-{walker.language}.png", full_page=True)
    page.emulate_media(media="screen")
    walker.press("main a[href='/account/']")
    walker.look("account", "-on")


def _sign_in_with_it(walker: Walker) -> None:
    walker.press("form[action='/sign-out/'] button")
    walker.sign_in()
    walker.look("sign-in-code")
    walker.send(code="000000")
    walker.look("sign-in-code", "-mistake")
    walker.send(code=walker.now(30))  # the next one: this one may have turned it on
    walker.page.wait_for_url("**/today/")


def _factor_off(walker: Walker) -> None:
    walker.go("/account/recovery-codes/")
    walker.look("recovery-codes")
    walker.send(password=PASSWORD, code="000000")
    walker.look("recovery-codes", "-mistake")
    walker.send(password=PASSWORD, code=walker.codes[1])
    walker.codes[1:] = walker.page.locator("ol.codes code").all_inner_texts()
    walker.go("/account/off/")
    walker.look("second-factor-off")
    walker.send(password=PASSWORD, code=walker.codes[1])
    walker.page.wait_for_url("**/account/")


def _lost_passphrase(walker: Walker) -> None:
    walker.press("form[action='/lock/'] button")
    walker.press("a[href='/unlock/paper/']")
    walker.look("unlock-paper")
    walker.send(**_typed([*walker.rows[:2], walker.rows[3], *walker.rows[3:]]))
    walker.look("unlock-paper", "-mistake")
    walker.send(row_3=walker.rows[2])
    walker.page.wait_for_selector(".notice")
    walker.look("unlock-paper", "-waits")
    walker.go("/unlock/")
    walker.look("unlock", "-asked")
    with closing(sqlite3.connect(walker.where.home / "db.sqlite3")) as database, database:
        database.execute("UPDATE practice_practice SET paper_asked_at = '2026-01-01 09:00:00'")
    walker.go("/unlock/paper/")
    walker.look("unlock-paper", "-opens")
    walker.passphrase = f"{walker.passphrase} again"
    walker.send(**_typed(walker.rows), passphrase=SHORT, again=SHORT)
    walker.look("unlock-paper", "-opens-mistake")
    walker.send(passphrase=walker.passphrase, again=walker.passphrase)
    walker.page.wait_for_selector("a[href='/sign-in/']")
    walker.look("unlock-paper", "-done")


def _typed(rows: list[str]) -> dict[str, str]:
    return {f"row_{number}": row for number, row in enumerate(rows, start=1)}


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert LOOKED_AT == walk.visited - {"unlock"}


def test_t24_no_title_or_address_tells_what_a_page_is_about(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in (PASSPHRASE, PASSWORD, NAME, "harbormarker") if word in said] == []
