# SPDX-License-Identifier: Apache-2.0
"""T31: a printed paper's file name, title and metadata give nobody away, whichever paper it is."""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from pypdf import PdfReader
from tests.support.answers import example, planned, the_book

import leeward.papers
from leeward.papers import (
    RECORD_PARTS,
    GivenOut,
    Paper,
    PaperSize,
    ReleaseForm,
    RequestWords,
    Writing,
    adult_sheet,
    check_list_paper,
    client_plan,
    client_sheet,
    confidential_request,
    given_out_paper,
    letter_paper,
    print_sheet,
    record_plan,
    release_paper,
    ten_minutes_sheet,
    worksheet_paper,
    writings,
)
from leeward.papers.letters import LETTER_KINDS, LetterKind, make_letter
from leeward.planning.checks import Settled, check_list, chosen_checks
from leeward.planning.comparing import compare
from leeward.terms.text import LANGUAGES, Language

SIZES: tuple[PaperSize, ...] = get_args(PaperSize)
CANARY = "ex-Quillfeather"
BOY, MOTHER = planned(example("session-b-boy")), planned(example("session-a-mother"))
CHECKS = check_list(
    ("known-password", "location-sharing"),
    BOY.board.picture,
    Settled(chosen=frozenset({"k:known-password:1", "r:known-password:3"})),
    the_book(),
)
COMPARED = compare(MOTHER.board, MOTHER.board.order[:3], ("safety", "no-court"), the_book())
FINDINGS = BOY.board.picture.findings

MAKERS: dict[str, Callable[[Language, PaperSize], Paper]] = {
    "adult_sheet": lambda language, size: adult_sheet(
        FINDINGS, the_book(), language, size, deadline=CANARY, again=CANARY
    ),
    "check_list_paper": lambda language, size: check_list_paper(
        chosen_checks(CHECKS), CHECKS, the_book(), language, size, made_on=date(2026, 11, 22)
    ),
    "given_out_paper": lambda language, size: given_out_paper(
        [GivenOut(date(2026, 11, 2), CANARY, CANARY, CANARY, date(2026, 11, 1))],
        date(2026, 11, 22),
        language,
        size,
    ),
    "confidential_request": lambda language, size: confidential_request(
        RequestWords(CANARY, CANARY, to_plan=True, mail=CANARY, endangers=True), the_book(), language, size
    ),
    "client_plan": lambda language, size: client_plan(MOTHER, the_book(), language, size, heart=(CANARY,)),
    "letter_paper": lambda language, size: letter_paper(
        make_letter("school", {"words": CANARY, "name": CANARY}, (), the_book(), language, size, to=CANARY)
    ),
    "print_sheet": lambda language, size: print_sheet(
        client_sheet(BOY, the_book(), language, heart=("", CANARY), paper=size)
    ),
    "record_plan": lambda language, size: record_plan(
        BOY, the_book(), language, size, parts=frozenset(RECORD_PARTS)
    ),
    "release_paper": lambda language, size: release_paper(
        ReleaseForm(CANARY, ("chart-line",), CANARY, CANARY, date(2026, 11, 1), date(2026, 12, 1)),
        the_book(),
        language,
        size,
    ),
    "ten_minutes_sheet": lambda language, size: ten_minutes_sheet(FINDINGS, the_book(), language, size),
    "worksheet_paper": lambda language, size: worksheet_paper(
        COMPARED, language, size, form="ordinary", own=CANARY
    ),
    "writings": lambda language, size: writings([Writing("Nov 2, 2026", (CANARY,))], language, size),
}
CARRIED = (
    "adult_sheet", "client_plan", "confidential_request", "given_out_paper", "letter_paper", "print_sheet",
    "release_paper",
    "writings",
)  # fmt: skip
ALLOWED_INFO = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
PLAIN_TITLES = {
    "Letter", "Carta", "Tonight", "Esta noche", "My week", "Mi semana", "By heart", "De memoria",
    "The next ten minutes", "Los próximos diez minutos", "Plan", "List", "Lista", "Agreement", "Acuerdo",
    "Notes", "Notas",
}  # fmt: skip
XMP_SCHEMA = re.compile(r"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>", re.DOTALL)
"""How PDF/A explains its own terms; the same in every such file."""
XMP_TEXT = re.compile(r">([^<>]*[^<>\s][^<>]*)<")
XMP_PLAIN = re.compile(
    r"Typst( [\d.]+)?|application/pdf|proof|default|converted|saved|e[ns]|[\dA-Z]|[\d.]+|[\d:TZ+-]+"
    r"|[\w+/=]{22,}|(uuid:)?[\w-]{36}"
)


