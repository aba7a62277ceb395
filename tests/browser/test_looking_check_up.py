# SPDX-License-Identifier: Apache-2.0
"""Looking at the account check-up: the list, an open account, a closed one; and its way by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import TELLING, Seen, look_at, press, watch
from tests.support.device import ADULT, sign_in
from tests.support.live import on_a_port
from tests.support.practice import practice_in
from tests.support.serving import Served
from tests.support.visits import visit_with

LOOKED_AT = {"accounts"}
BOTH = ("en", "es")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        home.set_up()
        at = visit_with(home, ADULT)
        with on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            watch(page, Served(address, "", home.path, None), seen)  # type: ignore[arg-type]
            sign_in(page, address)
            page.goto(f"{address}{at.url('accounts')}")
            _list_and_one(page, seen, pictures)
            _closed(page, seen, pictures)
            context.close()
        yield seen


def _look(page: Page, seen: Seen, pictures: Path, part: str, *, languages: tuple[str, ...] = BOTH) -> None:
    seen.visited.add("accounts")
    look_at(page, seen, pictures, f"accounts{part}", languages=languages, is_brief=bool(part))


def _save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[value=here]").press("Enter")


def _list_and_one(page: Page, seen: Seen, pictures: Path) -> None:
    for used in ("google", "apple", "whatsapp", "roblox"):
        page.locator(f"input[value={used}]").press("Space")
    press(page, "Save")
    page.wait_for_selector("#chosen")
    page.locator("#chosen a.button").first.press("Enter")
    page.wait_for_selector("ol.looking")
    _look(page, seen, pictures, "-one")
    page.locator("input[name='s:devices-signed-in'][value=found]").press("Space")
    _save(page)
    page.wait_for_selector(".mistakes")
    _look(page, seen, pictures, "-mistake", languages=("en",))
    page.locator("input[name=how][value=seen]").press("Space")
    page.locator("input[name='s:location-sharing'][value=unsure]").press("Space")
    _save(page)
    page.wait_for_selector("p.needs:has-text('It stands with')")
    for summary in page.locator("#i-devices-signed-in details > summary").all():
        summary.press("Enter")
    _look(page, seen, pictures, "-found", languages=("en",))
    page.locator("a.reach:has-text('All accounts')").press("Enter")
    page.wait_for_selector("#chosen .tag.likely")
    _look(page, seen, pictures, "")


def _closed(page: Page, seen: Seen, pictures: Path) -> None:
    page.locator("#chosen a.button").last.press("Enter")
    page.wait_for_selector("details.family > summary")
    page.locator("details.family > summary").first.press("Enter")
    for name, value in (("whose", "child"), ("contract", "theirs"), ("held", "unsure"), ("order", "no")):
        page.locator(f"input[name={name}][value={value}]").press("Space")
    page.locator("details.family form button").press("Enter")
    page.wait_for_selector("section.care #lock")
    assert page.locator("ol.looking").count() == 0
    _look(page, seen, pictures, "-closed")


def test_every_state_is_reached_and_has_no_fault_that_axe_finds(walk: Seen) -> None:
    assert walk.visited == LOOKED_AT
    assert walk.problems == []
    assert walk.bad_answers == []


def test_titles_and_addresses_tell_nothing(walk: Seen) -> None:
    told = [one for one in walk.titles | walk.urls for word in TELLING if word in one.lower()]
    assert told == []
    assert [one for one in walk.urls for name in ("google", "roblox", "whatsapp") if name in one] == []
