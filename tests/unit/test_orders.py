# SPDX-License-Identifier: Apache-2.0
"""The order finder: what makes an order fit, what must be checked first, and what else there is."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.catalogues import changed_provision, real_catalogue

from leeward.knowledge import Catalogue
from leeward.knowledge.models.eligibility import Eligibility, WhoMayFile
from leeward.planning import order_words as words
from leeward.planning.orders import REACHES, OpenOrder, OrderFacts, OrdersFound, find_orders

ORDER = "wa-protective-order-stalking-protection-order"
BOOK = real_catalogue()


def with_block(**block: Any) -> Catalogue:
    """Washington's stalking order with this block alone, at its barest."""
    given = {"relationships": ("any",), "confidence": "confirmed", **block}
    return changed_provision(ORDER, eligibility=Eligibility(**given))


def asked(book: Catalogue, **facts: Any) -> OrdersFound:
    given = {"state": "US-WA", "relationship": "stranger", "age": 30, **facts}
    return find_orders(OrderFacts(**given), book)


def opened(book: Catalogue, **facts: Any) -> OpenOrder | None:
    return next((one for one in asked(book, **facts).orders if one.provision.id == ORDER), None)


def checked(book: Catalogue, **facts: Any) -> tuple[Any, ...]:
    found = asked(book, **facts).check_first
    return next((one.why for one in found if one.provision.id == ORDER), ())


def test_what_was_not_read_is_never_a_match() -> None:
    book = changed_provision(ORDER, eligibility=None)
    assert opened(book) is None
    assert checked(book) == (words.NOT_READ,)


def test_relationships_that_were_not_read_are_checked_first() -> None:
    book = with_block(relationships=None)
    assert opened(book) is None
    assert words.NOT_READ in checked(book)


def test_an_order_for_others_is_not_named_at_all() -> None:
    book = with_block(relationships=("ex-partner",))
    assert opened(book) is None and checked(book) == ()
    assert opened(book, relationship="ex-partner") is not None


def test_who_is_not_known_yet_is_said() -> None:
    assert checked(with_block(relationships=("ex-partner",)), relationship="unknown") == (
        words.WHO_IS_NOT_KNOWN,
    )
    assert opened(with_block(), relationship="unknown") is not None


def test_another_order_for_family_takes_family_out() -> None:
    book = with_block(not_against=("ex-partner",))
    assert opened(book, relationship="ex-partner") is None
    assert opened(book, relationship="neighbor") is not None


@pytest.mark.parametrize(
    ("ties", "is_open"), [(None, True), (frozenset(), False), (frozenset({"lived-together"}), True)]
)
def test_dating_alone_may_not_be_enough(ties: frozenset[str] | None, is_open: bool) -> None:
    book = with_block(relationships=("ex-partner",), partners_only_if=("married", "lived-together"))
    found = opened(book, relationship="ex-partner", ties=ties)
    assert (found is not None) == is_open
    if ties is None:
        assert found is not None and any("only if" in reason.en for reason in found.why)


@pytest.mark.parametrize(
    ("ties", "is_open", "is_checked"),
    [(None, False, True), (frozenset(), False, False), (frozenset({"lived-together"}), True, False)],
)
def test_kin_who_must_have_lived_together(ties: Any, is_open: bool, is_checked: bool) -> None:
    book = with_block(relationships=("ex-partner",), if_lived_together=("other-family",))
    facts = {"relationship": "other-family", "ties": ties}
    assert (opened(book, **facts) is not None, checked(book, **facts) != ()) == (is_open, is_checked)


@pytest.mark.parametrize(
    ("age", "filing", "who"),
    [
        (30, WhoMayFile(), "the client"),
        (
            16,
            WhoMayFile(minor_from=16, minor_by=("parent",)),
            "the client, alone, from the age of 16; a parent",
        ),
        (15, WhoMayFile(minor_from=16, minor_by=("parent",)), "a parent"),
        (15, WhoMayFile(minor_from=0), "the client, alone, at any age"),
    ],
)
def test_who_files_goes_by_age(age: int, filing: WhoMayFile, who: str) -> None:
    found = opened(with_block(who_may_file=filing), age=age)
    assert found is not None and found.who_files is not None and found.who_files.en == who


