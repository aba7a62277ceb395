# SPDX-License-Identifier: Apache-2.0
"""What no paper can print is named before it is made; what can be printed is never refused."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from leeward.papers.given_out import GivenOut, given_out_paper
from leeward.papers.letters import KINDS
from leeward.papers.letters.keep_out import KeptOff, fault_of_reader, faults
from leeward.papers.typesetting import UNSHOWABLE, _compile, unprintable
from leeward.terms.text import Language

PRINTED = [
    "On Sunday he waited at the gate.",
    "Ámbar Núñez dijo: «¿ya?» — “sí” … 5 € ½",
    "Nguyễn Thị Ánh",
    "Олена прийшла",
    "Łukasz Żółć, Çağla Şükür, Bjørn Åse",
    "cafe\u0301",
]
SQUARES = [
    ("王小明 跟踪我", ("王小明", "跟踪我")),
    ("안녕하세요", ("안녕하세요",)),
    ("ਸਿੰਘ", ("ਸਿੰਘ",)),
    ("He wrote 王 and 王 again", ("王",)),
    ("private \ue000", ("\ue000",)),
    ("x" * 30 + "王", ("x" * 20,)),
    ("甲 乙 丙 丁", ("甲", "乙", "丙")),
]


@pytest.mark.parametrize("text", PRINTED)
def test_what_can_be_printed_is_let_through_and_stands_there(text: str) -> None:
    assert unprintable(text) == ()
    pdf = _compile("letter", {"letter": text}, ("ua-1",))
    assert UNSHOWABLE not in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


@pytest.mark.parametrize(("text", "words"), SQUARES)
def test_what_would_be_squares_is_named(text: str, words: tuple[str, ...]) -> None:
    assert unprintable(text) == words


def test_letters_that_steer_are_no_words() -> None:
    """They are taken out, and nothing is missing on the paper."""
    assert unprintable("a\u202eb\u200b é") == ()


@pytest.mark.parametrize("field", ["words", "name"])
def test_a_field_of_a_letter_and_whom_it_goes_to_are_refused(field: str) -> None:
    (fault,) = faults(KINDS["police"], {field: "Ms 王"}, KeptOff())
    assert (fault.field, fault.reason, fault.words) == (field, "unprintable", "王")
    reader = fault_of_reader(KINDS["police"], "Officer 王", KeptOff())
    assert reader is not None and (reader.reason, reader.words) == ("unprintable", "王")


@pytest.mark.parametrize(("language", "says"), [("en", "cannot print"), ("es", "no puede imprimir")])
def test_what_comes_from_the_record_is_printed_and_says_what_a_square_is(
    language: Language, says: str
) -> None:
    """Nobody can be asked to write a note anew before its record is printed."""
    for words, is_said in (("Ms 王", True), ("Ms Ánh", False)):
        row = GivenOut(date(2026, 11, 23), "a summary", words, "to help", None)
        paper = given_out_paper([row], date(2026, 11, 23), language)
        text = " ".join(PdfReader(io.BytesIO(paper.pdf)).pages[0].extract_text().split())
        assert (says in text, UNSHOWABLE in text) == (is_said, is_said)
