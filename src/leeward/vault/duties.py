# SPDX-License-Identifier: Apache-2.0
"""What the key agent does when asked: one method for each request, one lock around all of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

from leeward.terms.errors import VaultError
from leeward.vault import protocol as say
from leeward.vault.copies import copy_ring
from leeward.vault.faults import TryLater, WrongKey, locked
from leeward.vault.recovery import make_paper, paper_is_proven, prove, readmit
from leeward.vault.ring import KeyRing
from leeward.vault.rotation import is_under_way, rotate
from leeward.vault.session_keys import SessionKeys
from leeward.vault.setup import change_way, create_ring, look_at_ring, ring_exists, unlock_ring
from leeward.vault.sources import Cost, KeySource, Passphrase
from leeward.vault.ways import OWNER

FREE_TRIES = 3
LONGEST_WAIT_SECONDS = 300

Clock = Callable[[], float]


class Patience:
    """Three free tries, then a wait that doubles: 1, 2, 4 ... 300 seconds. A right answer ends it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong = 0
        self._free_at = 0.0

    def require(self) -> None:
        """Raises TryLater while the wait lasts."""
        left = self._free_at - self._clock()
        if left > 0:
            raise TryLater(int(left) + 1)

    def wrong(self) -> None:
        """One more wrong try."""
        self._wrong += 1
        if self._wrong >= FREE_TRIES:
            self._free_at = self._clock() + min(2 ** min(self._wrong - FREE_TRIES, 10), LONGEST_WAIT_SECONDS)

    def right(self) -> None:
        """Starts over."""
        self._wrong, self._free_at = 0, 0.0


