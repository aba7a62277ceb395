# SPDX-License-Identifier: Apache-2.0
"""What texts may not say, and how plainly client-facing texts must say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from leeward.knowledge.check.checked import Checked
from leeward.knowledge.client_text import client_texts
from leeward.knowledge.parsing import Problem
from leeward.knowledge.reading import grade
from leeward.terms.text import LANGUAGES

HIGHEST_GRADE = 6.0

OVERCLAIMS: dict[str, tuple[str, ...]] = {
    "en": (
        r"\b(is|are|be|you're|you are|now) (completely |fully )?(safe from|hack-?proof|untraceable)\b",
        r"\b(100 ?%|completely|totally|perfectly|guaranteed) (safe|secure|private|anonymous|clean)\b",
        r"\b(phone|device|account|computer|app) is (safe|clean|secure)\b",
        r"\b(guarantee[sd]?|risk[- ]free|without (any )?risk|no risk)\b",
        r"\badmissible\b",
        r"\byou(’|')?re not imagining|\byou are not imagining",
        r"\btelling (works|is how it stops)\b",
        r"\bwe (can|will) (store it|(store|keep) (the proof|your proof|a copy))\b",
        r"\bperpetrator\b",
    ),
    "es": (
        r"\b(100 ?%|completamente|totalmente) (segur|privad|an[oó]nim|limpi)",
        r"\b(tel[eé]fono|aparato|cuenta|computadora) (est[aá]|es) (segur|limpi)",
        r"\b(garantiza|garantizad|sin (ning[uú]n )?riesgo)",
        r"\badmisible",
        r"\bno se lo est[aá] imaginando\b",
        r"\bcontarlo funciona\b",
        r"\b(podemos|vamos a) guardar (las pruebas|una copia)\b",
        r"\bperpetrador",
    ),
}  # fmt: skip
"""Claims no text may make about a person, device, account or result ("safety plan" is a term)."""

_DENIALS = (
    "no", "not", "never", "nor", "don't", "do not", "cannot", "nothing", "isn't", "says?", "saying",
    "promise", "nunca", "no hay", "ning[uú]n",
)  # fmt: skip
NOT_A_CLAIM = re.compile(rf"\b({'|'.join(_DENIALS)})\b[^.?!]{{0,60}}$", re.IGNORECASE)
"""What may stand before such words when they are being denied or warned against."""


def no_overclaims(checked: Checked) -> Iterator[Problem]:
    """A text a client reads that promises what nobody can promise."""
    for field, entry_id, entry in checked.entries():
        for path, text in client_texts(entry):
            for language in LANGUAGES:
                found = overclaim_in(text.said_in(language), language)
                if found is not None:
                    yield checked.problem(field, entry_id, f"claims too much ({language}): {found!r}", *path)


def overclaim_in(text: str, language: str) -> str | None:
    """The first claim of `OVERCLAIMS` in a text that is not being denied; None when there is none."""
    for pattern in OVERCLAIMS[language]:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not NOT_A_CLAIM.search(text[: match.start()]):
                return match.group()
    return None


def plain_words(checked: Checked) -> Iterator[Problem]:
    """A client-facing entry above US grade 6 by our own calibrated formula, in either language."""
    for field, entry_id, entry in checked.entries():
        yield from _too_hard(checked, field, entry_id, entry)
    for item in checked.catalogue.items.values():
        for language in LANGUAGES:
            pooled = "\n".join(text.said_in(language) for _, text in client_texts(item))
            reached = grade(pooled, language)
            if reached > HIGHEST_GRADE:
                yield checked.screen_problem(item.linkId, f"reading grade {reached:.1f} ({language})")


def _too_hard(checked: Checked, field: str, entry_id: str, entry: Any) -> Iterator[Problem]:
    texts = list(client_texts(entry))
    for language in LANGUAGES:
        reached = grade("\n".join(text.said_in(language) for _, text in texts), language)
        if reached > HIGHEST_GRADE:
            yield checked.problem(field, entry_id, f"reading grade {reached:.1f} ({language})")


def both_languages(checked: Checked) -> Iterator[Problem]:
    """A client-facing text that is empty in one language, or the same in both beyond a name."""
    for field, entry_id, entry in checked.entries():
        for path, text in client_texts(entry):
            if not text.en.strip() or not text.es.strip():
                yield checked.problem(field, entry_id, "a language is missing", *path)
            elif text.en == text.es and len(text.en.split()) > 4:
                yield checked.problem(field, entry_id, "not translated", *path)


def tools_are_not_named(checked: Checked) -> Iterator[Problem]:
    """A source note that names a search index or a file number instead of a place one can open."""
    for field, entry_id, entry in checked.entries():
        raw = msgspec.json.encode(entry).decode()
        if re.search(r"code index|file id \d|find_string", raw):
            yield checked.problem(field, entry_id, "a source that nobody can open", "sources")


def instruments_keep_their_wording(checked: Checked) -> Iterator[Problem]:
    """An instrument we may not ship that carries its wording, or one we may that lacks it."""
    for instrument in checked.catalogue.instruments:
        worded = [item for item in instrument.items if item.text is not None]
        if not instrument.may_ship_items and worded and not instrument.local:
            yield checked.problem(
                "instruments", instrument.id, "carries wording that is not ours to ship", "items"
            )
        if instrument.may_ship_items and len(worded) < len(instrument.items):
            yield checked.problem("instruments", instrument.id, "an item has no wording", "items")
        if not instrument.may_ship_items and not any(SUPPLY in note for note in instrument.notes):
            yield checked.problem("instruments", instrument.id, "does not say: supply your licensed wording")


SUPPLY = "Supply your licensed wording"
