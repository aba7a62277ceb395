# SPDX-License-Identifier: Apache-2.0
"""Finding a page of the Library by words, in English or Spanish, accents and case ignored.

    found = search("cámara escondida", index())     # leaves, best first

A word counts by where it stands (a name more than a step) and by how few pages have it. Beginnings and
other endings count too, but less: "track" finds "tracker", "escondida" finds "escondido". Pages with the
most of the words are shown; of three words or more, one may be missing. The index is built once and holds
nothing of what was searched for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from leeward.knowledge import Catalogue
from leeward.knowledge.models.mechanism import Mechanism, Sign
from leeward.knowledge.models.vocabulary import Term
from leeward.practice.book import book
from leeward.practice.library.addresses import Leaf
from leeward.terms.folded import words_in
from leeward.terms.text import Text

MOST_FOUND = 30
MOST_WORDS = 12
"""Words of a search that are looked for; more say no more."""
SHORT_SEARCH = 2
IN_NAME, IN_SUMMARY, IN_TEXT = 9.0, 3.0, 1.0
AS_BEGINNING, WITH_ANOTHER_ENDING = 0.4, 0.25
LONGEST_ENDING, LONG_WORD = 2, 7
"""Letters at the end in which a word may differ from one that it still finds; a long word in one more."""


@dataclass(frozen=True, slots=True)
class Index:
    """`places`: for every word the pages that have it, with the weight of its best place there."""

    words: tuple[str, ...]
    places: Mapping[str, Mapping[Leaf, float]]
    pages: int


def search(asked: str, index: Index) -> tuple[Leaf, ...]:
    """The pages that fit, best first."""
    words = list(dict.fromkeys(words_in(asked)))[:MOST_WORDS]
    fits: dict[Leaf, list[float]] = defaultdict(list)
    for word in words:
        for leaf, weight in _pages_with(word, index).items():
            fits[leaf].append(weight)
    most = max((len(weights) for weights in fits.values()), default=0)
    missing = 1 if len(words) > SHORT_SEARCH else 0
    enough = [leaf for leaf, weights in fits.items() if len(weights) >= most - missing]
    return tuple(sorted(enough, key=lambda leaf: (-len(fits[leaf]) * sum(fits[leaf]), leaf.kind, leaf.id)))


def _pages_with(word: str, index: Index) -> dict[Leaf, float]:
    """The pages that have this word or one close to it, each with its best weight."""
    best: dict[Leaf, float] = {}
    for known, share in _known_words(word, index):
        for leaf, weight in index.places[known].items():
            best[leaf] = max(best.get(leaf, 0.0), weight * share)
    rareness = log(1 + index.pages / max(1, len(best)))
    return {leaf: weight * rareness for leaf, weight in best.items()}


def _known_words(word: str, index: Index) -> Iterator[tuple[str, float]]:
    """Words of the index that this one stands for, each with how far it counts."""
    if word in index.places:
        yield word, 1.0
    if len(word) > LONGEST_ENDING:
        yield from ((known, AS_BEGINNING) for known in _beginning_with(word, index) if known != word)
    ending = LONGEST_ENDING + (len(word) >= LONG_WORD)
    root, longest = word[:-ending], len(word) + LONGEST_ENDING
    if len(root) > LONGEST_ENDING:
        near = (known for known in _beginning_with(root, index) if len(known) <= longest)
        yield from ((known, WITH_ANOTHER_ENDING) for known in near if not known.startswith(word))


def _beginning_with(start: str, index: Index) -> Iterator[str]:
    at = bisect_left(index.words, start)
    while at < len(index.words) and index.words[at].startswith(start):
        yield index.words[at]
        at += 1


# --- the index --------------------------------------------------------------------------------------


@cache
def index() -> Index:
    """The index of the catalogue that this server read."""
    return index_of(book())


def index_of(catalogue: Catalogue) -> Index:
    """The index of a catalogue."""
    places: dict[str, dict[Leaf, float]] = defaultdict(dict)
    pages = 0
    for leaf, weighted in _written(catalogue):
        pages += 1
        for weight, text in weighted:
            for word in words_in(text):
                places[word][leaf] = max(places[word].get(leaf, 0.0), weight)
    return Index(tuple(sorted(places)), places, pages)


_Weighted = Iterator[tuple[float, str]]


def _written(catalogue: Catalogue) -> Iterator[tuple[Leaf, _Weighted]]:
    """What stands on every page that shows one entry, with the weight of its place."""
    for term in catalogue.vocabulary.means:
        yield Leaf("means", term.id), _of_means(term, catalogue)
    for mechanism in catalogue.mechanisms:
        yield Leaf("mechanism", mechanism.id), _of_mechanism(mechanism, catalogue)
    for sign in catalogue.signs:
        yield Leaf("sign", sign.id), _of_sign(sign, catalogue)


def _of_means(term: Term, catalogue: Catalogue) -> _Weighted:
    yield from _each(IN_NAME, (term.label,))
    yield IN_NAME, " ".join((term.id, *term.aliases))
    page = catalogue.teaching_for(term.id)
    if page.id == term.id:
        yield from _each(IN_SUMMARY, (page.how, *page.says))
        first = page.first
        rest = (*page.ask, first.keep, first.leave, first.helps, page.mistake, page.everyday)
        yield from _each(IN_TEXT, (*rest, *(one.text for one in page.lately)))


def _of_mechanism(mechanism: Mechanism, catalogue: Catalogue) -> _Weighted:
    yield from _each(IN_NAME, (mechanism.name,))
    yield IN_SUMMARY, " ".join((mechanism.id, *mechanism.aliases))
    yield from _each(IN_SUMMARY, mechanism.what_it_lets_them_do)
    labels = {term.id: term.label for term in catalogue.vocabulary.means}
    yield from _each(IN_TEXT, (labels[means] for means in mechanism.means))
    yield from _each(IN_TEXT, (step.text for step in mechanism.how_to_check))
    yield from _each(IN_TEXT, (step.text for step in mechanism.how_to_respond))
    yield from _each(IN_TEXT, (*mechanism.do_not, mechanism.another_explanation))
    yield from _each(IN_TEXT, (catalogue.sign(link.id).text for link in mechanism.signs))
    notes = (f"{note.platform} {note.note}" for note in mechanism.platform_notes)
    yield IN_TEXT, " ".join((mechanism.needs, *mechanism.preserve, *notes))


def _of_sign(sign: Sign, catalogue: Catalogue) -> _Weighted:
    yield from _each(IN_NAME, (sign.text,))
    yield from _each(IN_SUMMARY, (sign.follow_up,))
    for mechanism in catalogue.mechanisms_by_sign.get(sign.id, ()):
        if any(link.id == sign.id and link.direction == "for" for link in mechanism.signs):
            yield from _each(IN_TEXT, (mechanism.name,))


def _each(weight: float, texts: Iterable[Text]) -> _Weighted:
    for text in texts:
        yield weight, f"{text.en} {text.es}"
