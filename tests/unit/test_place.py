# SPDX-License-Identifier: Apache-2.0
"""Law and services of a place: what is left out is only what is known not to fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import the_book
from tests.support.strategies import RELATIONSHIPS, STATES

from leeward.knowledge import Catalogue
from leeward.planning.place import CLOSE_RELATIONSHIPS, features_of, law_of, services_for

TAGS = tuple(tag.id for tag in the_book().vocabulary.service_tags)


def orders(state: str, relationship: str | None, book: Catalogue) -> set[str]:
    """The orders limited to partners, family or household that are shown."""
    found = law_of(book.jurisdiction(state), kinds=frozenset({"protective-order"}), relationship=relationship)
    return {one.id for one in found.provisions if one.relationship == "intimate-or-family"}


@pytest.mark.parametrize("relationship", sorted(CLOSE_RELATIONSHIPS))
def test_an_order_for_partners_and_family_is_open_to_them(relationship: str, book: Catalogue) -> None:
    """Washington's domestic violence order."""
    assert {"wa-protective-order-domestic-violence-protection-order"} == orders("US-WA", relationship, book)


@pytest.mark.parametrize("relationship", ["stranger", "neighbor", "coworker", "online-contact"])
def test_it_is_left_out_for_somebody_known_to_be_neither(relationship: str, book: Catalogue) -> None:
    """An order the court would refuse costs courage."""
    assert set() == orders("US-WA", relationship, book)


@pytest.mark.parametrize("relationship", [None, "unknown"])
def test_it_is_shown_when_nobody_knows_who_it_is(relationship: str | None, book: Catalogue) -> None:
    """The unknown person may be the one at home."""
    assert orders("US-WA", relationship, book)


@given(
    state=st.sampled_from(STATES),
    kind=st.sampled_from([one.id for one in the_book().vocabulary.legal_kinds]),
    relationship=st.sampled_from((None, *RELATIONSHIPS)),
    age=st.sampled_from((None, 14, 30)),
)
def test_law_is_only_of_the_kind_asked_for(
    state: str, kind: str, relationship: str | None, age: int | None
) -> None:
    """And every provision of the kind that is open to the person is there."""
    place = the_book().jurisdiction(state)
    found = law_of(place, kinds=frozenset({kind}), relationship=relationship, age=age).provisions
    assert {kind} >= {one.kind for one in found}
    open_to_all = {
        one.id for one in place.provisions if one.kind == kind and one.relationship != "intimate-or-family"
    }
    assert open_to_all <= {one.id for one in found}


def test_for_a_minor_rules_for_minors_come_first(book: Catalogue) -> None:
    """The same provisions, in another order."""
    place = book.jurisdiction("US-CA")
    adult, minor = law_of(place, age=30).provisions, law_of(place, age=15).provisions
    assert set(adult) == set(minor)
    have = [one.minors is not None for one in minor]
    assert sorted(have, reverse=True) == have
    assert True in have and False in have


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_law_an_order_and_its_sources(state: str, book: Catalogue) -> None:
    """S18: every state, DC and the territories."""
    place = book.jurisdiction(state)
    assert place.provisions
    assert [] == [one.id for one in place.provisions if not one.sources]
    assert "us" in (features_of(state, book) or frozenset())


def test_without_a_state_nothing_is_known_and_nothing_is_hidden(book: Catalogue) -> None:
    """None is not the same as a state that offers nothing."""
    assert features_of(None, book) is None


@given(
    need=st.sampled_from(TAGS),
    state=st.none() | st.sampled_from(STATES),
    age=st.sampled_from((None, 9, 14, 17, 18, 30, 67)),
    language=st.sampled_from((None, "en", "es")),
)
def test_every_service_fits_the_need_the_place_and_the_age(
    need: str, state: str | None, age: int | None, language: str | None
) -> None:
    """Nobody is sent to a line that will turn them away."""
    found = services_for(the_book(), needs=frozenset({need}), state=state, age=age, language=language)
    for service in found:
        assert need in service.services
        assert {"US", "INTL", state} & set(service.jurisdictions)
        if age is not None:
            assert (service.eligibility.minimum_age or 0) <= age
            assert service.eligibility.maximum_age is None or age <= service.eligibility.maximum_age
        assert service.audience in ("client", "both")
        assert service.status == "active"
    assert len(set(found)) == len(found)


@given(need=st.sampled_from(TAGS), state=st.sampled_from(STATES))
def test_a_language_changes_the_order_and_hides_nothing(need: str, state: str) -> None:
    """Those that speak the language come first; an interpreter can be found for the rest."""
    plain = services_for(the_book(), needs=frozenset({need}), state=state)
    spanish = services_for(the_book(), needs=frozenset({need}), state=state, language="es")
    assert {one.id for one in plain} == {one.id for one in spanish}
    speaks = ["es" not in one.languages for one in spanish]
    assert sorted(speaks) == speaks


def test_a_service_of_the_state_comes_before_the_same_of_the_country(book: Catalogue) -> None:
    """Washington's clinic is shown in Washington, and only there."""
    here = [one.id for one in services_for(book, needs=frozenset({"tech-safety"}), state="US-WA")]
    there = [one.id for one in services_for(book, needs=frozenset({"tech-safety"}), state="US-OR")]
    assert "tecc-clinic" in here
    assert "tecc-clinic" not in there


def test_services_for_professionals_are_not_mixed_with_those_for_clients(book: Catalogue) -> None:
    """A consultation line is not a client's."""
    needs = frozenset({"mhp-support"})
    for_clients = {one.audience for one in services_for(book, needs=needs, audience="client")}
    for_mhps = {one.audience for one in services_for(book, needs=needs, audience="mhp")}
    assert for_clients <= {"client", "both"}
    assert for_mhps and for_mhps <= {"mhp", "both"}
