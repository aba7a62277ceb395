# SPDX-License-Identifier: Apache-2.0
"""What the ASQ and its closing say to staff: both languages, two tellings kept apart, nobody outed."""

from __future__ import annotations

import re

import msgspec
import pytest
from tests.support.catalogues import content_file

from leeward.knowledge import Catalogue
from leeward.knowledge.files import content_folder
from leeward.knowledge.models.closing import AsqClosing, Point
from leeward.knowledge.parsing import parse_content
from leeward.papers import adult_words
from leeward.terms.text import LANGUAGES, Language

CLOSING = "screening/closing-asq.yaml"


def ids(points: tuple[Point, ...]) -> list[str]:
    return [point.id for point in points]


def said(points: tuple[Point, ...], language: Language) -> str:
    """All points of a list as one text, in lower case."""
    return " ".join(point.text.said_in(language) for point in points).lower()


@pytest.fixture
def closing(book: Catalogue) -> AsqClosing:
    return book.asq_closing


# ---------------------------------------------------------------- the ASQ itself


def test_every_asq_result_tells_staff_what_it_means_and_what_to_do(book: Catalogue) -> None:
    for band in book.instrument("asq").bands:
        assert band.meaning is not None, band.id
        for text in (band.meaning, *band.must_happen):
            assert text.en.strip(), band.id
            assert text.es.strip(), band.id
        assert band.must_happen, band.id


def test_the_asq_is_read_as_written_and_only_in_a_shared_language(book: Catalogue) -> None:
    line = book.instrument("asq").read_aloud
    assert line is not None
    assert "as written" in line.en
    assert "Do not change the words" in line.en
    assert "only in a language you and the client share" in line.en
    assert "No cambie las palabras" in line.es
    assert "solo en un idioma que compartan" in line.es
    assert "never family" in line.en
    assert "nunca familia" in line.es


@pytest.mark.parametrize("instrument_id", ["asq", "c-ssrs-screener"])
def test_a_suicide_screen_says_how_it_is_read(instrument_id: str, book: Catalogue) -> None:
    assert book.instrument(instrument_id).read_aloud is not None


def test_an_answer_is_said_in_spanish_where_there_is_one_and_else_in_the_owners_english(
    book: Catalogue,
) -> None:
    yes, no = book.instrument("asq").answer_sets["yes-no"]
    assert ("Yes", "Sí") == (yes.said_in("en"), yes.said_in("es"))
    assert ("No", "No") == (no.said_in("en"), no.said_in("es"))
    often = book.instrument("phq-9").answer_sets["frequency"][3]
    assert "Nearly every day" == often.said_in("es")


def test_what_has_no_official_spanish_says_so(book: Catalogue) -> None:
    """A stand-in tells staff what is asked; it is never passed off as NIMH's wording."""
    without = {
        item.linkId: item.staff_es
        for item in book.instrument("asq").items
        if item.text is not None and item.text.es is None
    }
    assert {"asq-4-when", "asq-5-describe"} == without.keys()
    assert all(text is not None and "traducción nuestra, no oficial" in text for text in without.values())


# ---------------------------------------------------------------- closing, for a minor


def test_a_minors_positive_result_is_closed_in_one_of_three_ways_written_down(closing: AsqClosing) -> None:
    """The rule of the desk review: safe adult told, or none and what was done, or emergency care."""
    assert {way.id: [one.id for one in way.write] for way in closing.ways} == {
        "safe-adult-told": ["who", "language", "through"],
        "no-safe-adult": ["instead"],
        "emergency-care": ["where", "along"],
    }
    assert 18 == closing.minor_below_years


def test_every_way_says_where_it_comes_from(closing: AsqClosing) -> None:
    for way in closing.ways:
        assert way.sources, way.id
        assert way.reviewed, way.id


def test_closing_stands_in_for_no_assessment(closing: AsqClosing) -> None:
    assert "stay with them and get the emergency evaluation now" in closing.first.en
    assert "no se aparte y consiga ahora la evaluación de emergencia" in closing.first.es


def test_a_safe_adult_hears_of_the_danger_and_what_to_do_tonight(closing: AsqClosing) -> None:
    assert ["danger", "near", "means", "sleep", "phone", "call", "again"] == ids(closing.tell)
    english, spanish = said(closing.tell, "en"), said(closing.tell, "es")
    for word in ("suicide", "stay near", "pills", "guns", "ropes", "sharp", "two in the morning", "48 hours"):
        assert word in english
    for word in (
        "suicidio",
        "cerca",
        "pastillas",
        "armas",
        "cuerdas",
        "filo",
        "dos de la madrugada",
        "48 horas",
    ):
        assert word in spanish
    for text in (english, spanish):
        assert "988" in text
        assert "911" in text


