# SPDX-License-Identifier: Apache-2.0
"""Referrals: no step is skipped, none here gets in touch without a release, every open one has a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from leeward.stewardship.consent import Consent, Covered, Refusal, Refused, covers
from leeward.stewardship.referrals import (
    CLOCK,
    CLOSED,
    CONTACT,
    HOWS,
    NEEDS_DAY,
    NEEDS_WHY,
    NO_ANSWER,
    RULES,
    How,
    Kind,
    NoRelease,
    Owner,
    Referral,
    Step,
    Why,
    asked_of,
    begin,
    kind_of,
    look,
    look_again,
    take,
    take_back,
)
from leeward.stewardship.referrals_elsewhere import elsewhere
from leeward.stewardship.release import OutOfOrder
from leeward.stewardship.retention import RecordClass

Consented = Covered | Refused | None
MONDAY = date(2026, 11, 23)
HOLDS = Covered("k1")
TAKEN_AWAY = Refused(Refusal.REVOKED, "k1")
STEPS, DAYS = st.sampled_from(Step), st.none() | st.dates(MONDAY, MONDAY + timedelta(days=60))
CONSENTS = st.sampled_from([None, HOLDS, TAKEN_AWAY, Refused(Refusal.NONE)])


def after(*steps: Step, kind: Kind = Kind.OTHER, on: date = MONDAY) -> Referral:
    """A referral on which these steps were taken, each as it usually is."""
    one = begin("r1", kind, by="robin", on=on)
    for step in steps:
        one = usual(one, step, on=on)
    return one


def usual(one: Referral, step: Step, *, on: date = MONDAY) -> Referral:
    how = How.TOGETHER if step is Step.SENT else How.CLIENT_SAID if step in HOWS else None
    return take(
        one,
        step,
        by="robin",
        on=on,
        how=how,
        why=Why.NO_ROOM if step in NEEDS_WHY else None,
        until=on + timedelta(days=7) if step in NEEDS_DAY else None,
        consent=HOLDS,
    )


class AnyOrder(RuleBasedStateMachine):
    """Every step in any order, with any release, and taken back at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.one = begin("r1", Kind.LEGAL_OR_TECH, by="robin", on=MONDAY)
        self.before: list[Referral] = []
        self.length = 1

    def attempt(self, change: Callable[[Referral], Referral]) -> bool:
        try:
            self.one = change(self.one)
        except (OutOfOrder, NoRelease):
            return False
        self.length += 1
        return True

    @rule(
        step=STEPS,
        how=st.none() | st.sampled_from(How),
        why=st.none() | st.sampled_from(Why),
        until=DAYS,
        consent=CONSENTS,
    )
    def step(
        self,
        step: Step,
        how: How | None,
        why: Why | None,
        until: date | None,
        consent: Covered | Refused | None,
    ) -> None:
        now = self.one
        if self.attempt(
            lambda one: take(one, step, by="sam", on=MONDAY, how=how, why=why, until=until, consent=consent)
        ):
            self.before.append(now)
            assert step in RULES[now.step].next
            if how in CONTACT:
                assert consent == HOLDS

    @rule(step=STEPS)
    def likely_step(self, step: Step) -> None:
        now = self.one
        if self.attempt(lambda one: usual(one, step)):
            self.before.append(now)

    @rule(how=st.none() | st.sampled_from(How), consent=CONSENTS)
    def look(self, how: How | None, consent: Consented) -> None:
        now = self.one
        if self.attempt(lambda one: look(one, by="sam", on=MONDAY, how=how, consent=consent)):
            self.before.append(now)
            assert self.one.step is now.step
            assert self.one.due_on is not None
            assert self.one.due_on > MONDAY

    @rule()
    def back(self) -> None:
        if self.attempt(lambda one: take_back(one, by="sam", on=MONDAY)):
            before = self.before.pop()
            assert (self.one.step, self.one.due_on) == (before.step, before.due_on)

    @invariant()
    def whoever_got_in_touch_had_a_release(self) -> None:
        for taken in self.one.history:
            assert bool(taken.consent_id) is (taken.how in CONTACT)

    @invariant()
    def every_open_one_has_an_owner_and_a_day(self) -> None:
        assert (self.one.owner is None) is (self.one.due_on is None) is (self.one.step in CLOSED)

    @invariant()
    def nothing_that_was_done_is_lost(self) -> None:
        assert len(self.one.history) == self.length

    @invariant()
    def nothing_is_sent_before_it_was_offered_and_wanted(self) -> None:
        steps = [one.step for one in self.one.standing]
        if Step.SENT in steps:
            assert {Step.AGREED, Step.GIVEN} & set(steps[: steps.index(Step.SENT)])


