# SPDX-License-Identifier: Apache-2.0
"""A positive suicide screen of a client under 18 stays open until somebody wrote what was done, whatever is
changed around it: the age, the answers, the day, the window, the visit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.answers import NO, YES
from tests.support.practice import Home
from tests.support.visits import At, visit_with

POSITIVE = {"asq-1": YES, "asq-2": NO, "asq-3": YES, "asq-4": NO, "asq-5": NO}
NEGATIVE = dict.fromkeys(("asq-1", "asq-2", "asq-3", "asq-4"), NO)
BOY: dict[str, Any] = {"answers": POSITIVE, "context": {"age": 14}}
TOLD = {
    "way": "safe-adult-told",
    "safe-adult-told.who": "mother",
    "safe-adult-told.language": "Spanish",
    "safe-adult-told.through": "interpreter by phone",
}


@pytest.fixture
def at(home: Home) -> At:
    return visit_with(home, BOY)


def end(at: At) -> int:
    return int(at.browser.post(at.url("ending")).status_code)


def correct_age(at: At, age: str) -> None:
    import re

    page = at.browser.get(f"/clients/{at.case_id}/change/").content.decode()
    from tests.support.practice import client_form

    version = re.search(r'name="version" value="(\d+)"', page)
    person = re.search(r'name="p-0-id" value="(\w+)"', page)
    assert version
    assert person
    form = {**client_form(), "version": version[1], "p-0-id": person[1], "p-0-age": age}
    assert at.browser.post(f"/clients/{at.case_id}/change/", form).status_code == 302


@pytest.mark.parametrize("age", ["18", "", "30"])
def test_a_corrected_age_does_not_close_it(at: At, age: str) -> None:
    correct_age(at, age)
    assert end(at) == 422


def test_an_age_that_is_taken_out_before_the_screen_stays_known_to_the_visit(home: Home) -> None:
    at = visit_with(home, {"answers": {}, "context": {"age": 14}})
    correct_age(at, "")
    answer(at, POSITIVE)
    assert end(at) == 422


def test_answers_changed_to_no_need_a_reason(at: At) -> None:
    answer(at, NEGATIVE)
    assert end(at) == 422
    close(at, {"way": "corrected", "corrected.reason": " "})
    assert end(at) == 422
    close(at, {"way": "corrected", "corrected.reason": "wrong client's answers, see note"})
    assert end(at) == 302


def test_calling_it_corrected_does_not_close_what_is_still_positive(at: At) -> None:
    close(at, {"way": "corrected", "corrected.reason": "says so"})
    assert end(at) == 422


def test_the_service_itself_refuses_whoever_asks(at: At) -> None:
    from leeward.practice.visits.services import NotClosed, end_visit

    with pytest.raises(NotClosed):
        end_visit(at.account, at.visit_id)


def test_the_next_days_visit_does_not_end_before_it_either(at: At, home: Home) -> None:
    from leeward.practice.models import Visit

    Visit.objects.filter(id=at.visit_id).update(opened_at=Visit.objects.get().opened_at - timedelta(days=1))
    second = at.browser.post(f"/clients/{at.case_id}/visit/")["Location"].split("/")[2]
    assert second != at.visit_id
    assert at.browser.post(f"/visits/{second}/ending/").status_code == 422
    assert f"/visits/{at.visit_id}/aloud/" in at.browser.get(f"/visits/{second}/meaning/").content.decode()
    close(at, TOLD)
    assert at.browser.post(f"/visits/{second}/ending/").status_code == 302


def test_an_age_that_becomes_known_after_midnight_counts(home: Home) -> None:
    from leeward.practice.models import Visit

    at = visit_with(home, {"answers": POSITIVE, "context": {}})
    Visit.objects.filter(id=at.visit_id).update(opened_at=Visit.objects.get().opened_at - timedelta(days=1))
    correct_age(at, "15")
    assert end(at) == 422


def test_a_closing_refused_for_another_window_stays_on_the_page(at: At) -> None:
    close(at, {**TOLD, "safe-adult-told.who": "aunt"})
    late = at.browser.post(
        at.url("aloud"),
        {"closing_seen": "1", "way": "no-safe-adult", "no-safe-adult.instead": "quokkamarker"},
    )
    assert late.status_code == 409
    assert "quokkamarker" in late.content.decode()


def test_written_down_it_ends(at: At) -> None:
    assert end(at) == 422
    close(at, TOLD)
    assert end(at) == 302


def answer(at: At, given: dict[str, str]) -> None:
    from leeward.practice.visits.answering import answer_questions

    answer_questions(at.account, at.visit_id, given, seen=10**6)


def close(at: At, words: dict[str, str]) -> None:
    seen = str(at.words.document("closing").version)
    assert at.browser.post(at.url("aloud"), {"closing_seen": seen, **words}).status_code == 302
