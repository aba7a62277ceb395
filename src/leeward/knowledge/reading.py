# SPDX-License-Identifier: Apache-2.0
"""How many years of US schooling a text asks of its reader, in English and in Spanish.

>>> grade("Write down the day and the time. Say who saw it.", "en") <= 6
True
>>> grade("Notification of the account holder remains possible.", "en") <= 6
False

The grade grows with the length of sentences and with syllables per word, as in Flesch-Kincaid. Three
things differ. Each step in length counts a little less than the one before. The sentence length is the
one that an average *word* stands in, so that a title and some short fields cannot hide one long
sentence. And a text under twenty words, which says little about itself, is drawn towards a plain text's
grade, the more so the shorter it is. The numbers were fitted to `tests/content/reading-golden.yaml`;
`docs/adr/0005-reading-grade.md` tells how well they hold.

Limits: it counts length, not meaning. A text of short, rare or tangled words passes, so a grade is a
floor that refuses, and a reader of that language still has to approve. Spelled as US English and
Latin American Spanish.

What stays compatible: the scale (US grades, 0 to 18) and the meaning of a line end (a sentence end).
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple
from unicodedata import normalize

from leeward.terms.text import Language

# What a client must find on a screen or ask for at a door by this very name, though the rules call it hard.
# A word with a plainer twin is to be replaced, not listed. Not here because already easy: numbers such as
# 911 and 988, FBI, NCMEC, StopNCII, Take It Down, Apple, WhatsApp, TikTok, Snapchat, AirTag.
WORDS_KNOWN = frozenset({
    "advocate", "advocates",  # the role to ask for; Spanish content says it otherwise
    "facebook", "google", "instagram", "messenger", "microsoft", "telegram", "youtube",
    "iphone", "iphones",
    "safety",  # Apple's Safety Check, which keeps its name in Spanish
})  # fmt: skip
_KNOWN_SYLLABLES = 2

_LOWEST, _HIGHEST = 0.0, 18.0
# A plain text's grade: what a text too short to judge is drawn towards.
_PRIOR_GRADE = 4.0
# From this many words on, a text speaks for itself. Fewer are drawn to the prior; a hard title still fails.
_ENOUGH_WORDS = 20


class _Scale(NamedTuple):
    """grade = length * sqrt(words in the sentence) + syllables * ln(syllables in the word) + base."""

    length: float
    syllables: float
    base: float


# A long sentence costs the same in both languages; Spanish words are longer to begin with.
_SCALES: dict[Language, _Scale] = {
    "en": _Scale(1.5, 8.2, -2.4),
    "es": _Scale(1.5, 12.2, -7.9),
}


def grade(text: str, language: Language) -> float:
    """The US school grade at which `text` can be read: 0.0 for nothing to read, at most 18.0.

    Args:
        text: one entry's wording, its fields joined by newlines; every line end ends a sentence.
        language: the rules to count syllables by.
    """
    sentences = _sentences(normalize("NFC", text))
    lengths = [len(words) for words in sentences]
    count = sum(lengths)
    if count == 0:
        return _LOWEST
    syllables = sum(_syllables(word, language) for words in sentences for word in words)
    length_met = sum(length * length for length in lengths) / count
    scale = _SCALES[language]
    seen = scale.length * sqrt(length_met) + scale.syllables * log(syllables / count) + scale.base
    seen = min(max(seen, _LOWEST), _HIGHEST)
    # The square root, because that is how fast the chance error of a mean shrinks.
    trust = min(1.0, sqrt(count / _ENOUGH_WORDS))
    return trust * seen + (1 - trust) * _PRIOR_GRADE


# ------------------------------------------------------------------ sentences and words

# Flesch's rule: a colon or a semicolon ends a unit of thought as a full stop does.
_SENTENCE_END = re.compile(r"""(?<=[.!?…;:])["'”’»)\]]*\s+|(?<=[.!?…]["'”’»)\]])\s+""")
_NOT_AN_END = re.compile(
    r"(?<![\w'’])"
    r"(?:[A-Za-z]|Dr|Dra|Mr|Mrs|Ms|Sr|Sra|Srta|St|Ud|Uds|EE|UU|vs|e\.g|i\.e|a\.m|p\.m|ej|U\.S)\.$"
)
# Each of these is looked up or copied, not read, so it counts as one easy word.
_NOT_READ = re.compile(
    r"""https?://\S+ | www\.\S+ | (?<!\S)\S{1,64}@\S+\.\w+   # addresses
      | (?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|edu|gov|net|org)\b\S*
      | \{[^{}]*\} | `[^`]*`                               # places to fill in, ids
      | \b\w*(?:\d[^\W\d]|[^\W\d]\d|_)\w*
      | \+?\(?\d[\d\s().,:/%-]*                            # numbers, telephone numbers
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|1")


def _sentences(text: str) -> list[list[str]]:
    """The words of each sentence; "1" stands for whatever is not read as a word."""
    found: list[list[str]] = []
    for line in text.splitlines():
        words: list[str] = []
        for part in _SENTENCE_END.split(line):
            words += _words(part)
            if not _NOT_AN_END.search(part):
                found.append(words)
                words = []
        found.append(words)
    return [words for words in found if words]


def _words(sentence: str) -> list[str]:
    """The words of `sentence`; a hyphen parts two words, as the eye does."""
    return _WORD.findall(_NOT_READ.sub(" 1 ", sentence))


@lru_cache(maxsize=16_384)
def _syllables(word: str, language: Language) -> int:
    if word == "1":
        return 1
    if len(word) <= _SPELLED_LETTERS and word.isupper() and not _VOWEL.search(word.lower()):
        return len(word)
    count = syllables_es(word) if language == "es" else syllables_en(word)
    return min(count, _KNOWN_SYLLABLES) if word.lower() in WORDS_KNOWN else count


# ------------------------------------------------------------------ syllables, English

# VPN and GPS are said letter by letter; PIN, with its vowel, is a word.
_SPELLED_LETTERS = 5
_VOWEL = re.compile(r"[aeiouyáéíóúü]")

_GROUP_EN = re.compile(r"[aeiouy]+")
# What the rules below get wrong and plain prose needs.
_ODD_EN = {
    "aged": 1, "apache": 3, "area": 3, "areas": 3, "business": 2, "businesses": 3, "cafe": 2,
    "catastrophe": 4, "clothes": 1, "diet": 2, "element": 3, "elements": 3, "evening": 2, "evenings": 2,
    "every": 2, "everybody": 4, "everyday": 3, "everyone": 3, "everything": 3, "everywhere": 3, "eye": 1,
    "eyes": 1, "hatred": 2, "hundred": 2, "hundreds": 2, "id": 2, "idea": 3, "ideas": 3, "ids": 2,
    "implement": 3, "implements": 3, "lawsuit": 2, "maybe": 2, "mr": 2, "mrs": 2, "naive": 2, "naked": 2,
    "ok": 2, "quiet": 2, "ratio": 3, "recipe": 3, "recipes": 3, "resume": 2, "reuse": 2, "reused": 2,
    "ruin": 2, "ruined": 2, "sacred": 2, "soldier": 2, "soldiers": 2, "supplement": 3, "tv": 2,
    "wednesday": 2, "wicked": 2, "influence": 3,
}  # fmt: skip
# An ending written with a vowel that is not spoken.
_SILENT_END = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l|ll|qu|(?<!r)gu)e$"  # name, whole, tongue; not table, argue
    r"|(?:[^aeiouyscgzxhl]|[^sc]h|[aeiouy]l|ll|qu|(?<!r)gu)es$"  # names; not places, tables
    r"|(?:[^aeiouytdl]|[aeiouy]l|ll|[^r]gu)ed$"  # watched; not wanted, settled
    r"|(?<=ic)ally$"  # basically
)
# A silent e inside: safe-ly, state-ment, some-one.
_SILENT_INSIDE = re.compile(
    r"(?<=[aeiouy])(?:[^aeiouyl]|[^aeiouy][^aeiouyl]|l)e(?=(?:ly|ful|less|ness|ment)(?:s|ed|ly|ness)?$)"
    r"|^(?:base|care|case|code|face|fire|fore|home|house|life|line|make|name|note|safe|side|some|take|there"
    r"|time|where|white|wide)(?=[^aeioudlnrsvy]|[ls][aeiou])"
    r"|^some(?=one|how)|^(?:ware|else)(?=[hw])"
)
# Neighbouring vowels spoken apart, and endings with a vowel that is not written.
_APART = re.compile(
    r"(?<![ctgs])ia(?!ge|r$)|[bd]ia|(?<=[ct])iat[ei]|[st]iast|ciab|[ct]iali"  # media, associate; not social
    r"|(?<![ctgsx])io(?!n(?<=[ln]ion)|r(?<=vior))|[^s]sio(?!n)"  # period; not nation, million
    r"|iu[ms]"  # stadium
    r"|eo(?![pu])|^reo|(?<![aeioug])eous"  # video; not people
    r"|(?<![gq])u(?:a|ou)|seum|gu(?=ous|ity)|(?<=[dnt])ue(?:l|t|n)|cruel|fuel"  # actual, obvious, fluent
    r"|(?<![gq])ui(?:ty|ng)|suici"  # continuity
    r"|(?<![ctrsg])ie(?:n|t)|scien|(?<=[aeiou]r)ien|[crs]iet"  # client, society; not patient, friend
    r"|(?<=[aeiouy])(?:[^aeiouy]+)i(?:er|est)s?$"  # easier
    r"|[aeiouy]ing"  # being
    r"|coerc|cooper|coord|deact|ideat|[cr]reat|react|oe[mt]"  # recreate, deactivate, poem
    r"|[aeou]y(?=[aeiou])(?!eds?$|es$)|uy(?=[aeiou])"  # player, buyer; not stayed
    r"|(?<=[aeiouy]s)ms?$|thm"  # racism, rhythm
)
_HISSING_END = re.compile(r"(?:[sxz]|[sc]h|[cgsz]e)$")
_HARD_N_END = re.compile(r"[^aeiouyr]n$")


def syllables_en(word: str) -> int:
    """Syllables of an English word as spoken with care, at least 1.

    >>> [syllables_en(word) for word in ("phone", "wanted", "couldn't", "emergency")]
    [1, 2, 2, 4]
    """
    stem, _, tail = word.lower().replace("’", "'").replace("é", "e").partition("'")
    count = _ODD_EN.get(stem)
    if count is None:
        count = len(_GROUP_EN.findall(stem)) + len(_APART.findall(stem))
        count -= bool(_SILENT_END.search(stem)) + bool(_SILENT_INSIDE.search(stem))
        count = max(1, count)
    if tail == "t" and _HARD_N_END.search(stem):
        count += 1  # could-n't
    if tail == "s" and _HISSING_END.search(stem):
        count += 1  # judge's
    return count


# ------------------------------------------------------------------ syllables, Spanish

# Letters that are written as vowels and not spoken: que, gui. An h neither sounds nor parts vowels.
_MUTE_ES = re.compile(r"(?<=[qg])u(?=[eiéí])|(?<!c)h")
# A y before a vowel is a consonant; elsewhere it is the vowel i.
_Y_VOWEL = re.compile(r"y(?![aeiouáéíóú])")
_GROUP_ES = re.compile(r"[aeiouáéíóúü]+")
_STRONG = re.compile(r"[aeoáéíóú]")


def syllables_es(word: str) -> int:
    """Syllables of a Spanish word by the Academy's spelling rules, at least 1.

    Each strong or accented vowel is a syllable; unaccented i and u lean on a neighbour.

    >>> [syllables_es(word) for word in ("quien", "día", "ciudad", "vehículo")]
    [1, 2, 2, 4]
    """
    spoken = _Y_VOWEL.sub("i", _MUTE_ES.sub("", word.lower()))
    return max(1, sum(max(1, len(_STRONG.findall(group))) for group in _GROUP_ES.findall(spoken)))
