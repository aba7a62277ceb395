# SPDX-License-Identifier: Apache-2.0
"""The check list: nothing tips off before it was agreed, and nothing goes before its proof is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import pictured, the_book, visit
from tests.support.strategies import often

from leeward.formulation import Picture
from leeward.formulation.rounds import round_of
from leeward.papers.check_words import SEEN, WAITS, noticed_in_words
from leeward.planning.checks import (
    OF_OTHERS_TOO,
    PHASES,
    SEES_THE_SCREEN,
    CheckList,
    Settled,
    check_list,
    checks_of,
    chosen_checks,
    leading_of,
    mechanisms_chosen,
    outcomes_by_check,
)
from leeward.terms.text import LANGUAGES

MANY = often(3)
MECHANISMS = tuple(one.id for one in the_book().mechanisms)
SETTLED = Settled(may_know="yes", custody="may")
PLAIN = pictured(visit({"c1": "yes"}, age=34))
YOUNG = pictured(visit({"c1": "yes"}, age=15))
EMERGENCY = re.compile(
    r"\b(911|988)\b|suicide|call the bank (at once|from another phone)|safe adult today", re.I
)
CHANGES = re.compile(r"passwords?\b|two-step|sign out|sign-in alerts|remove the|take down|unplug", re.I)
"""Words of an act that somebody who is inside an account, a device or a home would notice."""
WAITS_FOR_NOBODY = {"r:sim-swap:3"}
"""Money is leaving: a thief who notices is the lesser harm."""
some_mechanisms = st.lists(st.sampled_from(MECHANISMS), unique=True, min_size=1, max_size=4)
settled = st.builds(
    Settled,
    may_know=st.sampled_from(("yes", "no", "not-yet", "")),
    custody=st.sampled_from(("may", "may-not", "unclear", "")),
)


def made(ids: Iterable[str], settled: Settled = Settled()) -> CheckList:  # noqa: B008
    """The list of some mechanisms for an adult nobody has told a danger of."""
    return check_list(tuple(ids), PLAIN, settled, the_book())


@MANY
@given(ids=some_mechanisms, settled=settled)
def test_nothing_that_may_be_noticed_is_open_before_it_was_agreed(ids: list[str], settled: Settled) -> None:
    """ "Not yet", "no" and nothing said are the same: it waits. People come first in any case."""
    for step in made(ids, settled).steps:
        if step.notice != "no" and settled.may_know != "yes":
            assert step.waits
        if step.kind == "people":
            assert not step.waits


@MANY
@given(ids=some_mechanisms)
def test_proof_is_kept_before_anything_changes(ids: list[str]) -> None:
    """Every step that keeps something stands above every step that changes something, and is named there."""
    steps = made(ids).steps
    keeps = [at for at, step in enumerate(steps) if step.kind == "document"]
    acts = [at for at, step in enumerate(steps) if step.kind == "act"]
    assert not keeps or not acts or max(keeps) < min(acts)
    for step in (one for one in steps if one.kind == "act"):
        own = {
            one.key for one in steps if one.kind == "document" and set(one.mechanisms) & set(step.mechanisms)
        }
        assert own == set(step.keep_first)


@MANY
@given(ids=some_mechanisms)
def test_looking_unseen_comes_before_looking_that_may_be_noticed_and_that_before_acting(
    ids: list[str],
) -> None:
    places = [PHASES.index(step.phase) for step in made(ids).steps]
    assert sorted(places) == places
    looks = [step.notice for step in made(ids).steps if step.phase == "look"]
    assert set(looks) <= {"no"}


@pytest.mark.parametrize("id", MECHANISMS)
def test_every_step_of_a_mechanism_lands_somewhere(id: str) -> None:
    """And once: a step said twice stands once. For a client under 18: every step there is."""
    mechanism = the_book().mechanism(id)
    young = check_list((id,), YOUNG, SETTLED, the_book())
    keys = [key for step in young.steps for key in step.keys]
    wanted = [f"k:{id}:{one.order}" for one in mechanism.how_to_check]
    wanted += [f"r:{id}:{one.order}" for one in mechanism.how_to_respond]
    assert sorted(wanted) == sorted(keys)
    texts = [(step.kind, step.text.en) for step in young.steps]
    assert len(set(texts)) == len(texts)


@MANY
@given(ids=some_mechanisms, settled=settled)
def test_a_shared_step_stands_once_with_every_reason_and_the_greater_care(
    ids: list[str], settled: Settled
) -> None:
    steps = made(ids, settled).steps
    assert len({(step.kind, step.text.en) for step in steps}) == len(steps)
    for step in steps:
        assert {key.split(":")[1] for key in step.keys} == set(step.mechanisms)
        for id in step.mechanisms:
            alone = next(one for one in made([id], settled).steps if one.text == step.text)
            assert not (alone.notice != "no" and step.notice == "no")
            assert not (alone.safe_device_needed and not step.safe_device_needed)


@MANY
@given(ids=some_mechanisms, settled=settled)
def test_the_order_is_the_same_each_time(ids: list[str], settled: Settled) -> None:
    assert made(ids, settled) == made([*ids, *ids], settled)


@pytest.mark.parametrize("id", sorted(OF_OTHERS_TOO & set(MECHANISMS)))
@pytest.mark.parametrize("custody", ["", "may-not", "unclear"])
def test_what_belongs_to_a_child_or_somebody_else_too_waits_for_whose_it_is(id: str, custody: str) -> None:
    """Looking and changing wait; keeping proof and talking do not."""
    found = made([id], Settled(may_know="yes", custody=custody))  # type: ignore[arg-type]
    assert found.asks_custody
    for step in found.steps:
        assert (step.waits == "custody") is (step.kind in ("check", "act"))
    assert not [step for step in made([id], SETTLED).steps if step.waits]


def test_for_a_client_under_18_whose_device_it_is_is_asked_first() -> None:
    found = check_list(("apple-account",), YOUNG, Settled(may_know="yes"), the_book())
    assert found.asks_custody
    assert {"custody"} == {step.waits for step in found.steps if step.kind == "check"}
    assert not made(["apple-account"]).asks_custody


@pytest.mark.parametrize("picture", [PLAIN, YOUNG], ids=["adult", "young"])
@pytest.mark.parametrize("id", MECHANISMS)
def test_before_anything_is_agreed_no_possibility_tips_off_or_locks_away_help(
    id: str, picture: Picture
) -> None:
    """Each alone: quiet until agreed, proof before change, help today open; words in both languages."""
    steps = check_list((id,), picture, Settled(), the_book()).steps
    for at, step in enumerate(steps):
        assert step.waits or step.answers_now or step.notice == "no", step.key
        assert not (step.waits and EMERGENCY.search(step.text.en)), step.key
        if step.kind in ("check", "act", "follow-up") and step.notice != "no" and not step.answers_now:
            assert not [one.key for one in steps[at:] if one.kind == "document"], step.key
        for language in LANGUAGES:
            assert step.text.said_in(language) and noticed_in_words(step, language)
            assert bool(WAITS[step.waits].said_in(language)) is bool(step.waits)


def test_no_act_that_would_be_noticed_says_that_it_is_not() -> None:
    """Whoever is inside sees a new password, a sign-out, a lost camera. Everyday causes are not offered."""
    quiet = {
        f"r:{one.id}:{act.order}"
        for one in the_book().mechanisms
        for act in one.how_to_respond
        if one.family != "benign" and act.kind == "act" and act.person_may_notice == "no"
        if CHANGES.search(act.text.en)
    }
    assert WAITS_FOR_NOBODY == quiet


def test_on_a_screen_that_may_be_watched_no_look_is_quiet() -> None:
    """While a spying app is possible, reading a setting on that phone waits too; a talk does not."""
    look = "k:google-account:1"
    assert SEES_THE_SCREEN <= set(MECHANISMS)
    (alone,) = [one for one in made(["google-account"]).steps if one.key == look]
    watched = made(["google-account", "stalkerware-android"]).steps
    (beside,) = [one for one in watched if one.key == look]
    assert ("", "may-know") == (alone.waits, beside.waits)
    assert all(not one.waits for one in watched if one.who == "MHP-with-client" and one.kind == "check")


def test_steps_for_the_young_are_shown_to_the_young_alone() -> None:
    """A woman of 34 is not told what teens should know."""
    for id in ("location-sharing", "sextortion-ring"):
        marked = {
            f"r:{id}:{one.order}"
            for one in the_book().mechanism(id).how_to_respond
            if one.for_age == "under-18"
        }
        assert marked
        assert marked.isdisjoint(step.key for step in made([id]).steps)
        young = check_list((id,), YOUNG, Settled(), the_book())
        assert marked <= {step.key for step in young.steps}


def test_a_look_that_may_be_noticed_brings_the_talk_and_the_proof_along() -> None:
    """One of them changes a password to see whether it stops."""
    look = next(one for one in made(["known-password"]).steps if one.phase == "look-noticed")
    plan = chosen_checks(made(["known-password"], Settled(chosen=frozenset({look.key}))))
    assert {"people", "document", "check"} == {one.step.kind for one in plan}


def test_help_for_somebody_in_danger_today_is_the_first_step() -> None:
    first = made(["known-password", "hidden-camera-mic"]).steps[0]
    assert first.answers_now
    assert "911" in first.text.en


def test_a_danger_told_as_a_sign_or_a_flag_puts_people_first() -> None:
    told = pictured({**visit({"c1": "yes"}), "reported_signs": ["shows-up-unplanned"]})
    flagged = pictured({**visit({"c9": "now"}), "reported_signs": ["login-alerts"]})
    calm = pictured({**visit({"c1": "yes"}), "reported_signs": ["login-alerts"]})
    lists = [check_list(leading_of(one), one, Settled(), the_book()) for one in (told, flagged, calm)]
    assert [True, True, False] == [one.people_first for one in lists]


def test_the_plan_holds_what_was_chosen_with_what_it_needs_first() -> None:
    """A change brings its proof and its talk along; a quiet look the talk alone, as step 1."""
    act = next(step for step in made(["known-password"]).steps if step.kind == "act")
    plan = chosen_checks(made(["known-password"], Settled(chosen=frozenset({act.key}))))
    assert {"document", "people", "act"} == {one.step.kind for one in plan}
    assert [act.key] == [one.step.key for one in plan if one.chosen]
    assert [one.step.kind for one in plan].index("document") < [one.step.kind for one in plan].index("act")
    look = checks_of("known-password", the_book())[0]
    with_look = chosen_checks(made(["known-password"], Settled(chosen=frozenset({look}))))
    assert ["people"] * (len(with_look) - 1) + ["check"] == [one.step.kind for one in with_look]
    assert len(with_look) > 1
    only = with_look[-1]
    assert only.chosen


def test_a_step_chosen_under_one_possibility_is_chosen_under_both() -> None:
    """Whichever of its keys was stored."""
    shared = next(step for step in made(["known-password", "apple-account"]).steps if step.same_as)
    for key in shared.keys:
        plan = chosen_checks(made(["known-password", "apple-account"], Settled(chosen=frozenset({key}))))
        assert [shared.key] == [one.step.key for one in plan]


def test_stored_keys_that_the_catalogue_no_longer_has_are_passed_over() -> None:
    stored = {"k:gone:1", "k:known-password:1", "odd", "k:known-password:x"}
    assert ("known-password",) == mechanisms_chosen(stored, the_book())
    assert {("known-password", 1): "found"} == outcomes_by_check(
        {"k:known-password:1": "found", "r:known-password:1": "found", "k:known-password:x": "found"}
    )


def test_a_full_round_without_a_find_ends_the_looking() -> None:
    keys = checks_of("known-password", the_book())
    all_done = outcomes_by_check(dict.fromkeys(keys, "not-found"))
    assert "round-done" == round_of(["known-password"], all_done, the_book()).state
    assert "go-on" == round_of(["known-password"], {}, the_book()).state


WATCHED = (
    {"s1": "yes"},
    {"s5": "yes"},
    {"w1": "ex_partner", "w5": "yes", "w7": "yes"},
)
"""They open the phone; a change would be seen; talk of suicide and killing: nothing about the phone."""


@pytest.mark.parametrize("told", WATCHED)
@given(ids=some_mechanisms)
@MANY
def test_where_a_look_may_be_seen_no_look_of_the_client_is_called_quiet(
    told: dict[str, str], ids: list[str]
) -> None:
    """It said "run a manual scan: not likely to notice" beside "no scan" on the ten minutes."""
    picture = pictured(visit({"c1": "yes", **told}, age=34))
    before, here = made(ids).steps, check_list(ids, picture, Settled(), the_book()).steps
    for step in here:
        if step.kind == "check" and step.who == "client" and not step.safe_device_needed:
            assert step.notice != "no" and step.phase == "look-noticed" and step.waits
            assert "not likely" not in noticed_in_words(step, "en")
    quiet = {step.key for step in here if step.notice == "no"}
    assert quiet <= {step.key for step in before if step.notice == "no"}


def test_the_minutes_and_the_check_list_never_contradict_each_other() -> None:
    """Where the phone is left as it is today, nothing on it is looked at unseen."""
    for told in ({"s1": "yes"}, {"s5": "not_sure"}, {"m0": ["spyware"]}):
        picture = pictured(visit({"c1": "yes", **told}, age=34))
        minutes = picture.findings.ten_minutes
        if "phone-as-usual" in {line.id for line in (*minutes.first, *minutes.also)}:
            steps = check_list(MECHANISMS, picture, Settled(), the_book()).of_phase("look")
            assert steps
            assert not [one.key for one in steps if one.who == "client" and not one.safe_device_needed]


@pytest.mark.parametrize("watch", ["device", "danger", "place"])
def test_the_sentence_says_why_it_may_be_noticed(watch: str) -> None:
    told = {"w1": "ex_partner", "w5": "yes", "w7": "yes"} if watch == "danger" else {"s1": "yes"}
    picture = pictured(visit({"c1": "yes", **told}, age=34))
    ids = ["item-tracker" if watch == "place" else "location-sharing"]
    steps = check_list(ids, picture, Settled(), the_book()).steps
    said = {noticed_in_words(step, language) for step in steps if step.seen for language in LANGUAGES}
    assert said == {SEEN[watch].en, SEEN[watch].es}  # type: ignore[index]


def test_the_talk_about_people_comes_along_with_the_first_check_as_step_one() -> None:
    """Its paper had the four checks and left "make a safety plan first" behind."""
    (first, *_rest) = chosen_checks(made(["item-tracker"], Settled(chosen=frozenset({"k:item-tracker:2"}))))
    assert "people" == first.step.kind and not first.chosen
