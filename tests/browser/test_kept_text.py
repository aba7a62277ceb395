# SPDX-License-Identifier: Apache-2.0
"""In a real browser: what was written after the session had ended is sent; and a page on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, press
from tests.support.live import on_a_port
from tests.support.practice import PASSWORD, practice_in

TEXT = "“I saw his car twice.” <b>Both</b> times on a Tuesday & at noon.\n\nShe wants to wait."


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Signed in, in a visit, on the page of what is going on."""
    with practice_in(tmp_path) as home:
        home.set_up()
        with on_a_port(home) as address:
            context = browser.new_context(base_url=address, locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto("/sign-in/")
            sign_in(page)
            page.goto("/clients/new/")
            page.locator("[name=code_name]").fill("Tern")
            press(page, "Save")
            page.locator("form[action$='/visit/'] button").click()
            page.wait_for_url("**/ask/")
            page.goto(page.url.replace("/ask/", "/meaning/"))
            yield page
            context.close()


def sign_in(page: Page) -> None:
    page.locator("[name=name]").fill("robin")
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_hour_later_nothing_is_lost(page: Page, pictures: Path) -> None:
    seen = Seen()
    page.locator("[name=notes]").fill(TEXT)
    page.context.clear_cookies(name="leeward-session")
    press(page, "Save the notes")
    assert page.locator("h1").inner_text() == "You were signed out"
    look_at(page, seen, pictures, "kept-signed-out", languages=("en",))
    sign_in(page)
    assert page.locator("h1").inner_text() == "Signed in. Send what you wrote"
    look_at(page, seen, pictures, "kept-send", languages=("en",))
    press(page, "Send what I wrote")
    page.wait_for_url("**/meaning/")
    assert page.locator("[name=notes]").input_value() == TEXT
    assert seen.problems == []


def test_a_staff_page_on_paper_is_the_record_alone(page: Page) -> None:
    line = page.locator(".printed")
    assert not line.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert line.inner_text() == "Printed from the record. Not for the client to carry."
    loose = [
        one for one in (".band", ".foot", ".way", "button", ".skip") if page.locator(one).first.is_visible()
    ]
    assert loose == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
