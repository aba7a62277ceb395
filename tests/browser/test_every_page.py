# SPDX-License-Identifier: Apache-2.0
"""The whole way in, by keyboard; and every page of the address list under axe, at two widths, in both
languages and looks. A new page that this walk does not visit fails the last test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import (
    TELLING,
    Seen,
    axe,
    look_at,
    press,
    press_link,
    type_and_enter,
    type_into,
    watch,
)
from tests.support.practice import PASSPHRASE, PASSWORD
from tests.support.serving import Served, served

CODE_NAME = "Zanzibarplover"
REASON = "he knew where I was quokkamarker"
PLANTED = (PASSPHRASE, PASSWORD, "Zanzibarplover", "quokkamarker", "Robinmarker", "Harbormarker")

NO_PAGE_OF_THEIR_OWN = {
    "home", "language", "lock", "sign-out", "open-visit", "notes", "minutes-paper",
    "follow-up-done", "follow-up-reopen", "follow-up-move", "questions-leave",
    "keeping-agree", "keeping-off", "opening-seen", "opening-back", "person-close",
    "person-reopen",
    "remove-note", "keep-note", "note-files", "note-file", "remove-file", "keep-file", "working-away",
    "picture-paper", "side-by-side-paper",
    "agreement-paper", "agreement-given", "agreement-revoke", "request-approve", "hold-ask", "hold-keep",
    "hold-lift",
}  # fmt: skip
"""They lead elsewhere, answer with a paper, or are empty; `test_practice_access` asks them."""
LOOKED_AT = {
    "set-up",
    "set-up-passphrase",
    "set-up-practice",
    "set-up-account",
    "set-up-paper",
    "set-up-proof",
    "sign-in",
    "unlock",
    "today",
    "clients",
    "new-client",
    "client",
    "change-client",
}
"""Names in urls.py whose pages this walk looks at. Each module of this folder says so of its own."""


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path) -> Iterator[Seen]:
    seen = Seen()
    with served() as where:
        context = browser.new_context(locale="en-US", reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch(page, where, seen)
        _go_all_the_way(page, where, seen, pictures)
        yield seen


def _go_all_the_way(page: Page, where: Served, seen: Seen, pictures: Path) -> None:
    def look(name: str, part: str = "") -> None:
        seen.visited.add(name)
        _look(page, seen, pictures, f"{name}{part}")

    page.goto(where.address)
    look("set-up")
    type_and_enter(page, "code", "wrong")
    look("set-up", "-mistake")
    type_and_enter(page, "code", where.setup_code.lower())
    page.wait_for_url("**/set-up/passphrase/")
    look("set-up-passphrase")
    type_into(page, "passphrase", PASSPHRASE)
    type_and_enter(page, "again", PASSPHRASE)
    page.wait_for_url("**/set-up/practice/")
    look("set-up-practice")
    type_into(page, "name", "Harbormarker House")
    page.locator("input[value='US-WA']").press("Space")
    press(page, "Save and go on")
    page.wait_for_url("**/set-up/account/")
    look("set-up-account")
    type_into(page, "name", "Robinmarker")
    type_into(page, "password", "short")
    type_and_enter(page, "again", "short")
    look("set-up-account", "-mistake")
    type_into(page, "password", PASSWORD)
    type_and_enter(page, "again", PASSWORD)
    page.wait_for_url("**/set-up/paper/")
    look("set-up-paper")
    press(page, "Show the paper")
    page.wait_for_selector("table.code")
    rows = [" ".join(row.split()[1:]) for row in page.locator("table.code tbody tr").all_inner_texts()]
    seen.problems += axe(page, "set-up-paper-shown")
    page.screenshot(path=pictures / "set-up-paper-shown.png", full_page=True)
    page.emulate_media(media="print")
    page.screenshot(path=pictures / "set-up-paper-print.png", full_page=True)
    page.emulate_media(media="screen")
    press_link(page, "I have it on paper")
    page.wait_for_url("**/set-up/proof/")
    for number, row in enumerate(rows, start=1):
        type_into(
            page,
            f"row_{number}",
            row if number != 3 else row.replace(row[0], "7" if row[0] != "7" else "2", 1),
        )
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_row_3_error")
    look("set-up-proof")
    type_into(page, "row_3", rows[2])
    page.keyboard.press("Enter")
    page.wait_for_selector("a[href='/sign-in/']")
    seen.problems += axe(page, "set-up-done")
    page.screenshot(path=pictures / "set-up-done.png", full_page=True)
    press_link(page, "Sign in")
    look("sign-in")
    _sign_in(page, "wrong password altogether")
    page.wait_for_selector(".mistakes")
    look("sign-in", "-mistake")
    _sign_in(page, PASSWORD)
    page.wait_for_url("**/today/")
    press(page, "Sign out")
    page.wait_for_url("**/sign-in/")
    _sign_in(page, PASSWORD)
    page.wait_for_url("**/today/")
    look("today", "-empty")
    page.goto(f"{where.address}/clients/")
    look("clients", "-empty")
    press(page, "Lock now")
    page.wait_for_url("**/unlock/")
    look("unlock")
    type_and_enter(page, "passphrase", "not the passphrase at all")
    page.wait_for_selector(".mistakes")
    type_and_enter(page, "passphrase", PASSPHRASE)
    page.wait_for_url("**/sign-in/")
    _sign_in(page, PASSWORD)
    page.wait_for_url("**/today/")
    press_link(page, "New client")
    page.wait_for_url("**/clients/new/")
    look("new-client")
    press(page, "Save")
    page.wait_for_selector(".mistakes")
    look("new-client", "-mistake")
    type_into(page, "code_name", CODE_NAME)
    for name, value in (("alone", "yes"), ("phone", "off"), ("police", "with"), ("consent", "yes")):
        page.locator(f"input[name='{name}'][value='{value}']").press("Space")
    page.locator("textarea[name='reason']").fill(REASON)
    type_into(page, "p-0-language", "English")
    press(page, "One more person")
    type_into(page, "p-1-called", "Example mother")
    type_into(page, "p-1-language", "Spanish")
    page.locator("input[name='p-1-interpreter'][value='yes']").press("Space")
    look("new-client", "-two-persons")
    press(page, "Save")
    page.wait_for_selector(".room .who")
    look("client")
    case_url = page.url
    for name, url in (("today", "/today/"), ("clients", "/clients/")):
        page.goto(where.address + url)
        look(name)
    page.goto(case_url + "change/")
    look("change-client")
    other = page.context.new_page()
    other.goto(case_url + "change/")
    other.locator("input[name='phone'][value='here']").press("Space")
    other.locator("button", has_text="Save").last.press("Enter")
    other.wait_for_selector(".room .who")
    other.close()
    page.locator("textarea[name='reason']").fill("written in the second tab")
    press(page, "Save")
    page.wait_for_selector(".sheet.care")
    assert page.locator("textarea[name='reason']").input_value() == "written in the second tab"
    look("change-client", "-changed-meanwhile")
    page.goto(f"{where.address}/clients/nobody/")
    _look(page, seen, pictures, "not-found")
    page.goto(f"{where.address}/today/")
    stored = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])"
    seen.stored = [one for group in json.loads(page.evaluate(stored)) for one in group]
    press(page, "Lock now")
    page.wait_for_url("**/unlock/")
    seen.disk_while_locked = b"".join(
        path.read_bytes() for path in sorted(where.home.rglob("*")) if path.is_file()
    )


def _look(page: Page, seen: Seen, pictures: Path, name: str) -> None:
    """In both languages where the page answers a GET: changing the language asks for it again."""
    is_get = not page.locator(".mistakes, .sheet.care[role=alert]").count() and "two-persons" not in name
    look_at(page, seen, pictures, name, languages=("en", "es") if is_get else ("en",))


def _sign_in(page: Page, password: str) -> None:
    type_into(page, "name", "robinmarker")
    type_and_enter(page, "password", password)


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert LOOKED_AT == walk.visited


def test_the_walk_visits_every_page_there_is() -> None:
    """A new address needs a browser test that looks at its page, and says so in its LOOKED_AT."""
    urls = Path("src/leeward/practice/urls.py").read_text(encoding="utf-8")
    names = set(re.findall(r'name="([a-z-]+)"', urls))
    modules = [
        import_module(f"tests.browser.{file.stem}") for file in Path(__file__).parent.glob("test_*.py")
    ]
    looked_at = set().union(*(getattr(module, "LOOKED_AT", set()) for module in modules))
    assert names - NO_PAGE_OF_THEIR_OWN == looked_at


def test_t14_the_home_while_locked_holds_none_of_the_planted_words(walk: Seen) -> None:
    folded = walk.disk_while_locked.lower()
    for encoding in ("utf-8", "utf-16-le"):
        assert [word for word in PLANTED if word.lower().encode(encoding) in folded] == []


def test_t24_no_title_or_address_tells_what_a_page_is_about(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in (*PLANTED, *TELLING) if word.lower() in said] == []
    assert {title.split(": ")[-1].endswith("- Leeward") for title in walk.titles} == {True}


def test_t23_the_browser_keeps_nothing(walk: Seen) -> None:
    assert walk.stored == []
