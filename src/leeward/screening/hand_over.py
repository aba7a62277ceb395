# SPDX-License-Identifier: Apache-2.0
"""Whether the check-in may be handed over on a device, and if not, why. Pure functions.

Source: knowledge:screen/rules (place, under_12, ages, not_private); clinical review, faults 7 and 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from leeward.knowledge.models.screen import Item, Voice
from leeward.screening import Findings
from leeward.screening.device_questions import way_out
from leeward.terms.context import Context

Why = Literal[
    "ended",
    "age-unknown",
    "under-12",
    "telehealth",
    "may-be-doing-it",
    "not-today",
    "not-private",
    "needs-you-now",
    "nothing-left",
]
YOUNGEST = 12
DOING_IT = frozenset({"client-may-be-doing-it", "client-may-harm-other"})


def voice_for(context: Context) -> Voice | None:
    """The voice a device speaks in; None where there is none: age not known, or under 12."""
    if context.age is None or context.age < YOUNGEST:
        return None
    return "teen" if context.is_minor else "self"


def refused_before_asking(context: Context, *, has_ended: bool) -> Why | Literal[""]:
    """What speaks against it before any answer is looked at; empty: nothing."""
    if has_ended:
        return "ended"
    if context.setting == "telehealth":
        return "telehealth"
    if context.age is None:
        return "age-unknown"
    return "under-12" if context.age < YOUNGEST else ""


def fits_still(context: Context, voice: Voice) -> bool:
    """Whether a device that is out may go on: age or setting may have been changed since it was given."""
    return not refused_before_asking(context, has_ended=False) and voice_for(context) == voice


def refused_for(findings: Findings, items: Sequence[Item]) -> Why | Literal[""]:
    """What speaks against it in what was said. `findings`, `items`: in the voice of the device."""
    if DOING_IT & findings.flag_ids:
        return "may-be-doing-it"
    reasons: dict[str, Why] = {
        "not-now": "not-today",
        "not-private": "not-private",
        "stopped-for-staff": "needs-you-now",
        "finished": "nothing-left",
    }
    way = way_out(findings, items, asked_here=())
    return reasons.get(way, "")
