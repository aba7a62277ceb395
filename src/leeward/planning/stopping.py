# SPDX-License-Identifier: Apache-2.0
"""What of a visit is laid out, shown or printed: one rule for every page and form.

    stop_on("board", stop)            # why this page says nothing for now; None: it goes on

Where somebody may hear, nothing is, whatever else is so: the words of the other stops are heard, too. Left
are the day of the next talk, the end of the visit, and what *The next ten minutes* says for such a moment.
What was written is saved all the same: only nothing is shown after it.

>>> stop_for(frozenset({"client-may-be-doing-it"}), is_child=True, is_overheard=True)
'overheard'
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Literal, get_args

from leeward.formulation.picture import NO_TOOLS_FLAG

Stop = Literal["overheard", "tools", "child"]
"""`overheard`: someone may hear; `tools`: the client may be the one doing it; `child`: under 12."""
CHILD: Stop = "child"
"""Stops what is done with the client; what the safe adult does goes on."""
Page = Literal[
    "board", "plan", "paper", "side-by-side", "law", "directory",
    "orders", "courts", "places", "letters",
    "picture", "accounts", "message", "apps",
]  # fmt: skip
"""The pages of a visit that lay something out, by the last word of their address."""
_HEARD: frozenset[Stop] = frozenset({"overheard"})
_OUTWARD: frozenset[Stop] = _HEARD | {"tools"}
_EVERY: frozenset[Stop] = frozenset(get_args(Stop))
HEEDS: Mapping[Page, frozenset[Stop]] = {
    **dict.fromkeys(("board", "plan", "paper", "side-by-side", "law", "directory"), _HEARD),
    **dict.fromkeys(("orders", "courts", "places", "letters"), _OUTWARD),
    **dict.fromkeys(("picture", "accounts", "message", "apps"), _EVERY),
}
"""What stops each. Where the client may be the one doing it, the first six hold only what helps them."""


def stop_for(flags: Set[str], *, is_child: bool, is_overheard: bool) -> Stop | None:
    """Why something does not go on; None: nothing is in its way.

    Args:
        flags: ids of the flags that were raised.
        is_overheard: someone may hear now; a visit that is over is read where nobody does.
    """
    if is_overheard:
        return "overheard"
    if NO_TOOLS_FLAG in flags:
        return "tools"
    return CHILD if is_child else None


def stop_on(page: Page, stop: Stop | None) -> Stop | None:
    """Why this page lays nothing out; None: it does."""
    return stop if stop in HEEDS[page] else None
