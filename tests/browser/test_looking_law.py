# SPDX-License-Identifier: Apache-2.0
"""Looking up the law by keyboard, alone and in a visit: one place, two, a mistake, nothing understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, press_link
from tests.browser.walking import assert_walked, walking
from tests.support.answers import example
from tests.support.practice import Home, practice_in
from tests.support.visits import At, visit_with

LOOKED_AT = {"law", "visit-law"}
BOTH = ("en", "es")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        home.set_up()
        at = visit_with(home, example("session-b-boy"))
        with walking(browser, home) as (page, address, seen):
            _alone(page, address, seen, pictures)
            _in_a_visit(page, address, at, seen, pictures)
            _where_it_stops(page, address, home, seen, pictures)
        yield seen


def _alone(page: Page, address: str, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}/library/")
    press_link(page, "Law by what happened")
    look_at(page, seen, pictures, "law-asking", languages=BOTH)
    page.locator("#id_place").select_option("")
    page.locator("#id_age").fill("old")
    _look_up(page)
    page.wait_for_selector(".mistakes")
    look_at(page, seen, pictures, "law-mistake", languages=("en",), is_brief=True)
    page.locator("#id_place").select_option("US-OR")
    page.locator("#id_age").fill("34")
    page.locator("#id_words").fill("he put an AirTag in my car")
    _look_up(page)
    page.wait_for_selector("#duties")
    look_at(page, seen, pictures, "law-one", languages=("en",), is_brief=True)
    page.locator("summary", has_text="Change what is looked up").press("Enter")
    page.locator("#id_other").select_option("US-GU")
    _look_up(page)
    page.wait_for_selector("table.wide")
    look_at(page, seen, pictures, "law-two", languages=("en",), is_brief=True)
    page.goto(f"{address}/law/")
    page.locator("#id_words").fill("the cat sat")
    _look_up(page)
    page.wait_for_selector("#duties")
    look_at(page, seen, pictures, "law-not-understood", languages=("en",), is_brief=True)
    seen.visited.add("law")


def _in_a_visit(page: Page, address: str, at: At, seen: Seen, pictures: Path) -> None:
    page.goto(address + at.url("plan"))
    press_link(page, "Law by what happened")
    look_at(page, seen, pictures, "visit-law", languages=BOTH)
    seen.visited.add("visit-law")


def _where_it_stops(page: Page, address: str, home: Home, seen: Seen, pictures: Path) -> None:
    """Under 12, and a client who may be the one doing it: what is left of the page holds together."""
    from leeward.practice.visits.services import change_document

    place = {"state": "US-WA"}
    child = visit_with(home, {"answers": {}, "context": {"age": 9, **place}})
    other = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 34, **place}})
    hand = {"by_hand": ["client-may-be-doing-it"]}
    version = other.words.document("answers").version
    change_document(other.account, other.visit_id, "answers", hand, seen=version)
    for name, at in (("child", child), ("duties", other)):
        page.goto(address + at.url("law"))
        look_at(page, seen, pictures, f"visit-law-{name}", languages=("en",), is_brief=True)


def _look_up(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button", has_text="Look it up").press("Enter")


def test_every_page_is_looked_at_and_nothing_is_wrong_with_any(walk: Seen) -> None:
    assert_walked(walk, LOOKED_AT)
