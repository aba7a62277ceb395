# SPDX-License-Identifier: Apache-2.0
"""Where somebody may hear no page of a visit lays anything out; what was written is saved all the same."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any, get_args

import pytest
from tests.support.answers import example, the_book
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.planning.stopping import HEEDS, Page, Stop, stop_on

ONE_DATABASE_IS_ENOUGH = True
PAGES: tuple[Page, ...] = get_args(Page)
HEARD = {"alone": "no"}
NOT_SURE_BY_PHONE: dict[str, Any] = {"context": {"setting": "telehealth"}, "answers": {"o2": "not_sure"}}


def heard(home: Home, name: str = "session-b-boy", **words: str) -> At:
    """A visit of an example in which the parent is in the room."""
    raw = example(name)
    raw["answers"]["o2"] = "no"
    return visit_with(home, raw, **{**HEARD, **words})


def told(page: str) -> list[str]:
    """What a page lays out: entries of the content, by name; titles of options; names of who answers."""
    text = unescape(page)
    found = [one.title.en for one in the_book().options if one.title.en in text]
    found += [one.name for one in the_book().services if len(one.name) > 4 and one.name in text]
    return found + ["an entry"] * ("data-entry=" in text)


def test_every_page_that_lays_something_out_heeds_it() -> None:
    assert set(PAGES) == set(HEEDS)
    for page in PAGES:
        assert "overheard" == stop_on(page, "overheard")
        assert stop_on(page, None) is None
    stops: tuple[Stop, ...] = get_args(Stop)
    assert "overheard" == stops[0]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_laid_out_on_any_page(home: Home, page: Page) -> None:
    at = heard(home)
    text = at.get(page)
    assert [] == told(text)
    assert "someone may hear" in text


@pytest.mark.parametrize("page", ["board", "plan", "paper", "side-by-side"])
def test_nor_where_the_client_may_be_the_one_doing_it(home: Home, page: Page) -> None:
    from leeward.practice.visits.services import change_document

    at = heard(home)
    version = at.words.document("answers").version
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=version)
    assert [] == told(at.get(page))


def test_alone_again_it_is_all_there(home: Home) -> None:
    """The control: the same visit, where nobody hears."""
    at = visit_with(home, example("session-b-boy"), alone="yes")
    assert told(at.get("board")) and told(at.get("plan"))


def test_a_view_that_was_given_is_saved_and_nothing_is_shown_after_it(home: Home) -> None:
    at = heard(home)
    seen = str(at.words.document("board").version)
    answer = at.browser.post(at.url("board"), {"v:crisis-988": "wanted", "seen": seen}, follow=True)
    assert "crisis-988" in at.chain.wishes.wanted
    assert [] == told(answer.content.decode())


def test_what_could_not_be_saved_is_said(home: Home) -> None:
    at = heard(home)
    answer = at.browser.post(at.url("board"), {"v:crisis-988": "no-such-view", "seen": "0"})
    assert 422 == answer.status_code
    assert "Not saved" in answer.content.decode()
    assert [] == told(answer.content.decode())


def test_the_next_talk_can_be_agreed_and_nothing_else_is_lost(home: Home) -> None:
    """The day stands open; the way and the three things by heart are kept as they were, unseen."""
    from django.utils import timezone

    from leeward.practice.visits.services import change_document

    at = heard(home)
    change_document(at.account, at.visit_id, "plan", {"heart": ["blue folder", "", "Maria"]}, seen=0)
    page = at.get("plan")
    assert 'type="hidden" name="heart_word" value="blue folder"' in page
    assert 'name="again_at"' in page and "suicide" not in page.lower()
    day = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT10:00")
    kept = {"heart_word": "blue folder", "heart_time": "", "heart_person": "Maria"}
    seen = str(at.words.document("plan").version)
    at.browser.post(at.url("plan"), {**kept, "again_at": day, "again_way": "", "soon_way": "", "seen": seen})
    words = at.words.document("plan").words
    assert day[:16] == words["again"]["at"]
    assert ["blue folder", "", "Maria"] == words["heart"]


@pytest.mark.parametrize("what", ["client", "record", "adult"])
def test_no_paper_is_printed(home: Home, what: str) -> None:
    at = heard(home)
    answer = at.browser.post(at.url("paper"), {"what": what, "safe": "yes", "way": "paper", "language": "en"})
    assert "application/pdf" != answer["Content-Type"]
    assert [] == told(answer.content.decode())
    assert "printed" not in at.words.document("plan").words


def test_no_check_list_is_printed(home: Home) -> None:
    from leeward.practice.visits.services import change_document

    at = heard(home, "session-a-mother")
    chosen = {"k:location-sharing:1": {"plan": True}}
    change_document(at.account, at.visit_id, "signs", chosen, seen=0)
    assert at.chain.chosen_checks
    answer = at.browser.post(at.url("picture/paper"), {"for": "desk"})
    assert 302 == answer.status_code


def test_before_they_go_no_line_of_the_danger_is_read_out(home: Home) -> None:
    at = heard(home, "session-a-mother")
    lines = [line.text.en for line in at.chain.findings.ten_minutes.first]
    assert lines and not [line for line in lines if line in unescape(at.get("ending"))]


def test_by_phone_the_sentence_is_of_this_call(home: Home) -> None:
    at = visit_with(home, NOT_SURE_BY_PHONE)
    for page in ("board", "plan", "paper"):
        text = unescape(at.get(page))
        assert [] == told(text)
        assert "Not on this call: someone may hear" in text
    alone = visit_with(home, {**NOT_SURE_BY_PHONE, "answers": {"o2": "yes", "c1": "yes"}}, alone="yes")
    text = unescape(alone.get("board"))
    assert "on this call, with nobody near either of you" in text
    assert "by voice in this room" not in text
    here = visit_with(home, {"answers": {"o2": "yes", "c1": "yes"}}, alone="yes")
    assert "by voice in this room" in unescape(here.get("board"))


def test_who_may_be_doing_it_reads_nowhere_why_and_gets_no_cover(home: Home) -> None:
    """Board, plan and the end of the visit: no reason, no caution, no law, no ordinary reason for today."""
    from leeward.practice.visits.services import change_document

    at = visit_with(home, example("session-a-mother"), alone="yes")
    before = at.get("ending")
    version = at.words.document("answers").version
    change_document(at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=version)
    for page in ("board", "plan", "side-by-side"):
        text = unescape(at.get(page))
        assert "A second view for your counselor" in text
        for word in (
            "may be the one",
            "Flag:",
            "Here because",
            "Protective order",
            "Use a phone that person",
        ):
            assert word not in text, (page, word)
    assert "Work on what happens when I am angry or afraid" in unescape(at.get("board"))
    assert "Not part of today’s visit." in at.get("board")
    assert "An ordinary reason for today" in before
    assert "An ordinary reason for today" not in at.get("ending")
