# SPDX-License-Identifier: Apache-2.0
"""The sheet for the adult who stays tonight: the danger is told, everything else is the teen's to tell."""

from __future__ import annotations

import io
import re
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.support.answers import NO, YES, asq, by_hand, example, found, the_book, visit
from tests.support.catalogues import edited
from tests.support.strategies import SUICIDE_FLAGS

from leeward.knowledge import Catalogue
from leeward.knowledge.check.words import HIGHEST_GRADE, overclaim_in
from leeward.knowledge.reading import grade
from leeward.papers import PaperSize, adult_sheet, adult_words
from leeward.papers.adult import MOST_AGAIN_LETTERS, MOST_HOUR_LETTERS
from leeward.papers.paper import Paper
from leeward.papers.typed import MOST_OFFICE_LETTERS
from leeward.screening import Findings
from leeward.terms.errors import PaperError
from leeward.terms.text import LANGUAGES, Language, Text

SIZES: tuple[PaperSize, ...] = get_args(PaperSize)
TELLS_MORE = {
    "en": r"pictur|photo|imag|video|camera|\bnud|naked|\bsex|porn|extort|blackmail|threat|deadline|money"
    r"|\bpay|\bpaid|\bpost|\bshar(e|ed|ing)\b|\bsent\b|\bsend|online|internet|\bapps?\b|account|chat|messag"
    r"|stalk|\bspy|track|hack|bull(y|ied)|\bgay\b|lesb|bisex|trans|queer|lgbt|boyfriend|girlfriend|\bdat(e|ing)\b|stranger|offender"
    r"|abus|victim|crime|police|report|proof|evidence|leeward|\basq\b|screen|flag",
    "es": r"\bfoto|im[aá]gen|v[ií]deo|c[aá]mara|desnud|\bsex|porno|extors|chantaj|amenaz|plazo|dinero"
    r"|\bpag(o|a|ar|ue|ó)\b|public|compart|\benvi|en l[ií]nea|internet|\bapp|aplicaci|\bcuentas?\b|\bchat"
    r"|\bredes|acos|acech|esp[ií]|rastre|hack|\bgay\b|lesb|bisex|\btrans|lgbt|\bnovi[oa]|desconocid|agresor"
    r"|abus|v[ií]ctima|delito|polic|report|denunci|prueba|leeward|\basq\b|pantalla|alerta",
}
"""Words that would tell the adult, or whoever finds the sheet, more than the danger."""

BOY = found(example("session-b-boy"))
REFUSED = found(visit({"asq-1": None, "asq-2": NO, "asq-3": NO, "asq-4": NO}, age=14))
WISHED = found(visit(asq(one=YES, five=NO), age=14))
FROM_HOME = found(visit(asq(three=YES, five=NO), age=14, flags_by_hand=["offender-parent-or-guardian"]))


def made(
    findings: Findings, language: Language = "en", paper: PaperSize = "letter", **asked: Any
) -> tuple[Paper, str]:
    """The sheet and its words on one line."""
    sheet = adult_sheet(findings, the_book(), language, paper, **asked)
    pages = PdfReader(io.BytesIO(sheet.pdf)).pages
    assert 1 == len(pages), "the sheet is one page"
    return sheet, " ".join(pages[0].extract_text().replace("\u200b", "").split())


def every_text() -> list[Text]:
    """Each text the sheet can say."""
    found: list[Text] = list(adult_words.WORDS.values())
    for value in vars(adult_words).values():
        if isinstance(value, Text):
            found.append(value)
        elif isinstance(value, tuple):
            found += value
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_one_tagged_page_with_a_neutral_name(language: Language, size: PaperSize) -> None:
    sheet, _ = made(BOY, language, size, deadline="9:00 pm", again="Wednesday, 10:00")
    root: Any = PdfReader(io.BytesIO(sheet.pdf)).trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert language == root["/Lang"]
    assert {"en": ("Tonight", "tonight.pdf"), "es": ("Esta noche", "esta-noche.pdf")}[language] == (
        sheet.title,
        sheet.file_name,
    )
    assert b"CreationDate" not in sheet.pdf


