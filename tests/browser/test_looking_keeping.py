# SPDX-License-Identifier: Apache-2.0
"""Keeping less in a browser: the list, the two questions, the second person's yes, periods and counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.looking import Seen, look_at, press, press_link
from tests.support.live import on_a_port
from tests.support.practice import PASSWORD, Home, practice_in

LOOKED_AT = {
    "keeping",
    "keeping-whole",
    "keeping-class",
    "oversight-keeping",
    "keeping-periods",
    "numbers",
}
"""Names in urls.py whose pages this walk looks at; agreeing and calling off lead elsewhere."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Two records of long ago with a note each, and visits of a quarter that is over."""
    with practice_in(tmp_path) as home:
        home.set_up()
        _long_ago(home)
        yield home


def _long_ago(home: Home) -> None:
    from django.utils import timezone
    from tests.support.matrix import account

    from leeward.practice.models import Case, Practice, Visit
    from leeward.practice.visits.services import change_document, open_visit

    robin = home.signed_in()
    for name, age, years in (("Tern", "40", 8), ("Gull", "9", 8), ("Auk", "35", 8), ("Skua", "30", 1)):
        case_id = home.open_case(robin, code_name=name, **{"p-0-age": age}).split("/")[2]
        visit_id = open_visit(account("robin"), case_id)
        change_document(account("robin"), visit_id, "notes", {"text": "long ago"}, seen=0)
        then = timezone.now() - timedelta(days=366 * years)
        Case.objects.filter(id=case_id).update(changed_at=then)
        Visit.objects.filter(id=visit_id).update(opened_at=then, changed_at=then)
    Practice.objects.update(states="US-TX US-CO")


def _signed_in(browser: Browser, address: str, name: str, locale: str) -> Page:
    context = browser.new_context(base_url=address, locale=locale, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/sign-in/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


@pytest.mark.parametrize(
    ("locale", "language"), [pytest.param("en-US", "en", marks=pytest.mark.long), ("es-US", "es")]
)
def test_from_the_list_to_the_end_of_a_record(
    home: Home, browser: Browser, pictures: Path, locale: str, language: str
) -> None:
    seen = Seen()

    def look(page: Page, name: str, part: str = "") -> None:
        seen.visited.add(name)
        look_at(page, seen, pictures, f"{name}{part}", languages=(language,), thorough=language)

    with on_a_port(home) as address:
        robin = _signed_in(browser, address, "robin", locale)
        robin.goto("/keeping/")
        look(robin, "keeping")
        link = robin.locator("a[href$='/protected-note/']").first.get_attribute("href")
        robin.goto(str(link))
        look(robin, "keeping-class")
        press(robin, robin.locator("main button").first.inner_text())
        look(robin, "keeping", "-said")
        press_link(robin, "Todo el expediente" if language == "es" else "The whole record")
        look(robin, "keeping-whole")
        press(robin, robin.locator("main button").first.inner_text())
        look(robin, "keeping", "-asked")
        alex = _signed_in(browser, address, "alex", locale)
        alex.goto("/oversight/keeping/")
        look(alex, "oversight-keeping")
        press(alex, "De acuerdo" if language == "es" else "Agree")
        look(alex, "oversight-keeping", "-gone")
        alex.goto("/oversight/keeping/periods/")
        look(alex, "keeping-periods")
        alex.locator("[name='years-protected-note']").fill("2")
        press(alex, "Guardar" if language == "es" else "Save")
        look(alex, "keeping-periods", "-mistake")
        alex.goto("/oversight/numbers/")
        look(alex, "numbers")
        press(alex, "Contar" if language == "es" else "Count")
        look(alex, "numbers", "-told")
        for page in (robin, alex):
            page.context.close()
    assert seen.problems == []
    assert LOOKED_AT <= seen.visited
