# SPDX-License-Identifier: Apache-2.0
"""Keys of sessions: in the agent's memory and nowhere else, for what is not meant to stay.

>>> now = 0.0
>>> keys = SessionKeys(clock=lambda: now)
>>> first = keys.make("s1", seconds=1800)
>>> keys.open("s1", seconds=1800) == first
True
>>> now = 1801.0
>>> keys.held()
()

A key is wrapped by nothing and copied to nothing. It goes when it is dropped, when its session has not asked
for it in the time it named, when the agent locks or ends, and at the latest twelve hours after it was made.
What it sealed can then be opened by nobody.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from leeward.terms.errors import VaultError
from leeward.vault.faults import KeyMissing
from leeward.vault.keys import SessionKey
from leeward.vault.ring import check_id

LONGEST_SECONDS = 12 * 3600.0
MOST = 1000
"""Sessions at a time."""


@dataclass(slots=True)
class _Held:
    key: SessionKey
    last_at: float
    until: float


class SessionKeys:
    """The keys held now. Not safe between threads: the agent asks under its one lock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, _Held] = {}

    def make(self, session_id: str, *, seconds: float) -> SessionKey:
        """The key of a session, a new one where it has none.

        Args:
            seconds: how long it is kept if nobody asks again; never longer than twelve hours in all.
        """
        check_id(session_id)
        self.forget_old()
        if session_id not in self._held:
            if len(self._held) >= MOST:
                raise VaultError(
                    f"{MOST} sessions with working papers at once",
                    expected=f"fewer than {MOST}",
                    do="Sign out where nobody works; nothing was written",
                )
            now = self._clock()
            self._held[session_id] = _Held(SessionKey.random(), now + LONGEST_SECONDS, now + seconds)
        return self.open(session_id, seconds=seconds)

    def open(self, session_id: str, *, seconds: float) -> SessionKey:
        """The key of a session that has one, kept for `seconds` from now, and never for less than before.

        Raises KeyMissing: it is gone, and what it sealed with it.
        """
        self.forget_old()
        found = self._held.get(session_id)
        if found is None:
            raise KeyMissing(
                "A session whose key is gone",
                expected="a session that goes on, begun in the last twelve hours",
                do="What was not filed cannot be opened by anybody; begin a new working paper",
            )
        found.until = min(found.last_at, max(found.until, self._clock() + seconds))
        return found.key

    def held(self) -> tuple[str, ...]:
        """Ids of the sessions whose key is held now."""
        self.forget_old()
        return tuple(self._held)

    def drop(self, session_ids: Iterable[str]) -> int:
        """Forgets the keys of these sessions; how many had one."""
        gone = [self._held.pop(id) for id in set(session_ids) if id in self._held]
        for one in gone:
            one.key.wipe()
        return len(gone)

    def drop_all(self) -> None:
        """Forgets every key."""
        self.drop(tuple(self._held))

    def forget_old(self) -> None:
        """Forgets those whose time is over."""
        now = self._clock()
        self.drop([id for id, one in self._held.items() if now >= one.until])
