# SPDX-License-Identifier: Apache-2.0
"""The differential as a person reads it: possible, quoted, in both languages, no number that judges."""

from __future__ import annotations

import re

import pytest
from tests.support.answers import the_book

from leeward.formulation import Differential, ReportedSigns, rank_mechanisms
from leeward.formulation.together import Together
from leeward.formulation.words import (
    explain_in_words,
    question_in_words,
    summed_up,
    together_in_words,
)
from leeward.terms.context import Context
from leeward.terms.text import LANGUAGES, Language

SAID = ("knows-location-live", "they-set-it-up", "after-child-visit", "knows-only-by-car")


def differential() -> Differential:
    """What a mother of a small child might have said."""
    signs = ReportedSigns(SAID, ("tracker-alert",))
    return rank_mechanisms(signs, Context(relationship="ex-partner"), the_book())


def test_a_possibility_explains_itself_in_english() -> None:
    """What it could be, why, why not, what is not asked, what else."""
    found = differential()
    tag = next(one for one in found.mechanisms if one.id == "item-tracker")
    said = explain_in_words(tag, found, the_book(), "en")
    assert said.could_be.startswith("One possibility: A Bluetooth tag")
    assert "This would fit because you said: “" in said.fits and "of the 4 things you named" in said.fits
    assert "have not noticed this: “My phone warned me" in said.fits_less
    assert said.not_asked.startswith("Not asked yet: “")
    assert said.otherwise.startswith("Something else could explain it: ")


def test_a_way_in_is_never_called_unexplained() -> None:
    """That somebody set up the phone is no effect that a thing must explain."""
    found = differential()
    for one in found.mechanisms:
        less = explain_in_words(one, found, the_book(), "en").fits_less
        assert "They set up my phone or accounts" not in less.partition("By itself")[2]


def test_an_everyday_cause_says_that_it_is_one() -> None:
    """Without the label of its list twice."""
    found = rank_mechanisms(ReportedSigns(("tracker-alert",)), Context(), the_book())
    said = explain_in_words(found.other_explanations[0], found, the_book(), "en")
    assert said.could_be.startswith("An everyday cause: ") and "Everyday:" not in said.could_be


def test_one_thing_alone_or_several_at_once() -> None:
    """And what is left over is named."""
    one, two = Together(("item-tracker",)), Together(("item-tracker", "known-password"))
    rest = Together(("item-tracker",), ("quotes-email",))
    assert together_in_words(one, the_book(), "en").startswith("One thing alone could explain")
    assert together_in_words(two, the_book(), "es").startswith("Varias cosas a la vez podrían explicar todo")
    assert "Left over: “They know what is in my email”." in together_in_words(rest, the_book(), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_a_possibility_and_whole(language: Language) -> None:
    """No percent, no placeholder, no score, no missing end; nothing left in the other language."""
    book, found = the_book(), differential()
    sentences = [
        *summed_up(found, book, language),
        *(
            text
            for one in found.mechanisms
            for text in explain_in_words(one, found, book, language).sentences
        ),
        *(question_in_words(one, book, language).why for one in found.questions),
    ]
    assert len(sentences) > 20
    for sentence in sentences:
        assert sentence.endswith((".", "?", "!")), sentence
        assert not re.search(r"[{}%]|\bscore\b|\d\.\d", sentence), sentence
        assert ("usted dijo" in sentence) <= (language == "es")
        assert ("you said" in sentence) <= (language == "en")


def test_nothing_said_is_nothing_summed_up() -> None:
    """No heading over an empty list."""
    assert () == summed_up(Differential(), the_book(), "en")
