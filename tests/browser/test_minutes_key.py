# SPDX-License-Identifier: Apache-2.0
"""*The next ten minutes* are one key away from every staff page, also in the middle of a word.

The link's access key answers Alt+N in Chromium and Alt+Shift+N in Firefox, which no test here drives.
Chromium in a window keeps Alt+Shift+N for itself unless a page takes it first: minutes.js does, and saves
the notes on the way.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page
from tests.support.live import on_a_port
from tests.support.practice import PASSWORD, practice_in

ALT, SHIFT = 1, 8
PLACES = {"/today/": "", "/clients/": "", "/clients/new/": "[name=reason]", "/account/": ""}
"""Pages, and a field to type in where there is one."""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with practice_in(tmp_path_factory.mktemp("home")) as home:
        home.set_up()
        with on_a_port(home) as address:
            context = browser.new_context(base_url=address, locale="en-US")
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto("/sign-in/")
            page.locator("[name=name]").fill("robin")
            page.locator("[name=password]").fill(PASSWORD)
            with page.expect_navigation():
                page.keyboard.press("Enter")
            yield page
            context.close()


def press_n(keyboard: CDPSession, modifiers: int) -> None:
    """The key as a keyboard sends it: Playwright's own press leaves out the letter that browsers compare."""
    letter = "N" if modifiers & SHIFT else "n"
    key = {"code": "KeyN", "key": letter, "windowsVirtualKeyCode": 78, "modifiers": modifiers}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "unmodifiedText": letter, **key})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


@pytest.mark.parametrize("modifiers", [ALT, ALT | SHIFT], ids=["Alt+N", "Alt+Shift+N"])
@pytest.mark.parametrize("place", PLACES)
def test_one_key_leads_from_any_staff_page_to_the_ten_minutes(page: Page, place: str, modifiers: int) -> None:
    page.goto(place)
    if PLACES[place]:
        page.locator(PLACES[place]).focus()
        page.keyboard.type("in the middle of a wor")
    with page.expect_navigation(url="**/minutes/"):
        press_n(page.context.new_cdp_session(page), modifiers)
    assert page.locator("h1").inner_text() == "The next ten minutes"


def test_the_letter_alone_is_only_a_letter(page: Page) -> None:
    page.goto("/clients/new/")
    page.locator("[name=reason]").focus()
    press_n(page.context.new_cdp_session(page), 0)
    page.wait_for_timeout(300)
    assert page.url.endswith("/clients/new/")


def test_it_is_the_second_stop_of_the_tab_key_after_the_way_to_the_page(page: Page) -> None:
    """Skip link, name, then the ten minutes."""
    page.goto("/clients/")
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert stops == ["#main", "/today/", "/minutes/"]


@pytest.mark.parametrize(("width", "seen"), [(360, "Ten minutes"), (1280, "The next ten minutes")])
def test_it_is_on_the_first_screen_at_every_width(page: Page, width: int, seen: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto("/clients/new/")
    link = page.get_by_role("link", name="The next ten minutes")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 320
    assert box["height"] >= 44
    assert link.get_attribute("aria-keyshortcuts") == "Alt+Shift+N"
    hidden = page.evaluate("getComputedStyle(document.querySelector('.ten .more')).position")
    assert (hidden == "absolute") is (seen == "Ten minutes")


def test_notes_that_were_not_saved_yet_are_saved_on_the_way(page: Page) -> None:
    page.goto("/clients/new/")
    page.locator("[name=code_name]").fill("Tern")
    with page.expect_navigation():
        page.locator("form button", has_text="Save").last.press("Enter")
    with page.expect_navigation(url="**/ask/"):
        page.locator("form[action$='/visit/'] button").first.press("Enter")
    address = page.url
    page.locator("#notes").focus()
    page.keyboard.type("he calls every night")
    with page.expect_navigation(url="**/minutes/"):
        press_n(page.context.new_cdp_session(page), ALT | SHIFT)
    page.goto(address)
    assert page.locator("#notes").input_value() == "he calls every night"
