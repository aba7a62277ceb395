# SPDX-License-Identifier: Apache-2.0
"""S4, S15, S17 to S23: each of the six scenarios leads in the browser from what was found to law, to an
organisation, to a service and to a letter that fit; in English and in Spanish.

Each with a first step and with what may backfire. Every page is reached by the links that stand on it. Two
walks here; all twelve in `make test-long`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page
from tests.browser.looking import IS_LONG, speak
from tests.support.answers import SIX, example, the_book
from tests.support.device import sign_in
from tests.support.live import on_a_port
from tests.support.practice import practice_in
from tests.support.visits import At, visit_with

from leeward.terms.text import LANGUAGES, Language

FITS: dict[str, frozenset[str]] = {
    "ex-partner-separation": frozenset({"platform", "carrier", "employer", "landlord"}),
    "identity-bullying": frozenset({"school"}),
    "image-extortion": frozenset({"platform"}),
    "political-deepfake": frozenset({"campaign", "platform"}),
    "recreational-hacking": frozenset({"platform", "college"}),
    "burglary-recon": frozenset({"landlord", "bank"}),
}
"""By scenario: organisations of which at least one has to stand among those that fit."""
WALKS = [(scenario, language) for scenario in SIX for language in LANGUAGES]
SHORT = [("ex-partner-separation", "en"), ("identity-bullying", "es")]
FIRST_STEP = {"en": "First step:", "es": "Primer paso:"}
BACKFIRE = {"en": "May backfire", "es": "Puede salir mal"}


@dataclass(frozen=True)
class Walk:
    """One client's visit in a browser."""

    page: Page
    at: At
    scenario: str
    language: Language
    address: str

    def on(self, step: str) -> None:
        """By a link of this page."""
        with self.page.expect_navigation():
            self.page.locator(f"main a[href='{self.at.url(step)}']").first.press("Enter")
        assert self.page.locator("html").get_attribute("lang") == self.language

    def entries(self, kind: str, within: str = "main") -> list[Locator]:
        """The entries of one kind on this page."""
        return self.page.locator(f"{within} [data-entry^='{kind}:']").all()


@pytest.fixture(params=WALKS if IS_LONG else SHORT, ids=lambda one: f"{one[0]}-{one[1]}")
def walk(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """At the page of what is going on, signed in, in the language of the walk."""
    scenario, language = request.param
    with practice_in(tmp_path_factory.mktemp("home")) as home:
        home.set_up()
        at = visit_with(home, example(SIX[scenario]))
        with on_a_port(home) as address:
            context = browser.new_context(locale="en-US", reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(15_000)
            sign_in(page, address)
            if language != "en":
                speak(page, language)
            page.goto(f"{address}{at.url('meaning')}")
            yield Walk(page, at, scenario, language, address)
            context.close()


def test_it_leads_from_what_was_found_to_somebody_who_answers(walk: Walk) -> None:
    found = walk.page.locator("main").inner_text()
    assert the_book().scenario(walk.scenario).title.said_in(walk.language) in found
    walk.on("board")
    walk.on("plan")
    _to_law(walk)
    walk.on("plan")
    _to_a_charge_or_suit(walk)
    walk.on("plan")
    _to_an_organisation(walk)
    walk.on("plan")
    _to_a_service(walk)
    walk.on("plan")
    _to_a_letter(walk)


def _shown(entry: Locator) -> str:
    """All that it says, also what is folded away."""
    return re.sub(r"\s+", " ", entry.text_content() or "")


def _id(entry: Locator) -> str:
    return (entry.get_attribute("data-entry") or "").partition(":")[2]


def _to_law(walk: Walk) -> None:
    """Of the client's own state, of a kind that the scenario names."""
    walk.on("law")
    state = example(SIX[walk.scenario])["context"]["state"]
    kinds = set(the_book().scenario(walk.scenario).legal_kinds)
    shown = [the_book().provisions[_id(one)] for one in walk.entries("provision")]
    fitting = [
        provision for place, provision in shown if place.jurisdiction == state and provision.kind in kinds
    ]
    assert fitting, (walk.scenario, kinds)
    _back(walk)


def _to_a_charge_or_suit(walk: Walk) -> None:
    walk.on("courts")
    talks = walk.entries("talk")
    assert talks, walk.scenario
    for one in talks:
        said = _shown(one)
        assert FIRST_STEP[walk.language] in said
        assert one.locator("ul").count() > 1
    assert any(walk.entries("provision")), "a law stands under what is talked over"
    _back(walk)


def _to_an_organisation(walk: Walk) -> None:
    walk.on("places")
    fitting = walk.entries("organisation", "section[aria-labelledby=fit]")
    assert {_id(one) for one in fitting} & FITS[walk.scenario], [_id(one) for one in fitting]
    for one in fitting:
        assert one.locator("blockquote.say p").count()
        assert BACKFIRE[walk.language] in _shown(one)
        assert one.locator(".but li").count()
    _back(walk)


def _to_a_service(walk: Walk) -> None:
    """What a call may leave behind is what may backfire of a service; the first step is to offer it."""
    walk.on("directory")
    services = walk.entries("service")
    assert services
    reached = [one for one in services if one.locator("b.num, .address").count()]
    assert reached
    traces = {one.id for one in the_book().services if one.leaves_trace_notes.said_in(walk.language)}
    assert [one for one in services if _id(one) in traces]
    with walk.page.expect_navigation():
        services[0].locator("form[action$='/referrals/new/'] button").press("Enter")
    assert walk.entries("service"), "the service that is offered stands on the page of the referral"
    walk.page.goto(f"{walk.address}{walk.at.url('plan')}")


def _to_a_letter(walk: Walk) -> None:
    walk.on("letters")
    fitting = walk.page.locator("section[aria-labelledby=fits] li a")
    assert fitting.count()
    with walk.page.expect_navigation():
        fitting.first.press("Enter")
    assert walk.page.locator("main form").count()


def _back(walk: Walk) -> None:
    """Every page of this kind leads back to the plan."""
    assert walk.page.locator(f"main a[href='{walk.at.url('plan')}']").count()
