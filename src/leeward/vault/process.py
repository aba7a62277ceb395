# SPDX-License-Identifier: Apache-2.0
"""What keeps another program from reading a key out of this process's memory.

No core dumps (`RLIMIT_CORE` 0), and on Linux no attaching and no `/proc/<pid>/mem` for programs of the
same user (`PR_SET_DUMPABLE` 0). Limits: root reads everything; memory may be swapped or hibernated to
disk, which only full-disk encryption answers; other systems have only the first.
"""

from __future__ import annotations

import ctypes
import resource
import socket
import struct
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_PEERCRED = struct.Struct("3i")


def harden() -> bool:
    """Closes this process to dumps and, on Linux, to other programs; whether both were done."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    closed = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return closed and libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0


def peer_uid(connection: socket.socket) -> int | None:
    """The user on the other end of a Unix socket, as the kernel says; None where it does not."""
    if sys.platform.startswith("linux"):
        data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEERCRED.size)
        return int(_PEERCRED.unpack(data)[1])
    uid, gid = ctypes.c_uint32(), ctypes.c_uint32()
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        answer = libc.getpeereid(connection.fileno(), ctypes.byref(uid), ctypes.byref(gid))
    except AttributeError:
        return None
    return int(uid.value) if answer == 0 else None
