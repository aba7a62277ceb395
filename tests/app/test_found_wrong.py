# SPDX-License-Identifier: Apache-2.0
"""A number that a colleague found wrong is called from no page of a visit and stands on no paper."""

from __future__ import annotations

import io
import re
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


def mark_wrong(at: At, service_id: str) -> str:
    """What a colleague does in the directory; the id of the mark."""
    from leeward.practice.directory.marks import mark

    return mark(at.account, service_id, "called-wrong")


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
        mark_wrong(at, one.id)
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
    mark_id = mark_wrong(at, marked)
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
    mark_wrong(at, marked)
    assert marked not in services_on(at.get("courts"))


def test_on_the_way_through_an_organisation_it_stands_last_and_is_marked(home: Home) -> None:
    at = visit_with(home, example(NINE[0]))
    mark_wrong(at, "ndvh")
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
