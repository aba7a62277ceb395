# SPDX-License-Identifier: Apache-2.0
"""The law by what happened: each provision once, gaps as gaps, two places, recording, who must report."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from tests.support.catalogues import changed_provision, real_catalogue

from leeward.knowledge.models.reporting import Reporting
from leeward.planning import duty_words, law_words
from leeward.planning.duties import DutyToReport, duties_of
from leeward.planning.happening_words import WORDS
from leeward.planning.happenings import HAPPENED, happened_in
from leeward.planning.law_search import LawEntry, LawFound, compare, electronic_of, explore
from leeward.planning.orders import REACHES
from leeward.planning.recording import is_about_recording, recording_rule, rule_in_short
from leeward.terms.errors import NotFound

BOOK = real_catalogue()
PLACES = [law.jurisdiction for law in BOOK.law]
REPORT = "wa-mandated-reporting"


def all_of(found: LawFound) -> list[LawEntry]:
    return [*(one for group in found.groups for one in group.entries), *found.rest]


def titles(found: LawFound, group: str) -> list[str]:
    return [one.provision.title for each in found.groups if each.id == group for one in each.entries]


def duty(place: str = "US-WA", **block: object) -> DutyToReport:
    """Washington's duty with this block alone."""
    book = changed_provision(REPORT, reporting=Reporting(confidence="confirmed", **block))  # type: ignore[arg-type]
    return duties_of(place, book).reports[0]


# ---------------------------------------------------------------- what happened


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("happened", [(), ("tracked", "threatened"), ("child-hurt",), ("hate",)])
@pytest.mark.parametrize(("who", "age"), [(None, None), ("stranger", 15), ("ex-partner", 34)])
def test_every_provision_of_a_place_stands_once(
    place: str, happened: tuple[str, ...], who: str | None, age: int | None
) -> None:
    """Nothing read is hidden by a question, and nothing is told twice."""
    shown = Counter(
        one.provision.id for one in all_of(explore(place, happened, BOOK, age=age, relationship=who))
    )
    assert shown == Counter(one.id for one in BOOK.jurisdiction(place).provisions)


def test_a_tracker_leads_to_the_law_on_trackers() -> None:
    found = explore("US-OR", ("tracked",), BOOK)
    assert titles(found, "crimes")[0] == "Unlawful use of a global positioning system device"
    assert any("tracked" in why.en for group in found.groups for one in group.entries for why in one.why)


def test_an_order_against_family_is_not_offered_against_a_stranger() -> None:
    found = explore("US-WA", ("threatened",), BOOK, relationship="stranger", age=34)
    assert "Domestic violence protection order" not in titles(found, "orders")
    assert "Stalking protection order" in titles(found, "orders")
    told = next(one for one in found.rest if "Domestic violence" in one.provision.title)
    assert told.why == (law_words.FOR_OTHERS,)


def test_what_we_know_nothing_of_is_named_and_never_called_none() -> None:
    found = explore("US-AK", ("fake-images",), BOOK)
    assert "deepfake-intimate" in found.not_known
    assert "intimate-image" not in found.not_known


def test_a_kind_that_a_place_holds_inside_another_law_is_no_gap() -> None:
    """Ohio has no law by the name of cyberstalking, and reaches it by others."""
    assert "cyberstalking" not in explore("US-OH", ("messages",), BOOK).not_known
    assert "civil-action" in explore("US-GA", ("messages",), BOOK).not_known
    assert explore("US-GA", (), BOOK).not_known == ()


def test_what_must_be_reported_stands_there_whatever_happened() -> None:
    for happened in ((), ("hate",)):
        assert titles(explore("US-WA", happened, BOOK), "reporting")


def test_for_a_minor_what_is_said_of_minors_comes_first_within_a_kind() -> None:
    crimes = [
        one.provision
        for group in explore("US-FED", ("followed",), BOOK, age=15).groups
        if group.id == "crimes"
        for one in group.entries
        if one.provision.kind == "stalking"
    ]
    assert [one.minors is None for one in crimes] == sorted(one.minors is None for one in crimes)
    assert crimes[0].minors


def test_violence_in_person_is_said_not_to_be_in_here() -> None:
    assert law_words.VIOLENCE_NOT_HELD in explore("US-WA", ("hurt",), BOOK).notes
    assert law_words.VIOLENCE_NOT_HELD not in explore("US-WA", ("tracked",), BOOK).notes


def test_an_unknown_place_is_refused_by_name() -> None:
    with pytest.raises(NotFound, match="US-ZZ"):
        explore("US-ZZ", (), BOOK)


@pytest.mark.parametrize("one", HAPPENED, ids=lambda one: one.id)
def test_everything_that_can_happen_leads_somewhere(one: object) -> None:
    """Its kinds and acts are known words, and some place has a law of one of them."""
    happening = next(each for each in HAPPENED if each is one)
    kinds = {term.id for term in BOOK.vocabulary.legal_kinds}
    assert set(happening.kinds) <= kinds and happening.acts <= REACHES.keys()
    known = {term.id for term in (*BOOK.vocabulary.means, *BOOK.vocabulary.acts)}
    known |= {flag.id for flag in BOOK.flags} | {term.id for term in BOOK.vocabulary.relationships}
    assert happening.shown_by | happening.beside | happening.unless <= known
    assert any(provision.kind in happening.kinds for law in BOOK.law for provision in law.provisions)
    assert WORDS[happening.id]


