# SPDX-License-Identifier: Apache-2.0
"""The runner: one thread of the server that does what is due, a step at a time.

    Runner(kinds()).start()

Each step is whole by itself; after each, its counts and the place to go on from are noted. Killed between
the two, the step is done once more: steps must bear that. A job that needs a key waits while the records
are locked. A job that fails leaves the class of its fault, nothing of what it said, and is tried again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from leeward.practice.jobs.models import Job
from leeward.practice.sealing import asking
from leeward.vault.client import AgentClient
from leeward.vault.faults import AgentGone, VaultLocked

LOOK_SECONDS = 5.0
AFTER_A_FAULT = timedelta(minutes=15)
WHILE_LOCKED = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did, how much is left where that is known, and where the next one goes on."""

    done: int = 0
    left: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. `steps` takes the place where it goes on; `next_due` the end of the last time."""

    id: str
    steps: Callable[[str], Iterator[Step]]
    next_due: Callable[[datetime], datetime]
    is_due_at_start: bool = True


def every(wait: timedelta) -> Callable[[datetime], datetime]:
    """Due again so long after the last time."""
    return lambda ended_at: ended_at + wait


class Runner:
    """Does jobs until it is stopped, or the process ends."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds = kinds
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begins, in a thread that ends with the process."""
        threading.Thread(target=self._go_on, name="jobs", daemon=True).start()

    def stop(self) -> None:
        """Ends after the step that is going on."""
        self._stopping.set()

    def _go_on(self) -> None:
        with asking(AgentClient(settings.AGENT_SOCKET, is_quiet=True)):  # the records lock all the same
            while not self._is_begun():
                if self._stopping.wait(LOOK_SECONDS):
                    return
            while not self._stopping.wait(LOOK_SECONDS):
                with suppress(DatabaseError):  # busy, or on its way down: the next look finds what is due
                    self.look(timezone.now())
                connection.close()

    def _is_begun(self) -> bool:
        with suppress(DatabaseError):
            self.begin(timezone.now())
            return True
        return False

    def begin(self, now: datetime) -> None:
        """A row for each kind there is, none for what is no more; what a start makes due is due."""
        Job.objects.exclude(kind__in=[kind.id for kind in self._kinds]).delete()
        for kind in self._kinds:
            first = now if kind.is_due_at_start else kind.next_due(now)
            row, is_new = Job.objects.get_or_create(kind=kind.id, defaults={"due_at": first})
            if not is_new and (kind.is_due_at_start or row.state == "running"):
                Job.objects.filter(kind=kind.id).update(due_at=now)

    def look(self, now: datetime) -> None:
        """Does everything that is due."""
        due = {row.kind: row for row in Job.objects.filter(due_at__lte=now)}
        for kind in self._kinds:
            if kind.id in due and not self._stopping.is_set():
                self._run(kind, due[kind.id])

    def _run(self, kind: Kind, row: Job) -> None:
        if row.state not in ("running", "waiting"):  # cut off or held up: it goes on, and so do its counts
            row.began_at, row.ended_at, row.done, row.left = timezone.now(), None, 0, 0
        row.state = "running"
        row.save()
        try:
            for step in kind.steps(row.place):
                row.done, row.left, row.place = row.done + step.done, step.left, step.place
                row.save()
                if self._stopping.is_set():
                    return
        except (VaultLocked, AgentGone):
            row.state, row.fault, row.due_at = "waiting", "", timezone.now() + WHILE_LOCKED
            row.save()
        except Exception as error:  # noqa: BLE001  whatever it was: its words may hold a client's
            self._end(row, "failed", lambda now: now + AFTER_A_FAULT, fault=type(error).__name__)
        else:
            self._end(row, "done", kind.next_due)

    def _end(
        self, row: Job, state: str, next_due: Callable[[datetime], datetime], *, fault: str = ""
    ) -> None:
        row.state, row.ended_at, row.fault = state, timezone.now(), fault[:60]
        row.due_at = next_due(row.ended_at)
        row.save()
