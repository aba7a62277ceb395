# SPDX-License-Identifier: Apache-2.0
"""A file from outside, read in a process of its own with little room and nowhere to go.

    mail = read_confined("message", Path("odd.eml"))       # Mail, or Fault
    with Confined() as child:                              # many files, one start
        for path in paths:
            child.read("message", path)

What the child cannot do: use more memory than its limit, compute longer than its limit on one
file, write to any file, start a program, open a connection. It gets bytes through a pipe, never
a path, and what it answers is checked against the type expected. A child that dies or runs over
is an answer (`Fault`), and the next file gets a new child. It works for root and for an ordinary
user; `Confined.walls` says what this machine's kernel gave ("no-new-privileges",
"network-namespace", "landlock"); memory, time and Python's own guard are there on any.

What it does not confine: there is no seccomp filter and no change of user. Code that took over
the child by a fault in Python's C code is held by the kernel's walls alone: without Landlock it
could read the files of this user, and without a network namespace reach out. Pictures and other
media are not decoded here at all.
"""

from __future__ import annotations

import importlib
import os
import select
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, overload

import msgspec

from leeward.formats.app_lists_types import AppList
from leeward.formats.values import MEGABYTE, Mail

Task = Literal["message", "apps"]


class Reader(msgspec.Struct, frozen=True):
    """Where the function that reads (bytes, and the name where it wants one) and its answer's type stand."""

    function: str
    answer: str
    wants_name: bool = False


READERS: Final[dict[str, Reader]] = {
    "message": Reader("leeward.formats.mail:read_message", "leeward.formats.values:Mail", wants_name=True),
    "apps": Reader("leeward.formats.app_lists:read_app_list", "leeward.formats.app_lists_types:AppList"),
}


class Limits(msgspec.Struct, frozen=True):
    """Bytes and seconds for one file."""

    read_bytes: int = 40 * MEGABYTE
    """Given to the child; of a longer file one byte more, so that the reader sees it was longer."""
    memory_bytes: int = 300 * MEGABYTE
    """Address space of the child, Python itself included."""
    cpu_seconds: int = 10
    wall_seconds: int = 30
    answer_bytes: int = 100 * MEGABYTE


LIMITS: Final = Limits()


class Fault(msgspec.Struct, frozen=True):
    """Why there is no answer: an id of `values.WHYS`, and the sentence where the reader gave one."""

    why: str
    found: str = ""
    expected: str = ""
    do: str = ""


class Request(msgspec.Struct, frozen=True):
    """What goes to the child ahead of the bytes."""

    reader: str
    name: str | None
    size: int
    cpu_seconds: int


class _Late(Exception):
    """The child did not take or give in time."""


class _TooMuch(Exception):
    """The child wants to say more than anybody would read."""


class _Gone(Exception):
    """The child ended."""


@overload
def read_confined(
    task: Literal["message"], source: Path | bytes, name: str = "", limits: Limits = LIMITS
) -> Mail | Fault: ...
@overload
def read_confined(
    task: Literal["apps"], source: Path | bytes, name: str = "", limits: Limits = LIMITS
) -> AppList | Fault: ...
def read_confined(task: Task, source: Path | bytes, name: str = "", limits: Limits = LIMITS) -> Any:
    """One file in one child: what `READERS` names for this task, or a `Fault`."""
    with Confined(limits) as child:
        return child.read(task, source, name)


class Confined:
    """A child that reads one file after the other; started at the first, and again after a death."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.walls: tuple[str, ...] = ()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; a later `read` starts another."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()

    def read(self, task: Task | Reader, source: Path | bytes, name: str = "") -> Any:
        """What the reader of this task makes of the file, or a `Fault`."""
        reader = task if isinstance(task, Reader) else READERS[task]
        try:
            data = source if isinstance(source, bytes) else _bytes_of(source, self.limits.read_bytes + 1)
        except OSError:
            return Fault("unreadable", "the file cannot be opened", "a file", "Check the name and the rights")
        data = data[: self.limits.read_bytes + 1]
        shown = (name or (source.name if isinstance(source, Path) else "")) if reader.wants_name else None
        try:
            return self._asked(
                reader, Request(reader.function, shown, len(data), self.limits.cpu_seconds), data
            )
        except _Late:
            self.close()
            return Fault("too-slow")
        except _TooMuch:
            self.close()
            return Fault("too-large")
        except _Gone:
            return Fault(self._why_gone())
        except msgspec.MsgspecError:
            self.close()
            return Fault("crashed")

    def _asked(self, reader: Reader, request: Request, data: bytes) -> Any:
        until = time.monotonic() + self.limits.wall_seconds
        if self._child is None:
            self._start(until)
        head = msgspec.msgpack.encode(request)
        self._send(len(head).to_bytes(8, "big") + head, until)
        self._send(data, until)
        is_fault, body = self._answer(until)
        if is_fault:
            return msgspec.msgpack.decode(body, type=Fault)
        return msgspec.msgpack.decode(body, type=_named(reader.answer))

    def _start(self, until: float) -> None:
        places = [str(Path(__file__).parents[2]), *(place for place in sys.path if place)]
        self._child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", "-B", "-c", _CHILD, str(self.limits.memory_bytes), *places],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            bufsize=0,
        )
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        _, body = self._answer(until)
        self.walls = msgspec.msgpack.decode(body, type=tuple[str, ...])

    def _send(self, data: bytes, until: float) -> None:
        assert self._child is not None and self._child.stdin is not None  # noqa: S101
        at = self._child.stdin.fileno()
        left = memoryview(data)
        while left:
            _wait(at, select.POLLOUT, until)
            try:
                left = left[os.write(at, left[: 1 << 20]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise _Gone from error

    def _answer(self, until: float) -> tuple[bool, bytes]:
        head = self._receive(9, until)
        size = int.from_bytes(head[1:], "big")
        if size > self.limits.answer_bytes:
            raise _TooMuch
        return head[:1] == b"f", self._receive(size, until)

    def _receive(self, size: int, until: float) -> bytes:
        assert self._child is not None and self._child.stdout is not None  # noqa: S101
        at = self._child.stdout.fileno()
        found = bytearray()
        while len(found) < size:
            _wait(at, select.POLLIN, until)
            try:
                piece = os.read(at, min(1 << 20, size - len(found)))
            except BlockingIOError:
                continue
            if not piece:
                raise _Gone
            found += piece
        return bytes(found)

    def _why_gone(self) -> str:
        child = self._child
        try:
            code = child.wait(timeout=1) if child else 0
        except subprocess.TimeoutExpired:
            code = 0
        self.close()
        return _BY_SIGNAL.get(-code, "crashed")


_BY_SIGNAL: Final = {
    int(getattr(signal, "SIGXCPU", 24)): "too-slow",
    int(getattr(signal, "SIGKILL", 9)): "too-large",
}
"""Signal that ended the child -> why; without our asking, SIGKILL comes from a machine out of memory. Windows
has no such signals, and every command reads this line."""

_CHILD: Final = (
    "import sys; sys.path[:0] = sys.argv[2:]; "
    "from leeward.formats.confined_child import main; main(int(sys.argv[1]))"
)


def _wait(at: int, what: int, until: float) -> None:
    poll = select.poll()
    poll.register(at, what)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise _Late


def _bytes_of(path: Path, at_most: int) -> bytes:
    """The beginning of a regular file; a pipe or a device could hold us here for ever."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a regular file")
        return file.read(at_most)


def _named(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)
