# SPDX-License-Identifier: Apache-2.0
"""S14 Ask about suicide, above all with young teens, and know what to do with the answer.

Today: asked with everyone aged 12 to 17 and whenever something was told; the result says what to do, in
both languages; a minor's is not closed before the danger was told. A safety plan with fields is to come.
"""

from __future__ import annotations

import pytest
from tests.support.answers import NO, YES, example
from tests.support.practice import Home
from tests.support.visits import visit_with

ROOM = {"o1": "yes", "o2": "yes", "o3": "no", "c9": "no"}
CORE_NO = {f"c{number}": "no" for number in (1, 2, 3, 4, 5, 6, 7, 11, 12)}


@pytest.mark.parametrize("age", [12, 17])
def test_a_teen_who_answers_no_to_everything_is_still_asked(home: Home, age: int) -> None:
    at = visit_with(home, {"answers": {**ROOM, **CORE_NO}, "context": {"age": age}})
    assert at.browser.get(at.url("ask"))["Location"] == at.url("aloud")


def test_the_questions_are_the_institutes_own_words_in_the_language_of_the_client(home: Home) -> None:
    at = visit_with(home, {"answers": ROOM, "context": {"age": 15}})
    assert "In the past few weeks, have you wished you were dead?" in at.get("aloud")
    at.browser.post(at.url("aloud"), {"language": "es"})
    assert "En las últimas semanas, ¿ha deseado estar muerto?" in at.get("aloud")


@pytest.mark.parametrize(
    ("now", "first"), [(YES, "Danger now."), (NO, "Possible risk.")], ids=["acute", "non-acute"]
)
def test_the_result_says_what_to_do(home: Home, now: str, first: str) -> None:
    answers = {**ROOM, "asq-1": YES, "asq-2": NO, "asq-3": YES, "asq-4": NO, "asq-5": now}
    at = visit_with(home, {"answers": answers, "context": {"age": 34}})
    page = at.get("aloud")
    assert first in page
    assert "988" in page
    assert "The suicide screen is positive" in at.get("meaning")
    assert "48 hours" in at.get("plan")


def test_the_boy_of_the_review_his_mother_and_two_tellings(home: Home) -> None:
    boy = example("session-b-boy")
    at = visit_with(home, boy)
    page = at.get("aloud")
    for said in ("Two tellings", "What a safe adult must know tonight", "What stays theirs to tell"):
        assert said in page
    assert at.browser.post(at.url("ending")).status_code == 422
