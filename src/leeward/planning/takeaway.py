# SPDX-License-Identifier: Apache-2.0
"""How much a paper may say that leaves the room with the client.

Unsafe by default. Only a client who said that paper is safe to carry, and who does not live under
the eyes of the person doing this, takes the steps home in their own words; everyone else takes
ordinary lines; and where nothing may be carried, nothing is. Whoever hands the paper over may ask for
a quieter one than that, never for a louder one. Nobody has to ask where a young person's own words would
tell a parent of pictures, of whom they love or of suicide: ordinary lines are what they get then, and own
words only where they were asked for.

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
TELLS_A_PARENT = frozenset(
    {
        "coerced-self-harm",
        "deadline-near",
        "extortion-deadline",
        "extortion-now",
        "images-shared",
        "minor-image",
        "minor-known-offender",
        "minor-sextortion-adult",
        "minor-sextortion-peer",
        "minor-sextortion-unknown",
        "outing-threat",
        "phq9-item9",
        "self-harm-or-substance",
        "sexual-violence",
        "suicide-acute",
        "suicide-high",
        "suicide-low",
        "suicide-moderate",
        "suicide-nonacute",
        "suicide-unanswered",
        "teen-alone-with-extortion",
    }
)
"""What a young person may have told nobody at home: their own words on paper would be the second telling."""


def takeaway_for(findings: Findings) -> Takeaway:
    """What kind of paper the client may take."""
    if NOTHING_CARRIED & findings.flag_ids:
        return "by-heart"
    said_safe = findings.answers.given.get(SAFE_TO_CARRY_QUESTION) == "yes"
    return "own-words" if said_safe and not is_under_their_eyes(findings) else "ordinary"


def is_under_their_eyes(findings: Findings) -> bool:
    """Whether the person doing this is near enough to find a paper: own words are never given then."""
    return bool(UNDER_THEIR_EYES & findings.flag_ids)


def quieter(allowed: Takeaway, asked: Takeaway | None) -> Takeaway:
    """The quieter of what may be carried and what was asked for; what may be carried when nothing was."""
    return min(allowed, asked or allowed, key=QUIETEST_FIRST.index)


def usual_for(findings: Findings) -> Takeaway:
    """What is given where nobody asks for another form, as far as it may be carried."""
    is_untold = findings.answers.is_young and bool(TELLS_A_PARENT & findings.flag_ids)
    return "ordinary" if is_untold else "own-words"


def form_for(findings: Findings, asked: Takeaway | None = None) -> Takeaway:
    """The form of the client's paper: what was asked for, else the usual one; never louder than allowed."""
    return quieter(takeaway_for(findings), asked or usual_for(findings))


def list_goes_home(findings: Findings) -> bool:
    """Whether a list of what is looked at may leave with the client: it tells as much as own words."""
    return takeaway_for(findings) == "own-words"
