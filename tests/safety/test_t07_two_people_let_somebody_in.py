# SPDX-License-Identifier: Apache-2.0
"""T07: whoever talks one person round gets nowhere: a second one must say yes, and all is on record."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.clock import Clock, enrol
from tests.support.matrix import account
from tests.support.practice import PASSWORD, Home

from leeward.stewardship import Actor, Role
from leeward.stewardship.ways_in import Stage, WayInFacts, has_two_others, may_approve, may_start, stage

NEW = "four lanterns over the weir"
PAGE = "/oversight/ways-in/"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def id_of(name: str) -> str:

    return str(account(name).id)


def begin(home: Home, who: str = "robin", person: str = "sam", reason: str = "met at the door") -> Any:
    return home.signed_in(who).post(PAGE, {"person": id_of(person), "reason": reason})


def standing() -> Any:
    from leeward.practice.accounts.models import WayIn

    return WayIn.objects.get(ended_at=None)


def approve(home: Home, who: str) -> Any:
    return home.signed_in(who).post(PAGE, {"approve": standing().id})


def code_in(answer: Any) -> str:
    found = re.search(r"<code>([\w-]+)</code>", answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def use(home: Home, code: str, name: str = "sam", password: str = NEW) -> int:
    sent = {"name": name, "code": code, "password": password, "again": password}
    return int(home.browser().post("/sign-in/lost/", sent).status_code)


def sign_in(home: Home, password: str) -> int:
    return int(home.browser().post("/sign-in/", {"name": "sam", "password": password}).status_code)


def test_t07_two_let_a_third_in(home: Home) -> None:
    before = home.signed_in("sam")
    assert begin(home).status_code == 302
    code = code_in(approve(home, "alex"))
    assert use(home, code) == 200
    assert (sign_in(home, PASSWORD), sign_in(home, NEW)) == (422, 302)
    assert before.get("/today/").status_code == 302  # every session of before is over
    assert use(home, code, password="another one by the weir") == 422  # noqa: S106  once
    assert sign_in(home, NEW) == 302


def test_t07_one_approver_fails_whoever_it_is(home: Home) -> None:
    from leeward.practice.accounts.services import add_account

    add_account("kim", PASSWORD, (Role.FRONT_DESK,))
    browsers = {who: home.signed_in(who) for who in ("robin", "sam", "kim")}
    begin(home)
    for who, browser in browsers.items():  # who started it, whom it is for, and one without the role
        answer = browser.post(PAGE, {"approve": standing().id})
        assert answer.status_code == 404, who
        assert "<code>" not in answer.content.decode()
    for code in ("", "AAAA-AAAA-AAAA"):
        assert use(home, code) == 422
    assert (sign_in(home, NEW), sign_in(home, PASSWORD)) == (422, 302)


def test_t07_whoever_can_still_sign_in_calls_it_off(home: Home) -> None:
    begin(home)
    code = code_in(approve(home, "alex"))
    assert sign_in(home, PASSWORD) == 302
    assert use(home, code) == 422


def test_t07_nobody_starts_for_themselves_or_without_the_role(home: Home) -> None:
    assert begin(home, "robin", "robin").status_code == 422
    assert begin(home, "sam", "robin").status_code == 404
    from leeward.practice.accounts.models import WayIn

    assert WayIn.objects.count() == 0


def test_t07_every_step_is_on_record(home: Home) -> None:
    from leeward.practice.audit.models import AuditEntry

    begin(home)
    approve(home, "robin")
    use(home, code_in(approve(home, "alex")))
    rows = AuditEntry.objects.filter(action__startswith="account.way-in").order_by("id")
    assert [(row.action, row.actor_id, row.is_allowed) for row in rows] == [
        ("account.way-in-start", id_of("robin"), True),
        ("account.way-in-approve", id_of("robin"), False),
        ("account.way-in-approve", id_of("alex"), True),
        ("account.way-in", id_of("sam"), True),
    ]


def test_t07_a_code_is_good_for_24_hours_and_its_reason_is_sealed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    begin(home, reason="quokkamarker")
    page = home.signed_in("alex").get(PAGE).content.decode()
    assert "quokkamarker" in page  # the second person reads it before they say yes
    code = code_in(approve(home, "alex"))
    assert b"quokkamarker" not in b"".join(
        path.read_bytes() for path in home.path.rglob("*") if path.is_file()
    )
    clock.now += timedelta(hours=24)
    assert use(home, code) == 422


def test_t07_a_second_factor_goes_with_it_and_only_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    enrol(home.signed_in("sam"), PASSWORD, clock)
    begin(home)
    assert use(home, code_in(approve(home, "alex"))) == 200
    browser = home.browser()
    answer = browser.post("/sign-in/", {"name": "sam", "password": NEW})
    assert answer["Location"] != "/sign-in/code/"
    assert browser.get("/account/").status_code == 200


def test_t07_guessing_the_code_waits_like_any_guess(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    begin(home)
    code = code_in(approve(home, "alex"))
    for number in range(5):
        assert use(home, f"AAAA-AAAA-AAA{number + 2}") == 422
    assert use(home, code) == 422


def test_t07_both_pages_ask_again_who_is_there(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    begin(home)
    alex = home.signed_in("alex")
    clock.step(minutes=11)
    answer = alex.post(PAGE, {"approve": standing().id})
    assert answer.status_code == 403
    assert "First: is it you?" in answer.content.decode()
    assert standing().approved_at is None


ROLES = [frozenset(some) for count in range(3) for some in itertools.combinations(Role, count)]


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: "+".join(sorted(roles)) or "none")
def test_t07_the_rule_wants_three_different_people(roles: frozenset[Role]) -> None:
    one = Actor("one", roles)
    assert may_start(one, "other") == (Role.ADMINISTRATOR in roles)
    assert not may_start(one, "one")
    assert not may_approve(one, "other", started_by="one")
    assert not may_approve(one, "one", started_by="other")
    assert may_approve(one, "p", started_by="s") == bool(roles & {Role.ADMINISTRATOR, Role.SUPERVISOR})
    assert not has_two_others("other", [one])


@pytest.mark.parametrize(
    ("facts", "hours", "want"),
    [
        (WayInFacts(AT, is_by_paper=False), 71, Stage.ASKED),
        (WayInFacts(AT, is_by_paper=False), 72, Stage.OVER),
        (WayInFacts(AT, is_by_paper=False, approved_at=AT), 23, Stage.OPEN),
        (WayInFacts(AT, is_by_paper=False, approved_at=AT), 24, Stage.OVER),
        (WayInFacts(AT, is_by_paper=False, approved_at=AT), -1, Stage.OVER),
        (WayInFacts(AT, is_by_paper=False, approved_at=AT, ended_at=AT), 1, Stage.OVER),
        (WayInFacts(AT, is_by_paper=True), 71, Stage.ASKED),
        (WayInFacts(AT, is_by_paper=True), 72, Stage.OPEN),
        (WayInFacts(AT, is_by_paper=True), 144, Stage.OVER),
        (WayInFacts(AT, is_by_paper=True), -1, Stage.ASKED),
    ],
)
def test_t07_how_far_it_has_come(facts: WayInFacts, hours: int, want: Stage) -> None:
    assert stage(facts, AT + timedelta(hours=hours)) is want
