# SPDX-License-Identifier: Apache-2.0
"""A number that a colleague found wrong is called from no page of a visit and stands on no paper."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from tests.support.answers import NINE, example
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True
WRONG = "A colleague found this wrong on"
CLIENT = {"what": "client", "safe": "yes", "language": "en", "size": "letter"}
PARTS = ["steps"]


def mark_wrong(at: At, service_id: str, *, outcome: str = "called-wrong", who: str = "robin") -> str:
    """What somebody does in the directory; the id of the mark."""
    from leeward.practice.accounts.services import account_named
    from leeward.practice.directory.marks import mark

    account = account_named(who)
    assert account is not None
    return mark(account, service_id, outcome)


def mark_wrong_by_two(at: At, service_id: str) -> tuple[str, str]:
    """Two people called it: so many it takes for a hotline."""
    return mark_wrong(at, service_id), mark_wrong(at, service_id, who="sam")


def services_on(page: str) -> list[str]:
    """The services shown, in their order."""
    return re.findall(r'data-entry="service:([^"]+)"', page)


def beside(page: str, service_id: str) -> str:
    """What stands beside one service."""
    return page.split(f'data-entry="service:{service_id}"')[1].split("data-entry=")[0]


def answered(at: At, **sent: Any) -> str:
    """The words of what the page of papers answers, a page or a PDF; none where nothing may be carried."""
    answer = at.browser.post(at.url("paper"), sent)
    if answer.status_code == 422:
        assert sent["way"] in ("paper", "photograph")
        return ""
    assert answer.status_code == 200
    if "pdf" not in answer["Content-Type"]:
        return unescape(re.sub("<[^>]*>", " ", answer.content.decode()))
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def papers(at: At) -> list[str]:
    """Everything with numbers on it that can leave this visit, the record, and what fills the card."""
    from leeward.practice.letters.addresses import address_of

    forms: list[dict[str, str]] = [
        {"way": "paper"},
        {"way": "paper", "quieter": "ordinary"},
        {"way": "photograph"},
        {"way": "by-heart"},
    ]
    client = [answered(at, **CLIENT, **form, seen=at.words.document("answers").version) for form in forms]
    record = answered(at, what="record", staff_language="en", staff_size="letter", parts=PARTS)
    card = unescape(at.get(f"letters/{address_of('card')}"))
    return [*filter(None, client), record, card]


def own_numbers(services: Any) -> set[str]:
    """Numbers that no other service of the book has."""
    from leeward.practice.book import book

    ids = {one.id for one in services}
    shared = {phone.number for one in book().services if one.id not in ids for phone in one.phones}
    return {phone.number for one in services for phone in one.phones} - shared


@pytest.mark.parametrize("name", NINE)
def test_a_number_found_wrong_is_on_no_paper_and_below_the_others_on_the_plan(home: Home, name: str) -> None:
    """Each that the plan names but 988 is marked; others stand in, or nobody."""
    at = visit_with(home, example(name))
    marked = [one for one in at.chain.plan.services if one.id != "988-lifeline" and one.phones]
    numbers = own_numbers(marked)
    before = papers(at)
    assert any(number in " ".join(before) for number in numbers)  # else nothing is shown by what follows
    for one in marked:
        mark_wrong_by_two(at, one.id)
    page = unescape(at.get("plan"))
    last = services_on(page)[-len(marked) :]
    assert {one.id for one in marked} == set(last)
    assert page.count(WRONG) == len(marked)
    for text in papers(at):
        assert [] == [number for number in numbers if number in text]


def test_a_mark_that_was_taken_back_brings_the_number_back(home: Home) -> None:
    from leeward.practice.directory.marks import take_back

    at = visit_with(home, example(NINE[0]))
    before = services_on(at.get("plan"))
    marked = next(one for one in before if one != "988-lifeline")
    mark_id, _ = mark_wrong_by_two(at, marked)
    page = unescape(at.get("plan"))
    assert services_on(page)[-1] == marked
    assert WRONG in beside(page, marked)
    take_back(at.account, mark_id)
    assert services_on(at.get("plan")) == before


def test_988_stands_whatever_was_marked_of_it(home: Home) -> None:
    """On the paper, and in its place on the page, with what the colleague found."""
    at = visit_with(home, {"answers": {"c1": "yes"}, "wanted": ["crisis-988"]})
    shown, printed = services_on(at.get("plan")), papers(at)[:-1]
    mark_wrong(at, "988-lifeline")
    page = unescape(at.get("plan"))
    assert services_on(page) == shown
    assert WRONG in beside(page, "988-lifeline")
    assert ["988" in text for text in printed] == ["988" in text for text in papers(at)[:-1]]
    assert any("988" in text for text in printed)


def test_who_can_say_what_fits_is_nobody_with_a_wrong_number(home: Home) -> None:
    """Charges and suits: another one stands there."""
    at = visit_with(home, example(NINE[0]))
    marked = services_on(at.get("courts"))[0]
    mark_wrong_by_two(at, marked)
    assert marked not in services_on(at.get("courts"))


def test_on_the_way_through_an_organisation_it_stands_last_and_is_marked(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    mark_wrong_by_two(at, "ndvh")
    page = unescape(at.get("places"))
    assert "ndvh" in services_on(page)
    assert WRONG in beside(page, "ndvh")


def asked_of_marks(at: At, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        at.get(page)
    return sum("servicecheck" in one["sql"] for one in queries)


def test_marks_are_read_once_and_only_where_numbers_are_shown(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    mark_wrong(at, "ndvh")
    assert [1, 1, 0, 0] == [asked_of_marks(at, page) for page in ("plan", "courts", "board", "minutes")]


def printed(at: At) -> str:
    """Everything of this visit that can leave it."""
    return " ".join(papers(at))


NDVH = "1-800-799-7233"


@pytest.mark.parametrize("outcome", ["page-wrong", "called-wrong"])
def test_one_person_takes_no_hotline_from_anybodys_paper(home: Home, outcome: str) -> None:
    """The number stays on paper; a caution stands beside it on the screen."""
    at = visit_with(home, example(NINE[0]))
    assert NDVH in printed(at)
    for _ in range(3):
        mark_wrong(at, "ndvh", outcome=outcome, who="sam")
    assert NDVH in printed(at)
    page = unescape(at.get("plan"))
    assert "A colleague found" in beside(page, "ndvh") and NDVH in beside(page, "ndvh")


def test_two_looks_at_a_page_take_no_number_away_and_two_calls_do(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    for who in ("robin", "sam"):
        mark_wrong(at, "ndvh", outcome="page-wrong", who=who)
    assert NDVH in printed(at)
    mark_wrong_by_two(at, "ndvh")
    assert NDVH not in printed(at)


def test_a_wrong_number_is_wrong_in_every_entry_that_has_it(home: Home) -> None:
    """Another entry of the same digits, written otherwise, brings it back onto no paper."""
    import msgspec

    from leeward.planning.directory import every_service
    from leeward.planning.service_checks import Outcome, Tried, found_wrong_of, numbers_of, without_numbers
    from leeward.practice.book import book

    ours = book().service("ndvh")
    other = msgspec.structs.replace(
        book().service("lawhelp"),
        id="own-0",
        phones=(
            msgspec.structs.replace(ours.phones[0], number="(800) 799 SAFE"),
            msgspec.structs.replace(ours.phones[0], number="555-0100"),
        ),
    )
    today = date(2026, 11, 23)
    tries = [
        Tried(who, "ndvh", Outcome.CALLED_WRONG, today, who, "", numbers_of(ours)) for who in ("robin", "sam")
    ]
    services = [*every_service(book()), other]
    found = found_wrong_of(services, tries, today)
    assert {"ndvh"} <= found.off and "own-0" not in found.off and "own-0" in found.beside
    assert ["555-0100"] == [phone.number for phone in without_numbers(other, found.numbers).phones]
    assert found_wrong_of(services, tries[:1], today).numbers == {}  # one person, and it is a hotline's


def test_988_and_911_are_never_among_the_wrong_numbers(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    for one in ("veterans-crisis-line", "988-lifeline"):
        mark_wrong_by_two(at, one)
    assert not {"911", "988"} & set(at.chain.found_wrong.numbers)
    assert "988" in printed(at)


def test_today_tells_everybody_which_numbers_stand_on_no_paper(home: Home) -> None:
    """Who, when, and where to take it back; taken back, it stands there no more."""
    at = visit_with(home, example(NINE[0]))
    mark_wrong(at, "ndvh")
    assert NDVH not in home.signed_in("sam").get("/today/").content.decode()
    mark_wrong(at, "ndvh", who="sam")
    for who in ("robin", "sam"):
        browser = home.signed_in(who)
        text = unescape(browser.get("/today/").content.decode())
        assert "Numbers that stand on no paper now" in text and NDVH in text
        assert "Called and found wrong by sam" in text and "Called and found wrong by robin" in text
        assert 'href="/directory/queue/#off-paper"' in text
    queue = browser.get("/directory/queue/").content.decode()
    mark_id = re.findall(r'name="back" value="(\w+)"', queue.split('id="off-paper"')[1])[0]
    assert browser.post("/directory/queue/", {"back": mark_id}).status_code == 302
    assert NDVH not in browser.get("/today/").content.decode()
    assert NDVH in printed(at)


def test_the_state_line_for_children_reads_the_same_marks(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    asked = {"place": "US-WA", "other": "", "words": "", "who": "", "age": ""}
    mark_wrong(at, "state-wa-child-abuse")
    page = unescape(at.browser.post("/law/", asked).content.decode())
    line = page.split('data-entry="state-help:line"')[1].split("data-entry=")[0]
    assert WRONG in line
