# SPDX-License-Identifier: Apache-2.0
"""Charges and suits to talk over: questions to take along, doors to report at, and nothing that is kept."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from tests.support.answers import SIX, example, the_book
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.planning.charges import ChargeFacts, charges_for
from leeward.planning.happenings import HAPPENED
from leeward.terms.text import Language

ONE_DATABASE_IS_ENOUGH = True
"""These pages make no query of their own; the records of a visit run on both in test_practice_visits."""

EX: dict[str, Any] = {
    "answers": {"c3": "yes", "w1": "ex_partner", "m0": ["tracking_device"], "t1": ["hurt"]},
    "context": {"age": 34, "state": "US-WA"},
}
TALK = re.compile(r'data-entry="talk:([\w-]+)"')
DOOR = re.compile(r'data-entry="door:([\w-]+)"')
LAW = re.compile(r'data-entry="provision:([\w-]+)"')
ENTRY = re.compile(r'data-entry="[a-z]+:[\w-]+"')


def said(answered: Any, status: int = 200) -> str:
    assert answered.status_code == status, answered.status_code
    return unescape(answered.content.decode())


def ask(browser: Any, **fields: Any) -> str:
    return said(browser.post("/courts/", {"state": "US-WA", "relationship": "", "age": "", **fields}))


def test_a_visit_fills_it_in_and_nothing_of_it_is_kept(home: Home) -> None:
    at = visit_with(home, EX)
    page = unescape(at.get("courts"))
    assert {"charge-stalking", "charge-tracker", "charge-threats"} <= set(TALK.findall(page))
    before = [at.words.document(name).version for name in ("answers", "board", "plan", "signs")]
    changed = said(at.browser.post(at.url("courts"), {"state": "US-OR", "age": "34", "acts": ["hate"]}))
    assert "charge-hate" in TALK.findall(changed)
    assert "charge-tracker" not in TALK.findall(changed)
    assert before == [at.words.document(name).version for name in ("answers", "board", "plan", "signs")]


def test_the_questions_can_be_read_and_none_of_them_can_be_answered(home: Home) -> None:
    """They are talked over: no field, no tick and no button stands beside one."""
    page = ask(home.signed_in(), acts=["tracked"])
    part = page.split('data-entry="talk:charge-tracker"')[1].split("data-entry=")[0]
    assert "Where was it, and who found it?" in part
    assert not re.search(r"<(input|button|textarea|select)\b", part)


def test_the_law_of_the_state_comes_before_federal_law(home: Home) -> None:
    page = ask(home.signed_in(), acts=["messages"])
    part = page.split('data-entry="talk:charge-stalking"')[1].split('data-entry="talk:')[0]
    laws = LAW.findall(part)
    states = [law.startswith("wa-") for law in laws]
    assert any(states) and not all(states)
    assert states == sorted(states, reverse=True)


def test_every_entry_carries_its_source_and_how_sure_it_is(home: Home) -> None:
    page = ask(home.signed_in(), acts=["tracked", "images-shared", "account-entered"], age="15")
    parts = re.split(ENTRY, page)[1:]
    assert len(parts) > 20
    # a talk holds its laws; its own fact stands after them
    closing = [part for part in parts if '<details class="fact">' in part]
    assert len(closing) >= len(LAW.findall(page)) + len(DOOR.findall(page))
    assert page.count('<details class="fact">') == len(parts)


def test_each_talk_has_a_first_step_what_to_keep_and_what_may_backfire(home: Home) -> None:
    page = ask(home.signed_in(), acts=["tracked", "details-posted"])
    for part in page.split('data-entry="talk:')[1:]:
        assert "First step:" in part
        assert "What may backfire" in part


def test_police_can_have_a_company_keep_what_it_has(home: Home) -> None:
    page = ask(home.signed_in(), acts=["messages"])
    assert "18 U.S.C. 2703(f)" in page
    assert "90 days" in page


def test_a_claim_for_emotional_harm_may_open_the_record(home: Home) -> None:
    page = ask(home.signed_in(), acts=["messages"])
    assert "emotional harm may open the therapy record" in page
    assert "claim-record" in TALK.findall(page)


def test_where_recording_is_spoken_of_the_rule_of_the_state_stands_beside_it(home: Home) -> None:
    page = ask(home.signed_in(), state="US-CA", acts=["threatened", "tracked"])
    threats = page.split('data-entry="talk:charge-threats"')[1].split('data-entry="talk:')[0]
    assert "Before anybody records a talk" in threats and "California" in threats
    assert page.count('aria-label="Before anybody records a talk') == 1


def test_a_made_up_video_of_a_candidate_is_not_called_a_sexual_one(home: Home) -> None:
    """What a visit tells goes to the election talks and the election office."""
    at = visit_with(home, example(SIX["political-deepfake"]))
    page = unescape(at.get("courts"))
    assert {"charge-election", "claim-election"} <= set(TALK.findall(page))
    assert not {"charge-fake-images", "claim-images"} & set(TALK.findall(page))
    assert "election-office" in DOOR.findall(page)


@pytest.mark.parametrize("scenario", SIX)
def test_each_scenario_has_something_to_talk_over_and_somewhere_to_go(scenario: str, home: Home) -> None:
    at = visit_with(home, example(SIX[scenario]))
    page = unescape(at.get("courts"))
    talks = set(TALK.findall(page))
    assert {one.split("-")[0] for one in talks} == {"charge", "claim"}
    assert len(LAW.findall(page)) >= 3
    assert DOOR.findall(page)


def test_the_person_doing_it_is_police(home: Home) -> None:
    """Another agency, and no step to the office where they work."""
    for fields in ({"relationship": "police-or-court"}, {"special": ["police-or-court"]}):
        page = ask(home.signed_in(), acts=["followed"], **fields)
        assert "other-agency" in DOOR.findall(page)
        assert "local-police" not in DOOR.findall(page)
        assert "do not send the client to that office" in page


def test_a_minor_has_the_tipline_and_an_adult_has_not(home: Home) -> None:
    browser = home.signed_in()
    assert "ncmec" in DOOR.findall(ask(browser, acts=["extorted"], age="15"))
    assert "ncmec" not in DOOR.findall(ask(browser, acts=["extorted"], age="40"))
    assert "fed-csam-production" not in ask(browser, acts=["images-shared"], age="40")


def test_a_client_who_said_no_to_police_is_heard(home: Home) -> None:
    at = visit_with(home, {**EX, "context": {**EX["context"], "police": "not"}})
    page = unescape(at.get("courts"))
    assert page.index("The client said no to police") < page.index('data-entry="door:')


def test_without_a_state_federal_law_alone_stands_and_is_said_to(home: Home) -> None:
    page = ask(home.signed_in(), state="", acts=["followed"])
    assert "only federal law stands here" in page
    assert all(law.startswith("fed-") for law in LAW.findall(page))


def test_nothing_marked_says_that_it_does_not_mean_that_there_is_no_law(home: Home) -> None:
    page = ask(home.signed_in())
    assert TALK.findall(page) == []
    assert "does not mean that there is no law" in page


@pytest.mark.parametrize("fields", [{"state": "US-ZZ"}, {"age": "-3"}, {"acts": ["arson"]}])
def test_bad_input_is_named(fields: dict[str, Any], home: Home) -> None:
    answered = home.signed_in().post("/courts/", {"state": "US-WA", "age": "30", **fields})
    page = said(answered, 422)
    assert "Something needs an answer" in page
    assert TALK.findall(page) == []


def test_under_twelve_an_adult_reports(home: Home) -> None:
    at = visit_with(home, {"answers": {"c3": "yes"}, "context": {"age": 8, "state": "US-WA"}})
    page = unescape(at.get("courts"))
    assert "with the safe adult, not with the child" in page
    assert "an adult reports" in page


def test_while_the_client_may_be_doing_it_nothing_is_shown(home: Home) -> None:
    from leeward.practice.visits.services import change_document

    at = visit_with(home, EX)
    version = at.words.document("answers").version
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=version)
    for page in (at.get("courts"), said(at.browser.post(at.url("courts"), {"acts": ["tracked"]}))):
        assert "Not part of today’s visit." in page
        assert TALK.findall(page) == DOOR.findall(page) == []


def test_spanish_speaks_spanish(home: Home) -> None:
    browser = home.signed_in()
    browser.post("/language/", {"language": "es", "next": "/courts/"})
    page = ask(browser, acts=["tracked"])
    tracker = next(one for one in the_book().talks if one.id == "charge-tracker")
    assert tracker.questions[0].es in page
    assert tracker.questions[0].en not in page
    for english in ("Where and how to report", "What may backfire", "First step"):
        assert english not in page


def test_what_a_client_reads_or_hears_calls_nobody_a_perpetrator(home: Home) -> None:
    page = ask(home.signed_in(), acts=["tracked", "hurt", "images-shared"])
    assert "perpetrator" not in page.lower()
    for talk in the_book().talks:
        assert "victim" not in str((talk.questions, talk.first_step)).lower()


@pytest.mark.parametrize("name", ["orders", "courts"])
def test_nothing_is_shown_where_somebody_may_hear(name: str, home: Home) -> None:
    at = visit_with(home, {**EX, "answers": {**EX["answers"], "o2": "no"}})
    for page in (unescape(at.get(name)), said(at.browser.post(at.url(name), {"state": "US-WA"}))):
        assert "Not here: someone may hear" in page
        assert "data-entry" not in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_talk_of_every_place_can_be_shown_in_either_language(home: Home, language: Language) -> None:
    from leeward.practice.charges.words import ChargeTeller

    book, everything = the_book(), frozenset(one.id for one in HAPPENED)
    for place in book.law:
        facts = ChargeFacts(state=place.jurisdiction, happened=everything, age=15)
        page = ChargeTeller(None, language, None).page(charges_for(facts, book), facts)
        talks = [talk for road in page.roads for talk in road.talks]
        assert len(talks) == len(book.talks)
        assert sum(talk.laws for talk in talks) > 10
        assert all(talk.recording for talk in talks if talk.id == "charge-listening")
        assert page.helpers
