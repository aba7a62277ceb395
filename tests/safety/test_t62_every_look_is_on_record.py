# SPDX-License-Identifier: Apache-2.0
"""T62: where the audit cannot be written, nothing of a record is shown, printed or changed.

The table is made to refuse, as a full disk or a meddled database would; every page that shows a record is
asked, and a page that shows one without a line in the audit would answer as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.support.practice import Home
from tests.support.visits import At, visit_with

pytestmark = pytest.mark.db

CANARY = "Quokkamarker"
WORDS = {"answers": {"c1": "yes"}, "wanted": ["stalking-resources", "incident-log"]}
VISIT_PAGES = ("ask", "aloud", "meaning", "board", "plan", "paper", "ending", "minutes", "hand-over")


@contextmanager
def _audit_refuses(table: str) -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION t62() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'no room'; END $$"
            )
            cursor.execute(f"CREATE TRIGGER t62 BEFORE INSERT ON {table} EXECUTE FUNCTION t62()")
        else:
            cursor.execute(
                f"CREATE TRIGGER t62 BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no room'); END"
            )
    yield


@pytest.fixture
def at(home: Home) -> At:
    at = visit_with(home, WORDS, code_name=CANARY, reason=f"{CANARY} reason")
    at.browser.raise_request_exception = False
    return at


def _pages(at: At) -> list[tuple[str, str, dict[str, str]]]:
    client = f"/clients/{at.case_id}/"
    gets = ["/clients/", "/today/", client, f"{client}change/", f"{client}looks/", f"{client}given-out/"]
    gets += [at.url(name) for name in VISIT_PAGES]
    posts: list[tuple[str, dict[str, str]]] = [
        (f"{client}visit/", {}),
        (at.url("minutes") + "paper/", {}),
        (f"{client}given-out/", {"language": "en", "size": "letter"}),
        (at.url("paper"), {"what": "record", "staff_language": "en", "staff_size": "letter"}),
        (at.url("meaning"), {"notes": "x", "notes_seen": "1"}),
    ]
    return [("get", one, {}) for one in gets] + [("post", one, words) for one, words in posts]


def _shows_record(answer: Any) -> bool:
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return CANARY.encode() in whole or whole.startswith(b"%PDF")


def test_the_pages_do_show_it_while_the_audit_is_written(at: At) -> None:
    shown = [
        address
        for method, address, words in _pages(at)
        if _shows_record(getattr(at.browser, method)(address, words))
    ]
    assert len(shown) >= 12, shown


@pytest.mark.parametrize("table", ["practice_auditentry", "practice_ledgerleaf"])
def test_no_page_shows_or_prints_anything_of_a_record(at: At, table: str) -> None:
    with _audit_refuses(table):
        for method, address, words in _pages(at):
            answer = getattr(at.browser, method)(address, words)
            assert not _shows_record(answer), f"{method} {address} shows a record that nobody wrote down"
            if method == "get" and address not in ("/today/",):
                assert answer.status_code == 500, f"{address}: {answer.status_code}"


def test_nothing_is_changed_either(at: At) -> None:
    from leeward.practice.cases.models import Case
    from leeward.practice.visits.models import Document

    before = (list(Case.objects.values()), list(Document.objects.values("label", "version")))
    with _audit_refuses("practice_auditentry"):
        for method, address, words in _pages(at):
            getattr(at.browser, method)(address, words)
    assert (list(Case.objects.values()), list(Document.objects.values("label", "version"))) == before


def test_while_the_ledgers_key_is_gone_nothing_is_given_out_with_words(at: At) -> None:
    """The reason could not be sealed: so the paper does not leave."""
    from leeward.practice.sealing import LEDGER_CASE, agent

    printed = at.browser.post(at.url("minutes") + "paper/")
    assert printed.content.startswith(b"%PDF")
    agent().destroy_cases([LEDGER_CASE])
    assert not at.browser.post(at.url("minutes") + "paper/").content.startswith(b"%PDF")
