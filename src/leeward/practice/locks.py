# SPDX-License-Identifier: Apache-2.0
"""One at a time on one home: servers, and whatever copies or replaces its records whole.

A lock is the kernel's: that of a program that was killed is free by itself. The file stays and says nothing.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leeward.terms.errors import LeewardError
from leeward.vault.durable import private_folder


@contextmanager
def only_one_server(home: Path) -> Iterator[None]:
    """While a server runs, or while none may. Raises LeewardError: one runs."""
    fault = LeewardError(
        "Leeward runs here already",
        expected="one server for each home",
        do="Use the one that runs, or stop it first",
        where=str(home),
    )
    with _held(home, "server.lock", fault):
        yield


def is_served(home: Path) -> bool:
    """Whether a server runs on this home now."""
    try:
        with only_one_server(home):
            return False
    except LeewardError:
        return True


@contextmanager
def only_one_copy(home: Path) -> Iterator[None]:
    """While a back-up or a restore goes on. Raises LeewardError: another one does."""
    fault = LeewardError(
        "A back-up or a restore goes on here already",
        expected="one at a time",
        do="Wait until it has ended; nothing was changed",
        where=str(home),
    )
    with _held(home, "copy.lock", fault):
        yield


@contextmanager
def _held(home: Path, name: str, fault: LeewardError) -> Iterator[None]:
    with (private_folder(home / "run") / name).open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise fault from error
        yield