def test_every_paper_there_is_stands_in_this_test() -> None:
    makers = {
        name
        for name in leeward.papers.__all__
        if inspect.isfunction(getattr(leeward.papers, name))
        and get_type_hints(getattr(leeward.papers, name))["return"] is Paper
    }
    assert makers == set(MAKERS)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKERS)
def test_file_name_title_and_metadata_are_neutral(name: str, language: Language, size: PaperSize) -> None:
    paper = MAKERS[name](language, size)
    pdf = PdfReader(io.BytesIO(paper.pdf))
    info = pdf.metadata
    assert info is not None
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.pdf", paper.file_name)
    assert paper.title in PLAIN_TITLES
    assert paper.title == info.title
    assert not info.author
    assert not info.subject
    assert not info.get("/Keywords")
    assert set(info) <= ALLOWED_INFO
    for maker in (info.producer, info.creator):
        assert maker is None or re.fullmatch(r"Typst( [\d.]+)?", maker)


def described(paper: Paper) -> str:
    """The description (XMP) inside the file."""
    root: Any = PdfReader(io.BytesIO(paper.pdf)).trailer["/Root"]
    text: str = root["/Metadata"].get_data().decode("utf-8")
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKERS)
def test_the_hidden_description_holds_the_title_and_nothing_else(name: str, language: Language) -> None:
    paper = MAKERS[name](language, "letter")
    said = {text.strip() for text in XMP_TEXT.findall(XMP_SCHEMA.sub("", described(paper)))}
    assert paper.title in said
    assert [] == sorted(text for text in said - {paper.title} if not XMP_PLAIN.fullmatch(text))


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_typed_stands_on_the_page_only(name: str) -> None:
    paper = MAKERS[name]("en", "letter")
    pdf = PdfReader(io.BytesIO(paper.pdf))
    assert CANARY not in described(paper) + str(pdf.metadata) + paper.file_name + paper.title
    assert (CANARY in pdf.pages[0].extract_text()) is (name in CARRIED)


@pytest.mark.parametrize("name", CARRIED)
def test_a_paper_that_is_carried_tells_no_day(name: str) -> None:
    paper = MAKERS[name]("es", "a4")
    info = PdfReader(io.BytesIO(paper.pdf)).metadata
    assert info is not None
    assert "/CreationDate" not in info
    assert "/ModDate" not in info
    assert b"CreateDate" not in paper.pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_that_is_not_safe_to_carry_says_that_it_stays(language: Language) -> None:
    paper = client_plan(MOTHER, the_book(), language)
    text = PdfReader(io.BytesIO(paper.pdf)).pages[0].extract_text()
    assert {"en": "Stays here.", "es": "Se queda aquí."}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_no_letter_tells_in_its_name_whom_it_is_for(kind: LetterKind, language: Language) -> None:
    paper = letter_paper(make_letter(kind, {}, (), the_book(), language))
    info = PdfReader(io.BytesIO(paper.pdf)).metadata
    assert info is not None
    assert re.fullmatch(r"[a-z]+\.pdf", paper.file_name)
    assert paper.title in PLAIN_TITLES
    assert {"/CreationDate", "/ModDate", "/Author", "/Subject", "/Keywords"}.isdisjoint(info)
