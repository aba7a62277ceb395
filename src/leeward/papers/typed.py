# SPDX-License-Identifier: Apache-2.0
"""The few words of a paper that were typed in the session: one clean line each, or none.

What is too long is refused, never cut: half a day and time is worse than none.
"""

from __future__ import annotations

from leeward.papers.typesetting import cleaned_text
from leeward.terms.errors import PaperError


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
