# SPDX-License-Identifier: Apache-2.0
"""T28: a screen left alone is covered at 5 minutes and signed out at 30; what was written waits, sealed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.support.clock import Clock
from tests.support.live import on_a_port
from tests.support.practice import PASSWORD, Home, practice_in

from leeward.practice.site.kept import NEVER

OURS = {"HTTP_ORIGIN": "http://testserver"}
TEXT = "quokkamarker said the phone rang <b>twice</b> last night"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def visit(home: Home, clock: Clock) -> tuple[Any, str]:
    """A browser on a visit of robin's, and the page its notes stand on."""
    browser = home.signed_in()
    answer = browser.post(home.open_case(browser) + "visit/")
    return browser, re.sub(r"[a-z]+/$", "meaning/", answer["Location"])


def keep(browser: Any, page: str, text: str = TEXT, **more: str) -> int:
    sent = {"page": page, "kept-path": page, "kept:notes": text, "kept:notes_seen": "9", **more}
    return int(browser.post("/kept/", sent, **OURS).status_code)


def drafts() -> list[Any]:
    from leeward.practice.accounts.models import Draft

    return list(Draft.objects.all())


def offer(browser: Any, page: str) -> str:
    """What a page offers to put back; empty where it offers nothing."""
    text = browser.get(page).content.decode()
    found = re.search(r'data-draft="([^"]*)"', text)
    return html.unescape(found[1]) if found else ""


def test_t28_what_is_written_is_kept_sealed_and_offered_back_after_signing_in(
    home: Home, visit: tuple[Any, str], clock: Clock
) -> None:
    browser, page = visit
    assert keep(browser, page) == 204
    assert b"quokka" not in b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())
    clock.now += timedelta(minutes=31)
    assert browser.get(page).status_code == 302  # the session is over
    again = home.signed_in()
    assert page in again.get("/today/").content.decode()
    assert dict(json.loads(offer(again, page)))["notes"] == TEXT


def test_t28_sent_without_the_script_it_is_saved_and_gone(visit: tuple[Any, str]) -> None:
    browser, page = visit
    keep(browser, page)
    shown = browser.post("/kept/", {"page": page, "do": "back"}, **OURS).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', shown))
    assert html.unescape(fields["notes"]) == TEXT
    sent = {name: html.unescape(value) for name, value in fields.items()}
    assert browser.post(page, sent, **OURS).status_code == 302
    assert drafts() == []
    assert "quokkamarker" in browser.get(page).content.decode()


def test_t28_thrown_away_or_a_day_old_it_is_gone(visit: tuple[Any, str], home: Home, clock: Clock) -> None:
    browser, page = visit
    keep(browser, page)
    browser.post("/kept/", {"page": page, "do": "away"}, **OURS)
    assert (drafts(), offer(browser, page)) == ([], "")
    keep(browser, page)
    clock.now += timedelta(hours=24, seconds=1)
    again = home.signed_in()
    assert offer(again, page) == ""
    assert keep(again, page.replace("meaning", "plan")) == 204
    assert [one.page for one in drafts()] == [page.replace("meaning", "plan")]  # the old one is removed too


def test_t28_one_draft_a_page_and_the_last_one_counts(visit: tuple[Any, str]) -> None:
    browser, page = visit
    for text in ("first words here", TEXT):
        assert keep(browser, page, text) == 204
    assert [one.version for one in drafts()] == [2]
    assert dict(json.loads(offer(browser, page)))["notes"] == TEXT


def test_t28_only_for_a_page_this_person_may_write_on(home: Home, visit: tuple[Any, str]) -> None:
    browser, page = visit
    other = home.signed_in("sam")
    assert keep(other, page) == 422  # not theirs
    keep(browser, page)
    assert offer(browser, page)
    other.post("/kept/", {"page": page, "do": "away"}, **OURS)
    assert offer(browser, page)
    assert "quokka" not in other.post("/kept/", {"page": page, "do": "back"}, **OURS).content.decode()
    nowhere = ("/clients/new/", "/account/password/", "/nowhere/", "/visits/nobody/meaning/", "/today/")
    assert {path: keep(browser, path) for path in nowhere} == dict.fromkeys(nowhere, 422)
    for path in ("https://elsewhere.example/", "//elsewhere.example/", ""):
        assert browser.post("/kept/", {"page": path, "do": "away"}, **OURS)["Location"] == "/today/"


def test_t28_a_draft_for_one_client_cannot_be_sent_to_another(home: Home, visit: tuple[Any, str]) -> None:
    browser, page = visit
    answer = browser.post(home.open_case(browser, code_name="Plover") + "visit/")
    other = re.sub(r"[a-z]+/$", "meaning/", answer["Location"])
    assert keep(browser, page, **{"kept-path": other}) == 422
    assert drafts() == []


def test_t28_passwords_and_codes_are_never_kept(visit: tuple[Any, str]) -> None:
    browser, page = visit
    keep(browser, page, **{f"kept:{name}": "secretmarker words" for name in NEVER})
    assert "secretmarker" not in offer(browser, page)


