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
from leeward.papers.letters.keep_out import Fault, KeptOff, faults, fields_of, why_no_address
from leeward.papers.letters.kinds import KINDS, LETTER_KINDS, Kind, LetterKind, matter_of
from leeward.papers.letters.letter import Letter, asks_of, letter_paper, make_letter, missing_for, staying

__all__ = [
    "FIELDS",
    "KINDS",
    "LETTER_KINDS",
    "MOST_LETTERS",
    "Fault",
    "Field",
    "Fit",
    "KeptOff",
    "Kind",
    "Letter",
    "LetterKind",
    "asks_of",
    "cautions",
    "faults",
    "fields_of",
    "filled",
    "fitting",
    "letter_paper",
    "make_letter",
    "matter_of",
    "missing_for",
    "staying",
    "why_no_address",
]
