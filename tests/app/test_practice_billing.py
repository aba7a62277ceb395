# SPDX-License-Identifier: Apache-2.0
"""Before the first bill: what a page says, and the letter that asks to be reached another way."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader
from tests.support.answers import the_book
from tests.support.practice import Home, client_form

GIVEN = {
    "reader": "plan",
    "addressee": "Example Health Plan",
    "name": "Ex-Quillfeather",
    "member": "EX-0001",
    "mail": "PO Box 1, Exampleton",
    "phone": "555-0100",
    "language": "en",
    "size": "letter",
}


@pytest.fixture
def browser(home: Home) -> Any:
    return home.signed_in()


@pytest.fixture
def page(home: Home, browser: Any) -> str:
    return f"{home.open_case(browser)}billing/"


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_letter_says_what_was_given_and_cites_the_rule(browser: Any, page: str, language: str) -> None:
    answer = browser.post(page, {**GIVEN, "language": language})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == (
        'inline; filename="letter.pdf"' if language == "en" else 'inline; filename="carta.pdf"'
    )
    said = words_of(answer.content)
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1
    for word in (GIVEN["addressee"], GIVEN["name"], GIVEN["mail"], GIVEN["phone"], "45 CFR 164.522(b)"):
        assert word in said, word


@pytest.mark.parametrize(("field", "words"), [("endangers", "could put me in danger"), ("member", "EX-0001")])
def test_only_what_the_client_agrees_to_stands_on_it(browser: Any, page: str, field: str, words: str) -> None:
    without = {name: value for name, value in GIVEN.items() if name != field}
    assert words not in words_of(browser.post(page, without).content)
    assert words in words_of(browser.post(page, {**GIVEN, field: GIVEN.get(field, "on")}).content)


def test_a_provider_is_not_asked_to_keep_it_from_a_policyholder(browser: Any, page: str) -> None:
    asked = "do not tell the person whose name is on the plan"
    assert asked in words_of(browser.post(page, GIVEN).content)
    assert asked not in words_of(browser.post(page, {**GIVEN, "reader": "provider"}).content)


def test_a_letter_without_a_way_is_a_mistake_and_the_words_are_kept(browser: Any, page: str) -> None:
    answer = browser.post(page, {**GIVEN, "mail": "", "phone": ""})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Write at least one way" in said and 'value="Example Health Plan"' in said


def test_nothing_typed_is_kept_and_the_print_is_on_record(home: Home, browser: Any, page: str) -> None:
    from django.db import connection

    from leeward.practice.audit.models import AuditEntry

    before = AuditEntry.objects.count()
    browser.post(page, GIVEN)
    assert "paper.print" in AuditEntry.objects.order_by("id").values_list("action", flat=True)[before:]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert "quillfeather" not in str(cursor.fetchall()).lower(), table


def test_somebody_elses_client_is_not_found(home: Home, page: str) -> None:
    other = home.signed_in("sam")
    assert other.get(page).status_code == 404
    assert other.post(page, GIVEN).status_code == 404


def test_every_matter_stands_on_the_page_with_where_it_is_from(browser: Any, page: str) -> None:
    from django.utils.html import escape

    said = browser.get(page).content.decode()
    matters = the_book().matters_of("billing")
    assert len(matters) >= 8
    for one in matters:
        assert escape(one.title.en) in said, one.id
    assert said.count('class="fact"') == len(matters)


def test_for_a_minor_what_a_parent_sees_comes_first(home: Home, browser: Any) -> None:
    case = home.open_case(browser, **{**client_form(), "p-0-age": "15"})
    said = browser.get(f"{case}billing/").content.decode()
    assert said.index("For somebody under 18</h2>") < said.index("Whose policy is it?")
