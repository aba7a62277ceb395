# SPDX-License-Identifier: Apache-2.0
"""One vocabulary: the article's words are in it, each word is used, and every old spelling finds its way."""

from __future__ import annotations

import re

import pytest
from tests.support.catalogues import real_catalogue

from leeward.knowledge.models.screen import Item
from leeward.knowledge.models.vocabulary import Term, resolve_term, with_broader

BOOK = real_catalogue()
WORDS = BOOK.vocabulary
TERM_LISTS: dict[str, tuple[Term, ...]] = {
    "means": WORDS.means,
    "acts": WORDS.acts,
    "targets": WORDS.targets,
    "relationships": WORDS.relationships,
    "ages": WORDS.ages,
    "variants": WORDS.variants,
    "option_families": WORDS.option_families,
    "legal_kinds": WORDS.legal_kinds,
    "service_tags": WORDS.service_tags,
    "wishes": WORDS.wishes,
}
NO_ANSWER = {"none", "unknown", "not_sure", "other"}


def codes_of(item: Item) -> list[str]:
    return [choice.code for choice in BOOK.screen.choices_of(item)]


@pytest.mark.parametrize(
    ("field", "ids"),
    [
        (
            "means",
            {
                "social-media", "tracking-device", "messaging", "email", "spyware", "surveillance-camera",
                "keylogger",
            },
        ),
        ("acts", {"tracking", "following", "intimidating", "harassing"}),
        ("targets", {"individual", "family", "group", "community"}),
    ],
)  # fmt: skip
def test_the_words_of_the_article_are_here(field: str, ids: set[str]) -> None:
    assert ids - {term.id for term in TERM_LISTS[field]} == set()


def test_the_six_scenarios_of_the_article_are_here() -> None:
    assert {scenario.id for scenario in BOOK.scenarios if scenario.from_article} == {
        "ex-partner-separation", "identity-bullying", "image-extortion", "political-deepfake",
        "recreational-hacking", "burglary-recon",
    }  # fmt: skip


@pytest.mark.parametrize("field", TERM_LISTS)
def test_a_word_is_found_by_its_id_and_by_every_old_spelling(field: str) -> None:
    terms = TERM_LISTS[field]
    found = {name: resolve_term(terms, name) for term in terms for name in (term.id, *term.aliases)}
    assert found == {name: term for term in terms for name in (term.id, *term.aliases)}
    assert resolve_term(terms, "made-up") is None


@pytest.mark.parametrize("field", TERM_LISTS)
def test_every_word_has_a_label_in_both_languages_and_no_two_look_the_same(field: str) -> None:
    labels = [(term.label.en.strip(), term.label.es.strip()) for term in TERM_LISTS[field]]
    assert all(en and es for en, es in labels)
    for language in (0, 1):
        said = [label[language] for label in labels]
        assert [one for one in said if said.count(one) > 1] == []


@pytest.mark.parametrize("field", TERM_LISTS)
def test_wider_words_end_somewhere(field: str) -> None:
    parents = {term.id: term.broader for term in TERM_LISTS[field]}
    for start in parents:
        way, current = [start], parents[start]
        while current is not None:
            assert current not in way, f"{field}: {start} is its own wider word"
            way.append(current)
            current = parents[current]
        assert with_broader(TERM_LISTS[field], frozenset({start})) == set(way)


def test_every_age_has_bands_and_is_either_a_minor_or_an_adult() -> None:
    for age in range(151):
        bands = {band.id for band in WORDS.ages if band.from_years <= age <= band.to_years}
        assert ("minor" in bands, "adult" in bands) == (age < 18, age >= 18), f"{age} years"
        assert ("teen" in bands, "child" in bands) == (12 <= age < 18, age < 12), f"{age} years"


def test_a_band_lies_within_its_wider_band() -> None:
    bands = {band.id: band for band in WORDS.ages}
    for band in WORDS.ages:
        if band.broader is not None:
            wider = bands[band.broader]
            assert wider.from_years <= band.from_years <= band.to_years <= wider.to_years, band.id


def test_a_flag_group_stands_for_flags_and_never_for_a_flag_of_its_name() -> None:
    flags = {flag.id for flag in BOOK.flags}
    assert [group.id for group in WORDS.flag_groups if not group.flags] == []
    assert [group.id for group in WORDS.flag_groups if group.id in flags] == []


@pytest.mark.parametrize("link_id", [item.linkId for item in BOOK.items.values() if item.maps is not None])
def test_the_answers_of_a_question_that_maps_are_words(link_id: str) -> None:
    item = BOOK.items[link_id]
    assert item.maps is not None
    lost = [code for code in codes_of(item) if resolve_term(TERM_LISTS[item.maps], code) is None]
    assert set(lost) - NO_ANSWER == set()


def test_the_answers_to_who_it_is_are_relationships() -> None:
    lost = [
        code
        for code in codes_of(BOOK.items["w1"])
        if resolve_term(WORDS.relationships, code) is None
        and resolve_term(WORDS.relationships, code.replace("_", "-")) is None
    ]
    assert lost == []


def test_the_answers_to_what_is_wanted_are_wishes() -> None:
    assert [code for code in codes_of(BOOK.items["g1"]) if resolve_term(WORDS.wishes, code) is None] == []


def test_no_word_is_idle() -> None:
    used: dict[str, set[str | None]] = {
        "means": {one for mechanism in BOOK.mechanisms for one in mechanism.means},
        "option_families": {option.family for option in BOOK.options},
        "legal_kinds": {provision.kind for place in BOOK.law for provision in place.provisions},
        "service_tags": {one for service in BOOK.services for one in service.services},
        "wishes": {one for option in BOOK.options for one in option.wishes},
        "variants": {way.variant for scenario in BOOK.scenarios for way in scenario.raised_when},
    }
    idle = {field: {term.id for term in TERM_LISTS[field]} - ids for field, ids in used.items()}
    assert {field: ids for field, ids in idle.items() if ids} == {}


def test_the_ids_of_every_kind_are_lower_case_words_joined_by_hyphens() -> None:
    """linkIds, answer codes and the codes of places keep the spelling others know them by."""
    odd = [
        entry.id
        for kind, entries in BOOK.kinds().items()
        if kind not in ("screen item", "jurisdiction")
        for entry in entries
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)
    ]
    assert odd == []
