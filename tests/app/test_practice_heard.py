# SPDX-License-Identifier: Apache-2.0
"""Where somebody may hear or see: the words for the moment, and nothing that tells why."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.support.answers import by_hand, visit
from tests.support.practice import Home
from tests.support.visits import At, visit_with

ALONE_FOR_PART = "I see every young person alone for part of the visit"
YES_OR_NO = "Only yes or no. Is this a bad time?"


def due(hours: int) -> dict[str, str]:
    """A deadline so many hours ahead, as the client's page sends it."""
    from django.utils import timezone

    at = (timezone.localtime() + timedelta(hours=hours)).replace(tzinfo=None)
    return {"next_kind": "deadline", "next_at": at.isoformat(timespec="minutes"), "next_where": "by message"}


def without_fold(page: str) -> str:
    """What stands open on a page."""
    innermost = re.compile(r"<details(?:(?!<details).)*?</details>", re.DOTALL)
    while innermost.search(page):
        page = innermost.sub("", page)
    return page


@pytest.fixture
def boy(home: Home) -> At:
    raw = visit({"o2": "no", "c6": "yes", "x1": "nude"}, age=15)
    return visit_with(home, raw, alone="no", **due(4))


@pytest.mark.parametrize("page", ["ask", "minutes", "ending", "picture", "law", "meaning"])
def test_a_parent_beside_the_desk_reads_of_no_deadline_and_no_suicide(boy: At, page: str) -> None:
    shown = without_fold(boy.get(page)).lower()
    assert "next:" in shown
    assert "deadline" not in shown
    assert "by message" not in shown
    assert "suicid" not in shown


@pytest.mark.parametrize("page", ["ask", "minutes", "law"])
def test_a_young_person_with_a_deadline_is_seen_alone_today(boy: At, page: str) -> None:
    shown = boy.get(page)
    assert ALONE_FOR_PART in shown
    assert "another day" not in shown


def test_alone_the_strip_names_what_comes_next(home: Home) -> None:
    at = visit_with(home, visit({"o2": "yes"}, age=15), alone="yes", **due(4))
    assert "A deadline they set:" in at.get("ask")


@pytest.mark.parametrize(("alone", "answers"), [("", {}), ("unsure", {}), ("yes", {"o2": "not_sure"})])
def test_on_a_call_the_first_words_ask_for_yes_and_no(
    home: Home, alone: str, answers: dict[str, str]
) -> None:
    at = visit_with(home, visit(answers, age=34), alone=alone, setting="phone")
    shown = at.get("minutes")
    assert YES_OR_NO in shown
    assert "Do not call back: they call." in shown
    assert "who is near" not in shown
    assert "<dd>not said</dd>" in shown


@pytest.mark.parametrize("alone", ["", "unsure"])
def test_on_a_call_the_script_stands_once_on_the_questions(home: Home, alone: str) -> None:
    at = visit_with(home, visit({"o1": "yes"}, age=34), alone=alone, setting="phone")
    assert at.get("ask").count(YES_OR_NO) == 1


def test_on_a_call_with_nobody_near_there_is_no_script(home: Home) -> None:
    at = visit_with(home, visit({"o2": "yes"}, age=34), alone="yes", setting="phone")
    assert YES_OR_NO not in at.get("minutes")


@pytest.mark.parametrize("page", ["picture", "orders", "courts", "places", "letters", "accounts", "law"])
def test_a_page_that_stops_tells_the_client_nothing(home: Home, page: str) -> None:
    at = visit_with(home, by_hand("client-may-be-doing-it", age=34))
    at.browser.post(at.url("meaning"), {"flag": ["client-may-be-doing-it"], "flags_shown": "", "seen": "99"})
    shown = at.get(page)
    assert "Not part of today’s visit." in shown
    for telling in ("watching", "watches", "may be the one", "colleague"):
        assert telling not in shown.split("<main", 1)[-1]
    assert "Consult" in at.get("minutes") or "consult" in at.get("minutes")


def test_the_desk_is_told_whom_it_must_not_ring(home: Home) -> None:
    from django.utils import timezone
    from tests.support.practice import PASSWORD

    from leeward.practice.accounts.services import add_account
    from leeward.practice.visits.follow_ups import make_follow_up
    from leeward.stewardship import Role

    add_account("kit", PASSWORD, (Role.FRONT_DESK,))
    tomorrow = timezone.now() + timedelta(days=1)
    for name, words in (("Heron", {}), ("Wren", {"contact": "voice", "reason": "secret reason"})):
        at = visit_with(home, visit({}, age=34), code_name=name, **words)
        make_follow_up(at.account, at.case_id, at.visit_id, tomorrow, {"what": "Talk", "way": "secret way"})
    page = home.signed_in("kit").get("/desk/").content.decode()
    assert "I can’t say who comes here" in page
    assert "Do not call, text or write. They come." in page.split("Heron")[1].split("</li>")[0]
    assert "Only by voice, at set hours." in page.split("Wren")[1].split("</li>")[0]
    assert "secret" not in page
