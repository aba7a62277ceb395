# SPDX-License-Identifier: Apache-2.0
"""What changes the first steps towards police or a court, as far as a visit tells of it.

    special_in(findings)      # frozenset({"police-or-court"})

What was not told is left out: it is asked on the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from leeward.planning import order_words as words
from leeward.screening import Findings
from leeward.terms.text import Text

COLLEGE = "college"
POLICE_OR_COURT = "police-or-court"
COLLEGE_AGES = range(17, 25)
FIRST_STEPS: Mapping[str, Text] = {
    "tribal-land": words.TRIBAL,
    "military-base": words.MILITARY,
    POLICE_OR_COURT: words.POLICE_OR_COURT,
    "immigration-papers": words.PAPERS,
    "depends-on-care": words.CARE,
    "outing": words.OUTING,
}
"""What to say of it before any order or charge is talked over."""
_BY_FLAG = {
    "offender-police-or-court": POLICE_OR_COURT,
    "immigration-threat": "immigration-papers",
    "dependent-adult": "depends-on-care",
    "outing-threat": "outing",
}


def special_in(findings: Findings) -> frozenset[str]:
    """Words of `planning.orders.SPECIAL`, and `college`."""
    found = {word for flag, word in _BY_FLAG.items() if flag in findings.flag_ids}
    context = findings.answers.context
    if context.age in COLLEGE_AGES and "school" in findings.answers.codes("b1"):
        found.add(COLLEGE)
    return frozenset(found)


def special_of(special: frozenset[str], relationship: str | None) -> frozenset[str]:
    """What was said, and what follows from who it is: their own office is not the one to go to."""
    return special | {POLICE_OR_COURT} if relationship == POLICE_OR_COURT else special
