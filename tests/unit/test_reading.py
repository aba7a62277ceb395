# SPDX-License-Identifier: Apache-2.0
"""The reading grade agrees with a careful editor and cannot be fooled by shape."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from leeward.knowledge.reading import WORDS_KNOWN, grade, syllables_en, syllables_es
from leeward.terms.text import LANGUAGES, Language

GOLDEN = yaml.safe_load(
    (Path(__file__).parents[1] / "content" / "reading-golden.yaml").read_text(encoding="utf-8")
)
LIMIT = 6.0
COUNTERS: dict[Language, Callable[[str], int]] = {"en": syllables_en, "es": syllables_es}
LONG_WORD: dict[Language, str] = {"en": "responsibility", "es": "responsabilidad"}
EASY_WORDS: dict[Language, list[str]] = {
    "en": ["the", "cat", "911", "phone", "table", "family", "community", "don't"],
    "es": ["el", "gato", "911", "ley", "ciudad", "teléfono", "computadora", "día"],
}


class Passage(NamedTuple):
    """A golden passage with the grades an editor gave it."""

    id: str
    low: int
    high: int
    grade: float


def passages(language: Language) -> list[Passage]:
    return [
        Passage(entry["id"], entry["band"][0], entry["band"][1], grade(entry["text"], language))
        for entry in GOLDEN["passages"]
        if entry["language"] == language
    ]


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, from 1; equal values share their mean rank."""
    return [
        (sum(other < value for other in values) + sum(other <= value for other in values) + 1) / 2
        for value in values
    ]


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    a, b = ranks(left), ranks(right)
    mean = (len(a) + 1) / 2
    shared = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return float(shared / spread**0.5)


# ------------------------------------------------------------------ golden set


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_golden_set_is_large_enough_to_mean_something(language: Language) -> None:
    assert len(passages(language)) >= 40
    assert sum(len(words) for words in GOLDEN["words"][language].values()) >= 120
    ids = [entry["id"] for entry in GOLDEN["passages"]]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_syllables_agree_with_a_hand_count(language: Language) -> None:
    counted = [(word, int(count)) for count, words in GOLDEN["words"][language].items() for word in words]
    wrong = [
        (word, count, COUNTERS[language](word))
        for word, count in counted
        if COUNTERS[language](word) != count
    ]
    assert len(wrong) <= 0.05 * len(counted), f"(word, by hand, by rule): {wrong}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_passages_in_ten_come_within_a_grade_of_the_editors_band(language: Language) -> None:
    found = passages(language)
    outside = [one for one in found if not one.low - 1 <= one.grade <= one.high + 1]
    assert len(outside) <= 0.1 * len(found), outside


@pytest.mark.parametrize("language", LANGUAGES)
def test_passages_come_in_the_editors_order(language: Language) -> None:
    found = passages(language)
    assert spearman([one.low + one.high for one in found], [one.grade for one in found]) >= 0.85


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hard_passage_passes(language: Language) -> None:
    assert [one for one in passages(language) if one.low >= 9 and one.grade <= LIMIT] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plain_passage_is_refused(language: Language) -> None:
    assert [one for one in passages(language) if one.high <= 4 and one.grade > LIMIT] == []


def test_a_passage_and_its_twin_in_spanish_are_held_to_one_scale() -> None:
    gaps = [es.grade - en.grade for en, es in zip(passages("en"), passages("es"), strict=True)]
    assert abs(sum(gaps) / len(gaps)) < 0.5


# ------------------------------------------------------------------ what must hold for any text

LINES = {
    language: st.lists(st.lists(st.sampled_from(words), min_size=1, max_size=25), min_size=1, max_size=8)
    for language, words in EASY_WORDS.items()
}
CASES = st.sampled_from(LANGUAGES).flatmap(lambda language: st.tuples(st.just(language), LINES[language]))


def written(lines: list[list[str]]) -> str:
    return " ".join(" ".join(line) + "." for line in lines)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_grade_is_never_below_zero_nor_above_eighteen(text: str, language: Language) -> None:
    assert 0.0 <= grade(text, language) <= 18.0


@given(st.text(min_size=1), st.sampled_from(LANGUAGES))
def test_every_word_has_a_syllable(word: str, language: Language) -> None:
    assert COUNTERS[language](word) >= 1


@given(CASES)
def test_a_long_sentence_of_long_words_never_makes_a_text_easier(
    case: tuple[Language, list[list[str]]],
) -> None:
    language, lines = case
    added = [LONG_WORD[language]] * max(5, *map(len, lines), 0)
    assert grade(written([*lines, added]), language) >= grade(written(lines), language) - 1e-9


@given(CASES)
def test_running_sentences_together_never_makes_a_text_easier(case: tuple[Language, list[list[str]]]) -> None:
    language, lines = case
    together = [[word for line in lines for word in line]]
    assert grade(written(together), language) >= grade(written(lines), language) - 1e-9


