# SPDX-License-Identifier: Apache-2.0
"""Words as they are compared when somebody searches: no accents, no capitals, nothing that says nothing.

>>> list(words_in("The hidden Cámaras"))
['hidden', 'camaras']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"\w+")
_SAYS_NOTHING = frozenset(
    "the and for that this with was were are has have had not you your they them their from when what who"
    " how did does can could into out but his her him she its it is in on of to at an as be by do he my me"
    " or so we los las del una uno unos unas con por para que quien esa ese eso esta este esto su sus mi mis"
    " se le la lo el en es un al de no yo si hay muy como cuando pero ya siempre ahora dice"
    " always right now just says said really because there here then than all any some one".split()
)


def words_in(text: str) -> Iterator[str]:
    """The words that say something, folded: no accents, no capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return (word for word in _WORD.findall(folded) if len(word) > 1 and word not in _SAYS_NOTHING)
