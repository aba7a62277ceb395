# SPDX-License-Identifier: Apache-2.0
"""How much a paper may say that leaves the room with the client.

Unsafe by default. Only a client who said that paper is safe to carry, and who does not live under
the eyes of the person doing this, takes the steps home in their own words; everyone else takes
ordinary lines; and where nothing may be carried, nothing is.
Source: clinical review, sessions A and B; design "The stalker is in the threat model".
"""

from __future__ import annotations

from typing import Literal

from leeward.screening import Findings

Takeaway = Literal["by-heart", "ordinary", "own-words"]

SAFE_TO_CARRY_QUESTION = "s6"
NOTHING_CARRIED = frozenset({"no-takeaway", "client-may-be-doing-it"})
"""Not safe to carry; or the one in the room may be the one who does it, who gets no tools from us."""
UNDER_THEIR_EYES = frozenset(
    {"still-together", "coercive-control", "carer-offender", "offender-parent-or-guardian", "not-private"}
)


def takeaway_for(findings: Findings) -> Takeaway:
    """What kind of paper the client may take."""
    if NOTHING_CARRIED & findings.flag_ids:
        return "by-heart"
    said_safe = findings.answers.given.get(SAFE_TO_CARRY_QUESTION) == "yes"
    return "own-words" if said_safe and not UNDER_THEIR_EYES & findings.flag_ids else "ordinary"
