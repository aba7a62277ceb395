# SPDX-License-Identifier: Apache-2.0
"""When the recovery paper opens the records: 72 hours after it was asked for, if nobody called it off.

>>> from datetime import UTC, datetime, timedelta
>>> asked = datetime(2026, 11, 20, 9, tzinfo=UTC)
>>> readmission(asked, asked + timedelta(hours=71, minutes=59)).is_open
False
>>> readmission(asked, asked + timedelta(hours=72)).is_open
True

The wait gives whoever knows the passphrase three days to see, on the unlock page, that somebody holds
the paper. Limit: it is measured with this machine's clock, so whoever sets that clock sets the wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WAIT = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Readmission:
    """A request that stands. Times are aware."""

    asked_at: datetime
    opens_at: datetime
    is_open: bool


def readmission(asked_at: datetime, now: datetime) -> Readmission:
    """How a request stands now.

    A clock that shows an hour before the asking was set back. The wait then begins anew with what it
    shows: never shorter by that clock, and never longer, so that a clock mended cannot shut people out.
    """
    begun = min(asked_at, now)
    return Readmission(begun, begun + WAIT, now >= begun + WAIT)
