# SPDX-License-Identifier: Apache-2.0
"""The page of the signs in its other states: before anything was told, in danger, for the young, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, watch
from tests.support.device import sign_in
from tests.support.live import on_a_port
from tests.support.practice import practice_in
from tests.support.serving import Served
from tests.support.visits import visit_with

STATES: dict[str, dict[str, Any]] = {
    "empty": {"answers": {"c1": "yes"}, "context": {"age": 34}},
    "young-in-danger": {"answers": {"c1": "yes", "c9": "now"}, "context": {"age": 15}},
    "stopped": {"answers": {"c1": "yes"}, "context": {"age": 34}},
}
SIGNS = {"young-in-danger": {"shows-up-unplanned": "reported", "borrowed-item": "reported"}}


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    folder = tmp_path_factory.mktemp("home")
    with practice_in(folder) as home:
        from django.test import override_settings

        home.set_up()
        visits = {name: visit_with(home, raw, code_name=f"ex-{name}") for name, raw in STATES.items()}
        for name, at in visits.items():
            _say(at, SIGNS.get(name, {}))
        _stop(visits["stopped"])
        with override_settings(HOME=folder), on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            watch(page, Served(address, "", home.path, None), seen)  # type: ignore[arg-type]
            sign_in(page, address)
            for name, at in visits.items():
                page.goto(f"{address}{at.url('picture')}?part=location")
                look_at(page, seen, pictures, f"picture-{name}", languages=("en", "es"), is_brief=True)
            _mistake(page, f"{address}{visits['empty'].url('picture')}", seen, pictures)
            context.close()
        yield seen


def _say(at: Any, said: dict[str, str]) -> None:
    from leeward.practice.visits.how_services import save_signs
    from leeward.practice.visits.how_signs import SignSaid

    save_signs(at.account, at.visit_id, {id: SignSaid(answer) for id, answer in said.items()}, seen=0)


def _stop(at: Any) -> None:
    from leeward.practice.visits.services import change_document

    flags = {"by_hand": ["client-may-be-doing-it"]}
    change_document(at.account, at.visit_id, "answers", flags, seen=at.words.document("answers").version)


def _mistake(page: Page, url: str, seen: Seen, pictures: Path) -> None:
    """A crafted answer: the summary leads to the sign, whose group is open."""
    page.goto(f"{url}?part=location")
    page.locator("input[name='s:sharing-is-on'][value=reported]").evaluate("e => e.value = 'perhaps'")
    page.locator("input[name='s:sharing-is-on'][value=perhaps]").press("Space")
    with page.expect_navigation():
        page.locator("button[name=save][value=location]").press("Enter")
    page.wait_for_selector(".mistakes a")
    target = page.locator(".mistakes a").first.get_attribute("href") or ""
    assert page.locator(target).is_visible()
    look_at(page, seen, pictures, "picture-mistake", languages=("en",), is_brief=True)


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_no_address_fails_and_nothing_is_asked_of_another_machine(walk: Seen) -> None:
    assert (walk.bad_answers, walk.elsewhere) == ([], [])
