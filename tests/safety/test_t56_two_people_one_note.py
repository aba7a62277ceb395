# SPDX-License-Identifier: Apache-2.0
"""T56. Two people write in one note, or one presses twice: nothing is written over, and it is signed once.

Promise P6: a crash, a full disk or a power cut loses at most the unsaved screen and never mixes two cases.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.support.practice import Home, practice_in

pytestmark = pytest.mark.db
PEOPLE = 8


@pytest.fixture
def home(tmp_path: Any) -> Iterator[Home]:
    with practice_in(tmp_path) as home:
        home.set_up()
        yield home


@pytest.fixture
def note(home: Home) -> tuple[Any, str, Any]:
    """A browser, a draft, and the account of its author."""
    from leeward.practice.accounts.models import Account
    from leeward.practice.cases.models import Case
    from leeward.practice.notes.services import begin_note
    from leeward.stewardship.writing import Kind

    browser = home.signed_in()
    case_id = home.open_case(browser).split("/")[2]
    account = Account.objects.get(id=Case.objects.get(id=case_id).owner_id)
    note_id = begin_note(account, case_id, Kind.PROTECTED_NOTE, {"text": "begun"}, once=secrets.token_hex(12))
    return browser, note_id, account


def at_once(home: Home, act: Callable[[int], None], count: int = PEOPLE) -> list[BaseException]:
    """Runs it in threads that all begin at one moment; what they raised."""
    from django.db import connection

    from leeward.practice import sealing

    raised: list[BaseException] = []
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        sealing._local.agent = home.agent
        try:
            gate.wait()
            act(number)
        except BaseException as error:  # noqa: BLE001
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_of_saves_at_once_one_wins_and_the_others_are_told(home: Home, note: tuple[Any, str, Any]) -> None:
    from leeward.practice.cases.services import ChangedMeanwhile
    from leeward.practice.notes.models import Writing
    from leeward.practice.notes.selectors import see_note
    from leeward.practice.notes.services import save_draft

    _, note_id, account = note
    raised = at_once(home, lambda n: save_draft(account, note_id, {"text": f"by {n}"}, seen=1))
    assert [type(one) for one in raised] == [ChangedMeanwhile] * (PEOPLE - 1)
    found = see_note(account, note_id)
    assert (found.version, Writing.objects.filter(note_id=note_id).count()) == (2, 2)
    assert found.versions[0].words["text"] == "begun"


def test_a_double_click_on_sign_signs_once(home: Home, note: tuple[Any, str, Any]) -> None:
    from leeward.practice.notes.models import Writing
    from leeward.practice.notes.services import sign

    _, note_id, account = note
    raised = at_once(home, lambda _: sign(account, note_id, {"text": "as it was"}, seen=1))
    assert raised == []
    assert Writing.objects.filter(note_id=note_id, state="signed").count() == 1


def test_a_double_click_on_an_amendment_adds_it_once(home: Home, note: tuple[Any, str, Any]) -> None:
    from leeward.practice.notes.models import Writing
    from leeward.practice.notes.services import amend, sign

    _, note_id, account = note
    sign(account, note_id, {"text": "as it was"}, seen=1)
    once = secrets.token_hex(12)
    assert at_once(home, lambda _: amend(account, note_id, "more", "forgotten", once=once)) == []
    assert Writing.objects.filter(note_id=note_id, state="amendment").count() == 1


def test_two_amendments_at_once_both_stand(home: Home, note: tuple[Any, str, Any]) -> None:
    from leeward.practice.notes.selectors import see_note
    from leeward.practice.notes.services import amend, sign

    _, note_id, account = note
    sign(account, note_id, {"text": "as it was"}, seen=1)
    raised = at_once(home, lambda n: amend(account, note_id, f"more {n}", "why", once=secrets.token_hex(12)))
    assert raised == []
    assert {one.words["text"] for one in see_note(account, note_id).amendments} == {
        f"more {n}" for n in range(PEOPLE)
    }


def test_the_page_of_the_one_who_came_late_shows_both_texts(note: tuple[Any, str, Any]) -> None:
    from leeward.practice.notes.services import save_draft

    browser, note_id, account = note
    save_draft(account, note_id, {"text": "theirs, saved first"}, seen=1)
    late = browser.post(
        f"/notes/{note_id}/change/", {"seen": 1, "do": "save", "text": "mine, typed meanwhile"}
    )
    page = late.content.decode()
    assert late.status_code == 409
    assert "theirs, saved first" in page and "mine, typed meanwhile" in page
    again = {"seen": 2, "do": "save", "text": "theirs and mine"}
    assert browser.post(f"/notes/{note_id}/change/", again).status_code == 302
