# SPDX-License-Identifier: Apache-2.0
"""The words of a message compared with ideas that tricks are made of; see content/inspection/words.yaml.

Words are compared whole, without case, accents or punctuation, in the order they stand. Work grows
with the number of words read, which is limited; no pattern of ours is ever run over a whole message.
Each different word is prepared and looked up once, however often it stands in the message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

import msgspec

from leeward.inspection.domains import is_western, mixes_scripts, skeleton
from leeward.knowledge.models.inspection import Concept, WordRule

MOST_LETTERS: Final = 120_000
MOST_WORDS: Final = 15_000
_CLIP = 120
_LONGEST_WORD = 60
_WORD = re.compile(r"\w+")
_LOWER_LETTERS: Final = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_LOWER_BYTES: Final = bytes(code if code > 127 else ord(_LOWER_LETTERS[code]) for code in range(256))
_UNSEEN = re.compile(
    r"[\u0300-\u036f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]+"
)
_STEM = 4


class Words(msgspec.Struct, frozen=True, dict=True):
    """Words in order, as they compare, and the text they were read from."""

    text: str
    plain: tuple[str, ...]

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where each word begins and ends in `text`; few messages are ever asked."""
        return tuple(
            match.span() for match, _ in zip(_WORD.finditer(_split(self.text)), self.plain, strict=False)
        )

    def said(self, first: int, last: int) -> str:
        """The message's own words from one to another, clipped."""
        start, end = self.places[first][0], self.places[last][1]
        quote = " ".join(self.text[start:end].split())
        return quote if len(quote) <= _CLIP else quote[: _CLIP - 1] + "…"


class Hit(msgspec.Struct, frozen=True):
    """Words of one idea: from which word to which."""

    first: int
    last: int


class Phrase(msgspec.Struct, frozen=True):
    """Words of an idea as they compare. `whole`: those after the first that are no beginnings (*)."""

    parts: tuple[str, ...]
    idea: str
    whole: frozenset[str]
    has_stem: bool


class WordIndex(msgspec.Struct, frozen=True):
    """The words of all ideas, found by their first word."""

    whole: dict[str, tuple[Phrase, ...]]
    stems: dict[str, tuple[Phrase, ...]]

    def beginning(self, word: str, vocabulary: frozenset[str]) -> tuple[Phrase, ...]:
        """What begins with this word and has its other words somewhere in the message."""
        whole = self.whole.get(word, ())
        stemmed = self.stems.get(word[:_STEM], ())
        if not (whole or stemmed):
            return ()
        return (
            *(one for one in whole if one.whole <= vocabulary),
            *(one for one in stemmed if word.startswith(one.parts[0][:-1]) and one.whole <= vocabulary),
        )


def read_words(text: str) -> Words:
    """The words of a text, without letters that nobody sees."""
    clean = text[:MOST_LETTERS]
    if clean.isascii():
        found = clean.translate(_LOWER_LETTERS).split()[:MOST_WORDS]
        return Words(clean, tuple([word[:_LONGEST_WORD] for word in found]))
    clean = unicodedata.normalize("NFC", clean)
    clean = clean.replace("\u00ad", "") if is_western(clean) else _UNSEEN.sub("", clean)
    return Words(clean, tuple(_words_of(clean)[:MOST_WORDS]))


def _words_of(text: str) -> list[str]:
    """As they compare. Bytes are cut at what is no letter in ASCII, at some ten times a pattern's speed."""
    cut = text.encode("utf-8", "surrogatepass").translate(_LOWER_BYTES).decode("utf-8", "surrogatepass")
    pieces = cut.split()
    words = {
        piece: [piece[:_LONGEST_WORD]]
        if piece.isascii()
        else [_compared(word) for word in _WORD.findall(piece)]
        for piece in set(pieces)
    }
    return list(chain.from_iterable(map(words.__getitem__, pieces)))


def _split(text: str) -> str:
    return text.replace("_", " ")


def _compared(word: str) -> str:
    if len(word) > _LONGEST_WORD:
        return word[:_LONGEST_WORD].lower()
    return word.lower() if word.isascii() else _without_marks(word)


@lru_cache(maxsize=8192)
def _without_marks(word: str) -> str:
    if mixes_scripts(word):
        return skeleton(word)
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def index_words(concepts: Iterable[Concept]) -> WordIndex:
    """Prepares the ideas for comparison."""
    whole: dict[str, list[Phrase]] = {}
    stems: dict[str, list[Phrase]] = {}
    for concept in concepts:
        for phrase in (phrase for phrases in concept.words.values() for phrase in phrases):
            parts = [_compared(part) for part in _WORD.findall(_split(phrase))]
            if phrase.endswith("*"):
                parts[-1] += "*"
            entry = Phrase(
                parts=tuple(parts), idea=concept.id,
                whole=frozenset(part for part in parts[1:] if not part.endswith("*")),
                has_stem=any(part.endswith("*") for part in parts),
            )  # fmt: skip
            table, key = (
                (stems, parts[0][:_STEM].rstrip("*")) if parts[0].endswith("*") else (whole, parts[0])
            )
            table.setdefault(key, []).append(entry)
    return WordIndex(
        {key: tuple(found) for key, found in whole.items()},
        {key: tuple(found) for key, found in stems.items()},
    )


def ideas_in(words: Words, index: WordIndex) -> dict[str, list[Hit]]:
    """Where each idea stands, in the order of the text."""
    found: dict[str, list[Hit]] = {}
    plain = words.plain
    vocabulary = frozenset(plain)
    starts = {word: begun for word in vocabulary if (begun := index.beginning(word, vocabulary))}
    for at in [at for at, word in enumerate(plain) if word in starts]:
        for phrase in starts[plain[at]]:
            length = len(phrase.parts)
            if plain[at : at + length] == phrase.parts or (
                phrase.has_stem and _matches(phrase.parts, plain, at)
            ):
                found.setdefault(phrase.idea, []).append(Hit(at, at + length - 1))
    return found


def _matches(parts: tuple[str, ...], plain: tuple[str, ...], at: int) -> bool:
    if at + len(parts) > len(plain):
        return False
    for offset, part in enumerate(parts):
        word = plain[at + offset]
        if part != word and not (part[-1] == "*" and word.startswith(part[:-1])):
            return False
    return True


def rule_holds(rule: WordRule, hits: Mapping[str, list[Hit]], words: Words) -> tuple[Hit, ...] | None:
    """The words a rule rests on, one place for each of its ideas; None when it does not hold."""
    if any(idea not in hits for idea in rule.all) or any(idea in hits for idea in rule.without):
        return None
    if rule.longest and len(words.plain) > rule.longest:
        return None
    places = [_early(hits[idea], rule.first) for idea in rule.all]
    if not all(places):
        return None
    if rule.least > 1 and len({words.plain[hit.first : hit.last + 1] for hit in places[0]}) < rule.least:
        return None
    if not rule.within or len(places) < 2:
        return tuple(found[0] for found in places)
    return _near(places[0], places[1], rule.within)


def _early(hits: list[Hit], first: int) -> list[Hit]:
    """Those among the first so many words; 0: all."""
    return [hit for hit in hits if hit.last < first] if first else hits


def _near(left: list[Hit], right: list[Hit], within: int) -> tuple[Hit, ...] | None:
    """The first two places, one of each list, that stand close together and are not the same words."""
    start = 0
    for one in left:
        while start < len(right) and right[start].last < one.first - within:
            start += 1
        for other in right[start : start + within + 4]:
            if other.first > one.last + within:
                break
            if other.first > one.last or other.last < one.first:
                return (one, other)
    return None
