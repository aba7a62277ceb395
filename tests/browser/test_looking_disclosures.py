# SPDX-License-Identifier: Apache-2.0
"""Looking at the pages about agreements, requests, copies, holds and court papers, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import TELLING, Seen, look_at, press, watch
from tests.support.device import ADULT, sign_in
from tests.support.live import on_a_port
from tests.support.matrix import add_people
from tests.support.practice import practice_in
from tests.support.serving import Served
from tests.support.visits import visit_with

LOOKED_AT = {
    "agreements",
    "new-agreement",
    "agreement",
    "requests",
    "new-request",
    "request",
    "request-refuse",
    "request-danger",
    "copy-out",
    "court",
    "court-help",
    "hold",
}
BOTH = ("en", "es")
WHO = "Dr. Example Reyes, North Clinic"


@dataclass
class Walker:
    """One browser on its way through one client's pages."""

    page: Page
    case: str
    seen: Seen
    pictures: Path

    def go(self, path: str) -> None:
        self.page.goto(self.case + path)

    def look(self, name: str, part: str = "", *, is_get: bool = True) -> None:
        """The page in both languages where it answers a GET; another state of it more briefly."""
        self.seen.visited.add(name)
        tongues = BOTH if is_get else ("en",)
        shown = f"release-{name}{part}"
        look_at(self.page, self.seen, self.pictures, shown, languages=tongues, is_brief=bool(part))

    def write(self, **words: str) -> None:
        for name, text in words.items():
            self.page.locator(f"[name='{name}']").first.fill(text)

    def choose(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"main input[name='{name}'][value='{value}']").first.press("Space")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        home.set_up()
        add_people()
        at = visit_with(home, ADULT)
        with on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            watch(page, Served(address, "", home.path, None), seen)  # type: ignore[arg-type]
            sign_in(page, address)
            walker = Walker(page, f"{address}/clients/{at.case_id}/", seen, pictures)
            _agreements(walker)
            _requests(walker)
            _court(walker, address)
            context.close()
        yield seen


def _agreements(walker: Walker) -> None:
    page = walker.page
    walker.go("agreements/")
    walker.look("agreements", "-empty")
    walker.go("agreements/new/")
    walker.look("new-agreement")
    walker.write(recipient=WHO)
    walker.choose(classes="client-record", given_by="parent")
    press(page, "Save")
    page.wait_for_selector(".mistakes")
    assert page.locator("[name=recipient]").input_value() == WHO
    walker.look("new-agreement", "-mistake", is_get=False)
    walker.write(purpose="To go on with care there", told="A letter may come to the shared mail box.")
    walker.choose(given_by="client")
    press(page, "Save")
    page.wait_for_url("**/agreements/*/")
    walker.look("agreement", "-written")
    walker.choose(how="signed")
    press(page, "From now on it holds")
    walker.look("agreement")
    walker.go("agreements/")
    walker.look("agreements")
    walker.go("copy/")
    walker.look("copy-out")
    walker.write(recipient="Somebody Else")
    walker.choose(record_class="client-record")
    press(page, "Make the file")
    page.wait_for_selector(".mistakes")
    walker.look("copy-out", "-refused", is_get=False)
    walker.write(recipient=WHO)
    with page.expect_download() as download:
        page.locator("button", has_text="Make the file").press("Enter")
    assert download.value.suggested_filename == "notes.zip"
    walker.go("agreements/")
    page.locator("main a", has_text=WHO).press("Enter")
    page.wait_for_url("**/agreements/*/")
    press(page, "The client takes it back")
    walker.look("agreement", "-taken-back")


def _requests(walker: Walker) -> None:
    page = walker.page
    walker.go("requests/")
    walker.look("requests")
    walker.go("requests/new/")
    walker.look("new-request")
    press(page, "Save")
    page.wait_for_selector(".mistakes")
    walker.look("new-request", "-mistake", is_get=False)
    walker.choose(claim="police", way="phone")
    walker.write(said_name="Detective Example", asked="Whether she is a client, today")
    press(page, "Save")
    page.wait_for_url("**/requests/*/")
    walker.look("request", "-1")
    address = page.url
    walker.choose(number_from="given", reached="yes")
    walker.write(number="555 0100", where="the caller said so")
    press(page, "Go on")
    page.wait_for_selector(".mistakes")
    walker.look("request", "-1-given", is_get=False)
    walker.choose(number_from="looked-up")
    press(page, "Go on")
    walker.look("request", "-2")
    walker.choose(check="office-confirmed", is_them="yes")
    press(page, "Go on")
    walker.look("request", "-3")
    walker.choose(ground="court-order")
    walker.write(paper="Judge Example, number 26-1")
    press(page, "Go on")
    walker.look("request")
    page.goto(f"{address}now/")
    walker.look("request-danger")
    page.goto(f"{address}no/")
    walker.look("request-refuse")
    walker.write(because="Nobody there asked for it")
    press(page, "Refused")
    walker.look("request", "-refused")


def _court(walker: Walker, address: str) -> None:
    page = walker.page
    page.goto(f"{address}/oversight/court/")
    walker.look("court-help")
    walker.go("court/")
    walker.look("court")
    walker.write(came="Monday, by a process server")
    walker.choose(done="court-how-it-came")
    press(page, "Save")
    walker.go("hold/")
    walker.look("hold", "-none")
    press(page, "Set the hold")
    page.wait_for_selector(".mistakes")
    walker.look("hold", "-mistake", is_get=False)
    walker.write(why="A subpoena of the other side")
    press(page, "Set the hold")
    walker.look("hold")
    walker.write(reason="It was withdrawn")
    press(page, "Ask")
    walker.look("hold", "-asked")


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert walk.visited == LOOKED_AT


def test_t24_no_title_or_address_tells_what_a_page_is_about(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in (*TELLING, "reyes", "tern") if word in said] == []
