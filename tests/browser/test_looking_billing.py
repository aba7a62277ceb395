# SPDX-License-Identifier: Apache-2.0
"""Looking at the pages about bills and messages, at the code for a tablet and at the tablet's own pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import (
    TAKES_PICTURES,
    TELLING,
    Seen,
    axe,
    look_at,
    not_reached_by_tab,
    press,
    small_targets,
    watch,
)
from tests.safety.test_t30_mail_reveals_nothing import mail_on
from tests.support.device import ADULT, sign_in
from tests.support.lan import Doors, two_doors
from tests.support.live import on_a_port
from tests.support.practice import practice_in
from tests.support.serving import Served, free_port
from tests.support.visits import visit_with

LOOKED_AT = {"billing", "channel"}
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
            case = f"{address}/clients/{at.case_id}/"
            _bills(page, case, seen, pictures)
            _messages(page, case, seen, pictures)
            context.close()
        yield seen


def _bills(page: Page, case: str, seen: Seen, pictures: Path) -> None:
    page.goto(f"{case}billing/")
    look_at(page, seen, pictures, "billing", languages=BOTH)
    seen.visited.add("billing")
    page.locator("[name=addressee]").fill("Example Health Plan")
    press(page, "Make the letter")
    page.wait_for_selector(".mistakes")
    assert page.locator("[name=addressee]").input_value() == "Example Health Plan"
    look_at(page, seen, pictures, "billing-mistake", languages=("en",), is_brief=True)


def _messages(page: Page, case: str, seen: Seen, pictures: Path) -> None:
    page.goto(f"{case}messages/")
    look_at(page, seen, pictures, "channel-off", languages=BOTH)
    with mail_on(port=free_port()):
        page.goto(f"{case}messages/")
        look_at(page, seen, pictures, "channel", languages=BOTH)
        seen.visited.add("channel")
        press(page, "Save what they said")
        page.wait_for_selector(".mistakes")
        look_at(page, seen, pictures, "channel-mistake", languages=("en",), is_brief=True)
        page.locator("[name=address]").fill("ex-someone@example.org")
        page.locator("[name=only_they][value=yes]").press("Space")
        press(page, "Save what they said")
        page.wait_for_selector("[name=send]")
        look_at(page, seen, pictures, "channel-confirmed", languages=BOTH, is_brief=True)
        page.locator("[name=message]").first.press("Space")
        page.locator("[name=language][value=en][type=radio]").press("Space")
        press(page, "Send this message")
        page.wait_for_selector(".sheet.care[role=alert]")
        look_at(page, seen, pictures, "channel-not-sent", languages=("en",), is_brief=True)
        seen.bad_answers = [one for one in seen.bad_answers if not one.startswith("503")]


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert walk.visited == LOOKED_AT


def test_t24_no_title_or_address_tells_what_a_page_is_about(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in TELLING if word in said] == []


@pytest.fixture(scope="module")
def doors() -> Iterator[Doors]:
    with two_doors(ADULT) as opened:
        yield opened


FIRST_LOOKS = {(360, "light", "es-US"), (1280, "dark", "en-US")}
"""In `make test`: each width, look and language once, the longer words where there is less room."""


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [
        pytest.param(*look, marks=() if look in FIRST_LOOKS else pytest.mark.long)
        for look in product((360, 1280), ("light", "dark"), ("en-US", "es-US"))
    ],
)
def test_the_pages_of_a_tablet_hold_at_every_width_and_in_both_looks(
    doors: Doors, browser: Browser, pictures: Path, language: str, scheme: str, width: int
) -> None:
    context = browser.new_context(locale=language, ignore_https_errors=True, bypass_csp=True)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    problems: list[str] = []

    def look(name: str) -> None:
        if TAKES_PICTURES:
            page.screenshot(path=pictures / f"{name}-{language[:2]}-{width}-{scheme}.png", full_page=True)
        problems.extend([*axe(page, name), *small_targets(page), *not_reached_by_tab(page)])
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{name} scrolls sideways")

    page.goto(doors.tablet)
    look("tablet-code")
    page.locator("[name=code]").fill("AAA-AAA")
    with page.expect_navigation():
        page.locator("form button").press("Enter")
    look("tablet-code-mistake")
    page.goto(f"{doors.lan}/nowhere/")
    look("tablet-nothing")
    page.goto(f"{doors.tablet}done/")
    look("tablet-done")
    assert problems == []
    context.close()


def test_the_code_page_of_staff_holds(doors: Doors, browser: Browser, pictures: Path) -> None:
    seen = Seen()
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, doors.served.address)
    page.goto(f"{doors.served.address}{doors.at.url('hand-over')}")
    look_at(page, seen, pictures, "hand-over-tablet", languages=BOTH, is_brief=True)
    page.locator("input[name=language][value=en]").check()
    press(page, "Show a code for a tablet")
    page.wait_for_selector(".letters code")
    look_at(page, seen, pictures, "tablet-code-for-staff", languages=("en",))
    assert seen.problems == []
    context.close()