AnyOrder.TestCase.settings = settings(max_examples=300, stateful_step_count=20, deadline=None)
TestAnyOrder = AnyOrder.TestCase


@pytest.mark.parametrize("step", [step for step in Step if Step.SENT in RULES[step].next])
@pytest.mark.parametrize("consent", [None, TAKEN_AWAY, *(Refused(one) for one in Refusal)])
@pytest.mark.parametrize("how", [How.TOGETHER, How.ALONE])
def test_there_is_no_way_to_sent_without_a_release(step: Step, consent: Refused | None, how: How) -> None:
    """Also not a second time, nor where the client was to call."""
    one = at(step)
    with pytest.raises(NoRelease) as refused:
        take(one, Step.SENT, by="robin", on=MONDAY, how=how, consent=consent)
    assert refused.value.reason is (consent.reason if consent else Refusal.NONE)
    assert take(one, Step.SENT, by="robin", on=MONDAY, how=how, consent=HOLDS).last.consent_id == "k1"


@pytest.mark.parametrize("step", [step for step, hows in HOWS.items() if How.WE_ASKED in hows])
def test_asking_the_office_needs_a_release_and_being_told_needs_none(step: Step) -> None:
    why = Why.OTHER if step in NEEDS_WHY else None
    one = after(Step.OFFERED, Step.GIVEN)
    with pytest.raises(NoRelease):
        take(one, step, by="robin", on=MONDAY, how=How.WE_ASKED, why=why, consent=TAKEN_AWAY)
    for how in (How.CLIENT_SAID, How.THEY_SAID):
        assert take(one, step, by="robin", on=MONDAY, how=how, why=why).step is step


def test_the_client_gets_in_touch_without_any_release() -> None:
    one = after(Step.OFFERED, Step.GIVEN)
    assert (one.owner, one.last.consent_id) == (Owner.CLIENT, "")


def test_a_release_for_another_office_or_of_other_words_is_none() -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    held: Any = {"starts_on": MONDAY, "ends_on": MONDAY, "given_at": now}
    spoken = Consent("k1", "Harbor Example House", frozenset({RecordClass.CLIENT_RECORD}), **held)
    notes = Consent("k2", "Notes Example Office", frozenset({RecordClass.PROTECTED_NOTE}), **held)
    assert covers([spoken], asked_of("harbor example  house"), now) == HOLDS
    assert covers([spoken], asked_of("Harbor Example"), now) == Refused(Refusal.OTHER_RECIPIENT)
    assert covers([notes], asked_of("Notes Example Office"), now) == Refused(Refusal.WIDER, "k2")


def at(step: Step) -> Referral:
    """A referral that stands there, by the shortest way."""
    ways = [after()]
    while ways:
        one = ways.pop(0)
        if one.step is step:
            return one
        ways += [usual(one, following) for following in one.next_steps if len(one.standing) < 7]
    raise AssertionError(f"nothing leads to {step}")


@pytest.mark.parametrize("step", Step)
def test_something_leads_to_every_state_and_every_open_one_leads_to_an_end(step: Step) -> None:
    one = at(step)
    for _ in range(6):
        if one.step in CLOSED:
            return
        one = usual(one, next((end for end in one.next_steps if end in CLOSED), one.next_steps[0]))
    raise AssertionError(f"{step} leads to no end")


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("kind", Kind)
def test_every_open_state_has_an_owner_and_a_clock(step: Step, kind: Kind) -> None:
    one = Referral("r1", kind, at(step).history)
    if step in CLOSED:
        assert (one.owner, one.due_on) == (None, None)
    else:
        assert one.owner is not None
        assert one.due_on is not None
        assert one.due_on >= MONDAY


