# SPDX-License-Identifier: Apache-2.0
"""Which actions give something of a record out of the practice's hands: printed, saved, sent or told.

>>> is_disclosure(Action.PRINT, "record"), is_disclosure(Action.PRINT, "nothing")
(True, False)
>>> is_disclosure(Action.SEE_CASE, "")
False

The accounting counts more than the law asks of most practices (45 CFR 164.528 leaves out what goes to the
client, or out under their own signed release): whoever asks "what left, and to whom?" gets all of it.
"""

from __future__ import annotations

from leeward.stewardship.access import Action

DISCLOSURES = frozenset(
    {
        Action.PRINT,
        Action.EXPORT,
        Action.TELL_IN_DANGER,
        Action.SEE_ATTACHMENT,
        Action.SEND_MESSAGE,
        Action.CONTACT_OFFICE,
    }
)
"""A new action that gives something out is added here, and so reaches the accounting."""
NOTHING_LEAVES = frozenset({"nothing", "by-heart"})
"""Ways to end a visit on which nothing is carried; on record, and no disclosure."""


def is_disclosure(action: Action, detail: str) -> bool:
    """Whether an act that was done belongs into the accounting. `detail`: what it was."""
    return action in DISCLOSURES and not (action is Action.PRINT and detail in NOTHING_LEAVES)
