# SPDX-License-Identifier: Apache-2.0
"""What may be laid out while the client may be the one who hurts somebody.

A second phone, an order, a letter or a plan against the other person would serve the harm, whoever is right
about it. So the board holds only what helps the client not to harm, and keeps them and others alive: help
for a crisis, a second opinion, a talk in a few days, and a way to work on it. All else is held back for now,
by these lists and no wish; it comes back when the flag is lowered after a consult. Why it is so stands on
*The next ten minutes* alone: the client may see every other page.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from msgspec.structs import replace

from leeward.formulation.picture import NO_TOOLS_FLAG
from leeward.knowledge.models.option import HiddenWhen
from leeward.planning.fit import Fit
from leeward.terms.text import Text

PLANS_TO_HARM_FLAG = "client-may-harm-other"
STAND_IN = "consult-colleague"
HELPS_NOT_TO_HARM = frozenset(
    {
        "calm-and-change",
        "call-emergency",
        "crisis-988",
        STAND_IN,
        "review-date",
        "safe-adult-told",
        "suicide-safety-plan",
    }
)
"""What stays where the client may be the one doing it. Our own choice, no study's."""
HURT_THEMSELVES = frozenset({"advocate-meeting", "be-believed-session", "dv-hotline", "victim-advocate"})
"""What stays besides where the client plans to hurt who hurts them: people who answer, and no tool."""
NEEDS = frozenset({"behavior-change", "suicide"})
"""Who answers then: nobody who would take the client's word against the other person's."""
NOT_TODAY = Text(en="Not part of today’s visit.", es="Hoy no.")
_HELD = HiddenWhen(flags=(NO_TOOLS_FLAG, PLANS_TO_HARM_FLAG), because=NOT_TODAY, instead=STAND_IN)


def kept_for(flags: Set[str]) -> frozenset[str] | None:
    """Ids of the options that may be shown; None: nothing is held back for this."""
    if NO_TOOLS_FLAG in flags:
        return HELPS_NOT_TO_HARM
    return HELPS_NOT_TO_HARM | HURT_THEMSELVES if PLANS_TO_HARM_FLAG in flags else None


def held_to(fits: Mapping[str, Fit], flags: Set[str]) -> dict[str, Fit]:
    """Every fit; what may not be shown is held back, whatever else would hide it."""
    kept = kept_for(flags)
    if kept is None:
        return dict(fits)
    return {id: fit if id in kept else replace(fit, held_back=_HELD) for id, fit in fits.items()}


def is_held_for_harm(fit: Fit) -> bool:
    """Whether this rule holds it back: then nothing is called in to stand in for it."""
    return fit.held_back is _HELD