@given(st.sampled_from(Kind), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_clock_counts_working_days(kind: Kind, day: date) -> None:
    due = look_again(kind, day)
    worked = sum((day + timedelta(days=at)).weekday() < 5 for at in range(1, (due - day).days + 1))
    assert worked == CLOCK[kind]
    assert due == day or due.weekday() < 5


def test_help_now_is_looked_at_the_same_day_also_on_a_sunday() -> None:
    assert look_again(Kind.CRISIS, date(2026, 11, 29)) == date(2026, 11, 29)


def test_looking_again_moves_the_day_and_asking_the_office_needs_a_release() -> None:
    one = after(Step.OFFERED, Step.GIVEN, kind=Kind.CRISIS)
    assert one.due_on == MONDAY
    assert look(one, by="robin", on=MONDAY).due_on == MONDAY + timedelta(days=1)
    with pytest.raises(NoRelease):
        look(one, by="robin", on=MONDAY, how=How.WE_ASKED, consent=TAKEN_AWAY)
    assert look(one, by="robin", on=MONDAY, how=How.WE_ASKED, consent=HOLDS).last.consent_id == "k1"
    with pytest.raises(OutOfOrder):
        look(one, by="robin", on=MONDAY, how=How.ALONE, consent=HOLDS)


def test_what_is_accepted_twice_or_after_an_end_is_refused() -> None:
    accepted = after(Step.OFFERED, Step.AGREED, Step.SENT, Step.ACCEPTED)
    with pytest.raises(OutOfOrder):
        usual(accepted, Step.ACCEPTED)
    for end in CLOSED:
        for step in Step:
            with pytest.raises(OutOfOrder):
                usual(at(end), step)


def test_not_now_names_a_day_that_is_not_past() -> None:
    one = after(Step.OFFERED)
    for until in (None, MONDAY - timedelta(days=1)):
        with pytest.raises(OutOfOrder):
            take(one, Step.NOT_NOW, by="robin", on=MONDAY, until=until)
    assert take(one, Step.NOT_NOW, by="robin", on=MONDAY, until=date(2026, 12, 24)).due_on == date(
        2026, 12, 24
    )


def test_a_no_has_a_reason_and_nothing_else_has() -> None:
    one = after(Step.OFFERED, Step.GIVEN)
    with pytest.raises(OutOfOrder):
        take(one, Step.OFFICE_NO, by="robin", on=MONDAY, how=How.CLIENT_SAID)
    with pytest.raises(OutOfOrder):
        take(one, Step.ACCEPTED, by="robin", on=MONDAY, how=How.CLIENT_SAID, why=Why.OTHER)


def test_only_the_client_says_that_it_helped() -> None:
    one = after(Step.OFFERED, Step.GIVEN)
    for how in set(How) - {How.CLIENT_SAID}:
        with pytest.raises(OutOfOrder):
            take(one, Step.GOT_HELP, by="robin", on=MONDAY, how=how, consent=HOLDS)


def test_a_step_taken_back_stays_in_the_history() -> None:
    one = take_back(after(Step.OFFERED, Step.DECLINED), by="sam", on=MONDAY)
    assert (one.step, one.owner) == (Step.OFFERED, Owner.CLIENT)
    assert [taken.step for taken in one.history] == [Step.IDEA, Step.OFFERED, Step.DECLINED, None]
    with pytest.raises(OutOfOrder):
        take_back(begin("r1", Kind.OTHER, by="robin", on=MONDAY), by="robin", on=MONDAY)


TASK = {"draft", "requested", "accepted", "rejected", "cancelled", "in-progress", "on-hold", "failed"}
TASK |= {"completed", "entered-in-error"}
REQUEST = {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error"}


@pytest.mark.parametrize("step", Step)
def test_every_state_has_words_of_fhir(step: Step) -> None:
    """Of Task as the social-care guides use it (no `ready`, no `received`), and of ServiceRequest."""
    words = elsewhere(at(step))
    assert words.task in TASK or step in (Step.IDEA, Step.OFFERED)
    assert words.request in REQUEST


def test_what_was_closed_after_a_no_is_not_told_as_help() -> None:
    helped = elsewhere(after(Step.OFFERED, Step.GIVEN, Step.GOT_HELP, Step.CLOSED))
    assert (helped.task, helped.request, helped.network) == ("completed", "completed", "got help")
    for no in NO_ANSWER:
        words = elsewhere(after(Step.OFFERED, Step.GIVEN, no, Step.CLOSED))
        assert (words.task, words.request) == (elsewhere(at(no)).task, "revoked")
        assert words.network != "got help"


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        (("legal", "crisis"), Kind.CRISIS),
        (("legal", "protective-order"), Kind.PROTECTIVE_ORDER),
        (("tech-safety", "counselling"), Kind.LEGAL_OR_TECH),
        (("counselling", "minors"), Kind.COUNSELLING),
        (("school",), Kind.OTHER),
        ((), Kind.OTHER),
    ],
)
def test_the_most_urgent_tag_sets_the_clock(tags: tuple[str, ...], kind: Kind) -> None:
    assert kind_of(tags) is kind
