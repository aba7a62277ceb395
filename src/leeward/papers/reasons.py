# SPDX-License-Identifier: Apache-2.0
"""Becauses in words: short phrases a clinician can read aloud, never a client's own free text.

An answer is told by the chosen label and the first sentence of its question; a flag, a sign, a
situation by its title. What the catalogue no longer knows is shown by its id, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from leeward.knowledge import Catalogue
from leeward.knowledge.models.screen import Item
from leeward.knowledge.models.vocabulary import Term, resolve_term
from leeward.terms.because import Because
from leeward.terms.errors import NotFound
from leeward.terms.text import Language, Text

_RULES: dict[str, Text] = {
    "client-spoke-of-it": Text(en="The client spoke of it", es="La persona habló de ello"),
    "fits-anyone": Text(en="Can fit anyone", es="Puede servir a cualquiera"),
    "the-client-is-affected": Text(en="The client is affected", es="Afecta a la persona"),
    "needed-before": Text(en="It is needed before", es="Hace falta antes de"),
    "stands-in-for": Text(en="Better here than", es="Aquí es mejor que"),
    "answer-taken-back": Text(
        en="Asked again, answered differently", es="Se volvió a preguntar y contestó otra cosa"
    ),
}
_FRAMES: dict[str, Text] = {
    "sign": Text(en="Noticed: {}", es="Notó: {}"),
    "flag": Text(en="{}", es="{}"),
    "hand": Text(en="You noted: {}", es="Usted anotó: {}"),
    "scenario": Text(en="It looks like: {}", es="Se parece a: {}"),
    "mechanism": Text(en="One possibility: {}", es="Una posibilidad: {}"),
    "means": Text(en="By way of: {}", es="Por medio de: {}"),
    "context": Text(en="Known: {}", es="Se sabe: {}"),
    "unknown": Text(en="Rests on: {}", es="Se basa en: {}"),
    "answered": Text(en="Answered: {}", es="Respondió: {}"),
}
_BANDS: dict[str, Text] = {
    "acute-positive": Text(en="acute positive", es="positivo agudo"),
    "non-acute-positive": Text(en="non-acute positive", es="positivo no agudo"),
    "positive": Text(en="positive", es="positivo"),
    "negative": Text(en="negative", es="negativo"),
    "incomplete": Text(en="incomplete", es="incompleto"),
    "low": Text(en="low", es="bajo"),
    "moderate": Text(en="moderate", es="moderado"),
    "high": Text(en="high", es="alto"),
    "severe": Text(en="severe", es="grave"),
    "moderately-severe": Text(en="moderately severe", es="moderadamente grave"),
    "mild": Text(en="mild", es="leve"),
    "item-9-positive": Text(en="item 9 positive", es="pregunta 9 positiva"),
}


def say_reasons(
    reasons: Iterable[Because], catalogue: Catalogue, language: Language, *, most: int | None = None
) -> list[str]:
    """The reasons in words, each once, in order; beyond `most` only how many more there are."""
    said = list(dict.fromkeys(_say_together(group, catalogue, language) for group in _by_question(reasons)))
    if most is None or len(said) <= most:
        return said
    more = len(said) - most
    return [*said[:most], f"y {more} más" if language == "es" else f"and {more} more"]


def _by_question(reasons: Iterable[Because]) -> list[list[Because]]:
    """Several answers to one question together, so that it is told once; everything else on its own."""
    groups: dict[object, list[Because]] = {}
    for place, one in enumerate(reasons):
        groups.setdefault(one.ref if one.kind == "answer" and one.ref != "means" else place, []).append(one)
    return list(groups.values())


def _say_together(group: list[Because], catalogue: Catalogue, language: Language) -> str:
    item = catalogue.items.get(group[0].ref)
    labels = [_label(item, one.value, catalogue, language) for one in group] if item is not None else []
    named = list(dict.fromkeys(label for label in labels if label))
    if item is None or len(named) < 2:
        return say_because(group[0], catalogue, language)
    return f"{', '.join(named)} – {first_sentence(item.clinician.said_in(language))}"


def say_because(because: Because, catalogue: Catalogue, language: Language) -> str:
    """One reason as a short staff phrase."""
    try:
        return _SAYERS[because.kind](because, catalogue, language)
    except NotFound:
        return _framed("unknown", because.ref, language)


def _framed(frame: str, words: str, language: Language) -> str:
    return _FRAMES[frame].said_in(language).format(words)


def _answer(because: Because, catalogue: Catalogue, language: Language) -> str:
    if because.ref == "means":
        return _framed("means", _term(catalogue.vocabulary.means, because.value, language), language)
    item = catalogue.items.get(because.ref)
    if item is None:
        return _framed("unknown", because.ref, language)
    question = first_sentence(item.clinician.said_in(language))
    label = _label(item, because.value, catalogue, language)
    return f"{label} – {question}" if label else _framed("answered", question, language)


def _label(item: Item, code: str | None, catalogue: Catalogue, language: Language) -> str | None:
    """The chosen answer's own words; a number as it is; nothing of a text answer."""
    if code is None or item.type == "text":
        return None
    if item.type == "integer":
        return code if code.isdigit() else None
    for choice in catalogue.screen.choices_of(item):
        if choice.code == code:
            return choice.label.said_in(language)
    return None


