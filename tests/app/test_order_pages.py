# SPDX-License-Identifier: Apache-2.0
"""The order finder as a page: filled in from a visit, asked without one, honest where nothing fits."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from tests.content.test_order_patterns import PATTERNS, answer
from tests.support.answers import the_book
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.planning.happenings import HAPPENED
from leeward.planning.orders import OrderFacts, find_orders
from leeward.terms.text import Language

ONE_DATABASE_IS_ENOUGH = True
"""These pages make no query of their own; the records of a visit run on both in test_practice_visits."""

EX: dict[str, Any] = {
    "answers": {"c1": "yes", "w1": "ex_partner"},
    "context": {"age": 15, "state": "US-WA"},
}
ORDER = re.compile(r'<li class="sheet option order" data-entry="provision:([\w-]+)">')
ENTRY = re.compile(r'data-entry="[a-z]+:[\w-]+"')


def said(answered: Any, status: int = 200) -> str:
    assert answered.status_code == status, answered.status_code
    return unescape(answered.content.decode())


def ask(browser: Any, **fields: Any) -> Any:
    return browser.post("/orders/", {"state": "", "relationship": "", "age": "", **fields})


def fields_of(pattern: dict[str, Any]) -> dict[str, Any]:
    """A written fact pattern as somebody would tick it on the page."""
    happened = [one.id for one in HAPPENED if one.acts & set(pattern.get("acts", ()))]
    other = pattern.get("other_age")
    return {
        "state": pattern["state"],
        "relationship": pattern["relationship"],
        "age": str(pattern["age"]),
        "other_age": "" if other is None else "under" if other < 18 else "grown",
        "other_state": pattern.get("other_state", ""),
        "ties": (pattern["ties"] or ["none"]) if "ties" in pattern else [],
        "acts": happened,
        "special": pattern.get("special", []),
    }


def test_every_written_fact_pattern_names_the_same_orders_on_the_page(home: Home) -> None:
    browser = home.signed_in()
    wrong = {}
    for name, pattern in PATTERNS.items():
        page = said(ask(browser, **fields_of(pattern)))
        named = set(ORDER.findall(page))
        expected = {one.provision.id for one in answer(pattern).orders}
        if named != expected:
            wrong[name] = named ^ expected
    assert wrong == {}


def test_a_visit_fills_the_page_in_and_changing_it_changes_nothing(home: Home) -> None:
    at = visit_with(home, EX)
    page = unescape(at.get("orders"))
    assert "wa-protective-order-domestic-violence-protection-order" in ORDER.findall(page)
    assert "15 years old" in page
    assert "alone, from the age of 15" in page
    before = [at.words.document(name).version for name in ("answers", "board", "plan", "signs")]
    answered = at.browser.post(at.url("orders"), {"state": "US-WA", "relationship": "stranger", "age": "40"})
    changed = said(answered)
    assert "wa-protective-order-domestic-violence-protection-order" not in ORDER.findall(changed)
    assert before == [at.words.document(name).version for name in ("answers", "board", "plan", "signs")]
    assert "15 years old" in unescape(at.get("orders"))


def test_the_same_day_form_stands_first_and_each_order_says_who_files_and_what_may_backfire(
    home: Home,
) -> None:
    page = said(ask(home.signed_in(), state="US-WA", relationship="ex-partner", age="30"))
    parts = page.split('<li class="sheet option order"')[1:]
    assert len(parts) >= 2
    same_day = ["Has a form for the same day" in part for part in parts]
    assert same_day == sorted(same_day, reverse=True)
    for part in parts:
        for heading in (
            "Who files",
            "What a judge can order",
            "Cost",
            "What proof helps",
            "What may backfire",
        ):
            assert heading in part
        assert "plan that day first" in part


def test_every_entry_carries_its_source_and_how_sure_it_is(home: Home) -> None:
    page = said(ask(home.signed_in(), state="US-NY", relationship="neighbor", age="41"))
    parts = re.split(ENTRY, page)[1:]
    assert len(parts) > 5
    assert all('<details class="fact">' in part for part in parts)


def test_none_fits_is_said_honestly_with_what_else_there_is(home: Home) -> None:
    page = said(ask(home.signed_in(), state="US-PA", relationship="stranger", age="30"))
    assert ORDER.findall(page) == []
    assert "No order could be named. What there is instead" in page
    assert "says nothing about how serious this is" in page
    assert "may be a crime to report" in page


def test_what_is_doubtful_stands_apart_and_is_never_counted_as_open(home: Home) -> None:
    page = said(ask(home.signed_in(), state="US-CA", age="30"))
    check = page.split("Check first: these may fit")[1]
    assert "depends on who the person doing this is" in check
    assert "data-entry" in check


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("police-or-court", "do not send the client to that office"),
        ("tribal-land", "tribal court"),
        ("military-base", "military protective order"),
        ("immigration-papers", "immigration lawyer"),
        ("depends-on-care", "Whoever gives the care may hold the phone"),
    ],
)
def test_what_changes_the_first_steps_stands_above_the_orders(word: str, says: str, home: Home) -> None:
    page = said(ask(home.signed_in(), state="US-WA", relationship="ex-partner", age="30", special=[word]))
    assert page.index(says) < page.index('data-entry="provision:')


def test_two_states_and_full_faith_and_credit(home: Home) -> None:
    page = said(
        ask(home.signed_in(), state="US-WA", relationship="ex-partner", age="30", other_state="US-OR")
    )
    assert "Every state must enforce another state's valid order" in page
    assert 'data-entry="provision:fed-full-faith-2265"' in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": ""}, "Choose the state or territory"),
        ({"state": "US-ZZ"}, "is not one of the available choices"),
        ({"state": "US-FED"}, "is not one of the available choices"),
        ({"age": "200"}, "less than or equal to 120"),
        ({"age": "old"}, "whole number"),
        ({"ties": ["none", "married"]}, "Take one away"),
        ({"relationship": "wizard"}, "is not one of the available choices"),
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(fields: dict[str, Any], says: str, home: Home) -> None:
    page = said(ask(home.signed_in(), **{"state": "US-WA", "age": "31", "acts": ["tracked"], **fields}), 422)
    assert says in page
    assert "Something needs an answer" in page
    assert re.search(r'value="tracked"[^>]*checked', page)
    assert not ORDER.findall(page)


def test_under_twelve_an_adult_asks_and_nothing_is_for_the_child(home: Home) -> None:
    at = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 9, "state": "US-WA"}})
    page = unescape(at.get("orders"))
    assert "Under 12: with the safe adult, not with the child" in page
    assert "never the child alone" in page
    assert "A worksheet for their own words" not in page


def test_no_child_under_twelve_is_sent_to_a_court_alone() -> None:
    """Whatever the law of a place allows: an adult asks."""
    book, filers = the_book(), set()
    for place in book.law:
        for relationship in ("parent", "other-family", "peer-student", "stranger"):
            facts = OrderFacts(state=place.jurisdiction, relationship=relationship, age=9)
            found = find_orders(facts, book)
            filers |= {one.who_files.en for one in (*found.orders, *found.check_first) if one.who_files}
    assert len(filers) > 5
    assert [one for one in filers if "alone" in one or "the client" in one] == []


def test_while_the_client_may_be_doing_it_no_order_is_shown(home: Home) -> None:
    from leeward.practice.visits.services import change_document

    at = visit_with(home, EX)
    version = at.words.document("answers").version
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=version)
    for page in (at.get("orders"), said(at.browser.post(at.url("orders"), fields_of_wa()))):
        assert "Not part of today’s visit." in page
        assert ORDER.findall(page) == []


def fields_of_wa() -> dict[str, str]:
    return {"state": "US-WA", "relationship": "ex-partner", "age": "30"}


def test_a_visit_without_a_state_asks_for_it(home: Home) -> None:
    at = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 30}})
    page = at.get("orders")
    assert '<details class="family on-screen" id="facts" open>' in page or ORDER.findall(page)


def test_spanish_says_the_same_and_marks_the_law_as_english(home: Home) -> None:
    browser = home.signed_in()
    browser.post("/language/", {"language": "es", "next": "/orders/"})
    page = said(ask(browser, state="US-WA", relationship="ex-partner", age="30"))
    assert 'lang="es"' in page
    assert len(ORDER.findall(page)) >= 2
    assert re.search(r'<h3 class="flat line" lang="en">', page)
    assert "Orden contra la violencia de la pareja o la familia" in page
    for english in ("Who files", "What a judge can order", "This rests on"):
        assert english not in page


def test_no_address_and_no_title_tells_what_was_asked(home: Home) -> None:
    answered = ask(home.signed_in(), **fields_of_wa())
    page = said(answered)
    title = re.search(r"<title>([^<]*)", page)
    assert title and "Library" in title[1]
    assert all(one.id not in "".join(re.findall(r'href="([^"]*)"', page)) for one in the_book().options)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_order_of_every_place_can_be_shown_in_either_language(home: Home, language: Language) -> None:
    """Whoever it is, at any age: no relief, cost or warning without words."""
    from leeward.practice.orders.words import orders_shown

    book, shown = the_book(), set()
    for place in book.law:
        for relationship in ("ex-partner", "parent", "coworker", "stranger", "unknown"):
            for age in (10, 15, 30, 80, None):
                facts = OrderFacts(state=place.jurisdiction, relationship=relationship, age=age)
                page = orders_shown(find_orders(facts, book), facts, language, None)
                shown |= {one.id for one in (*page.orders, *page.check_first)}
                assert all(one.why and one.cost and one.proof for one in page.orders)
                assert all(one.backfire and one.who_files for one in page.orders)
                assert all(one.why for one in page.check_first)
    assert len(shown) > 100


def test_before_filing_the_clerk_and_the_address_stand_above_the_list(home: Home) -> None:
    page = said(ask(home.signed_in(), state="US-WA", relationship="ex-partner", age="34"))
    box = page.split('id="before"')[1].split("</section>")[0]
    assert "which court, today or not" in box and "<b>The papers may show the address." in box
    assert page.index('id="before"') < page.index('id="could"')
    assert "Ask about children, hand-overs and pets." in page


@pytest.mark.parametrize("who", ["", "group", "online-contact"])
def test_while_nobody_is_known_the_page_says_so_and_no_day_of_papers(home: Home, who: str) -> None:
    page = said(ask(home.signed_in(), state="US-WA", relationship=who, age="34"))
    assert "None while nobody is known" in page and "A court needs to know against whom" in page
    assert "they could ask for in" not in page
    assert ORDER.findall(page), "they are still there to be read once a name is known"


def test_a_teenager_threatened_with_outing_hears_who_reads_the_papers(home: Home) -> None:
    raw = {
        "answers": {"c1": "yes", "w1": "classmate", "t1": ["outing"]},
        "context": {"age": 16, "state": "US-WA"},
    }
    at = visit_with(home, raw)
    assert "a parent who files reads the whole story" in unescape(at.get("orders"))
