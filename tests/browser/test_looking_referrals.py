# SPDX-License-Identifier: Apache-2.0
"""Looking at referrals, by keyboard: the list, a new one, and one at each kind of next step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, press
from tests.browser.walking import assert_walked, walking
from tests.support.device import ADULT
from tests.support.disclosures import agreed
from tests.support.practice import practice_in
from tests.support.referrals import begun
from tests.support.visits import At, visit_with

LOOKED_AT = {"referrals", "new-referral", "referral"}
BOTH = ("en", "es")
OFFICE = "Harbor Example House"
LINE = "988 Suicide & Crisis Lifeline"


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with practice_in(tmp_path_factory.mktemp("home")) as home:
        home.set_up()
        at = visit_with(home, ADULT)
        with walking(browser, home) as (page, address, seen):
            _go(page, at, f"{address}/clients/{at.case_id}/referrals/", seen, pictures)
        yield seen


def _go(page: Page, at: At, where: str, seen: Seen, pictures: Path) -> None:
    def look(name: str, part: str = "", *, is_get: bool = True) -> None:
        seen.visited.add(name)
        tongues = BOTH if is_get else ("en",)
        look_at(page, seen, pictures, f"{name}{part}", languages=tongues, is_brief=bool(part))

    def choose(**values: str) -> None:
        for name, value in values.items():
            page.locator(f"main input[name='{name}'][value='{value}']:visible").first.press("Space")

    page.goto(where)
    look("referrals", "-empty")
    page.goto(f"{where}new/")
    look("new-referral")
    choose(said="not-now")
    press(page, "Save")
    page.wait_for_selector(".mistakes")
    look("new-referral", "-mistake", is_get=False)
    page.locator("[name=office]").fill(OFFICE)
    choose(kind="legal-or-tech", said="agreed")
    page.locator("[name=purpose]").fill("Wants somebody who speaks Spanish")
    press(page, "Save")
    page.wait_for_url("**/referrals/*/")
    look("referral", "-no-agreement")
    agreed(at, OFFICE)
    page.reload()
    look("referral")
    choose(how="together")
    press(page, "We got in touch")
    look("referral", "-sent")
    choose(step="office-no")
    choose(how="client-said")
    press(page, "Save this step")
    page.wait_for_selector(".mistakes")
    look("referral", "-mistake", is_get=False)
    choose(why="no-room")
    press(page, "Save this step")
    look("referral", "-no")
    press(page, "Take the last step back")
    choose(step="got-help")
    press(page, "Save this step")
    look("referral", "-close")
    choose(got="yes", worse="not-asked", would_return="yes")
    press(page, "Close it")
    look("referral", "-closed")
    page.goto(f"{where}new/")
    page.locator("[name=office]").fill("Corner Example Clinic")
    choose(kind="crisis", said="idea")
    press(page, "Save")
    page.wait_for_url("**/referrals/*/")
    look("referral", "-idea")
    page.goto(where.split("/clients/")[0] + begun(at, LINE, service="988-lifeline", said="given"))
    look("referral", "-of-the-directory")
    page.goto(where)
    look("referrals")
    page.goto(where.split("/clients/")[0] + "/today/")
    look_at(page, seen, pictures, "today-referral", languages=BOTH, is_brief=True)


def test_every_page_is_looked_at_and_nothing_is_wrong_with_any(walk: Seen) -> None:
    assert_walked(walk, LOOKED_AT, "harbor", "tern")
