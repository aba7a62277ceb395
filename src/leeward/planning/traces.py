# SPDX-License-Identifier: Apache-2.0
"""What every service leaves behind, told once for a page, and beside each only what is its own.

>>> told_once(["A call shows. Texts stay.", "A call shows.", "A call shows. They write back."])
(('A call shows.',), ('Texts stay.', '', 'They write back.'))

The same words beside seventeen entries are read beside none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

SHARED_BY = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def told_once(notes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences that three notes or more share, in their order; and what is left of each note."""
    split = [tuple(_SENTENCE.split(note.strip())) if note.strip() else () for note in notes]
    times = Counter(sentence for one in split for sentence in dict.fromkeys(one))
    shared = dict.fromkeys(sentence for one in split for sentence in one if times[sentence] >= SHARED_BY)
    rest = (" ".join(sentence for sentence in one if sentence not in shared) for one in split)
    return tuple(shared), tuple(rest)
