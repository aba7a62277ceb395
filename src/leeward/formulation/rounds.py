# SPDX-License-Identifier: Apache-2.0
"""One round of checks of the leading possibilities, and where it ends.

A search that finds nothing can go on for ever, and each further scan feeds the fear. So one full
round without a find is the end of looking for now: what helps then is care for the strain, and a
date to look back. Source: knowledge:mechanisms, clinical review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from leeward.knowledge import Catalogue

Outcome = Literal["found", "not-found", "later", ""]
"""What came of one check. "later" and "" leave it open."""

RoundState = Literal["found", "go-on", "round-done"]
CheckKey = tuple[str, int]
"""A mechanism's id and the order of one of its checks."""


class Round(msgspec.Struct, frozen=True):
    """Where the round stands. `found`, `left`: checks in the order of `leading`, then of the steps.

    `round-done`: each check was made and nothing was found; no further scan is offered.
    """

    state: RoundState
    found: tuple[CheckKey, ...]
    left: tuple[CheckKey, ...]


def round_of(leading: Sequence[str], checks: Mapping[CheckKey, Outcome], catalogue: Catalogue) -> Round:
    """The round of the checks that the leading mechanisms have. Nothing leading, nothing done."""
    keys = [(one, check.order) for one in leading for check in catalogue.mechanism(one).how_to_check]
    found = tuple(key for key in keys if checks.get(key) == "found")
    left = tuple(key for key in keys if checks.get(key) not in ("found", "not-found"))
    if found:
        return Round("found", found, left)
    return Round("round-done" if keys and not left else "go-on", found, left)
