# SPDX-License-Identifier: Apache-2.0
"""The ledger, for `leeward doctor`: does it hold within itself, and how old is the newest checkpoint?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leeward.commands.lines import Line
from leeward.terms.errors import LeewardError

_ABOUT = "ledger"
MANY_WAITING = 5000
"""Far more than are written while the records are locked for a night."""


def look_at_ledger(home: Path) -> Iterator[Line]:
    """One line. What was kept elsewhere is compared by `leeward ledger verify` alone."""
    from leeward.practice.at_home import at_home  # Django: not for other commands

    try:
        with at_home(home):
            from leeward.practice.ledger.verifying import verify_ledger

            verdict = verify_ledger()
    except LeewardError as error:
        yield Line("mind", _ABOUT, f"not compared: {error.found}", error.do)
        return
    if verdict.faults:
        first = verdict.faults[0]
        yield Line(
            "bad",
            _ABOUT,
            f"not as it was written: {first.where}: {first.found}",
            "Run `leeward ledger verify` for all of it; change nothing, and find out who had the machine",
        )
    elif verdict.waiting > MANY_WAITING:
        yield Line(
            "mind",
            _ABOUT,
            f"{verdict.waiting} entries wait for a checkpoint",
            "Unlock, then run `leeward ledger checkpoint`",
        )
    else:
        yield Line(
            "ok",
            _ABOUT,
            f"{verdict.size} entries hold within themselves, {verdict.waiting} wait",
            "Compare with a checkpoint kept elsewhere now and then: leeward ledger verify --against FILE",
        )
