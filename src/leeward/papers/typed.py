# SPDX-License-Identifier: Apache-2.0
"""The few words of a paper that were typed in the session: one clean line each, or none.

What is too long is refused, never cut: half a day and time is worse than none.
"""

from __future__ import annotations

import re

from leeward.papers.typesetting import cleaned_text
from leeward.terms.errors import PaperError

MOST_OFFICE_LETTERS = 30
_NUMBER = re.compile(r"[0-9 +()-]*")


def one_line(typed: str | None, *, most: int, where: str) -> str | None:
    """What was typed, on one line; None where nothing was.

    Raises:
        PaperError: more than `most` letters.
    """
    line = cleaned_text(typed or "").strip()
    if len(line) > most:
        raise PaperError(
            f"a line of {len(line)} letters",
            expected=f"at most {most}",
            do="Say it in fewer words",
            where=where,
        )
    return line or None


def office_number(typed: str) -> str | None:
    """A telephone number alone, since what stands beside it is read by whoever finds the paper; None: none.

    Raises:
        PaperError: more than 30 letters, or anything but digits, spaces and + - ( ).
    """
    number = one_line(typed, most=MOST_OFFICE_LETTERS, where="the office")
    if number is None or (_NUMBER.fullmatch(number) and any(one.isdigit() for one in number)):
        return number
    raise PaperError(
        "an office number with something else in it",
        expected="digits, spaces and + - ( )",
        do="Give the number alone, without a name",
        where="the office",
    )
