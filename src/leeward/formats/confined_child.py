# SPDX-License-Identifier: Apache-2.0
"""The other side of `confined`: puts up the walls, then reads what comes through the pipe.

Started by `confined.Confined` and by nothing else. Imports are few on purpose: each costs time
at every start.
"""

from __future__ import annotations

import importlib
import os
import resource
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

import msgspec

from leeward.formats.faults import Unreadable
from leeward.formats.walls import put_up

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = tuple(
    "socket. subprocess. os.system os.exec os.fork os.posix_spawn os.spawn os.remove os.rename os.mkdir "
    "os.rmdir os.link os.symlink os.chmod os.chown os.truncate os.kill os.putenv shutil. tempfile. ctypes. "
    "pty. sqlite3. http.client. urllib. ftplib. smtplib. webbrowser.".split()
)


def main(memory_bytes: int) -> NoReturn:
    """Read requests until the pipe is closed."""
    places = [*sys.path, sys.prefix, sys.base_prefix]
    walls = put_up(memory_bytes, places)
    sys.addaudithook(_Guard(places))
    _say(b"o", msgspec.msgpack.encode(walls))
    requests = sys.stdin.buffer
    while head := requests.read(8):
        asked = msgspec.msgpack.decode(requests.read(int.from_bytes(head, "big")))
        _let_compute(asked["cpu_seconds"])
        kind, answer = _answer(asked, requests.read(asked["size"]))
        _say(kind, answer)
        del answer
    os._exit(0)


def _answer(asked: dict[str, Any], data: bytes) -> tuple[bytes, bytes]:
    try:
        given = (data,) if asked["name"] is None else (data, asked["name"])
        return b"o", msgspec.msgpack.encode(_reader(asked["reader"])(*given))
    except Unreadable as fault:
        return b"f", _fault("unreadable", fault.found, fault.expected, fault.do)
    except MemoryError:
        return b"f", _fault("too-large")
    except Exception:  # noqa: BLE001
        # Whatever it was, the program outside gets an answer; the words of the fault could be a client's.
        return b"f", _fault("crashed")


def _fault(why: str, found: str = "", expected: str = "", do: str = "") -> bytes:
    return msgspec.msgpack.encode({"why": why, "found": found, "expected": expected, "do": do})


def _reader(place: str) -> Callable[..., object]:
    module, _, name = place.partition(":")
    reader: Callable[..., object] = getattr(importlib.import_module(module), name)
    return reader


def _say(kind: bytes, body: bytes) -> None:
    out = sys.stdout.buffer
    out.write(kind + len(body).to_bytes(8, "big"))
    out.write(body)
    out.flush()


def _let_compute(seconds: int) -> None:
    """So much more for this file, counted from what is used already; then SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, resource.RLIM_INFINITY)
    )


class _Guard:
    """Python's own view of what must not happen; raised before it does. Modules may still be read."""

    def __init__(self, places: list[str]) -> None:
        self.places = tuple(place.rstrip("/") + "/" for place in places if place)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            is_module = not isinstance(path, str) or path.startswith(self.places)
            if not is_module or (isinstance(flags, int) and flags & _WRITES):
                raise PermissionError("no file is opened here")
        elif event.startswith(_REFUSED):
            raise PermissionError("not from here")