def _sign(because: Because, catalogue: Catalogue, language: Language) -> str:
    return _framed("sign", catalogue.sign(because.ref).text.said_in(language), language)


def _flag(because: Because, catalogue: Catalogue, language: Language) -> str:
    return _framed("flag", catalogue.flag(because.ref).title.said_in(language), language)


def _hand(because: Because, catalogue: Catalogue, language: Language) -> str:
    return _framed("hand", catalogue.flag(because.ref).title.said_in(language), language)


def _scenario(because: Because, catalogue: Catalogue, language: Language) -> str:
    said = _framed("scenario", catalogue.scenario(because.ref).title.said_in(language), language)
    if because.value is None:
        return said
    return f"{said} ({catalogue.mechanism(because.value).name.said_in(language)})"


def _mechanism(because: Because, catalogue: Catalogue, language: Language) -> str:
    return _framed("mechanism", catalogue.mechanism(because.ref).name.said_in(language), language)


def _rule(because: Because, catalogue: Catalogue, language: Language) -> str:
    rule = _RULES.get(because.ref)
    if rule is None:
        return _framed("unknown", because.ref, language)
    said = rule.said_in(language)
    if because.value is None:
        return said
    if because.ref == "answer-taken-back":
        item = catalogue.items.get(because.value)
        return f"{said}: {first_sentence(item.clinician.said_in(language))}" if item is not None else said
    return f"{said}: {catalogue.option(because.value).title.said_in(language)}"


def _instrument(because: Because, catalogue: Catalogue, language: Language) -> str:
    name = catalogue.instrument(because.ref).name
    band = _BANDS.get(because.value or "")
    return (
        f"{name}: {band.said_in(language) if band is not None else (because.value or '').replace('-', ' ')}"
    )


def _context(because: Because, catalogue: Catalogue, language: Language) -> str:
    words = catalogue.vocabulary
    lists: dict[str, tuple[Term, ...]] = {"age": words.ages, "relationship": words.relationships}
    terms = lists.get(because.ref, ())
    if because.ref == "state" and because.value is not None:
        return _framed("context", catalogue.jurisdiction(because.value).name, language)
    if because.ref == "scenario" and because.value is not None:
        return _framed("context", catalogue.scenario(because.value).title.said_in(language), language)
    return _framed("context", _term(terms, because.value, language), language)


def _term(terms: tuple[Term, ...], word: str | None, language: Language) -> str:
    term = resolve_term(terms, word or "")
    return term.label.said_in(language) if term is not None else (word or "")


def first_sentence(text: str) -> str:
    """The text up to its first question mark, else its first full stop."""
    for end in ("?", ". "):
        head, mark, _ = text.partition(end)
        if mark:
            return head + mark.strip()
    return text


_SAYERS: dict[str, Callable[[Because, Catalogue, Language], str]] = {
    "answer": _answer,
    "sign": _sign,
    "flag": _flag,
    "hand": _hand,
    "scenario": _scenario,
    "mechanism": _mechanism,
    "rule": _rule,
    "instrument": _instrument,
    "context": _context,
}