def test_the_phone_is_not_taken_as_a_punishment(closing: AsqClosing) -> None:
    """A phone taken, read or wiped costs proof, trust, and the line to friends."""
    phone = next(point.text for point in closing.tell if point.id == "phone")
    assert "Nobody takes it as a punishment, reads it or wipes it" in phone.en
    assert "Nadie lo quita como castigo, lo lee ni lo borra" in phone.es


PRIVATE = r"\b(pictures?|images?|photos?|sextort\w*|nude|love[sd]?|gay|fotos?|im[aá]gen\w*|sextors\w*|ama)\b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stays_the_young_persons_is_not_in_what_is_told(language: Language, closing: AsqClosing) -> None:
    """Two tellings: the danger is shared; images and who they love are theirs."""
    say = f"{closing.say.said_in(language)} {closing.say_if_feared.said_in(language)}"
    told = f"{said(closing.tell, language)} {say}"
    assert [] == re.findall(PRIVATE, told, re.IGNORECASE)
    assert re.search(PRIVATE, said(closing.stays, language))
    assert ["images", "love", "others"] == ids(closing.stays)


def test_the_sentence_for_the_parent_names_no_gender_and_no_reason(closing: AsqClosing) -> None:
    for say in (closing.say, closing.say_if_feared):
        assert not re.search(r"\b(he|she|him|her|son|daughter)\b", say.en)
        assert "hijo o hija" in say.es
        assert not re.search(r"\b(él|ella|lo|la|solo|sola)\b", say.es.replace("quitarse la vida", ""))
        assert "theirs to tell" in say.en


def test_what_is_read_aloud_and_what_is_printed_say_the_same(closing: AsqClosing) -> None:
    """Two tellings that disagree are found out: both say what was told, or both that we are worried."""
    assert closing.say.en.startswith("Your child has had thoughts of suicide.")
    assert closing.say.es.startswith(adult_words.SAID_CHILD.es)
    assert closing.say_if_feared.en.startswith("We are worried that your child may think of suicide.")
    assert closing.say_if_feared.es.startswith(adult_words.FEARED_CHILD.es)
    told_only_in_one = [one for one in (closing.say, closing.say_if_feared) if "danger" in one.en]
    assert [] == told_only_in_one, "the sentence says what the danger is"


def test_tonight_is_three_questions(closing: AsqClosing) -> None:
    assert ["with", "phone", "locked"] == ids(closing.tonight)
    for point in closing.tonight:
        assert point.text.en.endswith("?")
        assert point.text.es.startswith("¿")


# ---------------------------------------------------------------- closing, for an adult


def test_an_adult_leaves_with_a_plan_and_not_with_a_contract(closing: AsqClosing) -> None:
    assert ["safety-plan", "means", "who-is-told", "contact"] == ids(closing.before_leaving)
    assert "No contract for safety" in closing.before_leaving[0].text.en
    assert "with consent" in closing.before_leaving[2].text.en
    assert "con consentimiento" in closing.before_leaving[2].text.es
    assert "48 hours" in closing.before_leaving[3].text.en


def test_no_text_of_the_closing_genders_the_person(closing: AsqClosing) -> None:
    """El o la joven, un adulto, solo: the glossary asks for words for a person."""
    spanish = re.findall(r'"es":"([^"]*)"', msgspec.json.encode(closing).decode())
    masculine = r"\b(el joven|un adulto|adulto seguro|el cliente|el menor|un menor|a solas con él)\b"
    assert [] == [text for text in spanish if re.search(masculine, text, re.IGNORECASE)]


# ---------------------------------------------------------------- what the loader refuses


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ("minor_below_years: 18", "minor_below_years: 16", "Expected `int` >= 18"),
        ("  - id: instead\n", "  - id: instead\n    when: now\n", "unknown field `when`"),
        ("say:\n", "said:\n", "unknown field `said`"),
    ],
)
def test_a_closing_of_another_shape_is_refused(was: str, becomes: str, problem: str) -> None:
    """Nothing about a minor's danger is read by guesswork."""
    text = (content_folder() / CLOSING).read_text(encoding="utf-8")
    assert was in text
    found = parse_content([content_file(CLOSING, text.replace(was, becomes, 1))]).problems
    assert [CLOSING] == [one.file for one in found]
    assert problem in found[0].message