@pytest.mark.parametrize("parent", (True, False))
@pytest.mark.parametrize("findings", (BOY, REFUSED, WISHED, FROM_HOME))
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_danger_is_told(language: Language, findings: Findings, parent: bool) -> None:
    sheet, text = made(findings, language, parent=parent)
    for shown in (text, sheet.title, sheet.file_name):
        for pattern in TELLS_MORE.values():
            assert not re.search(pattern, shown, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_sheet_tells_more_whatever_the_findings(language: Language) -> None:
    telling = re.compile(TELLS_MORE[language], re.IGNORECASE)
    for text in every_text():
        assert not telling.search(text.said_in(language)), text.said_in(language)
        assert overclaim_in(text.said_in(language), language) is None


def test_the_same_danger_gives_the_same_sheet_whatever_else_was_told() -> None:
    alone = found(visit(asq(three=YES, five=NO), age=14))
    for language in LANGUAGES:
        assert made(alone, language)[0] == made(BOY, language)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_plain_to_read(language: Language) -> None:
    said = [text.said_in(language) for text in every_text()]
    assert all(said)
    assert grade("\n".join(said), language) <= HIGHEST_GRADE
    hard = [line for line in said if grade(line, language) > HIGHEST_GRADE]
    assert [] == hard


def test_the_first_sentence_says_no_more_than_was_said() -> None:
    assert "Your child has had thoughts of ending their life." in made(BOY)[1]
    for findings in (REFUSED, WISHED):
        text = made(findings)[1]
        assert "We are worried that your child may think of ending their life." in text
        assert "has had thoughts" not in text


@pytest.mark.parametrize("flag", SUICIDE_FLAGS)
def test_every_positive_screen_of_a_young_person_gives_a_sheet(flag: str) -> None:
    assert "thoughts of ending their life" in made(found(by_hand(flag, age=14)))[1]


def test_an_aunt_or_a_coach_is_not_called_a_parent() -> None:
    text = made(BOY, parent=False)[1]
    assert "The young person with you" in text
    assert "Your child" not in text
    assert "I love you" not in text


def test_where_a_parent_is_the_danger_the_sheet_is_never_for_a_parent() -> None:
    assert "Your child" not in made(FROM_HOME, parent=True)[1]


@pytest.mark.parametrize(
    "raw",
    [
        visit(asq(), age=14),
        visit({"asq-1": NO}, age=14),
        visit(age=14, flags_by_hand=["suicide-low", "suicide-unanswered", "despair"]),
        example("session-a-mother"),
    ],
)
def test_without_a_positive_suicide_screen_there_is_no_sheet(raw: dict[str, Any]) -> None:
    with pytest.raises(PaperError, match="no positive suicide screen"):
        adult_sheet(found(raw), the_book(), "en")


@pytest.mark.parametrize("age", (None, 18, 40))
def test_an_adult_client_decides_who_hears_of_it(age: int | None) -> None:
    with pytest.raises(PaperError, match="under 18"):
        adult_sheet(found(visit(asq(three=YES, five=NO), age=age)), the_book(), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hour_and_the_next_talk_stand_where_they_were_agreed(language: Language) -> None:
    late = {"en": "two in the morning", "es": "las dos de la madrugada"}[language]
    text = made(BOY, language, deadline="9:00 pm", again="Wed 10:00, your phone")[1]
    assert f"9:00 pm · {late}" in text
    assert "Wed 10:00, your phone" in text
    assert f": {late}" in made(BOY, language)[1]


def test_numbers_are_those_the_directory_has_confirmed() -> None:
    english, spanish = made(BOY, "en")[1], made(BOY, "es")[1]
    assert "988 Call or text" in english
    assert "press 2" not in english
    assert "oprima 2" in spanish
    assert "AYUDA" not in spanish, "the word is not confirmed in the directory"
    assert "911" in english


def with_lifeline(**changes: Any) -> Catalogue:
    """The directory with each telephone of the line changed."""

    def edit(service: Any) -> Any:
        phones = tuple(msgspec.structs.replace(phone, **changes) for phone in service.phones)
        return msgspec.structs.replace(service, phones=phones)

    return edited("services", "988-lifeline", edit)


def shown_with(book: Catalogue) -> str:
    sheet = adult_sheet(BOY, book, "es")
    return PdfReader(io.BytesIO(sheet.pdf)).pages[0].extract_text()


def test_a_word_to_text_is_shown_once_it_is_confirmed() -> None:
    text = shown_with(with_lifeline(confidence="confirmed"))
    assert "AYUDA" in text


def test_a_key_to_press_goes_when_the_directory_no_longer_says_it() -> None:
    text = shown_with(with_lifeline(description=None))
    assert "oprima" not in text
    assert "988" in text


def test_a_line_nobody_confirmed_is_not_printed() -> None:
    with pytest.raises(PaperError, match="without a confirmed number"):
        shown_with(with_lifeline(confidence="likely"))


@pytest.mark.parametrize(
    ("asked", "place"),
    [({"deadline": "9 " * 30}, "the hour"), ({"again": "Wednesday " * 9}, "when we talk again")],
)
def test_what_is_too_long_is_refused_and_not_repeated(asked: dict[str, Any], place: str) -> None:
    with pytest.raises(PaperError, match=place) as refused:
        adult_sheet(BOY, the_book(), "en", **asked)
    assert "Wednesday" not in str(refused.value)


def test_our_number_stands_where_it_was_given() -> None:
    """A number alone; without one, a line to write on."""
    assert "Office (206) 555-0134" in made(BOY, office="(206) 555-0134")[1]
    assert "Oficina Volvemos" in made(BOY, "es")[1]
    with pytest.raises(PaperError, match="the office"):
        adult_sheet(BOY, the_book(), "en", office="Dr. Ruiz 555-0134")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widest_words_still_fit_on_one_page(language: Language, size: PaperSize) -> None:
    for findings in (BOY, REFUSED):
        hour, again = "W" * MOST_HOUR_LETTERS, "W" * MOST_AGAIN_LETTERS
        asked = {"deadline": hour, "again": again, "office": "5" * MOST_OFFICE_LETTERS}
        text = made(findings, language, size, parent=False, **asked)[1]
        assert text.replace(" ", "").count("W") >= MOST_HOUR_LETTERS + MOST_AGAIN_LETTERS


@given(
    st.text(max_size=MOST_HOUR_LETTERS),
    st.text(max_size=MOST_AGAIN_LETTERS),
    st.sampled_from(LANGUAGES),
    st.sampled_from(SIZES),
)
def test_whatever_is_typed_sets_on_one_page(
    deadline: str, again: str, language: Language, size: PaperSize
) -> None:
    try:
        made(BOY, language, size, deadline=deadline, again=again)
    except PaperError as refused:  # a few letters grow when they are composed
        assert "at most" in str(refused)


def test_words_that_look_like_commands_come_out_as_words() -> None:
    evil = '#read("/etc/passwd") *x* $y$'
    assert evil in made(BOY, deadline=evil)[1]
