# SPDX-License-Identifier: Apache-2.0
"""Looking at the Library: its first page, a search, a means, a possibility, a sign, an old entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import IS_LONG, TELLING, Seen, look_at, watch
from tests.support.clock import Clock
from tests.support.device import sign_in
from tests.support.live import on_a_port
from tests.support.practice import practice_in
from tests.support.serving import Served

LOOKED_AT = {"library", "library-leaf"}
BOTH = ("en", "es")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        home.set_up()
        with on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            watch(page, Served(address, "", home.path, None), seen)  # type: ignore[arg-type]
            sign_in(page, address)
            _read(page, seen, pictures)
            with pytest.MonkeyPatch.context() as patch:
                Clock(patch).step(days=200)
                sign_in(page, address)
                _read_late(page, address, seen, pictures)
            context.close()
        yield seen


def _read(page: Page, seen: Seen, pictures: Path) -> None:
    page.locator(".places a", has_text="Library").press("Enter")
    page.wait_for_url("**/library/")
    look_at(page, seen, pictures, "library", languages=BOTH)
    seen.visited.add("library")
    page.locator("main a", has_text="A camera or a microphone").press("Enter")
    page.wait_for_selector("#mistake")
    look_at(page, seen, pictures, "library-means", languages=BOTH)
    page.locator("aside a", has_text="Hidden camera or recorder").press("Enter")
    page.wait_for_selector("#own")
    look_at(page, seen, pictures, "library-mechanism", languages=BOTH)
    page.locator("#signs ~ .leads a").first.press("Enter")
    page.wait_for_selector(".say")
    look_at(page, seen, pictures, "library-sign", languages=BOTH, is_brief=True)
    page.locator(".crumb a").last.press("Enter")
    page.wait_for_selector(".leads")
    look_at(page, seen, pictures, "library-family", languages=("en",), is_brief=True)
    seen.visited.add("library-leaf")
    page.locator(".crumb a").first.press("Enter")
    page.locator("#q").fill("contraseña")
    page.locator("#q").press("Enter")
    page.wait_for_selector("#found")
    look_at(page, seen, pictures, "library-found", languages=BOTH, is_brief=True)
    page.locator("main a", has_text="Someone could know or guess a password").first.press("Enter")
    page.wait_for_selector("#own")
    page.go_back()
    page.wait_for_selector("#found")
    seen.problems += (
        [] if page.locator("#q").input_value() == "contraseña" else ["going back loses the search"]
    )


def _read_late(page: Page, address: str, seen: Seen, pictures: Path) -> None:
    """When every review date of a means has passed; and on paper."""
    page.goto(f"{address}/library/?q=spyware")
    page.locator("main a", has_text="An app that spies").first.press("Enter")
    page.wait_for_selector("#overdue")
    look_at(page, seen, pictures, "library-old", languages=BOTH, is_brief=True)
    page.emulate_media(media="print")
    page.screenshot(path=pictures / "library-print.png", full_page=True)
    page.emulate_media(media="screen")


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert walk.visited == LOOKED_AT


def test_t24_no_title_or_address_tells_what_a_page_is_about(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in TELLING if word in said] == []
    titles = {title.removesuffix(" - Leeward") for title in walk.titles}
    assert titles == ({"Library", "Biblioteca"} if IS_LONG else {"Library"})