def test_a_minor_whose_filing_was_not_read_is_checked_first() -> None:
    book = with_block()
    assert opened(book, age=15) is None
    assert checked(book, age=15) == (words.MINORS_NOT_READ,)


def test_the_parent_who_does_this_is_never_the_one_who_files() -> None:
    book = with_block(who_may_file=WhoMayFile(minor_from=18, minor_by=("parent", "guardian")))
    found = opened(book, age=12, relationship="parent")
    assert found is not None and found.who_files is not None
    assert found.who_files.en.startswith("the other parent; ") and "never the parent" in found.who_files.en


def test_an_order_over_sexual_violence_waits_for_that_fact() -> None:
    book = with_block(conduct=("sexual-violence",))
    assert checked(book) == (words.ONLY_SEXUAL,)
    assert opened(book, acts=frozenset({"sexual-violence"})) is not None
    assert opened(book, acts=frozenset({"tracking"})) is None


def test_acts_an_order_does_not_reach_are_checked_first() -> None:
    book = with_block(conduct=("violence",))
    assert opened(book) is not None
    assert checked(book, acts=frozenset({"doxxing"})) == (words.ACTS_MAY_NOT_FIT,)


@pytest.mark.parametrize(
    ("who", "acts", "is_open"),
    [
        ("ex-partner", {"violence"}, True),
        ("neighbor", {"violence"}, False),
        ("neighbor", {"stalking"}, True),
        ("neighbor", {"harassing"}, False),
        ("neighbor", {"threats"}, False),
        ("neighbor", set(), True),
    ],
)
def test_an_order_open_to_others_for_stalking_alone(who: str, acts: set[str], is_open: bool) -> None:
    book = with_block(
        conduct=("violence", "stalking"), with_a_tie=("ex-partner",), others_only_over=("stalking",)
    )
    facts = {"relationship": who, "acts": frozenset(acts)}
    assert (opened(book, **facts) is not None) == is_open
    assert (checked(book, **facts) == (words.ACTS_MAY_NOT_FIT,)) != is_open


@pytest.mark.parametrize(("ties", "alone"), [(None, False), (set(), False), ({"child-together"}, True)])
def test_a_minor_who_asks_alone_against_some_partners_only(ties: set[str] | None, alone: bool) -> None:
    filing = WhoMayFile(
        minor_from=18, minor_from_for_partner=16, minor_alone_ties=("child-together",), minor_by=("parent",)
    )
    facts = {"age": 16, "relationship": "ex-partner", "ties": None if ties is None else frozenset(ties)}
    found = opened(with_block(who_may_file=filing), **facts)
    assert found is not None and found.who_files is not None
    assert ("alone" in found.who_files.en) == alone


@pytest.mark.parametrize(("age", "is_open"), [(15, False), (16, True), (30, True)])
def test_a_state_where_sixteen_counts_as_adult(age: int, is_open: bool) -> None:
    filing = WhoMayFile(minor_from=16, minor_by=("parent",))
    book = with_block(minors_only_against=("ex-partner",), as_adult_from=16, who_may_file=filing)
    assert (opened(book, age=age, relationship="parent") is not None) == is_open


@pytest.mark.parametrize(("who", "is_checked"), [("ex-partner", True), ("friend", True), ("neighbor", False)])
def test_a_minor_s_peer_may_be_a_minor_too(who: str, is_checked: bool) -> None:
    book = with_block(respondent="adult", who_may_file=WhoMayFile(minor_by=("parent",)))
    facts = {"age": 15, "relationship": who}
    assert (checked(book, **facts) == (words.ONLY_AGAINST_ADULT,)) == is_checked
    assert opened(book, other_age=20, **facts) is not None


