# SPDX-License-Identifier: Apache-2.0
"""T13: no step of a release is skipped, nothing that ended goes on, nobody approves their own request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.support.matrix import account, add_people
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.stewardship import release as rules
from leeward.stewardship.consent import Covered, Refusal, Refused
from leeward.stewardship.hold import Hold, HoldState, NotLifted, ask_to_lift, keep, lift, may_purge
from leeward.stewardship.release import (
    CHECKS,
    ENDED,
    NUMBERS,
    Check,
    Claim,
    Ground,
    NumberFrom,
    OutOfOrder,
    Reached,
    Request,
    Step,
    Way,
)

PEOPLE = st.sampled_from(["robin", "sam", "uma"])
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class AnyOrder(RuleBasedStateMachine):
    """Every step in any order, by anybody; what was done is written down beside the request."""

    def __init__(self) -> None:
        super().__init__()
        self.request = rules.open_request("q", "c", Claim.OTHER, Way.PHONE, by="robin")
        self.done: list[str] = []
        self.ended_as: Request | None = None

    def attempt(self, name: str, change: Callable[[Request], Request]) -> None:
        try:
            after = change(self.request)
        except OutOfOrder:
            return
        self.request = after
        self.done.append(name)
        if after.step in ENDED and self.ended_as is None:
            self.ended_as = after

    @rule(claim=st.sampled_from(Claim))
    def begin(self, claim: Claim) -> None:
        if not self.done:
            self.request = replace(self.request, claim=claim)

    @rule(number=st.sampled_from(NumberFrom), reached=st.sampled_from(Reached))
    def call_back(self, number: NumberFrom, reached: Reached) -> None:
        self.attempt("called", lambda one: rules.call_back(one, number, reached))

    @rule(check=st.sampled_from(Check), matches=st.booleans())
    def identify(self, check: Check, matches: bool) -> None:
        self.attempt("identified", lambda one: rules.identify(one, check, matches=matches))

    @rule(ground=st.sampled_from(Ground), by=PEOPLE)
    def stand_on(self, ground: Ground, by: str) -> None:
        self.attempt("grounded", lambda one: rules.stand_on(one, ground, by=by))

    @rule(by=PEOPLE)
    def approve(self, by: str) -> None:
        self.attempt("approved", lambda one: rules.approve(one, by))

    @rule(is_covered=st.booleans())
    def give(self, is_covered: bool) -> None:
        found = Covered("k1") if is_covered else Refused(Refusal.REVOKED, "k1")
        before = self.request.ground
        self.attempt("given", lambda one: rules.give(one, consent=found))
        if self.done and self.done[-1] == "given" and before is Ground.CONSENT:
            assert is_covered

    @rule()
    def refuse(self) -> None:
        self.attempt("refused", rules.refuse)

    @rule(number=st.sampled_from(NumberFrom))
    def danger(self, number: NumberFrom) -> None:
        self.attempt("told", lambda one: rules.tell_in_danger(one, number))

    @invariant()
    def nothing_is_given_without_all_that_comes_before(self) -> None:
        one = self.request
        if one.step is Step.GIVEN:
            assert self.done.index("called") < self.done.index("identified") < self.done.index("grounded")
            assert one.number_from in NUMBERS[one.claim]
            assert one.number_from is not NumberFrom.GIVEN
            assert one.reached is Reached.YES
            assert one.check in CHECKS[one.claim]
            assert one.check is not Check.FACTS
            assert one.matches is True
            assert one.ground not in (None, Ground.NONE, Ground.SUBPOENA)
            assert one.ground is not Ground.OWN_RECORD or one.claim is Claim.CLIENT
            assert one.ground not in rules.NEEDS_TWO or one.approved_by

    @invariant()
    def nobody_approves_their_own(self) -> None:
        one = self.request
        assert not one.approved_by or one.approved_by not in (one.by, one.grounded_by)

    @invariant()
    def what_ended_stays_as_it_ended(self) -> None:
        assert self.ended_as is None or self.request == self.ended_as


AnyOrder.TestCase.settings = settings(max_examples=300, stateful_step_count=12, deadline=None)
TestAnyOrder = AnyOrder.TestCase


class AnyHold(RuleBasedStateMachine):
    """A hold, asked for and lifted by anybody at any hour."""

    def __init__(self) -> None:
        super().__init__()
        self.hold = Hold("h", "c", "robin", NOW)
        self.at = NOW

    @rule(hours=st.integers(0, 100))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(by=PEOPLE)
    def ask(self, by: str) -> None:
        if self.hold.state is HoldState.SET:
            self.hold = ask_to_lift(self.hold, by, self.at)
        else:
            with pytest.raises(NotLifted):
                ask_to_lift(self.hold, by, self.at)

    @rule()
    def keep(self) -> None:
        if self.hold.state is HoldState.ASKED:
            self.hold = keep(self.hold)

    @rule(by=PEOPLE, is_alone=st.booleans(), has_paper=st.booleans())
    def lift(self, by: str, is_alone: bool, has_paper: bool) -> None:
        before = self.hold
        try:
            self.hold = lift(before, by, self.at, is_alone=is_alone, has_paper=has_paper)
        except NotLifted:
            return
        assert before.state is HoldState.ASKED
        assert before.asked_at is not None
        if by == before.asked_by:
            assert is_alone
            assert has_paper
            assert self.at - before.asked_at >= timedelta(hours=72)

    @invariant()
    def only_a_lifted_hold_lets_anything_go(self) -> None:
        assert may_purge([self.hold], "c") is (self.hold.state is HoldState.LIFTED)
        assert may_purge([self.hold], "another case")


AnyHold.TestCase.settings = settings(max_examples=200, stateful_step_count=12, deadline=None)
TestAnyHold = AnyHold.TestCase


# ---------------------------------------------------------------- one winner


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What came of each act, begun together in threads of their own: nothing, or the name of a fault."""
    from django.db import connection

    from leeward.practice import sealing

    door, found, agent = threading.Barrier(len(acts)), [""] * len(acts), sealing.agent()

    def act(place: int) -> None:
        sealing._local.agent = agent
        door.wait()
        try:
            acts[place]()
        except Exception as error:  # noqa: BLE001 the name of whatever it was is compared below
            found[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def grounded(home: Home) -> tuple[Any, str]:
    """A request that stands on an order of a court, robin's, and waits for a second person."""
    from leeward.practice.disclosures.requests import take_step, write_request

    at = visit_with(home, {"answers": {"o1": "yes"}})
    id = write_request(at.account, at.case_id, Claim.COURT, Way.LETTER, {"asked": "x"})
    steps: list[Callable[[Request], Request]] = [
        lambda one: rules.call_back(one, NumberFrom.LOOKED_UP, Reached.YES),
        lambda one: rules.identify(one, Check.OFFICE_CONFIRMED, matches=True),
        lambda one: rules.stand_on(one, Ground.COURT_ORDER, by=at.account.id),
    ]
    for seen, step in enumerate(steps, start=1):
        take_step(at.account, id, step, {}, seen=seen)
    return at, id


@pytest.mark.db
def test_of_a_yes_and_a_refusal_at_once_one_wins(home: Home) -> None:
    from leeward.practice.disclosures.requests import see_request, take_step
    from leeward.stewardship import Action

    add_people()
    at, id = grounded(home)
    uma = account("uma")
    found = at_once(
        lambda: take_step(
            uma, id, lambda one: rules.approve(one, uma.id), {}, seen=4, action=Action.APPROVE_RELEASE
        ),
        lambda: take_step(at.account, id, rules.refuse, {}, seen=4),
    )
    assert found == ["", "ChangedMeanwhile"]
    after = see_request(at.account, id)
    assert after.version == 5
    assert (after.request.step is Step.REFUSED) is not bool(after.request.approved_by)


def test_whoever_wrote_a_request_down_cannot_be_its_second_person(home: Home) -> None:
    from leeward.practice.disclosures.requests import see_request

    at, id = grounded(home)
    answer = at.browser.post(f"/clients/{at.case_id}/requests/{id}/second/", {"seen": "4"})
    assert answer.status_code == 422
    assert "not whoever wrote it down" in answer.content.decode()
    assert see_request(at.account, id).request.approved_by == ""


@pytest.mark.db
def test_two_people_lift_a_hold_once(home: Home) -> None:
    from leeward.practice.disclosures import holds
    from leeward.practice.models import AuditEntry, LegalHold

    add_people()
    at = visit_with(home, {"answers": {"o1": "yes"}})
    holds.set_hold(at.account, at.case_id, why="x", since="")
    hold_id = LegalHold.objects.get().id
    holds.ask(at.account, at.case_id, hold_id, "y")
    uma = account("uma")
    found = at_once(*[lambda: holds.lift_hold(uma, at.case_id, hold_id)] * 2)
    assert found == ["", "NotLifted"]
    assert AuditEntry.objects.filter(action="hold.lift", is_allowed=True).count() == 1
