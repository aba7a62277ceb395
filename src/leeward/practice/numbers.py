# SPDX-License-Identifier: Apache-2.0
"""Whole numbers as a page or an address brings them. Anybody can post anything there.

>>> whole_number("12"), whole_number(""), whole_number("-1"), whole_number("9" * 5000)
(12, 0, 0, 0)
"""

from __future__ import annotations

_DIGITS = 9


def whole_number(text: str | None) -> int:
    """The number in up to nine digits; 0 for anything else. `int` itself refuses very long ones."""
    return int(text) if text and len(text) <= _DIGITS and text.isdecimal() else 0
