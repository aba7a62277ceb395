# SPDX-License-Identifier: Apache-2.0
"""T23: the browser of a device keeps no answer: no storage, no form memory, no copy of a page on its disk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright
from tests.support.browsing import ARGUMENTS
from tests.support.device import ADULT, at_the_tablet, choose, handed, only, press
from tests.support.live import on_a_port
from tests.support.practice import Home
from tests.support.visits import visit_with

PLANTED = ("Quokkamarker", "Zebramarker")
QUESTIONS = ("o1", "o2", "c12", "s3", "m11")
STORED = """async () => JSON.stringify({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length, cookies: document.cookie})"""
NOTHING = '{"local":[],"session":[],"databases":0,"caches":0,"workers":0,"cookies":""}'


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def context(play: Playwright, whole_chromium: str, profile: Path) -> Iterator[BrowserContext]:
    """A browser with a profile on the disk, as on a tablet."""
    ignored = ["--disable-back-forward-cache"]
    context = play.chromium.launch_persistent_context(
        str(profile),
        executable_path=whole_chromium,
        args=ARGUMENTS,
        ignore_default_args=ignored,
        locale="en-US",
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.mark.parametrize("ending", ["finished", "left"])
def test_nothing_a_client_wrote_is_on_the_disk_of_the_device(
    home: Home, context: BrowserContext, profile: Path, ending: str
) -> None:
    at = visit_with(home, only(*QUESTIONS))
    with on_a_port(home) as address:
        page = context.new_page()
        at_the_tablet(page, address, at)
        for value in ("yes", "yes", "no"):
            choose(page, value)
        page.locator("textarea").fill(f"{PLANTED[0]} on the stairs")
        press(page, "button[name=next]")
        page.locator("textarea").fill(f"{PLANTED[1]} at the door")
        assert page.evaluate(STORED) == NOTHING
        if ending == "finished":
            press(page, "button[name=next]")
        else:
            page.locator("#leave").click()
            page.wait_for_url("**/questions/leave/")
        assert page.evaluate(STORED) == NOTHING
        kept = [cookie["name"] for cookie in context.cookies() if "session" in cookie["name"]]
        tokens = [cookie for cookie in context.cookies() if cookie["name"] == "leeward-questions"]
        assert (kept, tokens) == ([], [])
        context.close()
    assert any(path.name == "History" for path in profile.rglob("*")), "this is not the browser's profile"
    assert _holding(profile, (*PLANTED, "Does someone make you feel scared")) == []
    shutil.rmtree(profile)


def test_every_field_of_a_device_is_kept_from_the_memory_of_the_browser(home: Home) -> None:
    device = handed(home, {**ADULT, "answers": {"o1": "yes", "o2": "yes", "c2": "yes"}}).start()
    seen = set()
    while link_id := device.asked():
        page = device.page()
        fields = re.findall(r"<(?:input type=\"(?:radio|checkbox)\"|textarea)[^>]*>", page)
        assert '<form method="post" autocomplete="off"' in page
        assert [one for one in fields if 'autocomplete="off"' not in one] == []
        assert [
            one for one in fields if one.startswith("<textarea") and 'spellcheck="false"' not in one
        ] == []
        seen.add(fields[0].split()[1] if "textarea" not in fields[0] else "textarea")
        device.press("skip", question=link_id)
    assert seen == {'type="radio"', 'type="checkbox"', "textarea"}


def test_no_answer_to_a_device_may_be_kept_and_its_end_clears_what_was(home: Home) -> None:
    device = handed(home).start()
    answers = [device.browser.get("/questions/"), device.answer("o1"), device.answer("o1", "yes")]
    last = device.press("stop", question="o2")
    ends = [last, device.browser.get("/questions/done/"), device.browser.get("/questions/leave/")]
    assert {answer["Cache-Control"] for answer in (*answers, *ends)} == {"no-store"}
    assert {answer["Clear-Site-Data"] for answer in ends} == {'"cache", "storage"'}
    assert last.cookies["leeward-questions"].value == ""


def _holding(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Files that hold a word, in either of the two ways a browser writes text."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            held = path.read_bytes().lower()
            found += [
                f"{path.name}: {word}"
                for word in words
                for encoding in ("utf-8", "utf-16-le")
                if word.lower().encode(encoding) in held
            ]
    return found
