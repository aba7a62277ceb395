# SPDX-License-Identifier: Apache-2.0
"""T26: "Leave quickly" leaves no trail: no log line, no beacon, no row, no entry in the history.

Also T21, T24, T25 and T29 again where a tablet comes in by the second door, with and without script.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.support.device import ADULT, THANKS, press
from tests.support.lan import Doors, two_doors

SCRIPT = ("with script", "without script")


@pytest.fixture(scope="module")
def doors() -> Iterator[Doors]:
    with two_doors({**ADULT, "answers": {"o1": "yes", "o2": "yes"}}) as opened:
        yield opened


@pytest.fixture(params=SCRIPT)
def tablet(doors: Doors, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tablet that was told to trust the certificate, at the first question."""
    context = browser.new_context(
        locale="en-US", ignore_https_errors=True, java_script_enabled=request.param == SCRIPT[0]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(doors.tablet)
    page.locator("[name=code]").fill(doors.code())
    press(page, "form button")
    press(page, "button[name=start]")
    yield page
    context.close()


def audit() -> list[Any]:
    from leeward.practice.audit.models import AuditEntry

    return list(AuditEntry.objects.order_by("id").values_list("action", "actor_id"))


def console(doors: Doors) -> str:
    """What the server has said since it was asked last."""
    stream = doors.served.process.stdout
    assert stream is not None
    os.set_blocking(stream.fileno(), False)
    with suppress(BlockingIOError):
        return os.read(stream.fileno(), 65536).decode()
    return ""


def kept(home: Path) -> dict[str, int]:
    """Every file but those of the database, the keys and the running program, with its size."""
    return {
        str(one.relative_to(home)): one.stat().st_size
        for one in home.rglob("*")
        if one.is_file()
        and not one.name.startswith("db.sqlite3")
        and one.relative_to(home).parts[0] not in ("keys", "run")
    }


def test_no_log_no_row_and_no_beacon(doors: Doors, tablet: Page) -> None:
    press(tablet, "button[name=skip]")
    console(doors)
    rows, files = audit(), kept(doors.home.path)
    asked: list[str] = []
    tablet.on("request", lambda request: asked.append(request.url))
    with tablet.expect_navigation(url="**/questions/leave/"):
        tablet.locator("#leave").press("Enter")
    tablet.wait_for_timeout(500)
    pages = [url for url in asked if "/static/" not in url]
    assert pages == [f"{doors.lan}/questions/leave/"]
    assert (audit(), kept(doors.home.path), console(doors)) == (rows, files, "")
    assert tablet.evaluate("[document.title, document.body.innerText]") == ["New page", ""]
    assert [one["name"] for one in tablet.context.cookies() if one["name"] == "__Host-questions"] == []


def test_t25_t26_with_script_the_question_is_replaced_in_the_history(doors: Doors, browser: Browser) -> None:
    context = browser.new_context(locale="en-US", ignore_https_errors=True)
    page = context.new_page()
    page.goto(doors.tablet)
    page.locator("[name=code]").fill(doors.code())
    press(page, "form button")
    press(page, "button[name=start]")
    length = page.evaluate("history.length")
    page.locator("#leave").click()
    page.wait_for_url("**/questions/leave/")
    assert page.evaluate("history.length") == length
    context.close()


def test_t21_back_reload_and_a_new_tab_show_no_question(doors: Doors, tablet: Page) -> None:
    press(tablet, "button[name=skip]")
    press(tablet, "button[name=stop]")
    assert THANKS in tablet.content()
    for step in range(5):
        tablet.go_back()
        assert tablet.locator("input[name=question], textarea").count() == 0, step
        tablet.reload()
        assert tablet.locator("input[name=question], textarea").count() == 0, step
    other = tablet.context.new_page()
    other.goto(doors.tablet)
    assert other.locator("input[name=question]").count() == 0
    assert other.locator("[name=code]").input_value() == ""


def test_t24_titles_and_addresses_are_neutral(doors: Doors, tablet: Page) -> None:
    titles, addresses = set(), set()
    for path in ("", "done/", "leave/"):
        tablet.goto(doors.tablet + path)
        titles.add(tablet.title())
        addresses.add(tablet.url)
    tablet.goto(f"{doors.lan}/today/")
    assert titles | {tablet.title()} == {"Questions", "New page", "Not here"}
    assert [
        one for one in addresses if not re.fullmatch(r"https://[\d.:]+/questions/(done/|leave/)?", one)
    ] == []


@pytest.mark.parametrize("way", ["not now", "stop"])
def test_t29_every_end_looks_alike_to_the_last_byte(doors: Doors, way: str) -> None:
    line = doors.at_a_tablet()
    if way == "not now":
        last = line.post("/questions/", {"not-now": "1"})
    else:
        line.post("/questions/", {"start": "1"})
        last = line.post("/questions/", {"stop": "1", "question": "o1"})
    assert (last.status, last.headers["location"], last.body) == (302, "/questions/done/", "")
    closing = line.ask("/questions/done/")
    stranger = type(line)(doors.lan).ask("/questions/done/")
    assert closing.body == stranger.body
    same = {"clear-site-data", "cache-control", "content-type"}
    assert {name: closing.headers[name] for name in same} == {name: stranger.headers[name] for name in same}
