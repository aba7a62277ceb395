# SPDX-License-Identifier: Apache-2.0
"""Looking at the pages of what is written: the four kinds, a draft, a signed note, a working paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import TELLING, Seen, look_at, press, press_link, type_into, watch
from tests.support.device import ADULT, sign_in
from tests.support.live import on_a_port
from tests.support.practice import practice_in
from tests.support.serving import Served
from tests.support.visits import At, visit_with

LOOKED_AT = {
    "client-notes",
    "new-note",
    "note",
    "change-note",
    "amend-note",
    "working",
    "working-file",
    "sight",
}
BOTH = ("en", "es")
WORDS = "zanzibarplover waited at the gate"


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        from django.test import override_settings

        home.set_up()
        at = visit_with(home, ADULT)
        with override_settings(HOME=folder), on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            watch(page, Served(address, "", home.path, None), seen)  # type: ignore[arg-type]
            sign_in(page, address)
            _notes(page, f"{address}/clients/{at.case_id}/notes/", seen, pictures, folder)
            _working(page, address, at, seen, pictures)
            context.close()
        shutil.rmtree(folder / "vault", ignore_errors=True)
        yield seen


def _notes(page: Page, notes: str, seen: Seen, pictures: Path, folder: Path) -> None:
    def look(name: str, part: str = "", *, languages: tuple[str, ...] = BOTH, is_brief: bool = False) -> None:
        seen.visited.add(name)
        look_at(page, seen, pictures, f"{name}{part}", languages=languages, is_brief=is_brief)

    page.goto(notes)
    look("client-notes", "-empty", is_brief=True)
    press_link(page, "Write a chart line")
    look("new-note")
    type_into(page, "text", "Client reports stalking by spyware.")
    press(page, "Save the draft")
    look("change-note", "-line")
    press(page, "Sign: from now on")
    page.wait_for_selector("#looked")
    look("change-note", "-asks", languages=("en",), is_brief=True)
    page.goto(f"{notes}note/")
    type_into(page, "text", WORDS)
    press(page, "Save the draft")
    draft = page.url
    (folder / "ex-letter.pdf").write_bytes(b"x" * 40_000)
    page.locator("#file").set_input_files(folder / "ex-letter.pdf")
    press(page, "Add the file")
    page.wait_for_selector("a[href^='/files/']")
    press(page, "Add the file")
    page.wait_for_selector(".sheet.care[role=alert]")
    press(page, "Take away")
    look("change-note", "-file-away", is_brief=True)
    press(page, "Bring it back")
    other = page.context.new_page()
    other.goto(draft)
    type_into(other, "text", f"{WORDS}, says the other window")
    press(other, "Save the draft")
    other.close()
    type_into(page, "text", "written in the first window")
    press(page, "Save the draft")
    page.wait_for_selector("#theirs")
    assert page.locator("[name=text]").input_value() == "written in the first window"
    look("change-note", "-changed-meanwhile", languages=("en",), is_brief=True)
    press(page, "Sign: from now on")
    look("note")
    press(page, "Add this amendment")
    page.wait_for_selector(".mistakes")
    look("amend-note", "-mistake", languages=("en",), is_brief=True)
    type_into(page, "text", "it was Tuesday")
    type_into(page, "reason", "the client looked it up")
    press(page, "Add this amendment")
    look("note", "-amended", is_brief=True)
    page.goto(f"{notes}item/")
    type_into(page, "what", "Screenshots of eleven messages")
    press(page, "Save the draft")
    press(page, "Take this draft away")
    look("client-notes")


def _working(page: Page, address: str, at: At, seen: Seen, pictures: Path) -> None:
    page.goto(f"{address}{at.url('working')}")
    look_at(page, seen, pictures, "working", languages=BOTH)
    seen.visited.add("working")
    type_into(page, "impressions", "tense when the tablet was named")
    press(page, "File it: first see")
    look_at(page, seen, pictures, "working-file", languages=BOTH)
    seen.visited.add("working-file")
    press(page, "File it")
    page.goto(f"{address}/sight/")
    look_at(page, seen, pictures, "sight", languages=BOTH)
    seen.visited.add("sight")


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert walk.visited == LOOKED_AT


def test_no_title_or_address_tells_what_a_page_is_about(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in ("zanzibarplover", *TELLING) if word in said] == []
