# SPDX-License-Identifier: Apache-2.0
"""Looking at the papers of a visit: the list, one paper, what may not stand on it, and what it will say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, press
from tests.browser.walking import assert_walked, walking
from tests.support.answers import example
from tests.support.disclosures import agreed
from tests.support.practice import practice_in
from tests.support.visits import visit_with

from leeward.papers.letters import LETTER_KINDS
from leeward.practice.letters.addresses import address_of

LOOKED_AT = {"visit-letters", "visit-letter"}
BOTH = ("en", "es")
LATEST = "On Sunday he waited at the gate of the school. Then he sent 40 messages."


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("home")
    raw = example("session-a-mother")
    raw["answers"] |= {"p8": LATEST, "s6": "yes"}
    with practice_in(folder) as home:
        home.set_up()
        at = visit_with(home, raw)
        agreed(at, "Officer Example Lane")
        with walking(browser, home) as (page, address, seen):
            page.goto(address + at.url("letters"))
            look_at(page, seen, pictures, "letters", languages=BOTH)
            seen.visited.add("visit-letters")
            _one_paper(page, seen, pictures)
            for kind in LETTER_KINDS:
                page.goto(f"{address}{at.url('letters')}{address_of(kind)}/")
                look_at(page, seen, pictures, f"letter-{kind}", languages=("en",), is_brief=True)
        yield seen


def _one_paper(page: Page, seen: Seen, pictures: Path) -> None:
    page.locator("a.button", has_text="A summary for police").press("Enter")
    page.wait_for_selector("[name=tick-words]")
    look_at(page, seen, pictures, "letter", languages=BOTH)
    seen.visited.add("visit-letter")
    for name in ("words", "acts", "about"):
        page.locator(f"[name=tick-{name}]").press("Space")
    page.locator("[name=asks]").first.press("Space")
    page.locator("[name=text-about]").fill("Ex-Someone Heron, 12 Oak Street")
    press(page, "Show it")
    page.wait_for_selector(".mistakes")
    assert page.locator("[name=text-about]").input_value() == "Ex-Someone Heron, 12 Oak Street"
    look_at(page, seen, pictures, "letter-mistake", languages=("en",), is_brief=True)
    page.locator("[name=text-about]").fill("Ex-Someone Heron")
    press(page, "Show it")
    page.wait_for_selector(".as-printed")
    assert LATEST in page.locator(".as-printed").inner_text()
    look_at(page, seen, pictures, "letter-shown", languages=("en",))


def test_every_page_is_looked_at_and_nothing_is_wrong_with_any(walk: Seen) -> None:
    assert_walked(walk, LOOKED_AT, "police", "policía", "court")
