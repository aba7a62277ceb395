# SPDX-License-Identifier: Apache-2.0
"""Looking at court orders and at charges and suits, alone and within a visit, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at
from tests.browser.walking import assert_walked, walking
from tests.support.practice import practice_in
from tests.support.visits import At, visit_with

LOOKED_AT = {"orders", "visit-orders", "courts", "visit-courts"}
BOTH = ("en", "es")
WATCHED = {
    "answers": {"c3": "yes", "c4": "yes", "w1": "ex_partner", "m0": ["tracking_device"]},
    "context": {"age": 16, "state": "US-WA"},
}
CHILD = {"answers": {"c3": "yes"}, "context": {"age": 9, "state": "US-NY"}}


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        home.set_up()
        at, child = visit_with(home, WATCHED), visit_with(home, CHILD)
        with walking(browser, home) as (page, address, seen):
            for name in ("orders", "courts"):
                _alone(page, address, name, seen, pictures)
                _in_a_visit(page, address, at, name, seen, pictures)
                page.goto(address + child.url(name))
                look_at(page, seen, pictures, f"{name}-child", languages=("en",), is_brief=True)
        yield seen


def _alone(page: Page, address: str, name: str, seen: Seen, pictures: Path) -> None:
    """From the Library: asked, with a mistake, and answered."""
    page.goto(f"{address}/library/")
    page.locator(f"main a[href='/{name}/']").press("Enter")
    page.wait_for_url(f"**/{name}/")
    look_at(page, seen, pictures, name, languages=BOTH)
    page.locator("#id_age").fill("old")
    _show(page)
    page.wait_for_selector(".mistakes")
    look_at(page, seen, pictures, f"{name}-mistake", languages=("en",), is_brief=True)
    page.locator("#id_age").fill("30")
    page.locator("#id_state").select_option("US-PA")
    page.locator("#id_relationship").select_option("stranger")
    page.locator("input[name=acts]").first.press("Space")
    _show(page)
    page.wait_for_selector("main [data-entry]")
    _unfold(page)
    look_at(page, seen, pictures, f"{name}-answer", languages=("en",), is_brief=True)
    seen.visited.add(name)


def _in_a_visit(page: Page, address: str, at: At, name: str, seen: Seen, pictures: Path) -> None:
    page.goto(address + at.url("plan"))
    page.locator(f"main a[href='{at.url(name)}']").first.press("Enter")
    page.wait_for_selector("main [data-entry]")
    look_at(page, seen, pictures, f"visit-{name}", languages=BOTH)
    _unfold(page)
    look_at(page, seen, pictures, f"visit-{name}-unfolded", languages=("en",), is_brief=True)
    seen.visited.add(f"visit-{name}")


def _show(page: Page) -> None:
    page.locator(".law-facts button").press("Enter")


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def test_every_page_is_looked_at_and_nothing_is_wrong_with_any(walk: Seen) -> None:
    assert_walked(walk, LOOKED_AT)
