# SPDX-License-Identifier: Apache-2.0
"""What a message may show of something that came from outside.

A code may be quoted back, so that it can be corrected. A sentence may not: where a code belongs,
words are most likely a client's. Nothing that steers a terminal gets through.

>>> quoted("perhaps"), quoted("what the client said"), quoted([1])
("'perhaps'", '[20 letters of text]', 'a list')
"""

from __future__ import annotations

import re

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,39}")
_LONGEST_NUMBER = 10**12


def quoted(value: object) -> str:
    """A code or a number as it was given; of anything else only its kind or length."""
    if isinstance(value, str):
        return repr(value) if _CODE.fullmatch(value) else f"[{len(value)} letters of text]"
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LONGEST_NUMBER:
        return str(value)
    return "nothing" if value is None else f"a {type(value).__name__}"


def on_a_line(text: str) -> str:
    """The same text on one line, with control and direction characters written out."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


_SPACES = frozenset("\n\r\t\u00a0\u202f")
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def has_hidden_letters(text: str) -> bool:
    """Whether something in it does not show: control, direction or format characters, tags, zero width."""
    return any(
        (not letter.isprintable() and letter not in _SPACES) or letter in _INVISIBLE for letter in text
    )
