# SPDX-License-Identifier: Apache-2.0
"""Reasons -> one of three verdicts, by a rule that fits in one table.

    minor 1, notable 2, serious 3, decisive 5
    strong-signs    one decisive reason, or 6 points with a serious reason and a second that is not minor
    be-careful      one reason more than minor, or 3 points, or minor ones about words and another thing
    nothing-found   less than that

Of each group of reasons (sender, link, words, page, file, ...) the weightiest counts whole and every
further one a point, so that one odd habit of a sender is never counted as many. The weights are
judgement, not measurement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from leeward.knowledge.models.inspection import MessageReason
from leeward.terms.text import Text

Verdict = Literal["strong-signs", "be-careful", "nothing-found"]
VERDICTS: Final[tuple[Verdict, ...]] = ("strong-signs", "be-careful", "nothing-found")
POINTS: Final = {"minor": 1, "notable": 2, "serious": 3, "decisive": 5}
STRONG_AT: Final = 6
CAREFUL_AT: Final = 3


class Reason(msgspec.Struct, frozen=True):
    """One thing found. `where`: the exact words or header line it rests on, clipped."""

    id: str
    what: Text
    where: str


class Answer(msgspec.Struct, frozen=True):
    """What is said of one message. `unread`: what of it was not read, as (where, why)."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    targeted: bool
    unread: tuple[tuple[str, str], ...] = ()


def weigh(found: Iterable[MessageReason]) -> Verdict:
    """The verdict of these reasons; each counts once."""
    unique = {reason.id: reason for reason in found}.values()
    points = 0
    for group in {reason.group for reason in unique}:
        weights = sorted(
            (POINTS[reason.strength] for reason in unique if reason.group == group), reverse=True
        )
        points += weights[0] + len(weights) - 1
    strengths = {reason.strength for reason in unique}
    weighty = sum(reason.strength != "minor" for reason in unique)
    if "decisive" in strengths or (points >= STRONG_AT and "serious" in strengths and weighty > 1):
        return "strong-signs"
    groups = {reason.group for reason in unique}
    is_careful = strengths - {"minor"} or points >= CAREFUL_AT or ("words" in groups and len(groups) > 1)
    return "be-careful" if is_careful else "nothing-found"
