# SPDX-License-Identifier: Apache-2.0
"""T21: a client hands the device back; whoever holds it next presses Back and finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from tests.support.browsing import ARGUMENTS
from tests.support.device import at_the_tablet, choose, only, press
from tests.support.live import on_a_port
from tests.support.practice import Home
from tests.support.visits import visit_with

WORD = "zebramarker"
QUESTIONS = ("o1", "o2", "c12", "s3")
SHOWN = (
    """() => [document.querySelectorAll('input, textarea, .answer').length, document.body?.innerText ?? '']"""
)


@pytest.fixture(scope="module", params=["with pages kept for Back", "without"])
def keeping(request: pytest.FixtureRequest, play: Playwright, chromium: str) -> Iterator[Browser]:
    """Chromium as people run it keeps whole pages in memory for Back; Playwright's usually does not."""
    ignored = ["--disable-back-forward-cache"] if "with pages" in str(request.param) else []
    browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS, ignore_default_args=ignored)
    yield browser
    browser.close()


@pytest.fixture(params=["script", "no script"])
def context(keeping: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = keeping.new_context(locale="en-US", java_script_enabled=request.param == "script")
    context.set_default_timeout(15_000)
    yield context
    context.close()


def answer_all(page: Page) -> None:
    choose(page, "yes")
    choose(page, "yes")
    choose(page, "no")
    page.locator("textarea").fill(f"{WORD} by the weir")
    press(page, "button[name=next]")
    page.wait_for_url("**/questions/done/")


def look(page: Page, where: str) -> None:
    """Nothing of a question, an answer or a client is on the page."""
    fields, text = page.evaluate(SHOWN)
    shown = [word for word in (WORD, "scared", "private right now", "Tern", "Question ") if word in text]
    assert (fields, shown) == (0, []), f"{where}: {page.url}"


def test_back_reload_and_a_new_tab_show_no_question_and_no_answer(
    home: Home, context: BrowserContext
) -> None:
    at = visit_with(home, only(*QUESTIONS))
    with on_a_port(home) as address:
        page = context.new_page()
        at_the_tablet(page, address, at)
        answer_all(page)
        for step in range(5):
            page.go_back()
            if "/sign-in/" in page.url:
                assert page.locator("[name=name]").input_value() == ""
                continue  # as far back as the pages of before the hand-over
            look(page, f"Back, {step + 1} times")
            page.reload()
            look(page, f"Back, {step + 1} times, then reload")
        other = context.new_page()
        for path in ("/questions/", "/questions/done/"):
            other.goto(address + path)
            look(other, f"a new tab at {path}")


def test_back_out_of_the_questions_shows_no_page_of_staff(home: Home, context: BrowserContext) -> None:
    """The device is in the client's hands; what the MHP saw before is behind the sign-in."""
    at = visit_with(home, only(*QUESTIONS))
    with on_a_port(home) as address:
        page = context.new_page()
        at_the_tablet(page, address, at, start=False)
        for _ in range(4):
            page.go_back()
            assert "Tern" not in page.content(), page.url
        page.goto(f"{address}{at.url('ask')}")
        assert page.url.endswith("/sign-in/")


def test_going_on_after_back_in_the_middle_is_still_possible(home: Home, context: BrowserContext) -> None:
    """The browser's own Back while the questions go on leads to the question of now, or answers it again."""
    at = visit_with(home, only(*QUESTIONS))
    with on_a_port(home) as address:
        page = context.new_page()
        at_the_tablet(page, address, at)
        choose(page, "yes")
        page.go_back()
        page.goto(f"{address}/questions/")
        assert page.locator("input[name=question]").input_value() == "o2"
        choose(page, "yes")
        press(page, "button[name=back]")
        assert page.locator("input[value=yes]").is_checked()
        choose(page, "yes")
        assert page.locator("input[name=question]").input_value() == "c12"
