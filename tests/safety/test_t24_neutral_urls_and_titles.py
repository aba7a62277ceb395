# SPDX-License-Identifier: Apache-2.0
"""T24: no title, address or referrer tells what a page is about, whose it is, or what was said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest
from playwright.sync_api import Page, Request
from tests.support.device import at_the_tablet, choose, only, press, sign_in
from tests.support.live import on_a_port
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.practice.letters.addresses import address_of

TELLING = re.compile(
    r"stalk|abus|victim|violen|threat|danger|suicid|extort|spy|harass|screen|asq|acos|amenaz|peligro|"
    r"viol[ea]n|v[ií]ctima|Ternmarker|Quokkamarker|Robin",
    re.IGNORECASE,
)
ON_A_DEVICE = {
    "en": {"Questions", "Needs an answer: Questions", "New page"},
    "es": {"Preguntas", "Falta una respuesta: Preguntas", "Página nueva"},
}
DEVICE_ADDRESS = re.compile(r"/questions/(done/|leave/)?")
STAFF = (
    *("ask", "aloud", "meaning", "picture", "message", "apps"),
    *("board", "plan", "ending", "minutes", "hand-over", "accounts", "orders", "courts", "side-by-side"),
    *("law", "letters", f"letters/{address_of('police')}", "directory", "places"),
)


@dataclass
class Seen:
    """What anyone finds in a history, a log of a proxy, or the bar of a tab."""

    titles: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    referrers: set[str] = field(default_factory=set)

    def request(self, request: Request) -> None:
        self.addresses.add(request.url)
        self.referrers.add(request.headers.get("referer", ""))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_device_shows_a_neutral_title_and_address_on_every_page(
    home: Home, page: Page, language: str
) -> None:
    at = visit_with(home, only("o1", "o2", "c12", "s3"), code_name="Ternmarker")
    seen = Seen()
    with on_a_port(home) as address:
        at_the_tablet(page, address, at, language=language, start=False)
        page.on("request", seen.request)
        steps: list[Callable[[], object]] = [
            lambda: press(page, "button[name=start]"),
            lambda: press(page, "button[name=next]"),  # nothing chosen
            *(partial(choose, page, value) for value in ("yes", "yes", "no")),
            lambda: page.locator("textarea").fill("Quokkamarker"),
            lambda: press(page, "button[name=next]"),
            lambda: page.goto(f"{address}/questions/leave/"),
        ]
        for step in steps:
            step()
            seen.titles.add(page.title())
        pages = {one for one in seen.addresses if "/static/" not in one}
        assert seen.titles == ON_A_DEVICE[language]
        assert [one for one in pages if not DEVICE_ADDRESS.fullmatch(one.removeprefix(address))] == []
        assert seen.referrers == {""}


def test_a_device_names_no_program_and_no_place_of_it(home: Home, page: Page) -> None:
    """The words and the mark of the program are not on the screen, nor in the tab."""
    at = visit_with(home, only("o1"), code_name="Ternmarker")
    with on_a_port(home) as address:
        at_the_tablet(page, address, at, start=False)
        for path in ("/questions/", "/questions/done/", "/questions/leave/"):
            page.goto(address + path)
            assert "leeward" not in (page.locator("html").inner_text() + page.title()).lower()
            assert page.locator("link[rel=icon]").get_attribute("href") == "/static/leeward/marks/none.svg"


def test_staff_pages_of_a_visit_have_random_ids_and_neutral_titles(home: Home, page: Page) -> None:
    at = visit_with(home, only("o1"), code_name="Ternmarker")
    seen = Seen()
    with on_a_port(home) as address:
        page.on("request", seen.request)
        sign_in(page, address)
        for path in (*(at.url(step) for step in STAFF), f"/clients/{at.case_id}/", "/clients/new/"):
            page.goto(address + path)
            seen.titles.add(page.title())
    assert [one for one in seen.titles | seen.addresses if TELLING.search(one)] == []
    assert [one for one in seen.addresses if _words_of(one, address, at)] == []
    assert seen.referrers == {""}


def _words_of(url: str, address: str, at: At) -> list[str]:
    """Parts of an address that are neither a plain word of ours nor one of the random ids."""
    parts = url.removeprefix(address).split("/")
    return [
        part for part in parts if "?" in part or (part.isdigit() and part not in (at.case_id, at.visit_id))
    ]


def test_every_answer_forbids_a_referrer(home: Home) -> None:
    at = visit_with(home, only("o1"))
    for path in ("/today/", at.url("ask"), at.url("hand-over"), "/questions/", "/questions/done/"):
        assert at.browser.get(path)["Referrer-Policy"] == "no-referrer", path
