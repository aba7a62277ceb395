# SPDX-License-Identifier: Apache-2.0
"""Days, first sentences and cleaned text as they stand on papers."""

from __future__ import annotations

from datetime import date

from leeward.papers.dates import day_in_words, iso_in_words, week_in_words, weekday_in_words
from leeward.papers.reasons import first_sentence
from leeward.papers.typesetting import cleaned_data


def test_days_are_written_as_people_say_them() -> None:
    day = date(2026, 12, 6)
    assert day_in_words(day, "en") == "Dec 6, 2026"
    assert day_in_words(day, "es") == "6 dic 2026"
    assert weekday_in_words(day, "en") == "Sunday, Dec 6"
    assert weekday_in_words(day, "es") == "domingo 6 de diciembre"


def test_a_week_over_the_end_of_a_month_names_both_months() -> None:
    assert week_in_words(date(2026, 11, 22), "en") == "Nov 22 to 29"
    assert week_in_words(date(2026, 11, 27), "en") == "Nov 27 to Dec 4"
    assert week_in_words(date(2026, 11, 22), "es") == "Del 22 al 29 de noviembre"
    assert week_in_words(date(2026, 11, 27), "es") == "Del 27 de noviembre al 4 de diciembre"


def test_a_day_that_is_not_whole_is_shown_as_it_stands() -> None:
    assert iso_in_words("2026-11", "en") == "2026-11"


def test_a_question_ends_at_its_first_mark() -> None:
    assert first_sentence("Is it yours? Could they open it?") == "Is it yours?"
    assert first_sentence("A free line. They listen.") == "A free line."
    assert first_sentence("No end") == "No end"


def test_hidden_signs_are_taken_out_of_text() -> None:
    raw = {"name": "a\u202eb\u0000c\nd", "list": ["n\u0303"], "number": 3}
    assert cleaned_data(raw) == {"name": "abc d", "list": ["ñ"], "number": 3}
