# SPDX-License-Identifier: Apache-2.0
"""How many years of US schooling a text asks of its reader, in English and in Spanish.

>>> grade("Write down the day and the time. Say who saw it.", "en") <= 6
True
>>> grade("Notification of the account holder remains possible.", "en") <= 6
False

The grade grows with the length of sentences and with syllables per word, as in Flesch-Kincaid. Two
things differ. The sentence length is the one that an average *word* stands in, so that a title and
some short fields cannot hide one long sentence. And a short text, which says little about itself, is
drawn towards a plain text's grade, the more so the shorter it is. The numbers were fitted once to
`tests/content/reading-golden.yaml`; `docs/adr/0005-reading-grade.md` tells how well they hold.

Limits: it counts length, not meaning. A text of short, rare or tangled words passes, so a grade is a
floor that refuses, and a reader of that language still has to approve. Spelled as US English and
Latin American Spanish.

What stays compatible: the scale (US grades, 0 to 18) and the meaning of a line end (a sentence end).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from leeward.terms.text import Language

# Names a client has to find on a screen or a door exactly as they stand, and would count as hard words.
# Only such names belong here: a word with a plainer twin is to be replaced, not listed.
WORDS_KNOWN = frozenset({
    "airtag", "airtags",
    "android",
    "facebook",
    "fbi",
    "gmail",
    "google",
    "icloud",
    "instagram",
    "iphone", "iphones",
    "messenger",
    "microsoft",
    "ncmec",
    "safety",  # as in Apple's Safety Check, in Spanish text too
    "snapchat",
    "stopncii",
    "telegram",
    "tiktok",
    "whatsapp",
    "wi-fi", "wifi",
    "youtube",
    # The role a client will be told to ask for, in English by this very word; Spanish says it otherwise.
    "advocate", "advocates",
})  # fmt: skip
_KNOWN_SYLLABLES = 2

_LOWEST, _HIGHEST = 0.0, 18.0
# A plain text's grade: what a text too short to judge is drawn towards.
_PRIOR_GRADE = 4.0
# From this many words on, a text speaks for itself.
_ENOUGH_WORDS = 30


class _Scale(NamedTuple):
    """grade = per_word * words in the sentence + per_syllable * syllables in the word + base."""

    per_word: float
    per_syllable: float
    base: float


_SCALES: dict[Language, _Scale] = {
    "en": _Scale(0.30, 11.8, -15.0),
    "es": _Scale(0.30, 9.0, -16.0),
}


def grade(text: str, language: Language) -> float:
    """The US school grade at which `text` can be read: 0.0 for nothing to read, at most 18.0.

    Args:
        text: one entry's wording, its fields joined by newlines; every line end ends a sentence.
        language: the rules to count syllables by.
    """
    sentences = [words for sentence in _sentences(text) if (words := _words(sentence))]
    lengths = [len(words) for words in sentences]
    count = sum(lengths)
    if count == 0:
        return _LOWEST
    syllables = sum(_syllables(word, language) for words in sentences for word in words)
    length_met = sum(length * length for length in lengths) / count
    scale = _SCALES[language]
    seen = scale.per_word * length_met + scale.per_syllable * syllables / count + scale.base
    seen = min(max(seen, _LOWEST), _HIGHEST)
    # The square root, because that is how fast the chance error of a mean shrinks.
    trust = min(1.0, (count / _ENOUGH_WORDS) ** 0.5)
    return trust * seen + (1 - trust) * _PRIOR_GRADE


# ------------------------------------------------------------------ sentences and words

# Flesch's rule: a colon or a semicolon ends a unit of thought as a full stop does.
_SENTENCE_END = re.compile(r"""(?<=[.!?…;:])["'”’»)\]]*\s+|\n+""")
_NOT_AN_END = re.compile(
    r"\b(?:[A-Za-z]|Dr|Dra|Mr|Mrs|Ms|Sr|Sra|Srta|St|Ud|Uds|EE|UU|vs|etc|e\.g|i\.e|a\.m|p\.m|U\.S)\.$"
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info)\b\S*")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\W_]+")
_DIGITS = re.compile(r"\+?\(?\d[\d\s().,:/%-]*")
_NUMBER = "1"


def _sentences(text: str) -> list[str]:
    """The sentences of `text`; an abbreviation's full stop joins what follows."""
    sentences: list[str] = []
    for line in text.splitlines():
        held = ""
        for part in _SENTENCE_END.split(line):
            held = f"{held} {part}" if held else part
            if not _NOT_AN_END.search(held):
                sentences.append(held)
                held = ""
        if held:
            sentences.append(held)
    return sentences