@pytest.mark.parametrize(
    ("said", "happened"),
    [
        ("He put an AirTag in my car", {"tracked"}),
        ("me AMENAZA con publicar mis fotos íntimas", {"threatened", "images-shared"}),
        ("fake nudes of my son at school", {"fake-images", "at-school", "child-hurt"}),
        ("somebody pretends to be me", {"impersonated"}),
        ("entró en mi cuenta", {"account-entered"}),
        ("no puedo recordar la calle", set()),
        ("the cat sat", set()),
        ("", set()),
    ],
)
def test_plain_words_in_both_languages_are_understood(said: str, happened: set[str]) -> None:
    found = set(happened_in(said))
    assert happened <= found and (happened or not found)


# ---------------------------------------------------------------- electronic means


def test_how_electronic_means_come_in_is_said_or_said_not_to_be_known() -> None:
    of = {id: electronic_of(BOOK.provisions[id][1]) for id in BOOK.provisions}
    assert of["fl-stalking-inj"] == law_words.ORDER_SAYS
    assert of["wa-cyberstalking"] == law_words.BY_KIND
    threats = BOOK.provisions["wa-threats"][1]
    named = msgspec.structs.replace(threats, summary="Threats in person, by telephone or by e-mail.")
    assert electronic_of(named) == law_words.NAMED
    assert of["wa-stalking"] == law_words.NOT_NAMED
    assert of["wa-protective-order-sexual-assault-protection-order"] == law_words.NOT_NAMED, "“Text read was”"
    assert of[REPORT] is None


# ---------------------------------------------------------------- two places


def test_two_places_stand_side_by_side_and_a_missing_side_is_empty() -> None:
    rows = {row.kind: row for row in compare("US-OR", "US-GU", ("tracked",), BOOK)}
    assert rows["tracking-device"].first and not rows["tracking-device"].second
    assert rows["protective-order"].first and rows["protective-order"].second
    assert "hate-crime" not in rows


def test_without_a_question_all_kinds_of_both_places_are_compared() -> None:
    rows = compare("US-WA", "US-TX", (), BOOK)
    for side, place in (("first", "US-WA"), ("second", "US-TX")):
        shown = [one.provision.id for row in rows for one in getattr(row, side)]
        assert Counter(shown) == Counter(one.id for one in BOOK.jurisdiction(place).provisions)


# ---------------------------------------------------------------- recording


def test_the_rule_on_recording_is_as_sure_as_the_section_it_cites() -> None:
    alaska = recording_rule("US-AK", BOOK)
    assert (alaska.confidence, alaska.rests_on and alaska.rests_on.citation) == ("confirmed", "AS 42.20.310")
    assert recording_rule("US-PR", BOOK).confidence == "unverified"


def test_a_rule_on_another_section_of_the_chapter_is_likely_at_most() -> None:
    """South Carolina's rule cites 17-30-30; what was read is 17-30-20."""
    book = changed_provision("sc-eavesdropping", confidence="confirmed")
    assert recording_rule("US-SC", book).confidence == "likely"


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_its_rule_on_recording(place: str) -> None:
    rule = recording_rule(place, BOOK)
    assert rule.note == BOOK.jurisdiction(place).recording_consent_note
    assert rule.says == law_words.RECORDING[BOOK.jurisdiction(place).recording_consent]


def test_beside_an_option_the_rule_is_short_and_names_the_place() -> None:
    assert [one.id for one in BOOK.options if is_about_recording(one)] == ["home-security-basics"]
    assert "Washington: Everyone in the talk must agree" in rule_in_short("US-WA", BOOK).en
    assert rule_in_short(None, BOOK) == law_words.RECORDING_ANYWHERE


# ---------------------------------------------------------------- who must report


def test_what_was_not_read_sends_to_somebody_today() -> None:
    one = duties_of("US-WA", changed_provision(REPORT, reporting=None)).reports[0]
    assert [who.answer for who in one.by_who] == [duty_words.NOT_KNOWN] * 3 + [duty_words.WHO_DECIDES]
    assert not any(who.is_known for who in one.by_who)
    assert (one.how_fast, one.to_whom, one.sets_off) == (None, None, None)


def test_an_unknown_person_is_answered_only_where_it_never_matters_who() -> None:
    assert duty(by_carer="must", by_other_adult="must", by_peer="must").by_who[3].answer == duty_words.WHOEVER
    partly = duty(by_carer="must", by_other_adult="must")
    assert partly.by_who[3].answer == duty_words.WHO_DECIDES and not partly.by_who[3].is_known
    sexual = duty(by_carer="must", by_other_adult="must", by_peer="only-sexual")
    assert sexual.by_who[3].answer == duty_words.WHO_DECIDES


def test_how_fast_and_to_whom_are_put_together() -> None:
    one = duty(speed="at-once", within_hours=24, written_within_hours=48, to=("hotline", "police"))
    assert one.how_fast is not None and one.to_whom is not None
    assert one.how_fast.en == "at once; within 24 hours at the latest; then in writing within 48 hours"
    assert one.to_whom.es == "la línea del estado; la policía o la oficina del sheriff"


def test_nothing_is_called_usual() -> None:
    said = [
        text
        for law in BOOK.law
        for one in duties_of(law.jurisdiction, BOOK).reports
        for text in (*(who.answer for who in one.by_who), one.how_fast, one.to_whom, one.sets_off, one.note)
        if text is not None
    ]
    assert said and not [text for text in said if "usual" in text.en.lower() or "normal" in text.es.lower()]


@pytest.mark.parametrize("place", [one for one in PLACES if one not in ("US-FED", "US-PR")])
def test_every_state_says_that_a_parent_or_carer_is_reported(place: str) -> None:
    reports = duties_of(place, BOOK).reports
    assert any(one.by_who[0].is_known for one in reports)


def test_the_federal_level_has_no_duty_of_every_clinician() -> None:
    """Providers, federal land and privacy rules are told, but no table of who did it."""
    federal = duties_of("US-FED", BOOK)
    assert (federal.reports, federal.help) == ((), None)
    assert federal.others and federal.protect
