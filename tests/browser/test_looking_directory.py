# SPDX-License-Identifier: Apache-2.0
"""Looking at the directory, by keyboard: a search, numbers to call, an own entry, and with a visit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, press
from tests.browser.walking import assert_walked, walking
from tests.support.answers import example
from tests.support.practice import practice_in
from tests.support.visits import At, visit_with

LOOKED_AT = {
    "directory",
    "directory-queue",
    "directory-own",
    "directory-new",
    "directory-entry",
    "visit-directory",
}
BOTH = ("en", "es")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    from leeward.practice.book import overlay_folder, read_anew

    with practice_in(tmp_path_factory.mktemp("home")) as home:
        home.set_up()
        at = visit_with(home, example("1-ex-partner-after-separation"))
        with walking(browser, home) as (page, address, seen):
            _search(page, address, seen, pictures)
            _call(page, seen, pictures)
            _own(page, address, seen, pictures)
            _in_a_visit(page, address, at, seen, pictures)
        shutil.rmtree(overlay_folder(), ignore_errors=True)
        read_anew()
        yield seen


def _search(page: Page, address: str, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}/library/")
    page.locator("main a", has_text="Who answers").press("Enter")
    page.wait_for_url("**/directory/")
    look_at(page, seen, pictures, "directory", languages=BOTH)
    seen.visited.add("directory")
    page.locator("#id_words").fill("games hotline")
    page.locator("#id_words").press("Enter")
    page.wait_for_selector("#gone")
    look_at(page, seen, pictures, "directory-gone", languages=("en",), is_brief=True)
    page.locator("summary", has_text="Narrow it down").press("Enter")
    page.locator("#id_age").fill("old")
    page.locator("#id_age").press("Enter")
    page.wait_for_selector(".mistakes")
    look_at(page, seen, pictures, "directory-mistake", languages=("en",), is_brief=True)


def _call(page: Page, seen: Seen, pictures: Path) -> None:
    page.locator("main a", has_text="Numbers to call").press("Enter")
    page.wait_for_url("**/directory/queue/")
    for outcome in ("Called: wrong", "Called: nobody answered", "Called: right"):
        with page.expect_navigation():
            page.locator("main button", has_text=outcome).first.press("Enter")
    page.wait_for_selector("#lately")
    look_at(page, seen, pictures, "directory-queue", languages=BOTH)
    seen.visited.add("directory-queue")


def _own(page: Page, address: str, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}/directory/own/")
    page.locator("main a", has_text="Add a service").press("Enter")
    page.wait_for_url("**/directory/own/new/")
    look_at(page, seen, pictures, "directory-new", languages=BOTH)
    seen.visited.add("directory-new")
    press(page, "Save")
    page.wait_for_selector(".mistakes")
    look_at(page, seen, pictures, "directory-new-mistake", languages=("en",), is_brief=True)
    page.locator("#id_name").fill("Example County Advocates")
    page.locator("#id_description").fill("Advocates who go along to court.")
    page.locator("[name=number-1]").fill("555-0100")
    page.locator("[name=needs][value=legal]").press("Space")
    page.locator("[name=how][value=called]").press("Space")
    press(page, "Save")
    page.wait_for_url("**/directory/own/")
    look_at(page, seen, pictures, "directory-own", languages=BOTH)
    seen.visited.add("directory-own")
    page.locator("main a", has_text="Correct this entry").press("Enter")
    page.wait_for_selector("button[name=retire]")
    look_at(page, seen, pictures, "directory-entry", languages=BOTH, is_brief=True)
    seen.visited.add("directory-entry")


def _in_a_visit(page: Page, address: str, at: At, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}{at.url('plan')}")
    page.locator("main a", has_text="Who answers").press("Enter")
    page.wait_for_url("**/directory/")
    look_at(page, seen, pictures, "directory-visit", languages=BOTH)
    seen.visited.add("visit-directory")


def test_every_page_is_looked_at_and_nothing_is_wrong_with_any(walk: Seen) -> None:
    assert_walked(walk, LOOKED_AT)
