# SPDX-License-Identifier: Apache-2.0
"""A later visit: what was said before stands until it is said anew, and nothing of the room does."""

from __future__ import annotations

import re

import pytest
from tests.support.answers import visit
from tests.support.practice import Home
from tests.support.visits import At, visit_with

DANGER = {"c9": "now", "w1": "ex_partner", "e2": "yes", "w7": "yes", "t1": ["take_children"]}


def again(at: At) -> At:
    """The next visit with the same client, on the same day."""
    at.browser.post(at.url("ending"))
    answer = at.browser.post(f"/clients/{at.case_id}/visit/")
    new = answer["Location"].split("/")[2]
    assert new != at.visit_id
    return At(at.case_id, new, at.account, at.browser)


def answer(at: At, link_id: str, value: str | None) -> None:
    seen = at.words.document("answers").version
    given = {"skip": "1"} if value is None else {"answer": value}
    sent = at.browser.post(at.url("ask"), {"link_id": link_id, "seen": str(seen), **given})
    assert sent.status_code == 302, sent.content.decode()


@pytest.fixture
def second(home: Home) -> At:
    return again(visit_with(home, visit(DANGER, age=34), alone="yes", limits_said="yes", consent="yes"))


def test_skipping_all_of_a_return_leaves_every_flag_up(home: Home) -> None:
    first = visit_with(home, visit(DANGER, age=34))
    before = first.chain.findings.flag_ids
    at = again(first)
    answer(at, "o2", "yes")
    for _ in range(40):
        asked = re.search(r'name="link_id" value="(\w+)"', at.browser.get(at.url("ask")).content.decode())
        if asked is None:
            break
        answer(at, asked[1], None)
    assert at.chain.findings.flag_ids >= before
    assert "Not asked again today: it still counts." in at.get("meaning")


def test_only_a_new_answer_takes_danger_back_and_that_is_shown(second: At) -> None:
    answer(second, "w7", None)
    assert "offender-suicide-threat" in second.chain.findings.flag_ids
    answer(second, "w7", "no")
    assert "offender-suicide-threat" not in second.chain.findings.flag_ids
    assert re.search(r"Yes on [^<]+, no today\. Ask what changed, alone\.", second.get("meaning"))
    answer(second, "w7", None)  # the no of today withdrawn
    assert "offender-suicide-threat" in second.chain.findings.flag_ids


def test_an_earlier_answer_stands_beside_its_question_and_is_not_ticked(second: At) -> None:
    page = second.browser.post(second.url("ask"), {"go": "w7"}).content.decode()
    assert "Said before:" in page
    assert "checked" not in page


def test_a_new_visit_begins_with_nothing_known_of_the_room(second: At) -> None:
    said = second.words.case.words
    for name in ("alone", "phone", "limits_said", "consent", "reason", "overheard", "contact_how"):
        assert said[name] == ""
    assert said["contact"] == "none"
    page = second.browser.get(f"/clients/{second.case_id}/").content.decode()
    assert re.search(r"Not asked today\.\s*<span[^>]*>[^<]+: Yes, alone", page)
    form = second.browser.get(f"/clients/{second.case_id}/change/").content.decode()
    assert re.search(r"20\d\d: Yes, alone</p>", form)
    assert ("alone", "") in set(re.findall(r'name="(\w+)" value="(\w*)"[^>]*checked', form))


def test_what_was_asked_after_the_visit_before_stands_for_the_new_one(home: Home) -> None:
    from tests.support.practice import client_form

    at = visit_with(home, visit(DANGER, age=34))
    at.browser.post(at.url("ending"))
    version = at.words.case.version
    form = at.browser.get(f"/clients/{at.case_id}/change/").content.decode()
    assert ("alone", "") in set(re.findall(r'name="(\w+)" value="(\w*)"[^>]*checked', form))
    person = {"p-0-id": at.words.case.persons[0].id, "p-INITIAL_FORMS": "1"}
    sent = {**client_form(alone="no", version=str(version)), **person}
    assert at.browser.post(f"/clients/{at.case_id}/change/", sent).status_code == 302
    at.browser.post(f"/clients/{at.case_id}/visit/")
    from leeward.practice.cases.selectors import see_case

    assert see_case(at.account, at.case_id).words["alone"] == "no"


@pytest.mark.parametrize("page", ["picture", "law", "orders", "places"])
def test_until_somebody_asked_who_hears_nothing_is_laid_out(second: At, page: str) -> None:
    assert "First: can anyone hear?" in second.get(page)
    answer(second, "o2", "yes")
    assert "First: can anyone hear?" not in second.get(page)
