# SPDX-License-Identifier: Apache-2.0
"""Looking at a page as everybody meets it: axe, sideways scroll, small targets, the Tab key, pictures.

    look_at(page, seen, pictures, "today", languages=("en", "es"))     # problems go into seen.problems

Shared by every walk of a real browser. Nothing here moves a mouse.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page
from tests.support.serving import Served

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
IS_LONG = bool(os.environ.get("LEEWARD_LONG"))
TAKES_PICTURES = bool(os.environ.get("LEEWARD_PICTURES"))
"""A picture of every page takes as long as everything else together, so only where they are wanted."""
TELLING = ("stalk", "abuse", "victim", "violence", "suicid", "extort")
"""Words that would tell a shoulder-surfer what a page is about."""


@dataclass
class Seen:
    """What was seen on the way. `visited`: names of pages; `problems`: what axe and we found."""

    visited: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    bad_answers: list[str] = field(default_factory=list)
    disk_while_locked: bytes = b""
    titles: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)
    elsewhere: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def watch(page: Page, where: Served, seen: Seen) -> None:
    """Notes every address the page asks, and every answer that is a fault."""
    page.on("request", lambda request: _note_request(seen, where, request.url))
    page.on("response", lambda answer: _note_answer(seen, answer.status, answer.url))


def _note_request(seen: Seen, where: Served, url: str) -> None:
    seen.urls.add(url)
    if not url.startswith(where.address):
        seen.elsewhere.append(url)


def _note_answer(seen: Seen, status: int, url: str) -> None:
    if status >= 400 and status not in (404, 409, 422):
        seen.bad_answers.append(f"{status} {url}")


def look_at(
    page: Page,
    seen: Seen,
    pictures: Path,
    name: str,
    *,
    languages: Iterable[str],
    thorough: str = "en",
    is_brief: bool = False,
) -> None:
    """Two widths, two looks, the languages asked for; the page ends in the first of them.

    Args:
        name: begins each picture's file name: `<name>-<language>-<width>-<scheme>.png`.
        languages: the one the page is in comes first; the others only where it answers a GET.
        thorough: the language in which axe runs at both widths and looks; else at one of the four.
        is_brief: axe runs at two of the four, for another state of a page that was looked at well.

    In `make test` the page is looked at in its first language alone, and axe runs once for each address.
    """
    all_four = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
    with_axe = [(360, "light"), (1280, "dark")] if is_brief else all_four
    seen.titles.add(page.title())
    first, *others = languages
    if not IS_LONG and not TAKES_PICTURES:
        others = []
    for language in (first, *others):
        if language != first:
            speak(page, language)
        looks = with_axe if language == thorough and IS_LONG else with_axe[:1]
        if not _is_first_look(page):
            looks = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES if IS_LONG or TAKES_PICTURES else SCHEMES[:1]:
                page.emulate_media(color_scheme=scheme)
                if TAKES_PICTURES:
                    page.screenshot(path=pictures / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
                if (width, scheme) in looks:
                    seen.problems += axe(page, f"{name} {language} {width} {scheme}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                seen.problems.append(f"{name} {language} {width}: scrolls sideways")
        seen.titles.add(page.title())
    if others:
        speak(page, first)
    seen.problems += [f"{name}: {one}" for one in (*small_targets(page), *not_reached_by_tab(page))]
    page.emulate_media(color_scheme="light")


_SEEN_BY_AXE: set[str] = set()


def _is_first_look(page: Page) -> bool:
    """Whether axe has to run here: in `make test` once for each address, whatever its page holds."""
    address = re.sub(r"[0-9a-f]{24}|\?.*", "*", page.url.split("/", 3)[3])
    if address in _SEEN_BY_AXE and not IS_LONG:
        return False
    _SEEN_BY_AXE.add(address)
    return True


SMALL = """() => [...document.querySelectorAll(
  'button, .button, .answer, .places a, summary, textarea,'
  + 'input:not([type=hidden], [type=radio], [type=checkbox])')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9)
  .map(e => e.outerHTML.slice(0, 90))"""
REACHABLE = """() => new Set([...document.querySelectorAll(
  'a[href], button, summary, textarea, select, input:not([type=hidden])')]
  .filter(e => e.checkVisibility() && !e.matches(':disabled'))
  .map(e => e.type === 'radio' ? e.name : e)).size"""
FOLLOW_FOCUS = """() => { document.activeElement.blur(); window.reached = new Set();
  window.follows ??= document.addEventListener('focusin', ({target: e}) =>
    window.reached.add(e.type === 'radio' ? e.name : e)) ?? true }"""
AT_A_TIME = 12
"""Presses of the Tab key before the page is asked how far it came: each question costs as much as a press."""
PARTS_OF_A_DATE = 8
"""A date field stops the Tab key at each of its parts, and at its calendar."""


def small_targets(page: Page) -> list[str]:
    """What is pressed and is lower than 44 pixels."""
    found: list[str] = page.evaluate(SMALL)
    return [f"too small: {one}" for one in found]


def not_reached_by_tab(page: Page) -> list[str]:
    """Whether the Tab key alone comes to everything that can be pressed or filled in."""
    wanted: int = page.evaluate(REACHABLE)
    dates = page.locator("input[type=date], input[type=datetime-local]").count()
    page.evaluate(FOLLOW_FOCUS)
    left, reached = wanted + 2 + PARTS_OF_A_DATE * dates, 0
    while left > 0 and reached < wanted:
        for _ in range(min(left, AT_A_TIME)):
            page.keyboard.press("Tab")
        left -= AT_A_TIME
        reached = page.evaluate("window.reached.size")
    page.evaluate("document.activeElement.blur()")  # the skip link, come round to, would cover the name
    return [] if reached >= wanted else [f"Tab reaches {reached} of {wanted}"]


def speak(page: Page, language: str) -> None:
    """Changes the language of the pages, by the button at their foot."""
    with page.expect_navigation():
        page.locator(f"button[name=language][value={language}]").last.press("Enter")
    page.wait_for_selector(f"html[lang={language}]")


def axe(page: Page, where: str) -> list[str]:
    """What axe finds. The answer is fetched by polling, so that a promise that hangs cannot hang us."""
    if not page.evaluate("'axe' in window"):
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


def type_into(page: Page, name: str, text: str) -> None:
    """Writes into the field of this name, in the place of what stood there."""
    box = page.locator(f"[name='{name}']")
    box.focus()
    box.fill("")
    page.keyboard.insert_text(text)


def type_and_enter(page: Page, name: str, text: str) -> None:
    """The same, and sends its form."""
    type_into(page, name, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, text: str) -> None:
    """The last button whose words begin so."""
    with page.expect_navigation():
        page.locator("button", has_text=re.compile(f"^{text}")).last.press("Enter")


def press_link(page: Page, text: str) -> None:
    """The first link with these words."""
    with page.expect_navigation():
        page.locator("a", has_text=text).first.press("Enter")
