# SPDX-License-Identifier: Apache-2.0
"""One number however it is written, and numbers nobody is sent to, in own entries and loaded directories."""

from __future__ import annotations

import pytest
from tests.support.answers import the_book

from leeward.exchange.hsds import feed, model
from leeward.planning.directory import every_service
from leeward.terms.phone_numbers import digits_of, numbers_written, refused_number
from leeward.terms.shown import has_hidden_letters


@pytest.mark.parametrize(
    "written",
    [
        "1-800-799-7233",
        "(800) 799-7233",
        "+1 800 799 7233",
        "18007997233",
        "800-799-SAFE",
        "1-800-799-7233 ext. 4",
        "TTY 1-800-799-7233",
        "1.800.799.7233, press 2",
        "８００-799-7233",
    ],
)
def test_one_number_is_the_same_however_it_is_written(written: str) -> None:
    assert digits_of(written) == "8007997233"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("*72 900-555-0199", "code"),
        ("#31#555-0100", "code"),
        ("dial *72 555-0100", "code"),
        ("＊72 5550100", "code"),
        ("1-900-555-0100", "toll"),
        ("+1 (900) 555-0100", "toll"),
        ("19005550100", "toll"),
        ("1-900-HOT-LINE", "toll"),
        ("976-1234", "toll"),
        ("212 976 1234", "toll"),
        ("988", None),
        ("711 then 988", None),
        ("1-833-900-7233", None),
        ("1-800-976-1234", None),
        ("+52 900 555 0100", None),
        ("555-0100", None),
    ],
)
def test_nobody_is_sent_to_a_code_or_to_a_line_that_charges(number: str, why: str | None) -> None:
    assert refused_number(number) == why
    taken = feed._phone(model.Phone(id="p", number=number))
    assert (taken is None) == (why is not None)


def test_no_number_of_ours_is_one_of_those() -> None:
    phones = [phone.number for one in every_service(the_book()) for phone in one.phones]
    assert len(phones) > 100
    assert [] == [one for one in phones if refused_number(one) is not None or not digits_of(one)]


def test_numbers_are_found_among_words_and_days_are_none() -> None:
    said = "Since 2026-11-20, ages 12 to 24, 24/7: call (800) 555-0199 or 555-0100."
    assert numbers_written(said) == {"8005550199", "5550100"}


def test_what_does_not_show_is_seen() -> None:
    assert not has_hidden_letters("Línea de ayuda: ¡llame ya!\nOprima 2\u00a0— ñ, 北京")
    for letter in ("\u202e", "\u200b", "\ufeff", "\u00ad", "\U000e0041", "\x07", "\u2028", "\u3164"):
        assert has_hidden_letters(f"Har{letter}bor"), ascii(letter)