@given(CASES)
def test_a_longer_word_never_makes_a_text_easier(case: tuple[Language, list[list[str]]]) -> None:
    language, lines = case
    harder = [[LONG_WORD[language], *lines[0][1:]], *lines[1:]]
    assert grade(written(harder), language) >= grade(written(lines), language) - 1e-9


@given(CASES, st.sampled_from([" ", "  ", "\t", "\n", "\r\n", "\n\n \n", "\u00a0"]))
def test_spaces_and_blank_lines_do_not_count(case: tuple[Language, list[list[str]]], space: str) -> None:
    language, lines = case
    spread = space.join(" ".join(line) + "." for line in lines)
    assert grade(f"{space}{spread}{space}", language) == grade(written(lines), language)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "¿?", "—"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_read_is_grade_zero(text: str, language: Language) -> None:
    assert grade(text, language) == 0.0


# ------------------------------------------------------------------ shape


def test_a_line_end_ends_a_sentence() -> None:
    assert grade("Keep a log\nSay who saw it", "en") == grade("Keep a log. Say who saw it.", "en")


@pytest.mark.parametrize(
    ("as_written", "as_read"),
    [
        ("Dr. Lee saw it.", "Doc Lee saw it."),
        ("Come at 10:30 a.m. today.", "Come at 10 a m today."),
        ("I said I can't. Then he left.", "I said I must. Then he left."),
        ("It took 3.5 days.", "It took 3 days."),
        ("Call 1-800-799-7233 now.", "Call 911 now."),
        ("Go to https://www.example.org/a/b.html now.", "Go to 1 now."),
        ("Look at example.gov/help now.", "Look at 1 now."),
        ("Write to ex-ana@example.org now.", "Write to 1 now."),
        ("Ask for form-12_b now.", "Ask for form-1 now."),
        ("She said “Stop.” Then he left.", "She said stop. Then he left."),
    ],
)
def test_what_is_copied_not_read_is_one_easy_word(as_written: str, as_read: str) -> None:
    assert grade(as_written, "en") == grade(as_read, "en")


def test_accents_written_as_two_characters_count_as_one_letter() -> None:
    assert grade("Ese di\u0301a oi\u0301 el mio.", "es") == grade("Ese día oí el mio.", "es")


def test_short_fields_do_not_hide_one_long_sentence() -> None:
    long = (
        "You or a helper who knows the site can go through the list of all the phones that have been used to "
        "get in and write down each one that you do not know before you take any of them off it."
    )
    assert grade(f"Check it\n{long}\nNo one\nNothing is lost.", "en") > LIMIT


@pytest.mark.parametrize(
    ("plain", "hard", "language"),
    [
        ("Change your password", "Credential reconfiguration requirements", "en"),
        ("Ask a judge for help", "Petition for injunctive relief proceedings", "en"),
        ("Cambie su contraseña", "Requisitos de reconfiguración de credenciales", "es"),
        ("Pida ayuda a la corte", "Solicitud de medidas cautelares provisionales", "es"),
    ],
)
def test_a_title_is_judged_mildly_but_a_hard_one_is_still_refused(
    plain: str, hard: str, language: Language
) -> None:
    assert grade(plain, language) <= 5.0
    assert LIMIT < grade(hard, language) <= 12.0


# ------------------------------------------------------------------ names that must stand


def test_every_known_word_would_be_hard_without_the_list() -> None:
    assert [word for word in WORDS_KNOWN if max(syllables_en(word), syllables_es(word)) <= 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_a_client_must_find_count_as_easy(language: Language) -> None:
    names = [*WORDS_KNOWN, "911", "988", "FBI", "NCMEC", "StopNCII", "Apple", "WhatsApp", "Take", "Check"]
    two_syllables = {"en": "mother", "es": "madre"}[language]
    easy = grade(" ".join([two_syllables] * 3), language)
    assert [name for name in names if grade(" ".join([name] * 3), language) > easy] == []


def test_letters_said_one_by_one_are_not_one_syllable() -> None:
    assert grade("Use a VPN", "en") > grade("Use a box", "en")


@pytest.mark.parametrize("piece", ["a-", "a.b", "a@", "1 ", "(", "{", "`", "x", "_", "a1", "Dr. "])
def test_odd_text_is_graded_as_fast_as_any(piece: str) -> None:
    start = time.perf_counter()
    grade(piece * 10_000, "en")
    assert time.perf_counter() - start < 3.0


def test_a_whole_catalogue_is_graded_within_a_second() -> None:
    texts = [f"{entry['text']} {number}" for number in range(60) for entry in GOLDEN["passages"]]
    start = time.perf_counter()
    for text in texts:
        grade(text, "en")
    assert time.perf_counter() - start < 3.0, f"{len(texts)} texts; three seconds allow for a slow machine"
