# SPDX-License-Identifier: Apache-2.0
"""What an overlay may not do: quieten an alarm, or take away help that answers today.

A practice may correct and add as it likes. But an overlay may have been copied from anywhere, and a
lowered alarm is a change nobody sees in the room; so it is refused by name when content is loaded.
"""

from __future__ import annotations

from typing import Any

from leeward.knowledge.models.flag import SEVERITIES, Flag
from leeward.knowledge.models.option import Option


def weakened(ours: Any, theirs: Any) -> str | None:
    """Why an overlay's entry may not take the place of ours; None when it may."""
    if isinstance(ours, Flag) and isinstance(theirs, Flag):
        return _weakened_flag(ours, theirs)
    if isinstance(ours, Option) and isinstance(theirs, Option) and ours.answers_now:
        if not theirs.answers_now:
            return "an overlay may not make help that answers today wait"
        if theirs.hidden_when and theirs.hidden_when != ours.hidden_when:
            return "an overlay may not hide help that answers today"
    return None


def _weakened_flag(ours: Flag, theirs: Flag) -> str | None:
    if SEVERITIES.index(theirs.severity) > SEVERITIES.index(ours.severity):
        return f"an overlay may not lower the severity {ours.severity} to {theirs.severity}"
    if theirs.raised_when != ours.raised_when and ours.raised_when is not None:
        return "an overlay may not change what raises a flag; add a flag of your own instead"
    lost = sorted(set(ours.lines) - set(theirs.lines))
    return f"an overlay may not take away the line {lost[0]!r}" if lost else None
