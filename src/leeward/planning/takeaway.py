# SPDX-License-Identifier: Apache-2.0
"""How much a paper may say that leaves the room with the client.

Unsafe by default. Only a client who said that paper is safe to carry, and who does not live under
the eyes of the person doing this, takes the steps home in their own words; everyone else takes
ordinary lines; and where nothing may be carried, nothing is. Whoever hands the paper over may ask for
a quieter one than that, never for a louder one.

>>> quieter("own-words", "ordinary"), quieter("by-heart", "own-words")
('ordinary', 'by-heart')

Source: clinical review, sessions A and B; design "The stalker is in the threat model".
"""

from __future__ import annotations

from typing import Literal, get_args

from leeward.screening import Findings

Takeaway = Literal["by-heart", "ordinary", "own-words"]
QUIETEST_FIRST: tuple[Takeaway, ...] = get_args(Takeaway)
"""By-heart tells a finder least, own words tell most."""

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


def quieter(allowed: Takeaway, asked: Takeaway | None) -> Takeaway:
    """The quieter of what may be carried and what was asked for; what may be carried when nothing was."""
    return min(allowed, asked or allowed, key=QUIETEST_FIRST.index)


def list_goes_home(findings: Findings) -> bool:
    """Whether a list of what is looked at may leave with the client: it tells as much as own words."""
    return takeaway_for(findings) == "own-words"
