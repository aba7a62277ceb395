# SPDX-License-Identifier: Apache-2.0
"""Looking at options side by side: before anybody chose, with a slip, with what matters; by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, type_into
from tests.browser.walking import assert_walked, walking
from tests.support.answers import example
from tests.support.practice import practice_in
from tests.support.visits import visit_with

LOOKED_AT = {"side-by-side"}
CHANGE = "When the boys are with me"


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with practice_in(tmp_path_factory.mktemp("home")) as home:
        home.set_up()
        at = visit_with(home, example("session-a-mother"))
        with walking(browser, home) as (page, address, seen):
            page.goto(f"{address}{at.url('side-by-side')}")
            _choose_and_slip(page, seen, pictures)
            _say_not_now(page, seen)
        yield seen


def _look(page: Page, seen: Seen, pictures: Path, part: str, *, languages: tuple[str, ...]) -> None:
    seen.visited.add("side-by-side")
    look_at(page, seen, pictures, f"side{part}", languages=languages, is_brief=bool(part))


def _press(page: Page, value: str) -> None:
    with page.expect_navigation():
        page.locator(f"button[name=act][value='{value}']").press("Enter")


def _choose_and_slip(page: Page, seen: Seen, pictures: Path) -> None:
    _look(page, seen, pictures, "-first", languages=("en",))
    ticked = page.locator("#options input:checked")
    while ticked.count():
        ticked.first.press("Space")
    page.locator("input[name=weights][value=no-court]").press("Space")
    _press(page, "compare")
    page.wait_for_selector(".mistakes")
    _look(page, seen, pictures, "-slip", languages=("en",))
    for place in range(3):
        page.locator("#options > .answers input").nth(place).press("Space")
    type_into(page, "own", "Not to lose the boys")
    _press(page, "compare")
    page.wait_for_selector("tr.named")
    for summary in page.locator("section.part > details > summary").all():
        summary.press("Enter")
    _look(page, seen, pictures, "", languages=("en", "es"))


def _say_not_now(page: Page, seen: Seen) -> None:
    page.locator("input[name=of]").first.press("Space")
    type_into(page, "change", CHANGE)
    _press(page, "later")
    page.wait_for_url("**/plan/")
    if CHANGE not in page.locator("main").inner_text():
        seen.problems.append("the plan does not say what would change it")


def test_every_page_is_looked_at_and_nothing_is_wrong_with_any(walk: Seen) -> None:
    assert_walked(walk, LOOKED_AT)
    assert [one for one in walk.urls if "advocate" in one or "order" in one] == []