class Duties:
    """The agent's state: the ring's folder, the unlocked ring or none, and its patience."""

    def __init__(
        self,
        keys_folder: Path,
        *,
        cost: Cost | None = None,
        idle_lock_seconds: float,
        clock: Clock = time.monotonic,
    ) -> None:
        self._folder = keys_folder
        self._cost = cost
        self._idle_lock_seconds = idle_lock_seconds
        self._clock = clock
        self._used_at = clock()
        self._is_use = True
        self._patience = Patience(clock)
        self._unlocked: KeyRing | None = None
        self._sessions = SessionKeys(clock)
        self._lock = threading.RLock()
        self._by_request: dict[type, Callable[[Any], say.Answer]] = {
            say.Status: self._status,
            say.Quiet: self._status,
            say.SetUp: self._set_up,
            say.Unlock: self._unlock,
            say.Lock: self._lock_now,
            say.MakeCase: self._make_case,
            say.MakeCases: self._make_cases,
            say.MakePerson: self._make_person,
            say.OpenCases: self._open_cases,
            say.GlanceCases: self._glance_cases,
            say.DestroyCases: self._destroy_cases,
            say.DestroyPersons: self._destroy_persons,
            say.MakePaper: self._make_paper,
            say.ProvePaper: self._prove_paper,
            say.ChangePassphrase: self._change_passphrase,
            say.Readmit: self._readmit,
            say.Rotate: self._rotate,
            say.CopyRing: self._copy_ring,
            say.MakeSession: self._make_session,
            say.OpenSession: self._open_session,
            say.DropSessions: self._drop_sessions,
            say.HeldSessions: self._held_sessions,
        }

    def answer(self, request: say.Request, *, is_use: bool = True) -> say.Answer:
        """The answer to one request; a fault is an answer too. `is_use`: it puts off the idle lock."""
        with self._lock:
            self._is_use = is_use
            try:
                return self._by_request[type(request)](request)
            except VaultError as error:
                return say.fault_of(error)

    def unlock_with(self, source: KeySource) -> None:
        """Unlocks with a key file at start."""
        with self._lock:
            self._take(unlock_ring(self._folder, source))

    def lock(self) -> None:
        """Forgets the practice key, and those of all sessions."""
        with self._lock:
            self._sessions.drop_all()
            if self._unlocked is not None:
                self._unlocked.lock()
                self._unlocked = None

    def lock_if_idle(self) -> None:
        """Forgets it when nobody has asked for a key for long enough; and sessions' keys in their time."""
        with self._lock:
            self._sessions.forget_old()
            if self._unlocked is not None and self._clock() - self._used_at >= self._idle_lock_seconds:
                self.lock()

    @property
    def _ring(self) -> KeyRing:
        if self._unlocked is None:
            raise locked()
        if self._is_use:
            self._used_at = self._clock()
        return self._unlocked

    def _take(self, ring: KeyRing) -> None:
        self.lock()
        self._unlocked = ring
        self._used_at = self._clock()

    def _guarded(self, attempt: Callable[[], Any]) -> Any:
        """Something that needs the right passphrase, with growing waits after wrong ones."""
        self._patience.require()
        try:
            result = attempt()
        except WrongKey:
            self._patience.wrong()
            raise
        self._patience.right()
        return result

    def _passphrase(self, text: str) -> Passphrase:
        return Passphrase(text, cost=self._cost)

    def _state(self, count: int = 0) -> say.State:
        if self._unlocked is not None:
            ring = self._unlocked
            return say.State("unlocked", ring.ring_id, paper_is_proven(ring), is_under_way(ring), count)
        if not ring_exists(self._folder):
            return say.State("absent")
        facts = look_at_ring(self._folder)
        return say.State(
            "locked", facts.ring_id, facts.paper_proven_at is not None, len(facts.versions) > 1, count
        )

    def _status(self, _request: say.Status) -> say.Answer:
        return self._state()

    def _set_up(self, request: say.SetUp) -> say.Answer:
        source = self._passphrase(request.passphrase)
        self._take(create_ring(self._folder, source, data_exists=lambda: request.data_exists))
        return self._state()

    def _unlock(self, request: say.Unlock) -> say.Answer:
        source = self._passphrase(request.passphrase)
        self._take(self._guarded(lambda: unlock_ring(self._folder, source, expected_ring_id=request.ring_id)))
        return self._state()

    def _lock_now(self, _request: say.Lock) -> say.Answer:
        self.lock()
        return self._state()

    def _make_case(self, request: say.MakeCase) -> say.Answer:
        return say.Opened((say.to_wire(self._ring.make_case(request.case_id)),))

    def _make_cases(self, request: say.MakeCases) -> say.Answer:
        _refuse_too_many((*request.persons, *chain.from_iterable(request.persons.values())))
        return say.Opened(tuple(map(say.to_wire, self._ring.make_cases(request.persons))))

    def _make_person(self, request: say.MakePerson) -> say.Answer:
        self._ring.make_person(request.case_id, request.person_id)
        return say.Opened((say.to_wire(self._ring.open_case(request.case_id)),))

    def _open_cases(self, request: say.OpenCases) -> say.Answer:
        _refuse_too_many(request.case_ids)
        return say.Opened(tuple(say.to_wire(case) for case in self._ring.open_cases(request.case_ids)))

    def _glance_cases(self, request: say.GlanceCases) -> say.Answer:
        _refuse_too_many(request.case_ids)
        return say.Glanced(tuple(key.reveal() for key in self._ring.case_keys(request.case_ids)))

    def _destroy_cases(self, request: say.DestroyCases) -> say.Answer:
        return self._state(self._ring.destroy_cases(request.case_ids))

    def _destroy_persons(self, request: say.DestroyPersons) -> say.Answer:
        return self._state(self._ring.destroy_persons(request.case_id, request.person_ids))

    def _make_paper(self, _request: say.MakePaper) -> say.Answer:
        paper = make_paper(self._ring)
        return say.Paper(paper.rows, paper.check_code)

    def _prove_paper(self, request: say.ProvePaper) -> say.Answer:
        prove(self._ring, request.text)  # no wait after a slip: 256 random bits are not guessed
        return self._state()

    def _change_passphrase(self, request: say.ChangePassphrase) -> say.Answer:
        ring, old, new = self._ring, self._passphrase(request.old), self._passphrase(request.new)
        self._guarded(lambda: change_way(ring, old, new))
        return self._state()

    def _readmit(self, request: say.Readmit) -> say.Answer:
        new = self._passphrase(request.new)
        self._take(readmit(self._folder, request.text, new))
        self._patience.right()
        return self._state()

    def _rotate(self, request: say.Rotate) -> say.Answer:
        ring, source = self._ring, self._passphrase(request.passphrase)
        return say.Names(self._guarded(lambda: rotate(ring, {OWNER: source})))

    def _copy_ring(self, request: say.CopyRing) -> say.Answer:
        made = copy_ring(self._ring, [Path(place) for place in request.places])
        return say.Names(tuple(str(path) for path in made))

    def _make_session(self, request: say.MakeSession) -> say.Answer:
        self._require_unlocked()
        return say.SessionKeyed(self._sessions.make(request.session_id, seconds=request.seconds).reveal())

    def _open_session(self, request: say.OpenSession) -> say.Answer:
        return say.SessionKeyed(self._sessions.open(request.session_id, seconds=request.seconds).reveal())

    def _drop_sessions(self, request: say.DropSessions) -> say.Answer:
        return self._state(self._sessions.drop(request.session_ids))

    def _held_sessions(self, _request: say.HeldSessions) -> say.Answer:
        return say.Names(self._sessions.held())

    def _require_unlocked(self) -> None:
        if self._unlocked is None:
            raise locked()


def _refuse_too_many(ids: tuple[str, ...]) -> None:
    if len(ids) > say.MAX_CASES_AT_ONCE:
        raise VaultError(
            f"{len(ids)} cases at once", expected=f"at most {say.MAX_CASES_AT_ONCE}", do="Ask in parts"
        )
