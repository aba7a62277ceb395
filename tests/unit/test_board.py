# SPDX-License-Identifier: Apache-2.0
"""The board: for any dangers, people, places and wishes, nobody loses help and nothing comes too soon."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import NINE, Raw, boarded, by_hand, example, pictured, the_book, visit
from tests.support.strategies import OPTIONS, SIGNS, contexts, often, wishes

from leeward.knowledge import Catalogue
from leeward.knowledge.models.option import Option
from leeward.planning import Board, order_words
from leeward.planning.board_first import first_of, toward_wish
from leeward.terms.text import Text

MANY = often(3)
means = st.lists(
    st.sampled_from(
        ("social_media", "spyware", "account_takeover", "tracking_device", "image_abuse", "email", "vehicle")
    ),
    unique=True,
    min_size=1,
    max_size=3,
)
TELLS_THAT_PARENT = frozenset({"parent-teen-talk", "family-briefing"})
ORDERS = frozenset({"protective-order-dv", "protective-order-stalking"})
STALKING_ORDER = "protective-order-stalking"
HELP = frozenset(
    """
    call-emergency crisis-988 dv-hotline image-abuse-helpline stalking-resources elder-services
    victim-advocate advocate-meeting interpreter-culture threat-assessment-unit police-report fbi-ic3
    ncmec-report
    hate-crime-report mandated-report-talk school-report workplace-report report-platform impersonation-report
    bank-payment-report safe-adult-told safety-plan suicide-safety-plan firearms-surrender protective-order-dv
    protective-order-stalking
    """.split()
)
"""Hotlines, orders, reports and safety plans: what no danger may take away."""
CIRCUMSTANCES = ("not safe to carry", "image of a minor", "parent does it", "police officer does it")


def a_visit(context: Raw, wished: Raw, chosen_means: list[str], signs: list[str]) -> Raw:
    """A made-up visit: dangers, people, place, wishes, means and signs of any kind."""
    return {**visit({"m0": chosen_means, "c1": "yes"}, **context), **wished, "reported_signs": signs}


any_visit = st.builds(
    a_visit, contexts(), wishes(), means, st.lists(st.sampled_from(SIGNS), unique=True, max_size=3)
)


def stand_in(board: Board, option_id: str) -> str:
    """What an option comes down to on this board: itself, or what stands in for it."""
    held = {one.id: one.instead for one in board.held_back}
    seen = set()
    while option_id in held and option_id not in seen:
        seen.add(option_id)
        option_id = held[option_id]
    return option_id


@MANY
@given(raw=any_visit)
def test_nothing_stands_before_its_must(raw: Raw) -> None:
    """Evidence before removal, a plan before confrontation: for every set of dangers and wishes."""
    board = boarded(raw)
    for place, one in enumerate(board.options):
        assert set(one.before_this) <= set(board.order[:place]), f"{one.option.id} comes too soon"


@MANY
@given(raw=any_visit)
def test_no_shown_option_waits_for_a_hidden_one(raw: Raw) -> None:
    """Fault 1: every must of a shown option is on the board, or what stands in for it is."""
    board = boarded(raw)
    hidden = {one.id for one in board.held_back}
    for one in board.options:
        for must in one.option.before_this.must:
            if must.option in hidden:
                assert stand_in(board, must.option) in board.order
            elif must.option not in board.order:
                rules = the_book().option(must.option).hidden_when
                assert any(rule.instead in board.order for rule in rules), (
                    f"{one.option.id} hangs on {must.option}"
                )
            else:
                assert must.option in one.before_this
        for group, resolved in zip(one.option.before_this.one_of, one.one_of, strict=True):
            assert resolved, f"{one.option.id} has none of {group}"


@MANY
@given(raw=any_visit)
def test_what_is_held_back_is_explained_and_replaced(raw: Raw) -> None:
    """Never silently dropped: a reason in both languages, and a substitute that is on the board."""
    board = boarded(raw)
    for held in board.held_back:
        assert held.id not in board.order
        assert held.because.en and held.because.es
        assert held.instead in board.order


@MANY
@given(raw=any_visit)
def test_waiting_is_always_a_choice(raw: Raw) -> None:
    """Not now is on every board, whatever the danger; while the client may harm, a day to look again is."""
    board = boarded(raw)
    always = {"review-date"} if board.is_narrow else {"wait-and-watch", "safety-plan", "review-date"}
    assert always <= set(board.order)


@MANY
@given(raw=any_visit)
def test_help_that_answers_today_waits_for_nothing(raw: Raw) -> None:
    """911, 988, hotlines, advocates, emergency orders and reports have nothing before them."""
    board = boarded(raw)
    for one in board.options:
        if one.option.answers_now:
            assert (one.before_this, one.one_of) == ((), ()), f"{one.option.id} waits"


@MANY
@given(raw=any_visit)
def test_every_option_is_there_once_and_says_why(raw: Raw) -> None:
    """Ranked with reasons: no option without one."""
    board = boarded(raw)
    assert len(set(board.order)) == len(board.order)
    for one in board.options:
        assert one.why
        assert one.option.who_could_notice.who.en and one.option.evidence_lost.en


@MANY
@given(raw=any_visit)
def test_what_the_client_spoke_of_is_on_the_board(raw: Raw) -> None:
    """Wanted, not now and tried are never hidden without what stands in for them."""
    board = boarded(raw)
    spoken_of = {*board.wishes.wanted, *board.wishes.not_now, *board.wishes.tried}
    for option_id in spoken_of:
        assert stand_in(board, option_id) in board.order


@MANY
@given(raw=any_visit)
def test_not_now_keeps_its_date_and_its_place(raw: Raw) -> None:
    """A choice with a return date."""
    board = boarded(raw)
    for option_id, day in board.wishes.not_now.items():
        if option_id in board.order:
            assert ("not-now", day) == (board.option(option_id).standing, board.option(option_id).return_on)


@MANY
@given(raw=any_visit)
def test_what_made_it_worse_goes_last(raw: Raw) -> None:
    """Only what hangs on it, is put off as well, or also went badly, stands after it."""
    board = boarded(raw)
    last = {one.option.id for one in board.options if one.outcome == "worse" or one.standing == "not-now"}
    hangs_on = set(last)
    for one in board.options:  # in order, so that what hangs on what hangs on it is found
        if hangs_on & {*one.before_this, *one.better_after}:
            hangs_on.add(one.option.id)
    for place, one in enumerate(board.options):
        if one.outcome == "worse":
            needed = {
                later for later in board.order[place:] if one.option.id in board.option(later).before_this
            }
            after = set(board.order[place:]) - hangs_on
            assert not after or needed, f"{after} stand after {one.option.id}, which made it worse"


def test_the_same_visit_gives_the_same_board() -> None:
    """Pure, example by example."""
    for name in NINE:
        assert boarded(example(name)).order == boarded(example(name)).order


# --- nobody loses help ------------------------------------------------------------------------------


def with_circumstance(name: str, circumstance: str) -> Raw:
    """An example with one more thing known."""
    raw = deepcopy(example(name))
    answers, context = raw["answers"], raw["context"]
    if circumstance == "not safe to carry":
        answers["s6"] = "no"
    elif circumstance == "image of a minor":
        if context["age"] >= 18 and "x2" in answers:
            answers["x2"] = "under18"
        context["flags_by_hand"] = [*context.get("flags_by_hand", []), "minor-image"]
    elif circumstance == "parent does it":
        context["relationship"] = "parent"
        answers["w1"] = "parent_guardian"
    else:  # whoever else it is, that person is a police officer too
        known = pictured(raw).findings.answers.context.relationship
        context["relationship"] = known if known in ("ex-partner", "current-partner") else "police-or-court"
        answers["w1"] = "police_court"
    return raw


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
@pytest.mark.parametrize("name", NINE)
def test_no_danger_takes_help_away(name: str, circumstance: str) -> None:
    """Hotlines, orders, reports and safety plans stay, or what is named in their place does."""
    before, after = boarded(example(name)), boarded(with_circumstance(name, circumstance))
    scenarios_left = {one.id for one in after.picture.scenarios}
    for one in before.options:
        option_id = one.option.id
        if option_id not in HELP or option_id in after.order:
            continue
        if option_id in ORDERS:
            assert ORDERS & set(after.order), "no order is left"
            continue
        if option_id in {held.id for held in after.held_back}:
            assert stand_in(after, option_id) in after.order
            continue
        only_for_another_person = all(
            reason.kind in ("scenario", "mechanism") and reason.ref not in scenarios_left
            for reason in one.why
        )
        assert circumstance.endswith("does it") and only_for_another_person, f"{option_id} is lost"


@pytest.mark.parametrize("name", NINE)
def test_carrying_nothing_home_costs_nothing(name: str) -> None:
    """Fault 1: a woman who could not carry paper once lost police, court and the risk review."""
    before, after = boarded(example(name)), boarded(with_circumstance(name, "not safe to carry"))
    assert set(before.order) - set(after.order) == set()


@pytest.mark.parametrize("name", NINE)
def test_when_police_do_it_another_agency_takes_the_report(name: str) -> None:
    """The local station is not offered, and a report still is."""
    board = boarded(with_circumstance(name, "police officer does it"))
    assert "police-report" not in board.order
    assert "police-other-agency" in board.order


@pytest.mark.parametrize("name", NINE)
def test_when_a_parent_does_it_that_parent_is_not_told(name: str) -> None:
    """No option that tells the parent; somebody else can be told."""
    board = boarded(with_circumstance(name, "parent does it"))
    assert not TELLS_THAT_PARENT & set(board.order)
    assert {"tell-one-person", "safe-adult-told"} & set(board.order)


@pytest.mark.parametrize("option", sorted(TELLS_THAT_PARENT))
def test_wanting_to_tell_the_parent_who_does_it_brings_somebody_else(option: str) -> None:
    """The wish is answered, by the person who can be told."""
    board = boarded({**visit({"w1": "parent_guardian"}, age=15), "wanted": [option]})
    assert option not in board.order
    assert "tell-one-person" == stand_in(board, option)
    assert "tell-one-person" in board.order


@pytest.mark.parametrize("flag", ["minor-sextortion-peer", "minor-known-offender", "silenced"])
def test_a_classmate_who_does_it_does_not_take_the_parents_away(flag: str) -> None:
    """The other direction of fault 2: the parent talk once vanished when a classmate did it."""
    assert "parent-teen-talk" in boarded(by_hand(flag, age=14)).order


@pytest.mark.parametrize("flag", [flag.id for flag in the_book().flags])
def test_no_single_flag_hides_help(flag: str) -> None:
    """Flag by flag: each hidden option has its substitute on the board."""
    everything = {"wanted": list(OPTIONS)}
    board = boarded({**by_hand(flag, age=30, state="US-WA"), **everything})
    for option_id in OPTIONS:
        assert stand_in(board, option_id) in board.order


def test_life_comes_before_wishes_only_while_a_life_is_in_danger() -> None:
    """Help that answers now leads when a critical flag calls for it; otherwise the client's wish does."""
    wanted = {"wanted": ["code-word"]}
    calm = boarded({**visit({"m0": ["social_media"], "c1": "yes"}), **wanted})
    danger = boarded({**visit({"m0": ["social_media"], "c1": "yes", "c9": "now"}), **wanted})
    assert "code-word" == calm.order[0]
    first: Option = danger.options[0].option
    assert first.answers_now
    assert danger.order.index("call-emergency") < danger.order.index("code-word")


