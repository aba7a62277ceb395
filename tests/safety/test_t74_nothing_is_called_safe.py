# SPDX-License-Identifier: Apache-2.0
"""T74: no text claims that a person, device, account or result is safe, clean, admissible or certain.

These patterns are this test's own, apart from the ones `leeward content check` uses, and are read over
every text of the catalogue, staff texts included, and over the words of every paper of every example.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest
from babel.messages import pofile
from tests.support.answers import NINE, example, found, planned, the_book

import leeward.practice
from leeward.knowledge import Catalogue
from leeward.papers import RECORD_PARTS, adult_sheet, client_plan, record_plan, ten_minutes_sheet
from leeward.screening.ten_minutes import SUICIDE_POSITIVE
from leeward.terms.text import LANGUAGES, Language

CLAIMS: dict[str, tuple[str, ...]] = {
    "en": (
        r"\b(you|they|she|he|client|person|phone|device|tablet|computer|account|app|car|house|home|result|site|page|it)"
        r"( is| are|’re|'re) (now |all |fully |completely |totally |perfectly |quite )?"
        r"(safe|clean|secure|untraceable|private)\b"
        r"(?! (to|for|from here|with|enough|if|only|when|adult|person))",
        r"\b(completely|totally|perfectly|absolutely|100 ?%|always) (safe|secure|private|anonymous|clean)\b",
        r"\b(guarantee[sd]?|guaranteed|risk[- ]free|without (any )?risk|zero risk|no risk)\b",
        r"\badmissible\b|\bwill (hold up|stand up|be accepted) in court\b",
        r"\b(nobody|no one) (can|will) ever (know|find|see|trace)\b",
        r"\bno (spyware|stalkerware|tracker|bug)s? (is|are|was|were) (on|in) (it|your|the)\b",
        r"\bhack-?proof\b|\bnothing to (fear|worry about)\b",
    ),
    "es": (
        r"\b(usted|ella|persona|teléfono|aparato|tableta|computadora|cuenta|aplicación|carro|casa|resultado|sitio|página)"
        r" (ya )?(es|está|están|son) (totalmente |completamente |del todo |muy )?"
        r"(segur[oa]s?|limpi[oa]s?|a salvo|privad[oa]s?)\b(?! (de que|para|si|cuando|con))",
        r"\b(100 ?%|completamente|totalmente|perfectamente|siempre) (segur|privad|an[oó]nim|limpi)",
        r"\b(garantiza\w*|garantía|sin (ningún )?riesgo|cero riesgo)\b",
        r"\badmisibles?\b|\bservirá en (la corte|el juicio)\b",
        r"\bnadie (podrá|va a) (saber|encontrar|ver|rastrear)\b",
        r"\bno hay (programa espía|rastreador)\b",
        r"\bnada (que temer|de qué preocuparse)\b",
    ),
}
DENIED = re.compile(
    r"\b(no|not|never|nor|cannot|can't|don't|isn't|without|if|whether|until|unless|once|when|where|only|promise\w*|ask|check|say|says|nothing|means?|"
    r"feel\w*|nunca|ni|si|sin|hasta|cuando|donde|prometa|pregunte|diga|significa|que|dice)\b[^.!?]{0,70}$",
    re.IGNORECASE,
)
"""What stands before such words when they are denied, asked about or warned against."""
NOT_WORDS = frozenset(
    {"url", "seen", "via", "publisher", "id", "linkId", "aliases", "code", "citation", "sources"}
)


def claims_in(text: str, language: str) -> list[str]:
    """The over-claims in a text, those that are denied left out."""
    return [
        match.group()
        for pattern in CLAIMS[language]
        for match in re.finditer(pattern, text, re.IGNORECASE)
        if not DENIED.search(text[: match.start()]) and not text[match.end() :].lstrip().startswith("?")
    ]


def texts(value: Any, language: str = "en") -> Iterator[tuple[str, str]]:
    """Every text inside plain data, with its language; English unless marked."""
    if isinstance(value, str):
        yield language, value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, language)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_WORDS:
                yield from texts(one, key if key in LANGUAGES else language)


@pytest.mark.parametrize("kind", list(the_book().kinds()))
def test_no_text_of_the_catalogue_claims_too_much(kind: str, book: Catalogue) -> None:
    """Client texts and staff texts, in both languages."""
    bad = [
        f"{getattr(entry, 'id', entry)!s:.60}: {claim!r} in {text[:120]!r}"
        for entry in book.kinds()[kind]
        for language, text in texts(msgspec.to_builtins(entry))
        for claim in claims_in(text, language)
    ]
    assert [] == bad


def test_no_word_of_a_page_claims_too_much() -> None:
    """Every text of the pages: the English that is written in them and its Spanish."""
    at = Path(leeward.practice.__path__[0]) / "locale/es/LC_MESSAGES/django.po"
    with at.open("rb") as file:
        messages = [message for message in pofile.read_po(file, locale="es") if message.id]
    assert len(messages) > 500
    bad = [
        claim
        for message in messages
        for language, said in (("en", message.id), ("es", message.string))
        for text in ([said] if isinstance(said, str) else said or ())
        for claim in claims_in(text, language)
    ]
    assert [] == bad


PLANTED = {
    "en": (
        "Your phone is clean.",
        "You are now safe.",
        "This is 100% safe.",
        "We guarantee it.",
        "The log is admissible.",
    ),
    "es": (
        "Su teléfono está limpio.",
        "Usted ya está a salvo.",
        "Esto es totalmente seguro.",
        "Lo garantizamos: sin riesgo.",
        "El registro es admisible.",
    ),
}


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, many in PLANTED.items() for text in many]
)
def test_a_planted_claim_is_found(language: str, text: str) -> None:
    """So that this test can fail."""
    assert claims_in(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Make a safety plan. Agree on safe contact."),
        ("en", "Nobody can say that your phone is clean."),
        ("en", "Never promise that the result is admissible."),
        ("en", "Use a phone that is safe to call from."),
        ("es", "Haga un plan de seguridad."),
        ("es", "Nunca diga que el teléfono está limpio."),
    ],
)
def test_words_of_the_field_and_denials_are_no_claims(language: str, text: str) -> None:
    """Safety plan and safe contact are terms."""
    assert [] == claims_in(text, language)


def words_of(pdf: bytes) -> str:
    """What a reader sees on a paper, in one line."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NINE)
def test_no_paper_of_an_example_claims_too_much(name: str, language: Language, book: Catalogue) -> None:
    """The record, the client's paper and the next ten minutes, as printed."""
    raw = example(name)
    plan = planned(raw)
    papers = {
        "record": record_plan(plan, book, language, parts=frozenset(RECORD_PARTS)),
        "client": client_plan(plan, book, language),
        "ten minutes": ten_minutes_sheet(found(raw), book, language),
    }
    if set(SUICIDE_POSITIVE) & found(raw).flag_ids:
        papers["adult"] = adult_sheet(found(raw), book, language)
    for which, paper in papers.items():
        words = words_of(paper.pdf)
        assert len(words) > 40, f"the {which} paper has no words to read"
        assert [] == claims_in(words, language), f"{which} of {name}"
