# SPDX-License-Identifier: Apache-2.0
"""Looking at a message and at an app list, alone and within a visit, by keyboard; also with hostile ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.app.test_practice_look import DUMP, HOSTILE, TRICK
from tests.browser.looking import Seen, look_at, watch
from tests.support.app_lists import package_block, package_dump
from tests.support.device import sign_in
from tests.support.live import on_a_port
from tests.support.practice import practice_in
from tests.support.serving import Served
from tests.support.visits import At, visit_with

LOOKED_AT = {"look-message", "look-apps", "visit-message", "visit-apps"}
BOTH = ("en", "es")
STEERING = package_dump(
    package_block(
        "com.example." + "a" * 200, installer=None, granted=("ACCESS_FINE_LOCATION", "RECORD_AUDIO")
    ),
    package_block("com.thetruth", installer=None),
    package_block("com.life360.android.safetymapd", granted=("ACCESS_FINE_LOCATION",)),
)


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        from django.test import override_settings

        home.set_up()
        at = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 34}})
        with override_settings(HOME=folder), on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            watch(page, Served(address, "", home.path, None), seen)  # type: ignore[arg-type]
            sign_in(page, address)
            _alone(page, address, seen, pictures)
            _in_a_visit(page, address, at, seen, pictures)
            context.close()
        yield seen


def _alone(page: Page, address: str, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}/library/")
    page.locator("main a", has_text="Look at a message").press("Enter")
    page.wait_for_url("**/look/message/")
    look_at(page, seen, pictures, "look-message", languages=BOTH)
    _send(page)
    page.wait_for_selector(".mistakes")
    look_at(page, seen, pictures, "look-mistake", languages=("en",), is_brief=True)
    page.locator("input[type=file]").set_input_files(
        {"name": "<b>.eml", "mimeType": "message/rfc822", "buffer": HOSTILE + b"<p>" + b"x" * 1_000_000}
    )
    _send(page)
    page.wait_for_selector("#verdict")
    look_at(page, seen, pictures, "look-hostile", languages=("en",), is_brief=True)
    page.locator("main a", has_text="Look at another one").press("Enter")
    page.wait_for_selector("#id_pasted")
    page.locator("#id_pasted").fill("See you at the library at noon.")
    _send(page)
    page.wait_for_selector("#verdict")
    look_at(page, seen, pictures, "look-nothing", languages=("en",), is_brief=True)
    page.goto(f"{address}/look/apps/")
    look_at(page, seen, pictures, "look-apps", languages=BOTH)
    page.locator("input[type=file]").set_input_files(
        {"name": "dump.txt", "mimeType": "text/plain", "buffer": STEERING.encode()}
    )
    page.locator("input[name=language][value=es]").press("Space")
    _send(page)
    page.wait_for_selector("#verdict")
    look_at(page, seen, pictures, "look-apps-answer", languages=("en",), is_brief=True)
    seen.visited |= {"look-message", "look-apps"}


def _in_a_visit(page: Page, address: str, at: At, seen: Seen, pictures: Path) -> None:
    page.goto(address + at.url("picture"))
    page.locator("main a", has_text="Look at a message").press("Enter")
    page.wait_for_selector("#id_pasted")
    page.locator("#id_pasted").fill(TRICK)
    _send(page)
    page.wait_for_selector("#offers")
    look_at(page, seen, pictures, "visit-message", languages=("en",))
    page.locator("input[name=sign]").first.press("Space")
    page.locator("button[name=note]").press("Enter")
    page.wait_for_url("**/picture/#told")
    seen.problems += [] if page.locator("#told").count() else ["a sign that was noted is not told of"]
    page.goto(address + at.url("apps"))
    page.locator("#id_pasted").fill(DUMP)
    _send(page)
    page.wait_for_selector("#offers")
    look_at(page, seen, pictures, "visit-apps", languages=("en",), is_brief=True)
    seen.visited |= {"visit-message", "visit-apps"}


def _send(page: Page) -> None:
    page.locator("main form button", has_text="Look at it").press("Enter")


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_every_page_of_a_look_was_looked_at(walk: Seen) -> None:
    assert walk.visited == LOOKED_AT
