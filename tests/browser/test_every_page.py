# SPDX-License-Identifier: Apache-2.0
"""The whole way in, by keyboard; and every page of the address list under axe, at two widths, in both
languages and looks. A new page that this walk does not visit fails the last test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.support.serving import Served, served

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSPHRASE = "quiet harbor lantern under rain"  # noqa: S105
PASSWORD = "seven herons by the weir"  # noqa: S105
CODE_NAME = "Zanzibarplover"
REASON = "he knew where I was quokkamarker"
PLANTED = (PASSPHRASE, PASSWORD, "Zanzibarplover", "quokkamarker", "Robinmarker", "Harbormarker")

NO_PAGE_OF_THEIR_OWN = {"home", "language", "lock", "sign-out"}
"""They lead elsewhere; `test_practice_access` asks them."""


@dataclass
class Walk:
    """What was seen on the way: name of page -> problems."""

    visited: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    bad_answers: list[str] = field(default_factory=list)
    disk_while_locked: bytes = b""
    titles: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)
    elsewhere: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path) -> Iterator[Walk]:
    seen = Walk()
    with served() as where:
        context = browser.new_context(locale="en-US", reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: _note_request(seen, where, request.url))
        page.on("response", lambda answer: _note_answer(seen, answer.status, answer.url))
        _go_all_the_way(page, where, seen, pictures)
        yield seen


def _note_request(seen: Walk, where: Served, url: str) -> None:
    seen.urls.add(url)
    if not url.startswith(where.address):
        seen.elsewhere.append(url)


def _note_answer(seen: Walk, status: int, url: str) -> None:
    if status >= 400 and status not in (404, 409, 422):
        seen.bad_answers.append(f"{status} {url}")


def _go_all_the_way(page: Page, where: Served, seen: Walk, pictures: Path) -> None:
    def look(name: str, part: str = "") -> None:
        seen.visited.add(name)
        _look(page, seen, pictures, f"{name}{part}")

    page.goto(where.address)
    look("set-up")
    _type_and_enter(page, "code", "wrong")
    look("set-up", "-mistake")
    _type_and_enter(page, "code", where.setup_code.lower())
    page.wait_for_url("**/set-up/passphrase/")
    look("set-up-passphrase")
    _type(page, "passphrase", PASSPHRASE)
    _type_and_enter(page, "again", PASSPHRASE)
    page.wait_for_url("**/set-up/practice/")
    look("set-up-practice")
    _type(page, "name", "Harbormarker House")
    page.locator("input[value='US-WA']").press("Space")
    _press(page, "Save and go on")
    page.wait_for_url("**/set-up/account/")
    look("set-up-account")
    _type(page, "name", "Robinmarker")
    _type(page, "password", "short")
    _type_and_enter(page, "again", "short")
    look("set-up-account", "-mistake")
    _type(page, "password", PASSWORD)
    _type_and_enter(page, "again", PASSWORD)
    page.wait_for_url("**/set-up/paper/")
    look("set-up-paper")
    _press(page, "Show the paper")
    page.wait_for_selector("table.code")
    rows = [" ".join(row.split()[1:]) for row in page.locator("table.code tbody tr").all_inner_texts()]
    seen.problems += _axe(page, "set-up-paper-shown")
    page.screenshot(path=pictures / "set-up-paper-shown.png", full_page=True)
    page.emulate_media(media="print")
    page.screenshot(path=pictures / "set-up-paper-print.png", full_page=True)
    page.emulate_media(media="screen")
    _press_link(page, "I have it on paper")
    page.wait_for_url("**/set-up/proof/")
    for number, row in enumerate(rows, start=1):
        _type(
            page,
            f"row_{number}",
            row if number != 3 else row.replace(row[0], "7" if row[0] != "7" else "2", 1),
        )
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_row_3_error")
    look("set-up-proof")
    _type(page, "row_3", rows[2])
    page.keyboard.press("Enter")
    page.wait_for_selector("a[href='/sign-in/']")
    seen.problems += _axe(page, "set-up-done")
    page.screenshot(path=pictures / "set-up-done.png", full_page=True)
    _press_link(page, "Sign in")
    look("sign-in")
    _sign_in(page, "wrong password altogether")
    page.wait_for_selector(".mistakes")
    look("sign-in", "-mistake")
    _sign_in(page, PASSWORD)
    page.wait_for_url("**/today/")
    _press(page, "Sign out")
    page.wait_for_url("**/sign-in/")
    _sign_in(page, PASSWORD)
    page.wait_for_url("**/today/")
    look("today", "-empty")
    page.goto(f"{where.address}/clients/")
    look("clients", "-empty")
    _press(page, "Lock now")
    page.wait_for_url("**/unlock/")
    look("unlock")
    _type_and_enter(page, "passphrase", "not the passphrase at all")
    page.wait_for_selector(".mistakes")
    _type_and_enter(page, "passphrase", PASSPHRASE)
    page.wait_for_url("**/sign-in/")
    _sign_in(page, PASSWORD)
    page.wait_for_url("**/today/")
    _press_link(page, "New client")
    page.wait_for_url("**/clients/new/")
    look("new-client")
    _press(page, "Save")
    page.wait_for_selector(".mistakes")
    look("new-client", "-mistake")
    _type(page, "code_name", CODE_NAME)
    for name, value in (("alone", "yes"), ("phone", "off"), ("police", "with"), ("consent", "yes")):
        page.locator(f"input[name='{name}'][value='{value}']").press("Space")
    page.locator("textarea[name='reason']").fill(REASON)
    _type(page, "p-0-language", "English")
    _press(page, "One more person")
    _type(page, "p-1-called", "Example mother")
    _type(page, "p-1-language", "Spanish")
    page.locator("input[name='p-1-interpreter'][value='yes']").press("Space")
    look("new-client", "-two-persons")
    _press(page, "Save")
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
    _press(page, "Save")
    page.wait_for_selector(".sheet.care")
    assert page.locator("textarea[name='reason']").input_value() == "written in the second tab"
    look("change-client", "-changed-meanwhile")
    page.goto(f"{where.address}/clients/nobody/")
    _look(page, seen, pictures, "not-found")
    page.goto(f"{where.address}/today/")
    stored = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])"
    seen.stored = [one for group in json.loads(page.evaluate(stored)) for one in group]
    _press(page, "Lock now")
    page.wait_for_url("**/unlock/")
    seen.disk_while_locked = b"".join(
        path.read_bytes() for path in sorted(where.home.rglob("*")) if path.is_file()
    )


def _look(page: Page, seen: Walk, pictures: Path, name: str) -> None:
    """axe, sideways scroll and pictures: two widths, two looks, two languages."""
    seen.titles.add(page.title())
    is_get = not page.locator(".mistakes, .sheet.care[role=alert]").count() and "two-persons" not in name
    languages = ("en", "es") if is_get else ("en",)
    for language in languages:
        if language == "es":
            _speak(page, "es")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
                page.screenshot(path=pictures / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
                if language == "en" or (width, scheme) == (360, "light"):
                    seen.problems += _axe(page, f"{name} {language} {width} {scheme}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                seen.problems.append(f"{name} {language} {width}: scrolls sideways")
        seen.titles.add(page.title())
    if len(languages) == 2:
        _speak(page, "en")
    seen.problems += [f"{name}: {one}" for one in (*_small_targets(page), *_not_reached_by_tab(page))]
    page.emulate_media(color_scheme="light")


SMALL = """() => [...document.querySelectorAll(
  'button, .button, .answer, .places a, summary, textarea,'
  + 'input:not([type=hidden], [type=radio], [type=checkbox])')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9)
  .map(e => e.outerHTML.slice(0, 90))"""
REACHABLE = """() => new Set([...document.querySelectorAll(
  'a[href], button, summary, textarea, input:not([type=hidden])')]
  .filter(e => e.checkVisibility()).map(e => e.type === 'radio' ? e.name : e)).size"""
FOCUSED = """() => { const e = document.activeElement;
  window.reached ??= new Set(); if (e !== document.body && e !== document.documentElement)
  window.reached.add(e.type === 'radio' ? e.name : e); return window.reached.size }"""


def _small_targets(page: Page) -> list[str]:
    """What is pressed and is lower than 44 pixels."""
    found: list[str] = page.evaluate(SMALL)
    return [f"too small: {one}" for one in found]


def _not_reached_by_tab(page: Page) -> list[str]:
    """Whether the Tab key alone comes to everything that can be pressed or filled in."""
    wanted: int = page.evaluate(REACHABLE)
    page.evaluate("document.activeElement.blur(); window.reached = new Set()")
    reached = 0
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        reached = page.evaluate(FOCUSED)
    return [] if reached >= wanted else [f"Tab reaches {reached} of {wanted}"]


def _speak(page: Page, language: str) -> None:
    with page.expect_navigation():
        page.locator(f"button[name=language][value={language}]").press("Enter")
    page.wait_for_selector(f"html[lang={language}]")


def _axe(page: Page, where: str) -> list[str]:
    """What axe finds. The answer is fetched by polling, so that a promise that hangs cannot hang us."""
    page.evaluate(AXE + ";0")
    page.evaluate(
        "tags => { window.found = null; axe.run(document, {runOnly: {type: 'tag', values: tags}})"
        ".then(r => window.found = r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | '))); }",
        TAGS,
    )
    for _ in range(400):  # Playwright's own polling needs eval, which our policy forbids
        found: list[str] | None = page.evaluate("window.found")
        if found is not None:
            return [f"{where}: {one}" for one in found]
        page.wait_for_timeout(25)
    return [f"{where}: axe did not finish"]


def _type(page: Page, name: str, text: str) -> None:
    box = page.locator(f"[name='{name}']")
    box.focus()
    box.fill("")
    page.keyboard.insert_text(text)


def _type_and_enter(page: Page, name: str, text: str) -> None:
    _type(page, name, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _press(page: Page, text: str) -> None:
    with page.expect_navigation():
        page.locator("button", has_text=re.compile(f"^{text}")).last.press("Enter")


def _press_link(page: Page, text: str) -> None:
    with page.expect_navigation():
        page.locator("a", has_text=text).first.press("Enter")


def _sign_in(page: Page, password: str) -> None:
    _type(page, "name", "robinmarker")
    _type_and_enter(page, "password", password)


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Walk) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Walk) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_visits_every_page_there_is(walk: Walk, tmp_path: Path) -> None:
    urls = Path("src/leeward/practice/urls.py").read_text(encoding="utf-8")
    names = set(re.findall(r'name="([a-z-]+)"', urls))
    assert names - NO_PAGE_OF_THEIR_OWN == walk.visited


def test_t14_the_home_while_locked_holds_none_of_the_planted_words(walk: Walk) -> None:
    folded = walk.disk_while_locked.lower()
    for encoding in ("utf-8", "utf-16-le"):
        assert [word for word in PLANTED if word.lower().encode(encoding) in folded] == []


def test_t24_no_title_or_address_tells_what_a_page_is_about(walk: Walk) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in (*PLANTED, "stalk", "abuse", "victim", "violence") if word.lower() in said] == []
    assert {title.split(": ")[-1].endswith("- Leeward") for title in walk.titles} == {True}


def test_t23_the_browser_keeps_nothing(walk: Walk) -> None:
    assert walk.stored == []
