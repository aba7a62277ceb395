# SPDX-License-Identifier: Apache-2.0
"""The document of the signs: what the client noticed, which steps were chosen, and what came of them.

    s:<sign id>              {"answer": "reported" | "denied" | "unsure", "how": "told" | "seen",
                              "on", "from"}
    k:<mechanism>:<order>    a check: {"plan": bool, "outcome": "found" | "not-found" | "later" | "", "on"}
    r:<mechanism>:<order>    an answer to it: {"plan": bool}
    u:<platform>:<item id>   one item of the account check-up
    may-know                 {"agreed": "yes" | "no" | "not-yet" | "", "on"}
    custody                  {"answer": "may" | "may-not" | "unclear" | "", "held", "order", "on"}

Signs and chosen steps are record. What they point to is worked out each time, and never stored.
An id that the catalogue no longer has is passed over where it is read, and kept where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from leeward.formulation.rounds import Outcome
from leeward.formulation.signs import ReportedSigns
from leeward.planning.checks import Custody, MayKnow, Settled
from leeward.practice.book import book

DOCUMENT = "signs"
SIGN, CHECK, RESPONSE = "s:", "k:", "r:"
MAY_KNOW, CUSTODY = "may-know", "custody"
NOT_CARRIED = frozenset({MAY_KNOW, CUSTODY})
"""Asked anew at each visit: what the person may know, and whose device it is, can have changed since."""


@dataclass(frozen=True, slots=True)
class SignSaid:
    """One sign as it was told. `on`: an ISO date. `source`: "", or where it was found."""

    answer: str = ""
    how: str = "told"
    on: str = ""
    source: str = ""


def signs_said(words: Mapping[str, Any]) -> dict[str, SignSaid]:
    """Every sign that was asked and is still known, in the order of the catalogue."""
    found = {}
    for sign in book().signs:
        said = words.get(f"{SIGN}{sign.id}")
        if said and said.get("answer"):
            found[sign.id] = SignSaid(
                said["answer"], said.get("how", "told"), said.get("on", ""), said.get("from", "")
            )
    return found


def reported_of(words: Mapping[str, Any]) -> ReportedSigns:
    """What the differential reads."""
    said = signs_said(words)

    def of(answer: str) -> tuple[str, ...]:
        return tuple(id for id, one in said.items() if one.answer == answer)

    return ReportedSigns(of("reported"), of("denied"), of("unsure"))


def settled_of(words: Mapping[str, Any]) -> Settled:
    """What was agreed, chosen and found so far, as the check list reads it."""
    steps = {key: value for key, value in words.items() if key.startswith((CHECK, RESPONSE))}
    return Settled(
        may_know=cast(MayKnow, words.get(MAY_KNOW, {}).get("agreed", "")),
        custody=cast(Custody, words.get(CUSTODY, {}).get("answer", "")),
        chosen=frozenset(key for key, value in steps.items() if value.get("plan")),
        outcomes={
            key: cast(Outcome, value["outcome"]) for key, value in steps.items() if value.get("outcome")
        },
    )


def carried_signs(words: Mapping[str, Any]) -> dict[str, Any]:
    """What the next visit starts from."""
    return {key: value for key, value in words.items() if key not in NOT_CARRIED}
