# SPDX-License-Identifier: Apache-2.0
"""Who looked, what was given out, and the ledger: by keyboard, under axe, in both languages and looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, type_into
from tests.support.live import on_a_port
from tests.support.practice import PASSWORD, Home, practice_in

LOOKED_AT = {"looks", "given-out", "ledger"}
CODE_NAME = "Zanzibarplover"
REASON = (
    "quokkamarker, who asked for it in a long sentence that goes on for more than one line on a telephone"
)


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    with practice_in(tmp_path_factory.mktemp("home")) as home:
        home.set_up()
        with on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            _go(page, home, address, seen, pictures)
            context.close()
        yield seen


def _go(page: Page, home: Home, address: str, seen: Seen, pictures: Path) -> None:
    def look(name: str, part: str = "") -> None:
        seen.visited.add(name)
        look_at(page, seen, pictures, f"{name}{part}", languages=("en", "es"), is_brief=bool(part))

    robin = home.signed_in()
    client = home.open_case(robin, code_name=CODE_NAME)
    page.goto(f"{address}/sign-in/")
    type_into(page, "name", "robin")
    type_into(page, "password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{address}{client}")
    _follow(page, f"{client}given-out/")
    look("given-out", "-empty")
    page.goto(f"{address}/oversight/ledger/")
    look("ledger", "-empty")
    _work(home, robin, client)
    page.goto(f"{address}{client}")
    _follow(page, f"{client}looks/")
    look("looks")
    page.goto(f"{address}{client}given-out/")
    look("given-out")
    page.goto(f"{address}/oversight/")
    _follow(page, "/oversight/ledger/")
    look("ledger")
    page.emulate_media(media="print")
    page.screenshot(path=pictures / "ledger-print.png", full_page=True)


def _follow(page: Page, to: str) -> None:
    with page.expect_navigation():
        page.locator(f"main a[href='{to}']").press("Enter")


def _work(home: Home, robin: Any, client: str) -> None:
    """Every kind of line: looks, a refusal, words, papers, a colleague with a reason, a device."""
    from leeward.practice.audit.services import acting, note
    from leeward.practice.audit.words import LedgerWords
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.services import facts_of
    from leeward.practice.ledger.sequencer import place_entries
    from leeward.practice.models import Account
    from leeward.stewardship import Action

    for _ in range(3):
        robin.get(client)
    home.signed_in("sam").get(client)
    case = Case.objects.get(id=client.strip("/").split("/")[-1])
    owner = case.owner.actor()
    with acting(owner, Action.EXPORT, facts_of(case), reason=REASON, recipient=REASON, detail="chart-line"):
        pass
    for what in ("paper", "record", "something written by hand"):
        with acting(owner, Action.PRINT, facts_of(case), detail=what):
            pass
    other = next(one for one in Account.objects.all() if one.id != case.owner_id)
    note(Action.BREAK_GLASS.value, actor_id=other.id, case_id=case.id, words=LedgerWords(reason=REASON))
    note(Action.SEE_VISIT.value, actor_id=other.id, case_id=case.id)
    note(Action.ANSWER.value, actor_id="a-device", case_id=case.id)
    place_entries()


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert walk.problems == []


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert LOOKED_AT == walk.visited


def test_t24_no_title_tells_a_secret(walk: Seen) -> None:
    said = " ".join(walk.titles).lower()
    assert [word for word in ("zanzibarplover", "quokkamarker", "robin") if word in said] == []
