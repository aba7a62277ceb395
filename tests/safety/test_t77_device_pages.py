# SPDX-License-Identifier: Apache-2.0
"""T77: every kind of page a client meets on a device, for eyes, hands and minds of every kind.

axe with the AAA contrast rule, at 400 % zoom, by keyboard alone, by day, by night and in forced colors.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.support.device import at_the_tablet, choose, only, press, sign_in
from tests.support.live import on_a_port
from tests.support.practice import Home
from tests.support.visits import visit_with

AXE = (Path(__file__).parents[1] / "browser" / "axe.min.js").read_text(encoding="utf-8")
IS_LONG = bool(os.environ.get("LEEWARD_LONG"))
TAKES_PICTURES = bool(os.environ.get("LEEWARD_PICTURES"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = {"o1": "choice", "c10": "numbers", "s3": "text", "m0": "multi", "r1": "multi", "r2": "each"}
LOOKS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"forced_colors": "active"},
    {"contrast": "more"},
)
SMALL = """() => [...document.querySelectorAll('button, .button, .answer, textarea')]
  .filter(e => e.getBoundingClientRect().height < (e.id === 'leave' ? 44 : 63.9))
  .map(e => e.outerHTML.slice(0, 90))"""
MOVING = """() => [...document.querySelectorAll('*')]
  .filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0 || e.getAnimations().length)
  .map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


@pytest.mark.parametrize(
    ("language", "age"),
    [
        pytest.param("en", 30, marks=pytest.mark.long),
        pytest.param("es", 30, marks=pytest.mark.long),
        ("es", 14),
    ],
)
def test_every_kind_of_page_passes_in_every_look(
    home: Home, page: Page, pictures: Path, language: str, age: int
) -> None:
    at = visit_with(home, only("o1", "o2", *KINDS, age=age))
    problems: list[str] = []

    def look(name: str) -> None:
        problems.extend(_look(page, f"device-{name}-{age}-{language}", pictures))

    with on_a_port(home) as address:
        at_the_tablet(page, address, at, language=language, start=False)
        look("welcome")
        press(page, "button[name=start]")
        seen = set()
        while page.locator("input[name=question]").count():
            link_id = page.locator("input[name=question]").input_value()
            if link_id in KINDS and KINDS[link_id] not in seen:
                seen.add(KINDS[link_id])
                look(KINDS[link_id])
                press(page, "button[name=next]")
                assert page.locator(".mistakes[role=alert]").count() == 1
                look(f"{KINDS[link_id]}-mistake")
            if link_id in ("o1", "o2"):
                choose(page, "yes")
            elif link_id == "r1":
                page.locator("input[value=police]").check()
                choose(page, "blocked")
            else:
                press(page, "button[name=skip]")
        look("done")
        page.goto(f"{address}/questions/leave/")
        look("leave")
    assert seen == set(KINDS.values())
    assert problems == []


def test_the_page_before_the_hand_over_passes_too(home: Home, page: Page, pictures: Path) -> None:
    ready, too_young = visit_with(home, only("o1")), visit_with(home, only("o1", age=11))
    problems = []
    with on_a_port(home) as address:
        sign_in(page, address)
        for name, at in (("ready", ready), ("under-12", too_young)):
            page.goto(address + at.url("hand-over"))
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.screenshot(path=pictures / f"hand-over-{name}-{width}.png", full_page=True)
                problems += _axe(page, f"{name} {width}")
                problems += _sideways(page, f"{name} {width}")
    assert problems == []


def test_a_client_can_do_everything_with_the_keyboard_alone(home: Home, page: Page) -> None:
    """Tab, the arrow keys, the space bar and Enter, in the order of the page."""
    at = visit_with(home, only("o1", "o2", "c12", "s3"))
    with on_a_port(home) as address:
        at_the_tablet(page, address, at, start=False)
        _keys(page, "Tab", "Tab")
        _enter(page)  # Start
        _keys(page, "Tab", "Tab", "Space")  # past Leave quickly, the first answer
        _enter(page)
        assert page.locator("input[name=question]").input_value() == "o2"
        _keys(page, "Tab", "Tab", "ArrowDown", "ArrowUp", "Tab")
        assert page.evaluate("document.activeElement.name") == "next"
        _enter(page)
        assert page.locator("input[name=question]").input_value() == "c12"
        _keys(page, "Tab", "Tab", "Tab", "Tab")
        assert page.evaluate("document.activeElement.name") == "skip"
        _enter(page)
        _keys(page, "Tab", "Tab")
        page.keyboard.type("heron")
        _keys(page, "Tab")
        _enter(page)
        page.wait_for_url("**/questions/done/")
    words = at.words.document("answers").words
    assert {key: words[f"a:{key}"] for key in ("o1", "o2", "c12", "s3")} == {
        "o1": "yes",
        "o2": "yes",
        "c12": None,
        "s3": "heron",
    }


def _keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _look(page: Page, name: str, pictures: Path) -> list[str]:
    """What is wrong with the page as it stands, in every look and at two widths; and its pictures."""
    problems = []
    for width in (320, 1280):  # 1280 at 400 % is 320
        page.set_viewport_size({"width": width, "height": 800})
        for look in LOOKS:
            page.emulate_media(color_scheme="light", forced_colors="none", contrast="no-preference")
            page.emulate_media(**look)
            said = "-".join(look.values())
            if TAKES_PICTURES:
                page.screenshot(path=pictures / f"{name}-{width}-{said}.png", full_page=True)
            if "color_scheme" in look and "leave" not in name and (IS_LONG or look is LOOKS[0]):
                problems += _axe(page, f"{name} {width} {said}")
        problems += _sideways(page, f"{name} {width}")
        if "leave" not in name:
            problems += [f"{name} {width} too small: {one}" for one in page.evaluate(SMALL)]
        problems += [f"{name} {width} moves: {one}" for one in page.evaluate(MOVING)]
    page.emulate_media(color_scheme="light", forced_colors="none", contrast="no-preference")
    return problems


def _sideways(page: Page, name: str) -> list[str]:
    return (
        [f"{name} scrolls sideways"]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth")
        else []
    )


def _axe(page: Page, where: str) -> list[str]:
    """What axe finds. The answer is fetched by polling, so that a promise that hangs cannot hang us."""
    page.evaluate(AXE + ";0")
    page.evaluate(
        "tags => { window.found = null; axe.run(document, {runOnly: {type: 'tag', values: tags},"
        "rules: {'color-contrast-enhanced': {enabled: true}}})"
        ".then(r => window.found = r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | '))); }",
        TAGS,
    )
    for _ in range(400):
        found: list[str] | None = page.evaluate("window.found")
        if found is not None:
            return [f"{where}: {one}" for one in found]
        page.wait_for_timeout(25)
    return [f"{where}: axe did not finish"]
