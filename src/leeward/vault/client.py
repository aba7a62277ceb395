# SPDX-License-Identifier: Apache-2.0
"""A worker's line to the key agent.

    agent = AgentClient(socket_path)
    agent.unlock(passphrase)
    case = agent.open_case(case_id)      # its keys, for this request; keep them no longer

One connection, opened when first needed and again if the agent was restarted. Safe between threads.
Faults are the vault's own errors, the same as when the ring is used directly.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from leeward.vault import protocol as say
from leeward.vault.faults import AgentGone
from leeward.vault.keys import CaseKey, SessionKey
from leeward.vault.paper import RecoveryPaper
from leeward.vault.process import peer_uid
from leeward.vault.ring import OpenCase

_CONNECT_SECONDS = 2.0
_ANSWER_SECONDS = 60.0

AnswerType = TypeVar("AnswerType", say.State, say.Opened, say.Glanced, say.Paper, say.Names, say.SessionKeyed)


class AgentClient:
    """The agent, as a worker sees it."""

    def __init__(
        self, socket_path: Path, *, answer_seconds: float = _ANSWER_SECONDS, is_quiet: bool = False
    ) -> None:
        """`is_quiet`: for work that no person waits for; it does not put off the idle lock."""
        self._path = socket_path
        self._is_quiet = is_quiet
        self._answer_seconds = answer_seconds
        self._connection: socket.socket | None = None
        self._lock = threading.Lock()

    def status(self) -> say.State:
        """Whether there is a ring and whether it is unlocked."""
        return self._ask(say.Status(), say.State)

    def set_up(self, passphrase: str, *, data_exists: bool) -> say.State:
        """Makes the ring of a new practice. Raises WouldOverwrite: over anything that exists."""
        return self._ask(say.SetUp(passphrase, data_exists), say.State)

    def unlock(self, passphrase: str, *, ring_id: str | None = None) -> say.State:
        """Unlocks. Raises WrongKey, and TryLater after several wrong ones."""
        return self._ask(say.Unlock(passphrase, ring_id), say.State)

    def lock(self) -> say.State:
        """Locks at once, for everybody."""
        return self._ask(say.Lock(), say.State)

    def make_case(self, case_id: str) -> OpenCase:
        """New keys, on the disk when this returns: write the case's row after."""
        return say.from_wire(self._ask(say.MakeCase(case_id), say.Opened).cases[0])

    def make_cases(self, persons: Mapping[str, Sequence[str]]) -> list[OpenCase]:
        """New keys for any number of cases and the persons in them, in the order given.

        Made in parts: each is whole and on the disk, or was not made. Write the rows of what came back.
        """
        made: list[OpenCase] = []
        for part in _in_parts(persons):
            made.extend(map(say.from_wire, self._ask(say.MakeCases(part), say.Opened).cases))
        return made

    def make_person(self, case_id: str, person_id: str) -> OpenCase:
        """A new person's key; the case with it."""
        return say.from_wire(self._ask(say.MakePerson(case_id, person_id), say.Opened).cases[0])

    def open_case(self, case_id: str) -> OpenCase:
        """The keys of one case. Raises VaultLocked, KeyMissing."""
        return self.open_cases([case_id])[0]

    def open_cases(self, case_ids: Sequence[str]) -> list[OpenCase]:
        """The keys of any number of cases, in the order asked."""
        found: list[OpenCase] = []
        for at in range(0, len(case_ids), say.MAX_CASES_AT_ONCE):
            part = tuple(case_ids[at : at + say.MAX_CASES_AT_ONCE])
            found.extend(map(say.from_wire, self._ask(say.OpenCases(part), say.Opened).cases))
        return found

    def case_keys(self, case_ids: Sequence[str]) -> list[CaseKey]:
        """The case keys alone of any number of cases, in the order asked: for lists."""
        found: list[CaseKey] = []
        for at in range(0, len(case_ids), say.MAX_CASES_AT_ONCE):
            part = tuple(case_ids[at : at + say.MAX_CASES_AT_ONCE])
            found.extend(map(CaseKey, self._ask(say.GlanceCases(part), say.Glanced).keys))
        return found

    def destroy_cases(self, case_ids: Sequence[str]) -> int:
        """Destroys keys of cases and their persons; how many cases had any. Then delete the rows."""
        return self._ask(say.DestroyCases(tuple(case_ids)), say.State).count

    def destroy_persons(self, case_id: str, person_ids: Sequence[str]) -> int:
        """Destroys keys of persons in a case; how many had any. Then delete the rows."""
        return self._ask(say.DestroyPersons(case_id, tuple(person_ids)), say.State).count

    def make_paper(self) -> RecoveryPaper:
        """A new recovery paper; print it and let go of it."""
        paper = self._ask(say.MakePaper(), say.Paper)
        return RecoveryPaper(paper.rows, paper.check_code)

    def prove_paper(self, text: str) -> say.State:
        """Proves the paper that was printed. Raises WrongKey, naming the row that holds a slip."""
        return self._ask(say.ProvePaper(text), say.State)

    def change_passphrase(self, old: str, new: str) -> say.State:
        """A new passphrase for the owner."""
        return self._ask(say.ChangePassphrase(old, new), say.State)

    def readmit(self, text: str, new: str) -> say.State:
        """Unlocks with the recovery paper and sets a new passphrase."""
        return self._ask(say.Readmit(text, new), say.State)

    def rotate(self, passphrase: str) -> tuple[str, ...]:
        """A new practice key; the names of other key-holders, who must be added anew."""
        return self._ask(say.Rotate(passphrase), say.Names).names

    def copy_ring(self, places: Sequence[Path]) -> tuple[Path, ...]:
        """Copies of the ring to two or more folders."""
        request = say.CopyRing(tuple(str(place.absolute()) for place in places))
        return tuple(Path(name) for name in self._ask(request, say.Names).names)

    def make_session(self, session_id: str, *, seconds: float) -> SessionKey:
        """The key of a session, a new one where it has none; see `session_keys`. Raises VaultLocked."""
        return SessionKey(self._ask(say.MakeSession(session_id, seconds), say.SessionKeyed).session_key)

    def open_session(self, session_id: str, *, seconds: float) -> SessionKey:
        """The key of a session, kept for `seconds` more. Raises KeyMissing: it is gone for good."""
        return SessionKey(self._ask(say.OpenSession(session_id, seconds), say.SessionKeyed).session_key)

    def drop_sessions(self, session_ids: Sequence[str]) -> int:
        """Forgets these sessions' keys; how many had one."""
        return self._ask(say.DropSessions(tuple(session_ids)), say.State).count

    def held_sessions(self) -> tuple[str, ...]:
        """Ids of the sessions that have a key now."""
        return self._ask(say.HeldSessions(), say.Names).names

    def close(self) -> None:
        """Hangs up."""
        with self._lock:
            self._hang_up()

    def _ask(self, request: say.Message, kind: type[AnswerType]) -> AnswerType:
        with self._lock:
            answer = self._asked_again_if_restarted(request)
        if isinstance(answer, say.Fault):
            say.raise_fault(answer)
        if not isinstance(answer, kind):
            raise _gone("The key agent gave an answer of another kind")
        return answer

    def _asked_again_if_restarted(self, request: say.Message) -> say.Answer:
        had_line = self._connection is not None
        try:
            return self._exchange(request)
        except (OSError, say.BadMessage) as error:
            self._hang_up()
            if not had_line or isinstance(error, TimeoutError | say.BadMessage):
                raise _gone("The key agent does not answer") from error
        try:  # the line was from before a restart: nothing was asked yet on the new one
            return self._exchange(request)
        except (OSError, say.BadMessage) as error:
            self._hang_up()
            raise _gone("The key agent does not answer") from error

    def _exchange(self, request: say.Message) -> say.Answer:
        connection = self._line()
        say.send(connection, request)
        answer = say.receive_answer(connection, self._answer_seconds)
        if answer is None:
            raise ConnectionResetError
        return answer

    def _line(self) -> socket.socket:
        if self._connection is None:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                self._connect(connection)
                if peer_uid(connection) != os.getuid():
                    raise ConnectionRefusedError  # not our agent: tell it nothing
            except BaseException:
                connection.close()
                raise
            self._connection = connection
            if self._is_quiet:
                self._exchange(say.Quiet())
        return self._connection

    def _connect(self, connection: socket.socket) -> None:
        """Connects; waits a little where many workers do so at once and the queue is full."""
        deadline = time.monotonic() + _CONNECT_SECONDS
        connection.settimeout(_CONNECT_SECONDS)
        while True:
            try:
                connection.connect(str(self._path))
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _in_parts(persons: Mapping[str, Sequence[str]]) -> Iterator[dict[str, tuple[str, ...]]]:
    """Cases with their persons, as many at once as a request may name."""
    part: dict[str, tuple[str, ...]] = {}
    ids = 0
    for case_id, person_ids in persons.items():
        if part and ids + 1 + len(person_ids) > say.MAX_CASES_AT_ONCE:
            yield part
            part, ids = {}, 0
        part[case_id] = tuple(person_ids)
        ids += 1 + len(person_ids)
    if part:
        yield part


def _gone(found: str) -> AgentGone:
    return AgentGone(
        found,
        expected="the agent that `leeward serve` starts",
        do="Start `leeward serve` and unlock again; what was saved is still there",
    )
