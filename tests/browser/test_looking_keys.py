# SPDX-License-Identifier: Apache-2.0
"""The pages about keys, walked by keyboard in both languages: under axe, at two widths and in both looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, speak, type_into, watch
from tests.support.copying import run
from tests.support.practice import PASSPHRASE, PASSWORD
from tests.support.serving import Served, served

NAME = "robinmarker"
LOOKED_AT = {"keys", "keys-rotate", "keys-passphrase", "keys-paper", "keys-proof"}
WRONG = "not the passphrase at all"
SHORT = "short"
LANGUAGES = ("en", "es")


def _look(page: Page, seen: Seen, pictures: Path, name: str, part: str = "", *, both: bool = False) -> None:
    seen.visited.add(name)
    look_at(
        page,
        seen,
        pictures,
        f"{name}{part}",
        languages=LANGUAGES if both else ("en",),
        is_brief=bool(part),
    )


def _send(page: Page, **words: str) -> None:
    for name, text in words.items():
        type_into(page, name, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    with served() as where:
        context = browser.new_context(locale="en-US", reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch(page, where, seen)
        _set_up(page, where)
        _go(page, where, seen, pictures, tmp_path_factory.mktemp("disk") / "k")
        yield seen


def _set_up(page: Page, where: Served) -> None:
    page.goto(where.address)
    _send(page, code=where.setup_code)
    _send(page, passphrase=PASSPHRASE, again=PASSPHRASE)
    page.locator("input[value='US-WA']").press("Space")
    _send(page, name="Harbormarker House")
    _send(page, name=NAME, password=PASSWORD, again=PASSWORD)
    with page.expect_navigation():
        page.locator("main button").first.press("Enter")
    rows = page.locator("table.code tbody tr").all_inner_texts()
    page.goto(f"{where.address}/set-up/proof/")
    _send(page, **_typed(rows))
    page.goto(f"{where.address}/sign-in/")
    _send(page, name=NAME, password=PASSWORD)


def _typed(rows: list[str]) -> dict[str, str]:
    return {f"row_{number}": " ".join(row.split()[1:]) for number, row in enumerate(rows, start=1)}


def _go(page: Page, where: Served, seen: Seen, pictures: Path, disk: Path) -> None:
    keys = f"{where.address}/oversight/keys/"
    page.goto(f"{where.address}/oversight/")
    with page.expect_navigation():
        page.locator("a[href='/oversight/keys/']").press("Enter")
    _look(page, seen, pictures, "keys", both=True)
    page.goto(f"{keys}new/")
    _look(page, seen, pictures, "keys-rotate", both=True)
    _send(page, present=WRONG)
    _look(page, seen, pictures, "keys-rotate", "-mistake")
    _send(page, present=PASSPHRASE)
    page.wait_for_selector(".notice")
    _look(page, seen, pictures, "keys", "-done")
    disk.mkdir(mode=0o700)
    assert run(where.home, "backup", "--keys-to", str(disk)).returncode == 0
    page.goto(keys)
    _look(page, seen, pictures, "keys", "-copies", both=True)
    page.goto(f"{keys}passphrase/")
    _look(page, seen, pictures, "keys-passphrase", both=True)
    _send(page, present=PASSPHRASE, passphrase=SHORT, again=SHORT)
    _look(page, seen, pictures, "keys-passphrase", "-mistake")
    page.goto(f"{keys}paper/")
    _look(page, seen, pictures, "keys-paper", both=True)
    _send(page, present=PASSPHRASE)
    rows = page.locator("table.code tbody tr").all_inner_texts()
    _look(page, seen, pictures, "keys-paper", "-shown")
    page.emulate_media(media="print")
    page.screenshot(path=pictures / "keys-paper-print.png", full_page=True)
    page.emulate_media(media="screen")
    with page.expect_navigation():
        page.locator("a[href='/oversight/keys/proof/']").press("Enter")
    _look(page, seen, pictures, "keys-proof", both=True)
    _send(page, **{**_typed(rows), "row_2": "ABCD"})
    _look(page, seen, pictures, "keys-proof", "-mistake")
    _send(page, **_typed(rows))
    page.wait_for_selector(".notice")
    speak(page, "es")
    _look(page, seen, pictures, "keys", "-es")


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert LOOKED_AT == walk.visited


def test_t24_no_title_or_address_tells_a_secret(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in (PASSPHRASE, PASSWORD, NAME, "harbormarker") if word in said] == []
