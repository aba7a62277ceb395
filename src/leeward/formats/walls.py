# SPDX-License-Identifier: Apache-2.0
"""What a process gives up for good, with the kernel's help: network, files, more rights than it has.

    put_up(300_000_000, [sys.prefix])      # ["no-new-privileges", "network-namespace", "landlock"]

Each wall stands by itself: a kernel that has none of a kind still has the others, and the answer
names those that stand. Python 3.11 has no functions of its own for them, hence `ctypes`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
import sys
from collections.abc import Iterable
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_NO_NEW_PRIVILEGES: Final = 38

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION_ONLY: Final = 1
_BENEATH: Final = 1
_READ: Final = 1 << 2 | 1 << 3
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15}
"""Landlock version -> how many rights over files it knows; 16 from version 5 on."""
_TCP: Final = 0b11
_SIGNALS_AND_SOCKETS: Final = 0b11
_LIBRARIES: Final = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")


def put_up(memory_bytes: int, readable: Iterable[str]) -> list[str]:
    """Limit this process; below these places files may still be read, where modules come from."""
    walls = _kernel_walls([*readable, *_LIBRARIES]) if sys.platform == "linux" else []
    for limit, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        # A system that knows one of them no better than this still has the others.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    return walls


def _kernel_walls(readable: list[str]) -> list[str]:
    walls = []
    system = ctypes.CDLL(None)
    if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        walls.append("no-new-privileges")
    # The order matters: root needs no user namespace, and some machines forbid them.
    if system.unshare(_CLONE_NEWNET) == 0 or system.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        walls.append("network-namespace")
    if _landlock(system, readable):
        walls.append("landlock")
    return walls


def _landlock(system: ctypes.CDLL, readable: list[str]) -> bool:
    """From here on files are read below these places only, and nothing is written, made or removed."""
    version = system.syscall(_CREATE_RULESET, None, 0, _VERSION_ONLY)
    if version < 1:
        return False
    rights = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    handled = struct.pack("<Q", rights)
    if version >= 4:
        handled += struct.pack("<Q", _TCP)
    if version >= 6:
        handled += struct.pack("<Q", _SIGNALS_AND_SOCKETS)
    rules = system.syscall(_CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        return False
    for place in readable:
        with contextlib.suppress(OSError):
            folder = os.open(place, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            system.syscall(_ADD_RULE, rules, _BENEATH, struct.pack("<Qi", _READ, folder), 0)
            os.close(folder)
    is_up = system.syscall(_RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return bool(is_up)
