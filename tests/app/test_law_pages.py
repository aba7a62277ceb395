# SPDX-License-Identifier: Apache-2.0
"""The law pages: every place in full, by what happened, two side by side, and what a visit fills in."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any

import pytest
from tests.support.answers import example
from tests.support.catalogues import real_catalogue
from tests.support.practice import Home
from tests.support.visits import visit_with

ONE_DATABASE_IS_ENOUGH = True
"""These pages make no query of their own; the records of a visit run on both in test_practice_visits."""

BOOK = real_catalogue()
FEDERAL = BOOK.jurisdiction("US-FED")
_ENTRY = re.compile(r'data-entry="provision:([a-z0-9-]+)"(.*?)(?=data-entry="|</main>)', re.DOTALL)


def ask(browser: Any, where: str = "/law/", status: int = 200, **fields: Any) -> str:
    answer = browser.post(where, {"place": "US-WA", "other": "", "words": "", "who": "", "age": "", **fields})
    assert answer.status_code == status, answer.content.decode()
    return unescape(answer.content.decode())


def entries(page: str) -> dict[str, str]:
    """Every provision of a page with what stands beside it."""
    return dict(_ENTRY.findall(page))


def test_every_place_shows_each_provision_once_with_source_day_and_confidence(home: Home) -> None:
    """All 55, in one look each; federal law beneath every other."""
    browser = home.signed_in()
    for law in BOOK.law:
        page = ask(browser, place=law.jurisdiction)
        wanted = Counter(one.id for one in law.provisions)
        if law is not FEDERAL:
            wanted += Counter(one.id for one in FEDERAL.provisions)
        shown = Counter(id for id, _ in _ENTRY.findall(page))
        own_practice = {one.id for one in BOOK.jurisdiction("US-WA").provisions if one.route == "reporting"}
        if law.jurisdiction != "US-WA":
            assert own_practice <= set(shown)
            shown -= Counter(own_practice)
        assert shown == wanted, law.jurisdiction
        for id, beside in entries(page).items():
            _, provision = BOOK.provisions[id]
            assert 'class="fact"' in beside, id
            if provision.confidence != "confirmed":
                assert "Check before relying on it" in beside or "Not verified; check first" in beside, id
        assert page.count("Not legal advice.") == 1, law.jurisdiction
        for gap in law.gaps:
            assert gap in page
        assert law.recording_consent_note in page


# ---------------------------------------------------------------- what is asked


def test_plain_words_are_taken_as_something_that_happened(home: Home) -> None:
    page = ask(home.signed_in(), place="US-OR", words="he put an AirTag in my car")
    assert "Your words were taken as: Tracked: a tag, an app, the car." in page
    assert "or-tracking-device" in entries(page)
    assert re.search(r'name="happened" value="tracked"', page)


def test_words_nobody_understands_do_not_mean_that_there_is_no_law(home: Home) -> None:
    page = ask(home.signed_in(), words="the cat sat")
    assert "We did not understand these words." in page
    assert "That does not mean that there is no law" in page
    assert 'value="the cat sat"' in page


def test_a_kind_we_know_nothing_of_is_named_as_a_gap(home: Home) -> None:
    page = ask(home.signed_in(), place="US-AK", happened=["fake-images"])
    assert re.search(r"Not known to us here:</b> [^<]*Fake intimate images", page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"place": "US-ZZ"}, "There is no place 'US-ZZ' here. Choose one from the list."),
        ({"place": "where she lives now"}, "There is no place [19 letters of text] here."),
        ({"place": ""}, "Choose a place"),
        ({"other": "US-ZZ"}, "There is no place 'US-ZZ' here."),
        ({"other": "US-WA"}, "Both places are the same."),
        ({"age": "old"}, "Type the age as a whole number"),
        ({"age": "200"}, "Type an age from 0 to 120"),
        ({"happened": ["nonsense"]}, "Choose some of the answers"),
        ({"who": "nonsense"}, "Choose one of the answers"),
        ({"words": "x" * 301}, ""),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(home: Home, wrong: dict[str, Any], said: str) -> None:
    page = ask(home.signed_in(), status=422, **{"words": "a tracker", "age": "34", **wrong})
    assert said in page and 'class="mistakes"' in page
    assert 'data-entry="provision' not in page
    if "words" not in wrong:
        assert 'value="a tracker"' in page


def test_nothing_that_is_asked_stands_in_the_address(home: Home) -> None:
    """A question is a form; what an address carries is not read."""
    page = home.signed_in().get("/law/", {"place": "US-TX", "words": "a tracker"}).content.decode()
    assert 'data-entry="provision' not in page and "a tracker" not in page


def test_two_places_stand_side_by_side_with_the_gaps_said(home: Home) -> None:
    page = ask(home.signed_in(), place="US-OR", other="US-GU", happened=["tracked"])
    table = page.split('<table class="folds wide">')[1].split("</table>")[0]
    row = next(one for one in table.split("<tr>") if "Tracking devices" in one)
    assert "or-tracking-device" in row and "Not known to us" in row
    assert "none" not in table.lower()
    assert "One person who takes part may record the talk." in page
    assert "It depends on the kind of talk" in page
    for place in ("US-OR", "US-GU"):
        for one in BOOK.jurisdiction(place).provisions:
            if one.route == "reporting":
                assert page.count(f'data-entry="provision:{one.id}"') == 1


def test_who_must_report_is_told_by_who_did_it_with_the_line(home: Home) -> None:
    page = ask(home.signed_in(), place="US-WA", happened=["child-hurt"], age="14")
    assert "1-866-363-4276" in page
    for who in ("A parent or carer", "Another adult", "Another young person"):
        assert re.search(rf"{who}</th><td[^>]*><b>Must be reported\.</b>", page), who
    assert "Must be reported, whoever did it." in page
    assert "Within 48 hours at the latest" in page
    maine = ask(home.signed_in(), place="US-ME")
    assert re.search(r"Another young person</th><td[^>]*>Not known to us: consult today\.", maine)
    assert "usually" not in re.sub(r"<[^>]+>", "", maine.split('id="duties"')[1].split('id="federal"')[0])


def test_the_duties_of_the_practices_own_state_stand_beside_another_place(home: Home) -> None:
    page = ask(home.signed_in(), place="US-OR")
    assert "Where this practice works" in page and "wa-mandated-reporting" in entries(page)


# ---------------------------------------------------------------- in a visit


def test_a_visit_fills_in_what_it_knows_and_keeps_nothing_that_is_changed_here(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry

    at = visit_with(home, example("session-b-boy"))
    page = unescape(at.get("law"))
    assert '<h1 lang="en">Texas</h1>' in page and "age 14" in page
    assert re.search(r'name="happened" value="extorted"[^>]*checked', page)
    before = (at.words.case.words, dict(at.words.document("answers").words), AuditEntry.objects.count())
    changed = ask(at.browser, at.url("law"), place="US-OR", age="30", happened=["hate"])
    assert '<h1 lang="en">Oregon</h1>' in changed and "or-tracking-device" in changed
    assert (at.words.case.words, dict(at.words.document("answers").words)) == before[:2]
    assert '<h1 lang="en">Texas</h1>' in at.get("law")


def test_where_someone_may_hear_the_law_is_not_laid_out(home: Home) -> None:
    at = visit_with(home, {"answers": {"c1": "yes"}, "context": {"age": 34}}, alone="no")
    page = at.get("law")
    assert "Not here: someone may hear" in page and "data-entry" not in page
    assert "data-entry" not in ask(at.browser, at.url("law"))


def test_under_twelve_it_is_for_the_professional_to_read(home: Home) -> None:
    at = visit_with(home, {"answers": {}, "context": {"age": 9, "state": "US-WA"}})
    page = at.get("law")
    assert "Under 12: to read for yourself" in page and 'id="duties"' in page


def test_for_a_client_who_may_be_the_one_doing_it_only_the_duties_stand_here(home: Home) -> None:
    raw = {"answers": {"c1": "yes"}, "context": {"age": 34, "state": "US-WA"}}
    at = visit_with(home, raw)
    from leeward.practice.visits.services import change_document

    seen = at.words.document("answers").version
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=seen)
    page = at.get("law")
    assert "Not part of today’s visit." in page
    assert set(entries(page)) <= {
        one.id for law in BOOK.law for one in law.provisions if one.route in ("reporting", "civil")
    }
    assert "wa-mandated-reporting" in entries(page) and "wa-stalking" not in entries(page)


def test_the_rule_on_recording_stands_beside_the_option_that_speaks_of_it(home: Home) -> None:
    at = visit_with(home, example("1-ex-partner-after-separation"))
    name = BOOK.jurisdiction(at.chain.answers.context.state).name
    board = unescape(at.get("board"))
    assert board.count(f"Recording sound, {name}:") == 1


def test_in_spanish_the_page_speaks_spanish_and_the_law_is_marked_as_english(home: Home) -> None:
    browser = home.signed_in()
    browser.post("/language/", {"language": "es", "next": "/law/"})
    page = ask(browser, place="US-WA", happened=["tracked"])
    assert "No es asesoría legal." in page and "Qué puede ser delito" in page
    stalking = BOOK.provisions["wa-stalking"][1]
    assert f'<p lang="en">{stalking.summary}</p>' in page
