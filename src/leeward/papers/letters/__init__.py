# SPDX-License-Identifier: Apache-2.0
"""Plan and what a client agreed to -> letters, summaries and cards for somebody who can act on them.

    suggestions = filled("police", plan, catalogue, "en")              # from the record, field by field
    letter = make_letter("police", {"acts": suggestions["acts"]}, (), catalogue, "en")
    letter_paper(letter)                                                # the same words, on paper

Every field is off until it is agreed; `keep_out` names what never stands on a paper, ticked or not.
"""

from __future__ import annotations

from leeward.papers.letters.fields import FIELDS, MOST_LETTERS, Field
from leeward.papers.letters.fill import filled
from leeward.papers.letters.fits import Fit, cautions, fitting
from leeward.papers.letters.keep_out import (
    TO,
    Fault,
    KeptOff,
    fault_of_reader,
    faults,
    fields_of,
    why_no_address,
)
from leeward.papers.letters.kinds import (
    KINDS,
    LETTER_KINDS,
    THEIRS_TO_SHOW,
    Kind,
    LetterKind,
    matter_of,
    may_go_from_us,
)
from leeward.papers.letters.letter import (
    Letter,
    addressed,
    asks_of,
    letter_paper,
    make_letter,
    missing_for,
    staying,
)

__all__ = [
    "FIELDS",
    "KINDS",
    "LETTER_KINDS",
    "MOST_LETTERS",
    "THEIRS_TO_SHOW",
    "TO",
    "Fault",
    "Field",
    "Fit",
    "KeptOff",
    "Kind",
    "Letter",
    "LetterKind",
    "addressed",
    "asks_of",
    "cautions",
    "fault_of_reader",
    "faults",
    "fields_of",
    "filled",
    "fitting",
    "letter_paper",
    "make_letter",
    "matter_of",
    "may_go_from_us",
    "missing_for",
    "staying",
    "why_no_address",
]
