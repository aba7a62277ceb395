# SPDX-License-Identifier: Apache-2.0
"""People and what each may see, by keyboard: every page under axe, at two widths, in both languages and
looks; also those that only somebody without clients of their own comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response
from tests.browser.looking import TELLING, Seen, look_at, press, type_into
from tests.support.live import on_a_port
from tests.support.matrix import account, records_of
from tests.support.practice import PASSWORD, practice_in

LOOKED_AT = {
    "join",
    "opening",
    "case-names",
    "desk",
    "oversight",
    "supervised",
    "machine",
    "people",
    "new-person",
    "person",
    "person-code",
    "person-roles",
    "person-supervisors",
    "person-hand-on",
    "offer",
}
"""Names in urls.py whose pages this walk looks at; it passes other people's views of a client too."""
CODE_NAME = "Ternmarker"


@dataclass
class Walker:
    """A browser that one person after the other signs in with."""

    browser: Browser
    address: str
    seen: Seen
    pictures: Path
    ids: dict[str, str]
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, name: str) -> Page:
        """The page of this person, who signs in where they did not yet."""
        if name not in self.pages:
            context = self.browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("response", self._note)
            self.pages[name] = page
            if name:
                self.go(page, "/sign-in/")
                self.send(page, name=name, password=PASSWORD)
        return self.pages[name]

    def _note(self, answer: Response) -> None:
        if answer.status >= 500:
            self.seen.bad_answers.append(f"{answer.status} {answer.url}")

    def go(self, page: Page, path: str) -> None:
        page.goto(self.address + path)
        self.seen.urls.add(page.url)

    def send(self, page: Page, **words: str) -> None:
        """Fills in and presses Enter."""
        for name, text in words.items():
            type_into(page, name, text)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def look(self, page: Page, name: str, part: str = "", *, is_get: bool = True) -> None:
        self.seen.visited.add(name)
        languages = ("en", "es") if is_get else ("en",)
        look_at(page, self.seen, self.pictures, f"{name}{part}", languages=languages, is_brief=not is_get)