def test_the_age_of_the_other_person_decides_where_it_is_known() -> None:
    book = with_block(respondent="minor", who_may_file=WhoMayFile(minor_by=("parent",)))
    facts = {"age": 15, "relationship": "peer-student"}
    assert checked(book, **facts) == (words.ONLY_AGAINST_MINOR,)
    assert opened(book, other_age=15, **facts) is not None
    assert opened(book, other_age=19, **facts) is None and checked(book, other_age=19, **facts) == ()


@pytest.mark.parametrize(
    ("block", "age", "special", "is_open"),
    [
        ({"protects": "minors", "who_may_file": WhoMayFile(minor_by=("parent",))}, 30, (), False),
        ({"protects": "minors", "who_may_file": WhoMayFile(minor_by=("parent",))}, 12, (), True),
        ({"protects": "older-or-dependent", "older_from": 65}, 64, (), False),
        ({"protects": "older-or-dependent", "older_from": 65}, 65, (), True),
        ({"protects": "older-or-dependent", "older_from": 65}, 40, ("depends-on-care",), True),
    ],
)
def test_whom_an_order_protects(
    block: dict[str, Any], age: int, special: tuple[str, ...], is_open: bool
) -> None:
    assert (opened(with_block(**block), age=age, special=frozenset(special)) is not None) == is_open


def test_what_others_set_in_motion_is_named_apart() -> None:
    book = with_block(criminal_court_only=True)
    assert opened(book) is None
    by_others = [one for one in asked(book).instead if one.provisions and one.provisions[0].id == ORDER]
    assert [one.why for one in by_others] == [words.ONLY_IN_CRIMINAL_CASE]


def test_an_employers_order_is_named_where_work_is_the_tie() -> None:
    book = with_block(who_may_file=WhoMayFile(adult="employer"))

    def named(relationship: str) -> bool:
        found = asked(book, relationship=relationship).instead
        return any(one.provisions and one.provisions[0].id == ORDER for one in found)

    assert (named("coworker"), named("stranger")) == (True, False)


def test_the_order_is_as_sure_as_the_less_sure_of_the_two() -> None:
    found = opened(with_block(confidence="unverified"))
    assert found is not None and found.confidence == "unverified"


def test_same_day_comes_first_then_what_is_made_for_this_tie() -> None:
    wide_but_today = with_block(same_day="yes")
    found = [one.provision.id for one in asked(wide_but_today, relationship="ex-partner").orders]
    assert found[0] == ORDER
    usual = [one.provision.id for one in asked(BOOK, relationship="ex-partner").orders]
    assert usual[0] == "wa-protective-order-domestic-violence-protection-order"


@pytest.mark.parametrize(
    ("facts", "note"),
    [
        ({"special": frozenset({"tribal-land"})}, words.TRIBAL),
        ({"special": frozenset({"military-base"})}, words.MILITARY),
        ({"special": frozenset({"immigration-papers"})}, words.PAPERS),
        ({"special": frozenset({"depends-on-care"})}, words.CARE),
        ({"relationship": "police-or-court"}, words.POLICE_OR_COURT),
        ({"other_state": "US-OR"}, words.OTHER_STATE),
        ({"age": 11}, words.UNDER_TWELVE),
    ],
)
def test_facts_that_change_the_first_steps(facts: dict[str, Any], note: Any) -> None:
    assert asked(BOOK, **facts).notes == (note,)
    assert asked(BOOK).notes == ()


def test_what_may_backfire_goes_by_the_facts() -> None:
    plain = opened(with_block())
    assert plain is not None
    assert plain.may_backfire == (words.BACKFIRE["service-day"], words.BACKFIRE["chart-in-court"])
    close = opened(
        with_block(may_backfire=("fees-if-refused",)),
        relationship="ex-partner",
        ties=frozenset({"child-together"}),
        special=frozenset({"immigration-papers"}),
    )
    assert close is not None
    assert {
        words.BACKFIRE[one] for one in ("both-arrested", "mutual-order", "custody", "immigration-papers")
    } < set(close.may_backfire)
    assert words.BACKFIRE["fees-if-refused"] in close.may_backfire


