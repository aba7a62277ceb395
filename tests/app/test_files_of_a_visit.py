# SPDX-License-Identifier: Apache-2.0
"""Every address of a visit is pressed in each of its states: a file comes only where the table says so.

A page that stops and a print that goes on behind it are how a sheet is printed in front of whoever listens.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.answers import example
from tests.support.practice import Home
from tests.support.visits import At, visit_with

from leeward.planning.stopping import Stop

ONE_DATABASE_IS_ENOUGH = True
EXAMPLE = "session-a-mother"
LETTER = {"language": "en", "size": "letter", "text-words": "He waited.", "tick-words": "on"}
CARRIED = {"what": "client", "safe": "yes", "language": "en", "size": "letter", "quieter": ""}
TAKES: dict[tuple[str, str], dict[str, Any]] = {
    ("minutes-paper", "desk"): {},
    ("side-by-side-paper", "desk"): {"for": "desk"},
    ("side-by-side-paper", "theirs"): {"for": "client"},
    ("picture-paper", "desk"): {"for": "desk"},
    ("picture-paper", "theirs"): {"for": "client"},
    ("paper", "theirs"): {**CARRIED, "way": "paper"},
    ("paper", "photograph"): {**CARRIED, "way": "photograph"},
    ("paper", "record"): {"what": "record", "staff_language": "en", "staff_size": "letter"},
    ("paper", "adult"): {"what": "adult", "adult_language": "en", "parent": "no", "adult_size": "letter"},
    ("visit-letter", "theirs"): {**LETTER, "giver": "own"},
    ("visit-letter", "desk"): {**LETTER, "giver": "desk"},
}
"""What a browser sends to have a file: name of the address and what it is -> the fields."""
GIVEN: dict[Stop | None, set[tuple[str, str]]] = {
    None: {
        ("minutes-paper", "desk"),
        ("side-by-side-paper", "desk"),
        ("side-by-side-paper", "theirs"),
        ("picture-paper", "desk"),
        ("picture-paper", "theirs"),
        ("paper", "theirs"),
        ("paper", "record"),
        ("visit-letter", "theirs"),
        ("visit-letter", "desk"),
    },
    "overheard": {("minutes-paper", "desk")},
    "tools": {("minutes-paper", "desk"), ("paper", "record")},
}
"""Meant to come as a file. The ten minutes are made for such a moment; the record stays with us."""


def in_state(home: Home, stop: Stop | None) -> At:
    """A visit in which everything that can be printed is there to be printed."""
    from leeward.practice.visits.services import change_document

    raw = example(EXAMPLE)
    raw["answers"] = {**raw["answers"], "o2": "no" if stop == "overheard" else "yes", "s6": "yes"}
    at = visit_with(home, raw, alone="no" if stop == "overheard" else "yes")
    change_document(at.account, at.visit_id, "signs", {"k:location-sharing:1": {"plan": True}}, seen=0)
    if stop == "tools":
        version = at.words.document("answers").version
        change_document(
            at.account, at.visit_id, "answers", {"by_hand": ["client-may-be-doing-it"]}, seen=version
        )
    assert at.chain.stopped == stop
    return at


def addresses(at: At) -> dict[str, str]:
    """Name -> address of everything under this visit."""
    from django.urls import reverse

    from leeward.practice.letters.addresses import address_of
    from leeward.practice.urls import urlpatterns

    found = {}
    for one in urlpatterns:
        if "<slug:visit_id>" in str(one.pattern):
            more = {"letter_id": address_of("police")} if "letter_id" in str(one.pattern) else {}
            found[one.name] = reverse(one.name, kwargs={"visit_id": at.visit_id, **more})
    return found


def is_file(answer: Any) -> bool:
    said = answer.headers.get("Content-Type", "")
    return answer.status_code == 200 and (
        "Content-Disposition" in answer.headers or not said.startswith(("text/html", "application/json"))
    )


def pressed(at: At, name: str, address: str, sent: dict[str, Any]) -> Any:
    """Sends it; a letter is made only of what was shown, so it is looked at first."""
    if name == "visit-letter":
        page = at.browser.post(address, {**sent, "do": "show"}).content.decode()
        shown = re.search(r'name="shown" value="([^"]*)"', page)
        sent = {**sent, "shown": shown[1] if shown else "", "do": "make"}
    return at.browser.post(address, sent)


@pytest.mark.parametrize("stop", list(GIVEN), ids=str)
def test_a_file_comes_only_where_it_is_meant_to(home: Home, stop: Stop | None) -> None:
    at = in_state(home, stop)
    listed = addresses(at)
    given = {what for what, sent in TAKES.items() if is_file(pressed(at, what[0], listed[what[0]], sent))}
    assert given == GIVEN[stop]


@pytest.mark.parametrize("stop", list(GIVEN), ids=str)
def test_no_other_address_of_a_visit_answers_with_a_file(home: Home, stop: Stop | None) -> None:
    """A new one has to be put into the table, with what it does in each state."""
    at = in_state(home, stop)
    names = {name for name, _ in TAKES}
    everything = {name: value for sent in TAKES.values() for name, value in sent.items()}
    strays = []
    for name, address in sorted(addresses(at).items(), key=lambda one: one[0] == "ending"):
        tries = [at.browser.get(address)]
        if name not in {*names, "ending", "hand-over"}:
            tries += [at.browser.post(address, sent) for sent in ({}, everything)]
        strays += [name for answer in tries if is_file(answer)]
    assert strays == []


def test_an_older_tab_prints_no_comparison_once_somebody_came_in(home: Home) -> None:
    """The page was opened alone; the print button on it is pressed with somebody in the room."""
    from leeward.practice.visits.answering import answer_questions

    at = in_state(home, None)
    assert 'action="' + at.url("side-by-side/paper") in at.get("side-by-side")
    answer_questions(at.account, at.visit_id, {"o2": "no"}, seen=at.words.document("answers").version)
    answer = at.browser.post(at.url("side-by-side/paper"), {"for": "desk"})
    assert "someone may hear" in answer.content.decode()
    assert "printed" not in at.words.document("plan").words


def test_a_client_who_may_be_doing_it_takes_no_comparison_and_is_told_nothing_of_why(home: Home) -> None:
    at = in_state(home, "tools")
    assert at.url("side-by-side/paper") not in at.get("side-by-side")
    for whose in ("desk", "client"):
        answer = at.browser.post(at.url("side-by-side/paper"), {"for": whose})
        assert answer["Content-Type"].startswith("text/html")
        assert "This is not printed today" in answer.content.decode()
    assert "printed" not in at.words.document("plan").words
