# SPDX-License-Identifier: Apache-2.0
"""T80: somebody poses as police, a lawyer or the client. The pages make whoever answers call back on a number
they found themselves, and check what only the real one can pass; nothing goes out before."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.disclosures import agreed, copy_form
from tests.support.matrix import add_people
from tests.support.practice import Home
from tests.support.visits import At, visit_with

WHO = "Detective Example, Northtown Police"
CALLED = {"number": "555 0100", "where": "the town's own page", "reached": "yes"}


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, {"answers": {"o1": "yes"}}, code_name="Ternmarker")


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def begun(at: At, claim: str, way: str = "phone") -> str:
    """A new request's address."""
    form = {"claim": claim, "way": way, "said_name": WHO, "asked": "the whole file, today"}
    answer = at.browser.post(f"/clients/{at.case_id}/requests/new/", form)
    assert answer.status_code == 302
    return str(answer["Location"])


def step(at: At, page: str, **words: str) -> Any:
    """Sends what the page asks for now."""
    seen = re.search(r'name="seen" value="(\d+)"', text_of(at.browser.get(page)))
    assert seen is not None
    return at.browser.post(page, {"seen": seen[1], **words})


def request_id(where: str) -> str:
    return where.rstrip("/").split("/")[-1]


@pytest.mark.parametrize("claim", ["client", "parent", "police", "lawyer", "court", "insurer", "other"])
def test_a_number_that_the_caller_gave_is_refused(at: At, claim: str) -> None:
    where = begun(at, claim)
    answer = step(at, where, number_from="given", **CALLED)
    assert answer.status_code == 422
    assert "This number does not count." in text_of(answer)
    assert "555 0100" in text_of(answer), "what was written stays on the page"
    assert "1. Call back" in text_of(at.browser.get(where))


@pytest.mark.parametrize(
    ("claim", "number"), [("client", "known-before"), ("police", "looked-up"), ("lawyer", "looked-up")]
)
def test_what_an_ex_knows_too_is_no_check(at: At, claim: str, number: str) -> None:
    where = begun(at, claim)
    assert step(at, where, number_from=number, **CALLED).status_code == 302
    answer = step(at, where, check="facts", is_them="yes", note="birth date and street")
    assert answer.status_code == 422
    assert "an ex-partner first of all" in text_of(answer)


def test_the_client_is_known_by_the_agreed_word_and_not_by_an_office(at: At) -> None:
    where = begun(at, "client")
    step(at, where, number_from="agreed", **CALLED)
    assert step(at, where, check="office-confirmed", is_them="yes").status_code == 422
    assert step(at, where, check="word", is_them="yes").status_code == 302
    assert step(at, where, ground="own-record").status_code == 302
    form = copy_form(WHO, **{"for": request_id(where)})
    assert at.browser.post(f"/clients/{at.case_id}/copy/", form).status_code == 200
    assert "Given out" in text_of(at.browser.get(where))


def test_nobody_there_knows_of_it_leaves_only_refusing(at: At) -> None:
    where = begun(at, "police")
    step(at, where, number_from="looked-up", **{**CALLED, "reached": "not-known-there"})
    shown = text_of(at.browser.get(where))
    assert "All that is left is to refuse." in shown
    assert (
        at.browser.post(where, {"check": "office-confirmed", "is_them": "yes", "seen": "2"}).status_code
        == 409
    )
    assert step(at, f"{where}no/", because="not police").status_code == 302
    assert "Refused" in text_of(at.browser.get(where))


def test_no_step_opens_the_way_out_before_the_last(at: At) -> None:
    """Straight to the copy, from every step: nothing leaves."""
    from leeward.practice.models import Release

    agreed(at, WHO)
    where = begun(at, "police")
    steps: list[dict[str, str]] = [
        {"number_from": "looked-up", **CALLED},
        {"check": "office-confirmed", "is_them": "yes"},
    ]
    for words in (*steps, None):
        form = copy_form(WHO, **{"for": request_id(where)})
        assert at.browser.post(f"/clients/{at.case_id}/copy/", form).status_code == 422
        assert Release.objects.count() == 0
        if words is not None:
            assert step(at, where, **words).status_code == 302
    assert step(at, where, ground="consent").status_code == 302
    form = copy_form(WHO, **{"for": request_id(where)})
    assert at.browser.post(f"/clients/{at.case_id}/copy/", form).status_code == 200


def test_a_request_that_was_refused_gives_nothing_and_does_not_go_on(at: At) -> None:
    agreed(at, WHO)
    where = begun(at, "lawyer")
    assert step(at, f"{where}no/", because="").status_code == 302
    assert at.browser.post(where, {"number_from": "looked-up", "seen": "2", **CALLED}).status_code == 409
    form = copy_form(WHO, **{"for": request_id(where)})
    assert at.browser.post(f"/clients/{at.case_id}/copy/", form).status_code == 422


def test_an_order_of_a_court_needs_a_second_person(home: Home, at: At) -> None:
    add_people()
    where = begun(at, "court", "letter")
    step(at, where, number_from="looked-up", **CALLED)
    step(at, where, check="office-confirmed", is_them="yes")
    assert step(at, where, ground="court-order").status_code == 422, "which order?"
    step(at, where, ground="court-order", paper="Judge Example, 2 November, 26-1")
    form = copy_form(WHO, **{"for": request_id(where)})
    answer = at.browser.post(f"/clients/{at.case_id}/copy/", form)
    assert answer.status_code == 422
    assert "A second person has to look at the request first." in text_of(answer)
    uma = home.signed_in("uma")
    assert "I have looked at it" in text_of(uma.get(where))
    assert uma.post(f"{where}second/", {"seen": "4"}).status_code == 302
    assert at.browser.post(f"/clients/{at.case_id}/copy/", form).status_code == 200


def test_a_life_in_danger_is_told_to_a_number_one_looked_up(at: At) -> None:
    from leeward.practice.models import AuditEntry

    where = begun(at, "police")
    words = {"told_whom": "911", "told_what": "address, and that he has a gun"}
    assert step(at, f"{where}now/", number_from="given", **words).status_code == 422
    assert step(at, f"{where}now/", number_from="looked-up", **words).status_code == 302
    assert "Told because a life was in danger" in text_of(at.browser.get(where))
    assert AuditEntry.objects.filter(action="release.danger", is_allowed=True).exists()


def test_the_page_gives_the_sentence_to_say_before_anything_is_asked(at: At) -> None:
    shown = text_of(at.browser.get(f"/clients/{at.case_id}/requests/new/"))
    assert "I can neither say that someone comes here nor that they do not." in shown
    assert "Ternmarker" not in re.sub(r"<(nav|header).*?</\1>", "", shown)


def test_a_request_of_another_client_is_not_found(home: Home, at: At) -> None:
    other = visit_with(home, {"answers": {"o1": "yes"}}, code_name="Wren")
    id = request_id(begun(other, "police"))
    assert at.browser.get(f"/clients/{at.case_id}/requests/{id}/").status_code == 404
    sam = home.signed_in("sam")
    assert sam.get(f"/clients/{other.case_id}/requests/{id}/").status_code == 404


def test_two_windows_take_a_step_once(at: At) -> None:
    where = begun(at, "police")
    words = {"seen": "1", "number_from": "looked-up", **CALLED}
    assert at.browser.post(where, words).status_code == 302
    late = at.browser.post(where, {**words, "number": "555 0199"})
    assert late.status_code in (409, 422)
    assert "555 0100" in text_of(at.browser.get(where))