@pytest.fixture(scope="module")
def walk(browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    seen = Seen()
    with practice_in(tmp_path_factory.mktemp("people")) as home:
        home.set_up()
        ids = records_of(home)
        with on_a_port(home) as address:
            walker = Walker(browser, address, seen, pictures, ids)
            code = _people(walker)
            _joining(walker, code)
            _opened(walker)
            _told(walker)
            _for_the_practice(walker)
            _handed_on(walker)
            for page in walker.pages.values():
                page.context.close()
    yield seen


def _people(walker: Walker) -> str:
    """An administrator adds somebody; the code they get."""
    page = walker.page("alex")
    walker.look(page, "oversight", "-administrator")
    for name, path in (
        ("people", "people/"),
        ("new-person", "people/new/"),
        ("person", f"people/{account('robin').id}/"),
        ("person-roles", f"people/{account('robin').id}/roles/"),
        ("person-supervisors", f"people/{account('robin').id}/supervisors/"),
    ):
        walker.go(page, f"/oversight/{path}")
        walker.look(page, name)
    walker.go(page, f"/oversight/people/{walker.ids['account_id']}/")
    walker.look(page, "person", "-waits")
    walker.go(page, "/oversight/people/new/")
    press(page, "Make the code")
    walker.look(page, "new-person", "-mistake", is_get=False)
    type_into(page, "name", "Noor")
    page.locator("input[value=technician]").press("Space")
    press(page, "Make the code")
    walker.look(page, "new-person", "-code", is_get=False)
    press_person_code(walker, page)
    return page.locator(".letters code").inner_text()


def press_person_code(walker: Walker, page: Page) -> None:
    with page.expect_navigation():
        page.locator("main a.button").press("Enter")
    press(page, "Make a new code")
    walker.look(page, "person-code", is_get=False)


def _joining(walker: Walker, code: str) -> None:
    page = walker.page("")
    walker.go(page, "/join/")
    walker.look(page, "join")
    words = {"name": "noor", "password": PASSWORD, "again": PASSWORD}
    walker.send(page, code="ABCD-EFGH-JKLM-NPQR", **words)
    walker.look(page, "join", "-mistake", is_get=False)
    walker.send(page, code=code, **words)
    walker.look(page, "join", "-done", is_get=False)


def _opened(walker: Walker) -> None:
    """A colleague opened the record: the form, what they see of it, and its end on their page."""
    page = walker.page("ola")
    walker.look(page, "today-opened")
    walker.go(page, "/opening/")
    walker.look(page, "opening")
    press(page, "Open it")
    walker.look(page, "opening", "-mistake", is_get=False)
    walker.send(page, named="Nobodymarker", reason="Their client rings, and is afraid", who_knows="uma")
    walker.look(page, "opening", "-not-there", is_get=False)
    for name, path in (
        ("client-opened", f"/clients/{walker.ids['case_id']}/"),
        ("ask-opened", f"/visits/{walker.ids['visit_id']}/ask/"),
    ):
        walker.go(page, path)
        walker.look(page, name)


def _told(walker: Walker) -> None:
    """The owner and the supervisor are told; the supervisor reads."""
    owner, supervisor = walker.page("robin"), walker.page("uma")
    walker.look(owner, "today-told")
    walker.go(owner, f"/clients/{walker.ids['case_id']}/")
    walker.look(owner, "client-own")
    walker.go(owner, f"/clients/{walker.ids['case_id']}/names/")
    walker.look(owner, "case-names")
    walker.send(owner, client="Robin", other="")
    walker.look(owner, "case-names", "-mistake", is_get=False)
    walker.send(owner, client="Maria García", other="Tom Example")
    walker.look(owner, "case-names", "-entered")
    _the_other_side(walker)
    walker.go(supervisor, "/oversight/")
    walker.look(supervisor, "oversight", "-told")
    walker.go(supervisor, "/oversight/supervised/")
    walker.look(supervisor, "supervised")
    for name, path in (
        ("client-read", f"/clients/{walker.ids['case_id']}/"),
        ("ask-read", f"/visits/{walker.ids['visit_id']}/ask/"),
        ("meaning-read", f"/visits/{walker.ids['visit_id']}/meaning/"),
        ("minutes-read", f"/visits/{walker.ids['visit_id']}/minutes/"),
    ):
        walker.go(supervisor, path)
        walker.look(supervisor, name)


def _the_other_side(walker: Walker) -> None:
    page = walker.page("sam")
    walker.go(page, "/clients/new/")
    type_into(page, "code_name", "Plover")
    press(page, "Save")
    walker.go(page, page.url.removeprefix(walker.address) + "names/")
    walker.send(page, client="example, TOM", other="")


def _for_the_practice(walker: Walker) -> None:
    desk, technician = walker.page("fern"), walker.page("toni")
    walker.look(desk, "desk")
    walker.look(technician, "machine")


def _handed_on(walker: Walker) -> None:
    """sam leaves; robin is asked to take the client on."""
    page = walker.page("alex")
    walker.go(page, f"/oversight/people/{account('sam').id}/")
    press(page, "Close this account")
    walker.look(page, "person", "-closed")
    walker.go(page, f"/oversight/people/{account('sam').id}/hand-on/")
    walker.look(page, "person-hand-on")
    page.locator(f"input[value='{account('robin').id}']").press("Space")
    press(page, "Offer them")
    walker.look(page, "person", "-offered")
    owner = walker.page("robin")
    walker.go(owner, "/today/")
    walker.look(owner, "today-offered")
    press(owner, "Yes, I take them on")
    assert owner.locator("main", has_text="Plover").count() == 1
    _alone(walker)


def _alone(walker: Walker) -> None:
    """What stands where somebody offers cases to themself: a wait, then the rows of the paper."""
    from django.utils import timezone

    from leeward.practice.models import HandingOn

    owner = walker.page("robin")
    offer = HandingOn.objects.get(id=walker.ids["offer_id"])
    offer.offered_by = offer.to_account
    for part, waited in (("-waits", 1), ("", 73)):
        offer.offered_at = timezone.now() - timedelta(hours=waited)
        offer.save()
        walker.go(owner, f"/offers/{offer.id}/")
        walker.look(owner, "offer", part)
    walker.go(owner, "/today/")
    walker.look(owner, "today-alone")


def test_axe_finds_nothing_and_no_page_scrolls_sideways(walk: Seen) -> None:
    assert (walk.problems, walk.bad_answers) == ([], [])


def test_the_walk_looks_at_every_page_it_says_it_looks_at(walk: Seen) -> None:
    assert walk.visited >= LOOKED_AT


def test_t24_no_title_or_address_tells_what_a_page_is_about(walk: Seen) -> None:
    said = " ".join(walk.titles | walk.urls).lower()
    assert [word for word in (PASSWORD, CODE_NAME, "garc", *TELLING) if word.lower() in said] == []
