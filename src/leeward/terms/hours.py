# SPDX-License-Identifier: Apache-2.0
"""Hours as people in the United States read them: never the clock of 24, which is misread.

>>> from datetime import time
>>> hour_in_words(time(17, 0), "en"), hour_in_words(time(0, 5), "es")
('5:00 p.m.', '12:05 a.\\xa0m.')
"""

from __future__ import annotations

from datetime import datetime, time

from leeward.terms.text import Language

_HALVES = {"en": ("a.m.", "p.m."), "es": ("a.\u00a0m.", "p.\u00a0m.")}


def hour_in_words(at: datetime | time, language: Language) -> str:
    """An hour, as in "5:00 p.m."; it ends in a full stop, so that no other belongs behind it."""
    return f"{at.hour % 12 or 12}:{at:%M} {_HALVES[language][at.hour >= 12]}"


def ended(words: str) -> str:
    """The words with a full stop behind them, unless the hour that ends them brings its own."""
    return words if words.endswith(".") else f"{words}."
