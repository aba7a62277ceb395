# SPDX-License-Identifier: Apache-2.0
"""T25: "Leave quickly" empties the screen before anything is asked of a slow line, and it stays empty."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, Route
from tests.support.device import at_the_tablet, choose, only, press
from tests.support.live import on_a_port
from tests.support.practice import Home
from tests.support.visits import At, visit_with

SHOWN = "() => [document.body?.innerText ?? '', document.querySelectorAll('body *').length, document.title]"
EMPTY = ["", 0, "New page"]
SLOW_MS = 5_000


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, only("o1", "o2", "c12", "c7"))


def stalled(page: Page) -> list[Route]:
    """The way out, held up: each request for it, unanswered."""
    waiting: list[Route] = []
    page.route("**/questions/leave/", lambda route: waiting.append(route))
    return waiting


def watched(page: Page) -> list[list[object]]:
    """What stands on the screen, every tenth of a second. Said by the page: a browser on its way
    somewhere answers no questions of ours."""
    seen: list[list[object]] = []
    page.on("console", lambda said: seen.append(json.loads(said.text)) if said.text.startswith("[") else None)
    page.evaluate(f"void setInterval(() => console.log(JSON.stringify(({SHOWN})())), 100)")
    return seen


def at_a_question(page: Page, address: str, at: At) -> None:
    at_the_tablet(page, address, at)
    choose(page, "yes")
    choose(page, "yes")
    assert "scared" in page.content()


@pytest.mark.parametrize("how", ["click", "Enter"])
def test_the_screen_is_empty_before_the_slow_line_is_asked(home: Home, at: At, page: Page, how: str) -> None:
    with on_a_port(home) as address:
        at_a_question(page, address, at)
        waiting, seen = stalled(page), watched(page)
        if how == "click":
            page.locator("#leave").click(no_wait_after=True)
        else:
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        del seen[:-1]  # what was seen before the press
        for _ in range(10):
            page.keyboard.press("Escape")
            page.wait_for_timeout(SLOW_MS / 10)
        assert len(waiting) == 1, "the empty page was asked for once, and stands still"
        assert len(seen) > 20
        assert [one for one in seen if one != EMPTY] == []
        waiting[0].continue_()
        page.wait_for_url("**/questions/leave/")
        assert page.evaluate(SHOWN) == EMPTY
        _nothing_comes_back(page, address)


@pytest.mark.parametrize("cut", ["the line is dead", "the browser is told to stop"])
def test_a_way_out_that_is_cut_off_leaves_the_screen_empty(home: Home, at: At, page: Page, cut: str) -> None:
    """No answer ever comes; no key brings anything back."""
    with on_a_port(home) as address:
        at_a_question(page, address, at)
        waiting, seen = stalled(page), watched(page)
        if cut != "the line is dead":
            page.evaluate("void setTimeout(() => window.stop(), 600)")
        page.locator("#leave").click(no_wait_after=True)
        page.wait_for_timeout(300)
        del seen[:-1]  # what was seen before the press
        if cut == "the line is dead":
            waiting[0].abort()
        page.wait_for_timeout(600)
        for key in ["Escape"] * 10 + ["Enter", "Tab", "Enter"]:
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        assert seen
        assert [one for one in seen if one != EMPTY] == []


def test_it_is_a_plain_link_where_no_script_runs(home: Home, at: At, browser: Browser) -> None:
    context = browser.new_context(locale="en-US", java_script_enabled=False)
    page = context.new_page()
    with on_a_port(home) as address:
        at_a_question(page, address, at)
        page.keyboard.press("Tab")
        with page.expect_navigation(url="**/questions/leave/"):
            page.keyboard.press("Enter")
        assert page.evaluate(SHOWN) == EMPTY
        _nothing_comes_back(page, address)
    context.close()


def test_it_is_the_first_stop_of_the_tab_key_on_every_page_of_a_device(
    home: Home, at: At, page: Page
) -> None:
    def first_stop() -> str:
        page.keyboard.press("Tab")
        return str(page.evaluate("document.activeElement.id"))

    with on_a_port(home) as address:
        at_the_tablet(page, address, at, start=False)
        assert first_stop() == "leave"
        press(page, "button[name=start]")
        assert first_stop() == "leave"
        press(page, "button[name=next]")  # nothing chosen
        assert first_stop() == "leave"
        press(page, "button[name=stop]")
        assert first_stop() == "leave"


def test_leaving_replaces_the_page_in_the_history(home: Home, at: At, page: Page) -> None:
    """One step back from the empty page is never the question that was left."""
    with on_a_port(home) as address:
        at_a_question(page, address, at)
        before = page.evaluate("history.length")
        page.locator("#leave").click()
        page.wait_for_url("**/questions/leave/")
        assert page.evaluate("history.length") == before


def test_what_was_answered_is_kept_and_waits_for_the_mhp(home: Home, at: At, page: Page) -> None:
    with on_a_port(home) as address:
        at_a_question(page, address, at)
        page.locator("#leave").click()
        page.wait_for_url("**/questions/leave/")
    words = at.words
    assert words.document("answers").words["device_end"] == "left"
    assert words.document("answers").words["a:o1"] == "yes"
    assert words.waits_since is not None
    assert not words.is_handed_over


def test_the_empty_page_is_empty_also_while_the_records_are_locked(home: Home) -> None:
    """No mark, no word, nothing kept; the same for somebody who never held a device."""
    browser = home.browser()
    open_one = browser.get("/questions/leave/")
    home.agent.lock()
    locked = browser.get("/questions/leave/")
    for answer in (open_one, locked):
        body = answer.content.decode().split("<body>")[1]
        assert (answer.status_code, body.split("</body>")[0]) == (200, "")
        assert (answer["Cache-Control"], answer["Clear-Site-Data"]) == ("no-store", '"cache", "storage"')
    assert open_one.content == locked.content


def test_a_device_runs_no_script_but_the_one_that_empties_it(home: Home, at: At) -> None:
    browser = home.browser()
    for path in ("/questions/", "/questions/done/", "/questions/leave/"):
        answer = browser.get(path)
        assert "script-src 'self';" in answer["Content-Security-Policy"], path
        scripts = re.findall(r"<script[^>]*>", answer.content.decode())
        wanted = [] if "leave" in path else ['<script src="/static/leeward/leave.js">']
        assert scripts == wanted, path
    for path in ("/today/", at.url("ask"), at.url("hand-over")):
        assert "leave.js" not in at.browser.get(path).content.decode()


def _nothing_comes_back(page: Page, address: str) -> None:
    for _ in range(10):
        page.keyboard.press("Escape")
    page.go_back()
    assert "scared" not in page.content()
    page.goto(f"{address}/questions/")
    assert page.locator("input").count() == 0
