# SPDX-License-Identifier: Apache-2.0
"""The one vocabulary: kebab-case terms with labels, broader terms and old spellings."""

from __future__ import annotations

from leeward.knowledge.models.entry import Id, Value
from leeward.terms.text import Text


class Term(Value, frozen=True, kw_only=True):
    """One word of the vocabulary. `broader`: the wider term that a use of this one also means."""

    id: Id
    en: str
    es: str
    aliases: tuple[str, ...] = ()
    broader: Id | None = None

    @property
    def label(self) -> Text:
        return Text(en=self.en, es=self.es)


class AgeBand(Term, frozen=True, kw_only=True, rename={"from_years": "from", "to_years": "to"}):
    """An age band; both ends belong to it, in whole years."""

    from_years: int
    to_years: int


class FlagGroup(Value, frozen=True, kw_only=True):
    """A word that stands for several flags: it is up when any of them is."""

    id: Id
    flags: tuple[Id, ...]
    aliases: tuple[str, ...] = ()


class SearchWord(Value, frozen=True, kw_only=True):
    """Words people search by, folded, and the words that our entries are written in."""

    said: tuple[str, ...]
    means: tuple[str, ...]


class Vocabulary(Value, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """All terms, each list in the order in which it is shown."""

    schema_id: str
    reviewed: str
    means: tuple[Term, ...]
    acts: tuple[Term, ...]
    targets: tuple[Term, ...]
    relationships: tuple[Term, ...]
    ages: tuple[AgeBand, ...]
    variants: tuple[Term, ...]
    option_families: tuple[Term, ...]
    legal_kinds: tuple[Term, ...]
    service_tags: tuple[Term, ...]
    wishes: tuple[Term, ...]
    flag_groups: tuple[FlagGroup, ...]
    search_words: tuple[SearchWord, ...] = ()


def resolve_term(terms: tuple[Term, ...], word: str) -> Term | None:
    """The term that `word` names, by id or old spelling; None when nothing does."""
    for term in terms:
        if word == term.id or word in term.aliases:
            return term
    return None


def with_broader(terms: tuple[Term, ...], ids: frozenset[str]) -> frozenset[str]:
    """`ids` and every wider term they also mean."""
    parents = {term.id: term.broader for term in terms}
    found: set[str] = set()
    for start in ids:
        current: str | None = start
        while current is not None and current not in found:
            found.add(current)
            current = parents.get(current)
    return frozenset(found)
