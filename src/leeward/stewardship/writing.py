# SPDX-License-Identifier: Apache-2.0
"""Four kinds of writing, which a record keeps apart, and the words of a chart line that give somebody away.

chart line       neutral; may go to a portal or another record
protected note   what was said, for treatment; its own consent, its own export
evidence index   what the client holds and where; a list, no files
working paper    impressions and guesses; gone with the session unless it is filed by choice

>>> look = giveaways("Talked about the stalker's car.", {"person": ("stalk*",), "device": ("phone",)})
>>> [(one.word, one.list_id) for one in look]
[('stalker', 'person')]
>>> giveaways("Session held as planned.", {"person": ("stalk*",)})
()
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import combining, normalize

from leeward.stewardship.retention import RecordClass


class Kind(StrEnum):
    """Classes of record that are written as notes."""

    CHART_LINE = RecordClass.CHART_LINE.value
    PROTECTED_NOTE = RecordClass.PROTECTED_NOTE.value
    EVIDENCE_INDEX = RecordClass.EVIDENCE_INDEX.value
    WORKING_PAPER = RecordClass.WORKING_PAPER.value


NEEDS_MORE_THAN_THE_CASE = frozenset({Kind.PROTECTED_NOTE, Kind.WORKING_PAPER})
"""Not read by whoever opened another clinician's case with a reason: only by the owner and a supervisor."""


@dataclass(frozen=True, slots=True)
class GivenAway:
    """A word as it was written, and the list that it stands in."""

    word: str
    list_id: str


def giveaways(text: str, lists: Mapping[str, Sequence[str]]) -> tuple[GivenAway, ...]:
    """Words of a text that tell what the sessions are about, in the order written, each once.

    Args:
        lists: words by the id of their list, in any language. A `*` at the end stands for any ending.
            Case and accents do not count; a word of several parts is found over any space between them.

    A reminder, not a filter: what no list has, it does not find.
    """
    found: dict[tuple[str, str], tuple[int, str]] = {}
    plain, places = _plain(text)
    for list_id, words in lists.items():
        for word in words:
            for match in _pattern(word).finditer(plain):
                written = text[places[match.start()] : places[match.end() - 1] + 1]
                found.setdefault((match[0], list_id), (match.start(), written))
    ordered = sorted(found.items(), key=lambda one: one[1][0])
    return tuple(GivenAway(written, list_id) for (_, list_id), (_, written) in ordered)


def _pattern(word: str) -> re.Pattern[str]:
    stem, star = _plain(word.removesuffix("*"))[0], r"\w*" if word.endswith("*") else ""
    return re.compile(r"\b" + r"\s+".join(map(re.escape, stem.split())) + star + r"\b")


def _plain(text: str) -> tuple[str, list[int]]:
    """Small letters without accents, and where in the text each of them stood."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        for part in normalize("NFD", letter.casefold()):
            if not combining(part):
                letters.append(part)
                places.append(at)
    return "".join(letters), places
