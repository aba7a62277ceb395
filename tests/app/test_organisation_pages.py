# SPDX-License-Identifier: Apache-2.0
"""Organisations, on the pages: those that fit a visit, all the others, and one from the Library."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from tests.support.answers import the_book
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ONE_DATABASE_IS_ENOUGH = True
"""These pages make no query of their own; the records of a visit run on both in test_practice_visits."""

SCHOOL: dict[str, Any] = {
    "context": {"age": 15, "state": "US-WA"},
    "answers": {"c1": "yes", "w1": ["classmate"], "b1": "school"},
}
BOOK = the_book()
ALL = sorted(one.id for one in BOOK.organisations)


def text_of(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def entries(page: str, kind: str) -> list[str]:
    return re.findall(rf'data-entry="{kind}:([a-z0-9-]+)"', page)


def page_of(at: At) -> str:
    return html.unescape(at.get("places"))


def card(page: str, organisation: str) -> str:
    """From the entry of one organisation to that of the next."""
    return page.split(f'data-entry="organisation:{organisation}"')[1].split('data-entry="organisation:')[0]


def in_spanish(at: At) -> None:
    at.browser.post("/language/", {"language": "es", "back": "/"})


def test_the_one_it_is_about_stands_first_and_all_the_others_are_there(home: Home) -> None:
    page = page_of(visit_with(home, SCHOOL))
    assert entries(page, "organisation")[0] == "school"
    assert sorted(entries(page, "organisation")) == ALL
    assert "Because:" in card(page, "school")


def test_each_says_the_first_step_what_may_backfire_and_where_it_is_from(home: Home) -> None:
    page = page_of(visit_with(home, SCHOOL))
    for one in BOOK.organisations:
        told = card(page, one.id)
        assert all(way.how.en in told for way in one.backfire)
        assert all(step.do.en in told for step in one.steps)
        assert all(way.do.en in told for way in one.no_answer)
        assert "Check before relying on it" in told
        assert one.sources[0].url in told
    assert "Who at school do you trust?" in card(page, "school")


def test_the_bullying_law_of_the_state_stands_inside_the_way_through_a_school(home: Home) -> None:
    told = card(page_of(visit_with(home, SCHOOL)), "school")
    assert "Wash. Rev. Code 28A.600.477" in told
    assert {"fed-title-ix", "fed-title-vi-504", "fed-ferpa"} <= set(entries(told, "provision"))


def test_whom_else_to_turn_to_in_the_state_is_named_and_never_as_sure(home: Home) -> None:
    told = card(page_of(visit_with(home, SCHOOL)), "bank")
    here = told.split('data-entry="state-help:wa"')[1].split("data-entry=")[0]
    assert "In Washington" in here
    assert "https://www.atg.wa.gov" in here
    assert "Check before relying on it" in here


def test_without_a_state_the_page_says_that_its_law_is_not_shown(home: Home) -> None:
    at = visit_with(home, SCHOOL)
    answer = at.browser.post(at.url("places"), {"state": "", "relationship": "peer-student", "age": "15"})
    told = card(text_of(answer), "school")
    assert "No state is known: its own law is not shown." in told
    assert set(entries(told, "provision")) == {"fed-title-ix", "fed-title-vi-504", "fed-ferpa"}


def test_what_is_changed_on_the_page_counts_and_the_record_is_as_it_was(home: Home) -> None:
    at = visit_with(home, {"context": SCHOOL["context"], "answers": {"c1": "yes", "w1": ["classmate"]}})
    before = {sheet: at.words.document(sheet).words for sheet in ("answers", "board", "signs", "plan")}
    answer = at.browser.post(at.url("places"), {"state": "US-TX", "relationship": "employer", "age": "40"})
    page = text_of(answer)
    assert answer.status_code == 200
    assert entries(page, "organisation")[0] == "employer"
    assert "The person doing this is the boss or the owner" in card(page, "employer")
    assert "Tex. Education Code 37.0832" in card(page, "school")
    assert before == {sheet: at.words.document(sheet).words for sheet in before}
    assert entries(page_of(at), "organisation")[0] == "school"


def test_an_age_that_is_none_is_asked_again_and_kept_as_typed(home: Home) -> None:
    at = visit_with(home, SCHOOL)
    answer = at.browser.post(at.url("places"), {"state": "US-TX", "relationship": "", "age": "old"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert 'value="old"' in page
    assert '<a href="#id_age">' in page
    assert entries(page, "organisation")[0] == "school"


@pytest.mark.parametrize(("field", "value"), [("state", "US-XX"), ("relationship", "cousin"), ("age", "-1")])
def test_what_nobody_could_choose_is_refused(home: Home, field: str, value: str) -> None:
    at = visit_with(home, SCHOOL)
    sent = {"state": "", "relationship": "", "age": "", field: value}
    assert at.browser.post(at.url("places"), sent).status_code == 422


def test_where_the_person_works_at_the_school_the_first_step_goes_elsewhere(home: Home) -> None:
    raw = {"context": {"age": 15}, "answers": {"c1": "yes", "w1": ["teacher_coach"], "b1": "school"}}
    told = card(page_of(visit_with(home, raw)), "school")
    assert "We will not go to that school office." in told
    assert "Who at school do you trust?" not in told


def test_where_they_told_them_in_vain_the_way_on_is_in_sight(home: Home) -> None:
    raw = {**SCHOOL, "answers": {**SCHOOL["answers"], "b3": "nothing"}}
    told = card(page_of(visit_with(home, raw)), "school")
    shown = told.split("The way through it")[0]
    assert "They told them already, and it did not help" in shown
    assert "When nobody answers" in shown


def test_the_platforms_they_use_come_first_and_every_platform_is_there(home: Home) -> None:
    at = visit_with(home, {"context": {"age": 15}, "answers": {"x1": "nude"}})
    at.browser.post(at.url("accounts"), {"uses": ["steam", "discord"], "seen": "0"})
    found = entries(page_of(at), "platform")
    assert set(found[:2]) == {"steam", "discord"}
    assert sorted(found) == sorted(one.id for one in BOOK.platforms)


def test_every_platform_says_what_to_keep_and_what_the_other_side_notices(home: Home) -> None:
    page = page_of(visit_with(home, SCHOOL))
    for one in BOOK.platforms:
        told = page.split(f'data-entry="platform:{one.id}"')[1].split('data-entry="')[0]
        assert one.capture[0].en in told
        for part in (one.report, one.block):
            assert part.other_side is None or part.other_side.en in told


def test_words_to_say_are_in_the_clients_language(home: Home) -> None:
    raw = {**SCHOOL, "language": "es"}
    told = card(page_of(visit_with(home, raw)), "school")
    assert BOOK.organisation("school").first_step.es in told
    assert BOOK.organisation("school").first_step.en in told


def test_the_page_is_told_in_spanish(home: Home) -> None:
    at = visit_with(home, SCHOOL)
    in_spanish(at)
    page = page_of(at)
    for one in BOOK.organisations:
        told = card(page, one.id)
        assert one.title.es in told
        assert all(step.do.es in told for step in one.steps)
    assert "May backfire" not in page


def test_under_12_it_is_for_the_safe_adult_and_nothing_is_said_to_the_child(home: Home) -> None:
    page = page_of(visit_with(home, {"context": {"age": 9}, "answers": {"c1": "yes", "b1": "school"}}))
    assert "Under 12: with the safe adult, not with the child" in page
    assert "Words to start" not in page
    assert "On the board:" not in page
    assert "Papers:" in card(page, "school")
    assert "Papers:" not in card(page, "carrier")
    assert sorted(entries(page, "organisation")) == ALL


def test_where_someone_may_hear_nothing_is_shown(home: Home) -> None:
    at = visit_with(home, {"context": {"age": 30}, "answers": {"c1": "yes"}}, alone="no")
    page = page_of(at)
    assert "Not here: someone may hear" in page
    assert entries(page, "organisation") == []


def test_where_the_client_may_be_the_one_doing_it_no_organisation_is_shown(home: Home) -> None:
    from leeward.practice.visits.services import change_document

    at = visit_with(home, SCHOOL)
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=9)
    page = page_of(at)
    assert "Not part of today’s visit." in page
    assert entries(page, "organisation") == []
    sent = {"state": "US-WA", "relationship": "", "age": ""}
    assert entries(text_of(at.browser.post(at.url("places"), sent)), "organisation") == []


def test_the_way_on_leads_to_the_board_and_to_a_letter(home: Home) -> None:
    at = visit_with(home, SCHOOL)
    told = card(page_of(at), "school")
    (board, *_) = re.findall(rf'href="({at.url("board")}\?part=\d+#o-\d+)"', told)
    anchor = board.split("#")[1]
    assert f'id="{anchor}"' in at.browser.get(board.split("#")[0]).content.decode()
    (letter,) = re.findall(rf'href="({at.url("letters")}[a-z0-9]+/)"', told)
    assert at.browser.get(letter).status_code == 200


def test_no_address_on_the_page_names_an_organisation_or_a_platform(home: Home) -> None:
    page = page_of(visit_with(home, SCHOOL))
    links = " ".join(re.findall(r'(?:href|action)="([^"]*)"', page))
    names = [*ALL, *(one.id for one in BOOK.platforms if len(one.id) > 2)]
    assert [name for name in names if name in links] == []


# --- the Library -------------------------------------------------------------------------------------


def test_the_library_shows_the_one_that_was_asked_for(home: Home) -> None:
    browser = home.signed_in("robin")
    assert entries(text_of(browser.get("/places/")), "organisation") == []
    answer = browser.post(
        "/places/", {"organisation": "landlord", "relationship": "landlord", "state": "US-OR", "age": ""}
    )
    page = text_of(answer)
    assert answer.status_code == 200
    assert entries(page, "organisation") == ["landlord"]
    assert "We will not ask that office." in page
    assert 'href="/visits/' not in page


@pytest.mark.parametrize("organisation", ALL)
def test_the_library_can_show_each(home: Home, organisation: str) -> None:
    sent = {"organisation": organisation, "relationship": "", "state": "US-WA", "age": "16"}
    page = text_of(home.signed_in("robin").post("/places/", sent))
    assert entries(page, "organisation") == [organisation]


@pytest.mark.parametrize("organisation", ["", "made-up"])
def test_the_library_asks_which_one(home: Home, organisation: str) -> None:
    sent = {"organisation": organisation, "relationship": "", "state": "", "age": ""}
    answer = home.signed_in("robin").post("/places/", sent)
    assert answer.status_code == 422
    assert '<a href="#id_organisation' in text_of(answer)


def test_the_ways_lead_here(home: Home) -> None:
    at = visit_with(home, SCHOOL)
    assert at.url("places") in at.get("plan")
    assert 'href="/places/"' in at.browser.get("/library/").content.decode()
