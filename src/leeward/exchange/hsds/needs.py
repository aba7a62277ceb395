# SPDX-License-Identifier: Apache-2.0
"""Words of others' lists to the needs of our vocabulary, where the name says it plainly; else none.

Taxonomies of services are many, and the largest may not be copied, so names are read and no codes. A
service that gets no need is still found by its words.

>>> sorted(needs_of(["Domestic Violence Shelters", "Food Pantries", "Asistencia legal"]))
['domestic-violence', 'legal']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from leeward.exchange.hsds.plain_text import folded
from leeward.knowledge import Catalogue

_NAMES = {
    "crisis": r"\bcrisis\b",
    "suicide": r"suicid",
    "domestic-violence": r"domestic (violence|abuse)|intimate partner|family violence|dating (violence|abuse)"
    r"|spous\w+ abuse|batter|violencia (domestica|familiar|de pareja)",
    "stalking": r"\bstalking|\bacecho\b",
    "tech-safety": r"tech(nology)? safety|digital safety|cyber ?(security|stalking|safety)",
    "image-abuse": r"revenge porn|non-?consensual (intimate )?(image|porn)|image.based (sexual )?abuse"
    r"|sextortion",
    "minors": r"\b(youth|teen|adolescent|runaway)|child(ren)?('s|s)? (services|advocacy)"
    r"|jovenes|adolescentes",
    "school": r"bullying|title ix|acoso escolar",
    "legal": r"legal (aid|services?|assistance|help|counsel|advice|representation)|lawyer|attorney|abogad"
    r"|(ayuda|asistencia|asesoria|servicios) (legal|juridic)",
    "protective-order": r"(protective|restraining) order|orders? of protection|orden(es)? de proteccion",
    "law-enforcement-report": r"crime report|police report|denuncias? policial",
    "hate-bias": r"hate crime|bias (crime|incident)|discrimination|discriminacion",
    "identity-theft": r"identity theft|fraud|scam|robo de identidad|fraude",
    "counselling": r"counsel(l)?ing|mental health|psychotherap|consejeria|salud mental|psicolog",
    "child-protection": r"child (abuse|protecti)|(maltrato|proteccion) (infantil|de menores)",
    "compensation": r"victims?'?s? compensation|compensacion (para|a) victimas",
}
_PATTERNS = {tag: re.compile(pattern) for tag, pattern in _NAMES.items()}

_ALSO_CALLED = {
    "legal": "lawyer attorney abogado abogada abogacía",
    "counselling": "therapy therapist terapia psicología psicóloga psicólogo",
    "domestic-violence": "abuse partner violencia doméstica maltrato",
    "protective-order": "restraining orden restricción alejamiento",
    "crisis": "hotline emergency emergencia línea",
    "minors": "youth teens jóvenes adolescentes",
}


def needs_of(names: Iterable[str]) -> tuple[str, ...]:
    """The needs that names of a taxonomy say plainly, in the order of our list."""
    said = " ; ".join(folded(name) for name in names)
    return tuple(tag for tag, pattern in _PATTERNS.items() if pattern.search(said))


def words_of_needs(catalogue: Catalogue) -> dict[str, str]:
    """By need, the words it is found by beside the service's own: its names in both languages, and others."""
    return {
        term.id: f"{term.en} {term.es} {_ALSO_CALLED.get(term.id, '')}".strip()
        for term in catalogue.vocabulary.service_tags
    }
