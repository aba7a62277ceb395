# SPDX-License-Identifier: Apache-2.0
"""T22: a device in a client's hands reaches its own questions and nothing else, whatever is asked of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.support.clock import Clock
from tests.support.device import ADULT, TEEN, THANKS, handed
from tests.support.matrix import OPEN, ROUTES
from tests.support.practice import PASSPHRASE, PASSWORD, Home
from tests.support.visits import visit_with

ONE_DATABASE_IS_ENOUGH = True

DOORS = {name for name, row in ROUTES.items() if row.door == OPEN}
"""Open to anybody on this machine while the records are unlocked."""
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def routes(**ids: str) -> list[tuple[str, str]]:
    """Every name and address, with the ids of a visit."""
    from leeward.practice.urls import urlpatterns

    def filled(pattern: str) -> str:
        return "/" + re.sub(r"<slug:(\w+)>", lambda found: ids.get(found[1], "nobody"), pattern)

    return [(str(one.name), filled(str(one.pattern))) for one in urlpatterns]


@pytest.mark.parametrize("method", METHODS)
def test_no_address_but_its_own_answers_a_device(home: Home, method: str) -> None:
    """Also not the staff pages of the very visit it was handed over for."""
    device = handed(home)
    before = device.kept()
    for name, address in routes(case_id=device.at.case_id, visit_id=device.at.visit_id):
        if name in DOORS or name.startswith("questions"):
            continue
        answer = getattr(device.browser, method)(address)
        assert (answer.status_code, answer.get("Location")) == (302, "/sign-in/"), name
        assert b"Tern" not in answer.content
    assert device.kept() == before


@pytest.mark.parametrize("method", METHODS)
def test_its_own_addresses_show_a_question_the_closing_page_or_nothing(home: Home, method: str) -> None:
    for address in ("/questions/", "/questions/done/", "/questions/leave/"):
        device = handed(home)
        answer = getattr(device.browser, method)(address)
        assert answer.status_code in (200, 302, 405), address
        assert b"Tern" not in answer.content and device.at.visit_id.encode() not in answer.content


def test_the_token_and_the_session_are_never_in_one_browser(home: Home) -> None:
    from django.contrib.sessions.models import Session

    at = visit_with(home, ADULT)
    session = at.browser.cookies["leeward-session"].value
    at.browser.post(at.url("hand-over"), {"language": "en"})
    assert not Session.objects.filter(session_key=session).exists()
    assert at.browser.cookies["leeward-questions"]["path"] == "/questions/"
    signed_in = at.browser.post("/sign-in/", {"name": "robin", "password": PASSWORD})
    gone = signed_in.cookies["leeward-questions"]
    assert (gone.value, gone["max-age"], gone["path"]) == ("", 0, "/questions/")


def test_a_signed_in_browser_with_a_token_sees_no_question(home: Home) -> None:
    """It cannot come about; where it did, nothing would be shown."""
    device = handed(home).start()
    staff = home.signed_in()
    staff.cookies["leeward-questions"] = device.browser.cookies["leeward-questions"].value
    assert THANKS in staff.get("/questions/").content.decode()


def test_the_cookie_is_for_its_own_path_and_for_no_script(home: Home) -> None:
    cookie = handed(home).browser.cookies["leeward-questions"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/questions/", True, "Strict")


def test_only_a_hash_of_the_token_is_kept(home: Home) -> None:
    from leeward.practice.visits.models import HandOver

    token = handed(home).browser.cookies["leeward-questions"].value
    assert len(token) >= 43
    assert token not in str(list(HandOver.objects.values()))


def test_a_device_of_one_visit_cannot_write_another(home: Home) -> None:
    from leeward.practice.visits.models import HandOver
    from leeward.practice.visits.services import visit_facts
    from leeward.stewardship import Action, Actor, Role, may

    one, other = handed(home).start(), handed(home).start()
    one.answer("o1", "yes")
    assert other.kept().get("a:o1", "absent") == "absent"
    rows = {row.visit_id: row for row in HandOver.objects.select_related("visit__case")}
    own, theirs = rows[one.at.visit_id], rows[other.at.visit_id]
    actor = Actor(own.id, frozenset({Role.DEVICE}))
    assert may(actor, Action.ANSWER, visit_facts(own.visit))
    assert not may(actor, Action.ANSWER, visit_facts(theirs.visit))
    assert {action for action in Action if may(actor, action, visit_facts(own.visit))} == {Action.ANSWER}


@pytest.mark.parametrize("link_id", ["c9", "o3", "i10", "i5", "asq-1", "phq9-9", "r2", "nothing"])
def test_an_answer_the_device_may_not_give_is_left_aside(home: Home, link_id: str) -> None:
    """What a person asks, what is not open, and what was not asked yet."""
    device = handed(home).start()
    assert device.answer(link_id, "yes").status_code == 302
    assert f"a:{link_id}" not in device.kept()
    assert device.asked() == "o1"


def test_a_choice_that_is_not_for_a_device_is_not_taken(home: Home) -> None:
    """x4 has one: being told to hurt oneself."""
    said = {"o1": "yes", "o2": "yes", "c6": "yes"}
    device = handed(home, {**ADULT, "answers": said}, with_led="on").start()
    while device.asked() != "x4":
        assert device.asked(), "x4 was never asked"
        device.press("skip", question=device.asked())
    assert "hurt_self" not in device.page()
    assert device.answer("x4", "money", "hurt_self").status_code == 422
    assert "a:x4" not in device.kept()


@pytest.mark.parametrize(("minutes", "presses"), [(21, 0), (46, 4)])
def test_a_device_ends_after_20_minutes_without_a_press_and_after_45_with(
    home: Home, monkeypatch: pytest.MonkeyPatch, minutes: int, presses: int
) -> None:
    clock = Clock(monkeypatch)
    device = handed(home).start()
    for _ in range(presses):
        clock.step(minutes=11)
        assert device.asked() == "o1"
    clock.step(minutes=minutes - 11 * presses)
    assert THANKS in device.page()
    device.answer("o1", "yes")
    assert "a:o1" not in device.kept()


@pytest.mark.parametrize("how", ["locked", "visit ended", "called in", "handed over again"])
def test_a_device_that_is_over_shows_the_closing_page_and_writes_nothing(home: Home, how: str) -> None:
    from leeward.practice.visits.hand_over import hand_over, take_back
    from leeward.practice.visits.services import end_visit

    device = handed(home, TEEN).start()
    at = device.at
    if how == "locked":
        home.agent.lock()
    elif how == "visit ended":
        end_visit(at.account, at.visit_id)
    elif how == "called in":
        take_back(at.account, at.visit_id)
    else:
        hand_over(at.account, at.visit_id, language="en", with_led=False)
    answer = device.browser.post("/questions/", {"question": "o1", "answer": "yes", "next": "1"}, follow=True)
    assert (answer.status_code, THANKS in answer.content.decode()) == (200, True)
    if how == "locked":
        home.agent.unlock(PASSPHRASE)
    assert "a:o1" not in device.kept()


def test_every_press_but_leaving_is_on_the_audit_under_the_hand_over(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.visits.models import HandOver

    def rows() -> list[Any]:
        return list(AuditEntry.objects.order_by("id").values_list("actor_id", "action"))

    device = handed(home).start()
    before = rows()
    device.answer("o1", "yes")
    own = HandOver.objects.get().id
    assert rows()[len(before) :] == [(own, "visit.answer")]
    before = rows()
    device.browser.get("/questions/leave/")
    assert rows() == before
    assert HandOver.objects.get().ended_at is not None
    assert device.kept()["device_end"] == "left"
    assert device.kept()["a:o1"] == "yes"
