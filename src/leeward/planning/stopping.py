# SPDX-License-Identifier: Apache-2.0
"""When nothing technical is shown or saved: one rule for every page and form that helps to look.

>>> stop_for(frozenset(), is_child=True, is_overheard=True)
'overheard'
"""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from leeward.formulation.picture import NO_TOOLS_FLAG

Stop = Literal["tools", "overheard", "child"]
"""`tools`: the client may be the one doing it; `overheard`: someone may hear; `child`: under 12."""
CHILD: Stop = "child"
"""Stops what is done with the client; what the safe adult does goes on."""


def stop_for(flags: Set[str], *, is_child: bool, is_overheard: bool) -> Stop | None:
    """Why it does not go on; None: it does.

    Args:
        flags: ids of the flags that were raised.
        is_overheard: someone may hear now; a visit that is over is read where nobody does.
    """
    if NO_TOOLS_FLAG in flags:
        return "tools"
    if is_overheard:
        return "overheard"
    return CHILD if is_child else None