def test_an_option_for_adults_is_not_shown_to_a_minor(book: Catalogue) -> None:
    """A take-down for adults of a child's picture would be the wrong door."""
    board = boarded(
        {**visit({"x1": "nude", "c6": "yes", "x2": "under18"}, age=14), "wanted": ["takedown-adult"]}
    )
    assert "takedown-adult" not in board.order
    assert "takedown-minor" in board.order


@pytest.mark.parametrize(
    ("who", "state", "says"),
    [
        ("classmate", "US-PA", order_words.NO_ORDER_HERE),
        ("many", "US-WA", order_words.NOBODY_KNOWN),
        ("classmate", "US-WA", None),
    ],
)
def test_the_board_offers_no_order_that_the_order_finder_does_not_name(
    who: str, state: str, says: Text | None
) -> None:
    board = boarded({**visit({"c1": "yes", "w1": who}, age=16, state=state), "wanted": [STALKING_ORDER]})
    cautions = board.option(STALKING_ORDER).cautions
    told = {order_words.NO_ORDER_HERE, order_words.NOBODY_KNOWN}
    assert [one for one in cautions if one in told] == ([says] if says else [])


def test_children_threatened_by_strangers_bring_a_threat_team_before_a_report_about_home() -> None:
    told = boarded(visit({"t1": ["hurt_children"], "w1": "many"}, age=38, state="US-OH"))
    team, report = told.order.index("threat-assessment-unit"), told.order.index("mandated-report-talk")
    assert max(team, told.order.index("swatting-prep")) < 3 <= report
    assert any("no report about a parent" in one.en for one in told.option("mandated-report-talk").cautions)
    near = boarded(example("session-a-mother"))
    assert near.order.index("mandated-report-talk") < 5
    cautions = near.option("mandated-report-talk").cautions
    assert not any("no report about a parent" in one.en for one in cautions)


@pytest.mark.parametrize("name", NINE)
def test_being_heard_takes_none_of_the_first_three(name: str) -> None:
    board = boarded(example(name))
    assert len(first_of(board.order)) == 3
    assert "be-believed-session" not in first_of(board.order)


def test_a_wish_is_named_with_what_leads_to_it_and_what_comes_before() -> None:
    board = boarded(example("4-deepfake-of-a-candidate"))
    toward = {one.id: one.after for one in toward_wish(board)}
    assert "save-words" in toward["takedown-adult"]
    for one in toward_wish(board):
        assert (
            set(board.option(one.id).before_this) <= {*one.after, *board.wishes.tried} or len(one.after) == 2
        )
        assert all(
            board.order.index(before) < board.order.index(one.id)
            for before in board.option(one.id).before_this
        )
