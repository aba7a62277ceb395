# SPDX-License-Identifier: Apache-2.0
"""The jobs as the page about the machine shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leeward.practice.jobs.models import Job

_TITLES = {
    "removals": gettext_noop("Finish removals that two people agreed to"),
    "ledger": gettext_noop("Put the audit’s entries into the ledger"),
    "sweep": gettext_noop("Sweep drafts, papers and sessions whose time is over"),
    "ring-copies": gettext_noop("Remove copies of the key ring older than 35 days"),
    "reseal": gettext_noop("Bring older values to today’s form"),
    "backup": gettext_noop("Back up each night"),
}
_STATES = {
    "due": gettext_noop("Not begun yet"),
    "running": gettext_noop("Under way"),
    "waiting": gettext_noop("Waits until the records are unlocked"),
    "done": gettext_noop("Done"),
    "failed": gettext_noop("Could not be done; tried again by itself"),
}


@dataclass(frozen=True, slots=True)
class JobShown:
    """`title` and `state` in the page's language. `fault`: the class of what went wrong, or empty."""

    title: str
    state: str
    is_well: bool
    done: int
    left: int
    began_at: datetime | None
    ended_at: datetime | None
    due_at: datetime
    fault: str


def jobs_shown() -> tuple[JobShown, ...]:
    """Every job that was ever due here, by its title."""
    shown = [
        JobShown(
            title=_(_TITLES[row.kind]) if row.kind in _TITLES else row.kind,
            state=_(_STATES[row.state]),
            is_well=row.state != "failed",
            done=row.done,
            left=row.left,
            began_at=row.began_at,
            ended_at=row.ended_at,
            due_at=row.due_at,
            fault=row.fault,
        )
        for row in Job.objects.all()
    ]
    return tuple(sorted(shown, key=lambda one: one.title))
