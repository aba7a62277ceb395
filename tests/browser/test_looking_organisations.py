# SPDX-License-Identifier: Apache-2.0
"""Looking at organisations: those that fit a visit, one opened, the page stopped, and the Library's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, press
from tests.browser.walking import assert_walked, walking
from tests.support.answers import example
from tests.support.practice import practice_in
from tests.support.visits import At, visit_with

LOOKED_AT = {"visit-places", "places"}
BOTH = ("en", "es")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with practice_in(tmp_path_factory.mktemp("home")) as home:
        home.set_up()
        at = visit_with(home, example("2-bullying-at-school"))
        at.browser.post(at.url("accounts"), {"uses": ["instagram", "discord"], "seen": "0"})
        with walking(browser, home) as (page, address, seen):
            _with_a_visit(page, address, at, seen, pictures)
            _from_the_library(page, address, seen, pictures)
        yield seen


def _with_a_visit(page: Page, address: str, at: At, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}{at.url('places')}")
    seen.visited.add("visit-places")
    look_at(page, seen, pictures, "places-of-a-visit", languages=BOTH)
    for summary in page.locator("li.pathway >> details:not(.fact) > summary").all()[:8]:
        summary.press("Enter")
    look_at(page, seen, pictures, "places-opened", languages=("en",), is_brief=True)
    page.locator("#facts > summary").press("Enter")
    page.locator("input[name=age]").fill("old")
    press(page, "Show")
    page.wait_for_selector(".mistakes")
    look_at(page, seen, pictures, "places-mistake", languages=("en",), is_brief=True)


def _from_the_library(page: Page, address: str, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}/places/")
    seen.visited.add("places")
    look_at(page, seen, pictures, "places", languages=BOTH)
    page.locator("input[name=organisation][value=platform]").press("Space")
    press(page, "Show")
    page.wait_for_selector("[data-entry='organisation:platform']")
    look_at(page, seen, pictures, "places-one", languages=("en",), is_brief=True)


def test_every_page_is_looked_at_and_nothing_is_wrong_with_any(walk: Seen) -> None:
    assert_walked(walk, LOOKED_AT)
    assert [one for one in walk.urls for name in ("instagram", "school", "platform") if name in one] == []
