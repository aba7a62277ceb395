# SPDX-License-Identifier: Apache-2.0
"""A device in a made-up client's hands: in Django's own browser, or in a real one.

device = handed(home)                       # Django's: device.answer("c2", "yes")
device = at_the_tablet(page, address, at)   # Chromium's: the same way a person goes
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page
from tests.support.answers import the_book
from tests.support.practice import PASSWORD, Home
from tests.support.visits import At, visit_with

ADULT: dict[str, Any] = {"answers": {}, "context": {"age": 30, "setting": "office"}}
TEEN: dict[str, Any] = {"answers": {}, "context": {"age": 14, "setting": "office"}}
THANKS = "Please wait for your counselor"


@dataclass
class Device:
    """Django's browser after the hand-over, and the visit it answers."""

    at: At
    browser: Any

    def page(self) -> str:
        return str(self.browser.get("/questions/").content.decode())

    def asked(self) -> str:
        """The linkId of the question that is shown; empty on any other page."""
        found = re.search(r'name="question" value="([^"]+)"', self.page())
        return found[1] if found else ""

    def press(self, button: str, **fields: Any) -> Any:
        return self.browser.post("/questions/", {button: "1", **fields})

    def start(self) -> Device:
        self.press("start")
        return self

    def answer(self, link_id: str, *values: str) -> Any:
        return self.press("next", question=link_id, answer=list(values))

    def kept(self) -> Any:
        """The words of the visit's answers as they stand."""
        return self.at.words.document("answers").words


def handed(home: Home, raw: dict[str, Any] = ADULT, *, language: str = "en", **fields: str) -> Device:
    """A visit handed over in Django's browser, with all questions a device may ask."""
    at = visit_with(home, raw)
    answer = at.browser.post(at.url("hand-over"), {"language": language, "is_long": "on", **fields})
    assert (answer.status_code, answer["Location"]) == (302, "/questions/"), answer.content.decode()
    return Device(at, at.browser)


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.locator("[name=name]").fill("robin")
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation(url="**/today/"):
        page.keyboard.press("Enter")


def at_the_tablet(page: Page, address: str, at: At, *, language: str = "en", start: bool = True) -> None:
    """Signs in, hands over, and stands at the first question."""
    sign_in(page, address)
    page.goto(f"{address}{at.url('hand-over')}")
    page.locator(f"input[name=language][value={language}]").check()
    page.locator("input[name=is_long]").check()
    press(page, ".shelter button:not([name])")
    if start:
        press(page, "button[name=start]")


def press(page: Page, selector: str) -> None:
    """By keyboard, and waits for the page that follows."""
    with page.expect_navigation():
        page.locator(selector).last.press("Enter")


def choose(page: Page, value: str) -> None:
    """Answers the question with one of its choices and goes on."""
    page.locator(f"input[value={value}]").check()
    press(page, "button[name=next]")


def only(*link_ids: str, age: int = 30) -> dict[str, Any]:
    """A visit in which a device has just these questions left to ask, with c2 answered by the MHP."""
    said: dict[str, Any] = {link_id: None for link_id in the_book().items if link_id not in link_ids}
    return {"answers": {**said, "c2": "yes"}, "context": {"age": age, "setting": "office"}}
