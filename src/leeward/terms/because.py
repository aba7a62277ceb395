# SPDX-License-Identifier: Apache-2.0
"""Why the program says what it says: every finding, flag, option and line carries these.

A because names what it rests on, never the client's own words: an answer is named by its
linkId and code, so that a reason can be shown, stored or logged without telling the story.
"""

from __future__ import annotations

from typing import Literal

import msgspec

BecauseKind = Literal[
    "answer", "sign", "flag", "rule", "context", "instrument", "hand", "scenario", "mechanism"
]


class Because(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, order=True):
    """One reason. `ref`: linkId, sign, flag or rule id. `value`: the answer code, band or value."""

    kind: BecauseKind
    ref: str
    value: str | None = None


def together(*lists: tuple[Because, ...]) -> tuple[Because, ...]:
    """All reasons of several lists, each once, in the order in which they first stand."""
    return tuple(dict.fromkeys(reason for reasons in lists for reason in reasons))