def test_t28_notes_are_kept_and_working_papers_are_not(visit: tuple[Any, str]) -> None:
    """A working paper ends with its session; a draft of it would outlive that."""
    browser, page = visit
    assert keep(browser, page.replace("meaning", "working")) == 422
    client = re.search(r'href="(/clients/\w{24}/)"', browser.get("/clients/").content.decode())
    assert client
    assert keep(browser, f"{client[1]}notes/protected/", **{"kept:text": TEXT}) == 204


def test_t28_another_persons_draft_and_a_moved_one_do_not_open(visit: tuple[Any, str], home: Home) -> None:
    from leeward.practice.accounts.models import Draft

    browser, page = visit
    other = page.replace("meaning", "plan")
    keep(browser, page)
    keep(browser, other, "other words here")
    one, two = Draft.objects.get(page=page), Draft.objects.get(page=other)
    Draft.objects.filter(id=one.id).update(sealed=bytes(two.sealed))
    assert offer(browser, page) == ""
    assert browser.get(page).status_code == 200  # the page itself stands


def test_t28_writing_goes_on_for_hours_by_small_signs_of_life(visit: tuple[Any, str], clock: Clock) -> None:
    browser, page = visit
    for _ in range(6):
        clock.now += timedelta(minutes=20)
        assert keep(browser, page) == 204
    assert browser.get("/today/").status_code == 200


# The page itself, in a browser whose clock the test moves.


@pytest.fixture
def left(tmp_path: Path, page: Page) -> Iterator[Page]:
    """Robin's real browser on the notes of a visit; its clock stands in the test's hand."""
    with practice_in(tmp_path) as home:
        home.set_up()
        browser = home.signed_in()
        url = re.sub(r"[a-z]+/$", "meaning/", browser.post(home.open_case(browser) + "visit/")["Location"])
        with on_a_port(home) as address:
            page.clock.install()
            page.goto(f"{address}/sign-in/")
            page.locator("[name=name]").fill("robin")
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("[name=password]").press("Enter")
            page.wait_for_url("**/today/")
            page.goto(f"{address}{url}")
            yield page
            page.goto("about:blank")


def wait(page: Page, minutes: float) -> None:
    """Lets time pass on the page, second by second as its own clock would."""
    page.clock.run_for(int(minutes * 60_000))


def seen(page: Page) -> str:
    """What a screen reader finds, and what a picture shows."""
    return f"{page.locator('body').aria_snapshot()}\n{page.locator('body').inner_text()}"


def write(page: Page, text: str = TEXT) -> None:
    page.locator("#notes").focus()
    page.keyboard.insert_text(text)


def test_t28_at_five_minutes_the_words_leave_the_picture_and_the_screen_reader(left: Page) -> None:
    write(left)
    assert "quokkamarker" in seen(left)
    wait(left, 4.9)
    assert "quokkamarker" in seen(left)
    wait(left, 0.2)
    covered = seen(left)
    assert "Covered" in covered
    assert [word for word in ("quokkamarker", "Tern", "Your notes") if word in covered] == []
    left.emulate_media(media="print")
    assert "quokkamarker" not in left.locator("body").inner_text()
    left.emulate_media(media="screen")


def test_t28_any_key_leads_to_the_button_and_the_button_alone_uncovers(left: Page) -> None:
    write(left)
    wait(left, 5.1)
    for key in ("a", "Escape", "Alt+Shift+N", "Control+f"):
        left.keyboard.press(key)
    assert "quokkamarker" not in seen(left)
    assert left.evaluate("document.activeElement.textContent") == "Go on"
    left.keyboard.press("Enter")
    left.locator("#notes").wait_for(state="visible")
    assert left.locator("#notes").input_value() == TEXT


def test_t28_a_key_now_and_then_keeps_the_page_open(left: Page) -> None:
    for _ in range(4):
        wait(left, 4)
        left.keyboard.press("Shift")
    assert "Covered" not in seen(left)


def test_t28_at_thirty_minutes_the_session_is_over_and_the_words_come_back(left: Page) -> None:
    from django.contrib.sessions.models import Session

    url = left.url
    write(left)
    wait(left, 0.5)
    left.wait_for_timeout(300)
    wait(left, 30)
    left.wait_for_url("**/sign-in/")
    assert "quokkamarker" not in seen(left)
    held = [row.get_decoded() for row in Session.objects.all()]
    assert len([row for row in held if "_auth_user_id" in row]) == 1  # the one of the test's own setting up
    left.locator("[name=name]").fill("robin")
    left.locator("[name=password]").fill(PASSWORD)
    left.locator("[name=password]").press("Enter")
    left.wait_for_url("**/today/")
    left.goto(url)
    left.get_by_role("button", name="Put it back").press("Enter")
    assert left.locator("#notes").input_value() == TEXT
    left.get_by_role("button", name="Save the notes").press("Enter")
    left.wait_for_load_state()
    assert left.get_by_role("button", name="Put it back").count() == 0
    assert left.locator("#notes").input_value() == TEXT
    assert drafts() == []


def test_t28_without_the_script_pages_work_and_nothing_is_covered(left: Page) -> None:
    left.route("**/blur.js", lambda route: route.abort())
    left.reload()
    write(left)
    wait(left, 31)
    assert "quokkamarker" in seen(left)
    left.get_by_role("button", name="Save the notes").press("Enter")
    left.wait_for_load_state()
    assert left.locator("#notes").input_value() == TEXT
