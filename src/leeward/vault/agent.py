# SPDX-License-Identifier: Apache-2.0
"""The key agent: one small process that holds the practice key for all workers.

It listens on a Unix socket (0600, in a folder 0700), asks the kernel who is calling and answers only
its own user. It starts locked. Workers get the keys of the cases they name; the practice key stays.
What it does to a request is in `duties`; this module is the listening, the limits and the leaving.

It forgets the key after a time without use, when told to, and on SIGTERM and SIGINT. It cannot be
dumped or attached to (`process`). If it is killed, nothing is lost: start it and unlock again.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from leeward.terms.errors import VaultError
from leeward.vault import protocol
from leeward.vault.durable import PRIVATE_FILE, private_folder
from leeward.vault.duties import Duties
from leeward.vault.faults import disk_reported
from leeward.vault.process import harden, peer_uid
from leeward.vault.sources import Cost, KeySource

MAX_LINES = 64
"""Connections at a time; a worker keeps one."""

IDLE_LOCK_SECONDS = 30 * 60.0
_MAX_PATH_BYTES = 100


class _Line(socketserver.BaseRequestHandler):
    """One worker's connection, request after request."""

    server: _Agent

    def handle(self) -> None:
        connection: socket.socket = self.request
        is_use = True
        with suppress(protocol.BadMessage, OSError):
            while (request := protocol.receive_request(connection)) is not None:
                is_use = is_use and not isinstance(request, protocol.Quiet)
                protocol.send(connection, self.server.duties.answer(request, is_use=is_use))


class _Agent(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, path: Path, duties: Duties) -> None:
        self.duties = duties
        self._lines = threading.BoundedSemaphore(MAX_LINES)
        super().__init__(str(path), _Line)

    def verify_request(self, request: object, client_address: object) -> bool:
        """Only this user's programs, and only so many at a time."""
        if not isinstance(request, socket.socket) or peer_uid(request) != os.getuid():
            return False
        return self._lines.acquire(blocking=False)

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self._lines.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing is printed: a traceback could hold a key. The line is cut."""

    def service_actions(self) -> None:
        self.duties.lock_if_idle()


def serve_agent(
    socket_path: Path,
    keys_folder: Path,
    *,
    source: KeySource | None = None,
    cost: Cost | None = None,
    idle_lock_seconds: float = IDLE_LOCK_SECONDS,
    ready: threading.Event | None = None,
) -> None:
    """Serves until SIGTERM or SIGINT (or `shutdown` of the process); then forgets everything.

    Args:
        source: a key file to unlock with at once, for a server that starts unattended.
        cost: of new passphrases; tests take a cheap one.
        ready: set once the socket listens.

    Raises VaultError: an agent runs here already, the path is too long, or the key file is missing.
    """
    harden()
    private_folder(socket_path.parent)
    if len(os.fsencode(socket_path)) > _MAX_PATH_BYTES:
        raise VaultError(
            f"A socket path of {len(os.fsencode(socket_path))} bytes",
            expected=f"at most {_MAX_PATH_BYTES}",
            do="Set LEEWARD_HOME to a folder with a shorter path",
        )
    duties = Duties(keys_folder, cost=cost, idle_lock_seconds=idle_lock_seconds)
    if source is not None:
        duties.unlock_with(source)
    with _alone(socket_path):
        try:
            with _bound(socket_path, duties) as agent, _stopped_by_signals(agent):
                if ready is not None:
                    ready.set()
                agent.serve_forever(poll_interval=min(0.5, idle_lock_seconds / 2))
        finally:
            duties.lock()
            socket_path.unlink(missing_ok=True)


@contextmanager
def _alone(socket_path: Path) -> Iterator[None]:
    """Holds the lock that says an agent runs here; a killed agent's lock is free by itself."""
    with disk_reported("agent"), socket_path.with_suffix(".lock").open("ab") as held:
        os.fchmod(held.fileno(), PRIVATE_FILE)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise VaultError(
                "A key agent runs here already",
                expected="one agent for each practice",
                do="Use the one that runs, or stop it first",
            ) from error
        socket_path.unlink(missing_ok=True)  # a killed agent's
        yield


@contextmanager
def _bound(socket_path: Path, duties: Duties) -> Iterator[_Agent]:
    mask = os.umask(0o177)
    try:
        agent = _Agent(socket_path, duties)
    finally:
        os.umask(mask)
    try:
        yield agent
    finally:
        agent.server_close()


@contextmanager
def _stopped_by_signals(agent: _Agent) -> Iterator[None]:
    """SIGTERM and SIGINT end the serving in good order; only the main thread may ask for that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        threading.Thread(target=agent.shutdown, daemon=True).start()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