def test_every_act_of_the_vocabulary_can_be_said() -> None:
    assert {term.id for term in BOOK.vocabulary.acts} <= REACHES.keys()


@pytest.mark.parametrize("place", [one.jurisdiction for one in BOOK.law if one.jurisdiction != "US-FED"])
@pytest.mark.parametrize("relationship", ["ex-partner", "stranger", "parent", "peer-student", "unknown"])
def test_every_place_answers_something_for_everyone(place: str, relationship: str) -> None:
    for age in (None, 9, 15, 40, 80):
        found = find_orders(OrderFacts(state=place, relationship=relationship, age=age), BOOK)
        assert found.instead
        for one in found.orders:
            block = one.provision.eligibility
            assert (
                block is not None and block.relationships is not None and one.sources and one.why is not None
            )


@pytest.mark.parametrize("who", ["unknown", "online-contact", "group"])
def test_while_nobody_is_known_no_court_is_named_first(who: str) -> None:
    assert asked(BOOK, relationship=who).nobody_known == words.NOBODY_KNOWN
    assert asked(BOOK, relationship="neighbor").nobody_known is None


def test_where_there_is_something_to_file_the_clerk_and_the_address_come_first() -> None:
    assert asked(BOOK).before_filing == (words.BEFORE_FILING, words.ADDRESS_IN_PAPERS)


def test_a_law_on_pictures_is_named_where_pictures_were_told_of_or_nothing_was_said() -> None:
    def named(*acts: str) -> set[str]:
        found = asked(BOOK, state="US-PA", relationship="neighbor", acts=frozenset(acts))
        assert not found.orders
        return {one.id for road in found.instead for one in road.provisions}

    pictures = {"pa-civil-action", "pa-intimate-image"}
    assert any(one in named("intimate-image") for one in pictures)
    assert named() == named("intimate-image")
    assert not {one for one in named("harassing") if BOOK.provisions[one][1].kind == "intimate-image"}
    assert "pa-civil-action" not in named("harassing")


def test_a_threat_to_out_somebody_is_said_before_anything_is_filed() -> None:
    assert words.OUTING in asked(BOOK, age=16, special=frozenset({"outing"})).notes
    assert words.OUTING not in asked(BOOK, age=16).notes


def test_an_older_client_is_shown_the_order_for_vulnerable_adults_and_that_it_has_conditions() -> None:
    """Florida's over exploitation names no age: at 74 it is a question, with care depended on a match."""

    def named(*special: str, acts: str = "identity-theft") -> tuple[bool, bool]:
        given = {"state": "US-FL", "relationship": "adult-child", "age": 74, "acts": frozenset({acts})}
        found = asked(BOOK, **given, special=frozenset(special))
        return tuple(
            any(one.provision.id == "fl-exploitation-inj" for one in group)
            for group in (found.orders, found.check_first)
        )  # type: ignore[return-value]

    assert named() == (False, True)
    assert named("depends-on-care") == (True, False)
    assert named("depends-on-care", acts="tracking") == (False, True)


def test_washingtons_order_for_partners_names_the_children() -> None:
    block = BOOK.provisions["wa-protective-order-domestic-violence-protection-order"][1].eligibility
    assert block is not None and "custody" in block.can_order


def test_what_holds_for_the_young_is_not_told_to_a_grown_client() -> None:
    def notes(age: int | None) -> str:
        found = asked(BOOK, state="US-WA", relationship="ex-partner", age=age)
        return " ".join(one.note.en for one in found.orders if one.note is not None)

    assert "A minor of 15 or over" not in notes(34)
    assert "A minor of 15 or over" in notes(15) and "A minor of 15 or over" in notes(None)
