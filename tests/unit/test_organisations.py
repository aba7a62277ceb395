# SPDX-License-Identifier: Apache-2.0
"""Which organisations come forward for a client, in which order, and where the way differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import example, the_book
from tests.support.catalogues import raw_entry

from leeward.formulation import form_picture
from leeward.formulation.signs import ReportedSigns
from leeward.knowledge import load_catalogue
from leeward.planning.organisations import (
    Known,
    PathwayFit,
    corrected,
    known_by_hand,
    known_of,
    law_behind,
    pathways_for,
    platforms_in_order,
)
from leeward.screening import find, read_answers

READ = ("answers", "context", "language", "voice")
BOOK = the_book()
PEOPLE = [term.id for term in BOOK.vocabulary.relationships]
PLACES = [place.jurisdiction for place in BOOK.law]


def known_in(name: str) -> Known:
    answers = read_answers({key: value for key, value in example(name).items() if key in READ}, BOOK)
    return known_of(form_picture(find(answers, BOOK), ReportedSigns(), BOOK), BOOK)


def by_id(known: Known) -> dict[str, PathwayFit]:
    return {one.organisation.id: one for one in pathways_for(known, BOOK)}


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("1-ex-partner-after-separation", "carrier"),
        ("2-bullying-at-school", "school"),
        ("3-extortion-over-images", "platform"),
        ("4-deepfake-of-a-candidate", "campaign"),
        ("5-hacking-for-fun", "platform"),
        ("6-watching-before-a-theft", "landlord"),
    ],
)
def test_every_scenario_leads_to_an_organisation_that_fits_it(name: str, first: str) -> None:
    found = pathways_for(known_in(name), BOOK)[0]
    assert found.organisation.id == first
    assert found.because
    assert found.organisation.backfire


@given(st.sampled_from([None, *PEOPLE]), st.one_of(st.none(), st.integers(0, 110)), st.sampled_from(PLACES))
def test_nothing_known_leaves_an_organisation_out(who: str | None, age: int | None, state: str) -> None:
    found = pathways_for(known_by_hand(BOOK, relationship=who, age=age, state=state), BOOK)
    assert sorted(one.organisation.id for one in found) == sorted(one.id for one in BOOK.organisations)
    fits = [one.fits for one in found]
    assert fits == sorted(fits, reverse=True)


def test_without_anything_known_nothing_is_said_to_fit() -> None:
    assert not any(one.fits for one in pathways_for(known_by_hand(BOOK), BOOK))


@pytest.mark.parametrize(("age", "fits"), [(14, True), (19, True), (40, False), (None, True)])
def test_a_school_is_for_the_young(age: int | None, fits: bool) -> None:
    assert by_id(known_by_hand(BOOK, relationship="peer-student", age=age))["school"].fits is fits


@pytest.mark.parametrize(("age", "fits"), [(14, False), (19, True), (40, True)])
def test_a_college_is_for_adults(age: int, fits: bool) -> None:
    assert by_id(known_by_hand(BOOK, relationship="peer-student", age=age))["college"].fits is fits


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("teacher-or-staff", "school"),
        ("teacher-or-staff", "college"),
        ("teacher-or-staff", "club"),
        ("employer", "employer"),
        ("landlord", "landlord"),
        ("insider-professional", "bank"),
        ("insider-professional", "clinic"),
        ("therapist-or-clergy", "clinic"),
        ("therapist-or-clergy", "club"),
        ("parent", "school"),
    ],
)
def test_nobody_is_sent_to_the_office_where_the_person_works(who: str, where: str) -> None:
    """The usual first step gives way to one that goes elsewhere."""
    usual, now = by_id(known_by_hand(BOOK))[where], by_id(known_by_hand(BOOK, relationship=who))[where]
    assert now.cases
    assert now.first_step != usual.first_step == usual.organisation.first_step


@pytest.mark.parametrize(("said", "is_in_vain"), [("nothing", True), ("worse", True), ("helped", False)])
def test_what_was_told_in_vain_is_known(said: str, is_in_vain: bool) -> None:
    raw: dict[str, Any] = {"answers": {"b1": "school", "b3": said}, "context": {"age": 15}}
    answers = read_answers(raw, BOOK)
    known = known_of(form_picture(find(answers, BOOK), ReportedSigns(), BOOK), BOOK)
    assert by_id(known)["school"].in_vain is is_in_vain
    assert not by_id(known)["employer"].in_vain


def test_a_correction_on_the_page_counts_and_changes_nothing_else() -> None:
    known = known_in("2-bullying-at-school")
    grown = corrected(known, BOOK, state="US-TX", relationship="employer", age=45)
    assert (grown.context.state, grown.context.age) == ("US-TX", 45)
    assert not by_id(grown)["school"].fits
    assert by_id(grown)["employer"].fits
    assert by_id(known)["school"].fits
    assert grown.scenarios == known.scenarios


def test_the_law_of_the_state_stands_before_federal_law() -> None:
    here, federal = law_behind(BOOK.organisation("school"), "US-WA", BOOK)
    assert {one.kind for one in here.provisions} == {"school-policy"}
    assert here.jurisdiction.jurisdiction == "US-WA"
    assert [one.id for one in federal.provisions] == ["fed-title-ix", "fed-title-vi-504", "fed-ferpa"]


def test_where_no_state_is_known_only_federal_law_is_told() -> None:
    assert [one.jurisdiction.jurisdiction for one in law_behind(BOOK.organisation("school"), None, BOOK)] == [
        "US-FED"
    ]


def test_a_place_without_such_a_law_is_named_with_none() -> None:
    here, _ = law_behind(BOOK.organisation("school"), "US-GU", BOOK)
    assert here.provisions == ()


def test_every_platform_is_there_and_those_in_use_come_first() -> None:
    ordered = [one.id for one in platforms_in_order(("steam", "grindr"), BOOK)]
    assert set(ordered[:2]) == {"steam", "grindr"}
    assert sorted(ordered) == sorted(one.id for one in BOOK.platforms)


def test_a_practice_may_tell_it_its_own_way(tmp_path: Path) -> None:
    """An entry of its overlay wins, is marked, and keeps its place."""
    own = raw_entry("organisations/01-school.yaml", "organisations", "school")
    own["ask_for"] = [{"en": "The district’s own safety line", "es": "La línea de seguridad del distrito"}]
    folder = tmp_path / "organisations"
    folder.mkdir()
    text = yaml.safe_dump({"reviewed": "2026-11-23", "organisations": [own]}, allow_unicode=True)
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    book = load_catalogue(overlay=tmp_path)
    assert book.organisation("school").local
    assert [who.en for who in book.organisation("school").ask_for] == ["The district’s own safety line"]
    assert [one.id for one in book.organisations] == [one.id for one in BOOK.organisations]
