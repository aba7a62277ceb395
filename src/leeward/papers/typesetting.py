# SPDX-License-Identifier: Apache-2.0
"""Values -> PDF bytes. The only module that calls the typesetter.

Words reach a template as JSON and are read there as data, so that a client's or a service's text
is never source: `#read("/etc/passwd")` comes out as those letters. Templates and fonts are our own
files; system fonts are not looked at, so the same values give the same bytes on every machine.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
import typst

from leeward.papers.paper import Paper, PaperSize
from leeward.terms.errors import PaperError
from leeward.terms.text import LANGUAGES, Language, Text

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
FONTS = _HERE / "fonts"
MOST_WORDS, MOST_WORD_LETTERS = 3, 20
"""So much is named of what cannot be printed."""
UNSHOWABLE = "\N{WHITE SQUARE}"
"""Stands for a letter that none of our fonts has."""
SQUARES = Text(
    en=f"{UNSHOWABLE} stands for a letter that this paper cannot print.",
    es=f"{UNSHOWABLE} está en lugar de una letra que este papel no puede imprimir.",
)
"""At the foot of what is printed from the record, where nobody can be asked to write it otherwise."""

UNDATED = date(2000, 1, 1)
"""PDF/A wants a day in the file; this one stands for a visit whose day is not known."""

Standards = tuple[Literal["ua-1", "a-2a"], ...]
_TAGGED: Standards = ("ua-1",)
_TAGGED_ARCHIVE: Standards = ("ua-1", "a-2a")
_NO_LETTER = {"Cc": "", "Cf": "", "Cs": "", "Co": UNSHOWABLE, "Cn": UNSHOWABLE}
"""By category: what steers is taken out; what has no meaning of its own cannot stand on an archived page."""
_NO_FONT = "could not be displayed"
_SIZES = {"letter": "us-letter", "a4": "a4"}


def set_paper(
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    file_name: str,
    language: Language,
    paper: PaperSize,
    dated: date | None = None,
) -> Paper:
    """Sets `data` in a template of our own.

    Args:
        template: name of a file in `templates`, without its ending.
        dated: the day written into the file's metadata, which also makes it PDF/A-2a; None: no
            day at all, for papers that a client may carry.

    Raises:
        PaperError: an unknown size or language, or words that cannot be set.
    """
    _check(paper, language)
    fixed = {
        "title": title,
        "language": language,
        "paper": _SIZES[paper],
        "squares": None,
        "dated": None if dated is None else [dated.year, dated.month, dated.day],
    }
    cleaned = cleaned_data({**data, "document": fixed})
    standards = _TAGGED if dated is None else _TAGGED_ARCHIVE
    try:
        pdf = _compile(template, cleaned, standards)
    except typst.TypstError as error:
        if _NO_FONT not in str(error):
            raise _not_set(template) from error
        pdf = _compile_showable(template, cleaned, standards)
    return Paper(pdf=pdf, file_name=file_name, title=title)


def cleaned_data(value: Any) -> Any:
    """The same values with every text composed (NFC) and free of control and direction characters."""
    if isinstance(value, str):
        return cleaned_text(value)
    if isinstance(value, dict):
        return {key: cleaned_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned_data(one) for one in value]
    return value


def cleaned_text(text: str) -> str:
    """One line of composed text without control and direction characters."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(_NO_LETTER.get(unicodedata.category(letter), letter) for letter in spaced)


def unprintable(text: str) -> tuple[str, ...]:
    """Words with a letter that no paper can print, as they were typed; the first few.

    What is typed for a paper is asked before it is made: a row of squares where a name should stand is seen
    by nobody until it lies before a judge.
    """
    typed = unicodedata.normalize("NFC", text)
    shown = cleaned_text(typed)
    if shown.isascii() or (UNSHOWABLE not in shown and _sets_alone(shown)):
        return ()
    words = (word for word in dict.fromkeys(typed.split()) if not _is_printable(word))
    return tuple(word[:MOST_WORD_LETTERS] for word in islice(words, MOST_WORDS))


def _is_printable(word: str) -> bool:
    shown = cleaned_text(word)
    return UNSHOWABLE not in shown and all(_has_letter(letter) for letter in shown)


def _check(paper: str, language: str) -> None:
    if paper not in get_args(PaperSize):
        raise PaperError("an unknown paper size", expected="letter or a4", do="Choose one of the two")
    if language not in LANGUAGES:
        raise PaperError("an unknown language", expected="en or es", do="Choose one of the two")


def _compile(template: str, data: Any, standards: Standards) -> bytes:
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        format="pdf",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=[*standards],
        timestamp=0,
        sys_inputs={"data": msgspec.json.encode(data).decode("utf-8")},
    )


def _compile_showable(template: str, data: Any, standards: Standards) -> bytes:
    """Once more, with a square for every letter that lies outside what our fonts have."""
    try:
        said = SQUARES.said_in(data["document"]["language"])
        told = {**data, "document": {**data["document"], "squares": said}}
        return _compile(template, _showable(told), standards)
    except typst.TypstError as error:
        raise _not_set(template) from error


def _showable(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(letter if _has_letter(letter) else UNSHOWABLE for letter in value)
    if isinstance(value, dict):
        return {key: _showable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_showable(one) for one in value]
    return value


@cache
def _has_letter(letter: str) -> bool:
    """Latin letters and usual punctuation; a rarer letter is tried on its own."""
    return letter.isascii() or _sets_alone(letter)


def _sets_alone(letter: str) -> bool:
    try:
        _compile("letter", {"letter": letter}, _TAGGED)
    except typst.TypstError:
        return False
    return True


def _not_set(template: str) -> PaperError:
    return PaperError(
        "a page that could not be set",
        expected="words and signs that fit the page",
        do="Try again; if it stays, print the screen and report the fault with the name of the paper",
        where=template,
    )
