# SPDX-License-Identifier: Apache-2.0
"""What is said is said in words that fit it: questions to answer, reasons, what was told, what an app is."""

from __future__ import annotations

import pytest
from tests.support.answers import boarded, found, the_book, visit

from leeward.formats.app_lists import read_app_list
from leeward.inspection.apps import check_apps
from leeward.knowledge.indicators import load_indicators
from leeward.papers.reasons import first_sentence, say_reasons
from leeward.screening.asking import nothing_was_told
from leeward.terms.text import LANGUAGES, Language

WHO = ("Who", "What", "Where", "When", "How", "¿Quién", "¿Qué", "¿Dónde", "¿Cuándo", "¿Cómo")
PROGRAM_SPEECH = ("Flag:", "Situation:", "Stands in for", "Comes before", "Aviso:", "Situación:")
TOLD = {"c1": "no", "c2": "no", "c3": "no", "c4": "no", "c5": "no", "c6": "no", "c9": "no"}


def test_what_is_answered_with_yes_or_no_is_asked_so() -> None:
    """A record that prints "Yes" behind "Who may know?" says nothing."""
    asked = [
        first_sentence(item.clinician.said_in(language))
        for item in the_book().items.values()
        if item.type == "choice"
        and {one.code for one in the_book().screen.choices_of(item)} == {"yes", "no", "not_sure"}
        for language in LANGUAGES
    ]
    assert len(asked) > 20
    assert [] == [text for text in asked if text.split()[0] in WHO]


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_not_the_program_s_own_speech(language: Language) -> None:
    """A clinician may read them aloud."""
    board = boarded(
        visit({"c1": "yes", "m0": ["phishing", "image_abuse"], "m7": "yes", "w1": "ex_partner"}, age=34)
    )
    said = [text for one in board.options for text in say_reasons(one.why, the_book(), language)]
    assert said and not any(text.startswith(PROGRAM_SPEECH) for text in said)


def test_what_was_noted_by_hand_is_not_nothing() -> None:
    """All answers were no, and the clinician saw a danger: "nothing was told" would be wrong."""
    assert nothing_was_told(found(visit(TOLD, age=34)))
    assert not nothing_was_told(found(visit(TOLD, age=34, flags_by_hand=["homicide-suicide-warning"])))


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("com.sand.airdroidkids", ""),
        ("", "AirDroid Kids"),
        ("", "Family Link"),
        ("", "AirDroid Parental Control"),
    ],
)
def test_apps_for_parents_are_named_on_anybody_s_phone(id: str, title: str) -> None:
    """Made for a child's phone, on a grown person's they show the screen, the place and the messages."""
    listed = read_app_list((f"package:{id}" if id else title).encode())
    assert [one.app.title or one.app.id for one in check_apps(listed, load_indicators()).apps]


def test_988_is_not_offered_with_the_screen_asked_over_again() -> None:
    """Who has just answered the suicide screen is not asked it once more in other words."""
    words = the_book().option("crisis-988").first_step
    assert "killing yourself" not in words.en and "quitarse" not in words.es
