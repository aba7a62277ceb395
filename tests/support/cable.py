# SPDX-License-Identifier: Apache-2.0
"""A machine with the network cable out: a network namespace in which only the loopback is up.

    ran = without_a_network([sys.executable, "-m", "pytest", "tests/app/test_backup.py"])
    ran.code, ran.tried      # how it ended, and how many times anything asked for a way out

`tried` is the kernel's own count (OutNoRoutes, IPv4 and IPv6): it also sees what a program hides.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1
_MARK = "\nthe kernel's count: "


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    said: str
    tried: int


def can_cut_the_cable() -> bool:
    """Whether this machine lets a program make a network of its own."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


def without_a_network(command: list[str], *, seconds: int = 1200) -> Ran:
    """Runs a command there, with whatever it starts."""
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "tests.support.cable", *command],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    said, mark, count = (done.stdout + done.stderr).rpartition(_MARK)
    assert mark, done.stdout + done.stderr
    return Ran(done.returncode, said, int(json.loads(count)))


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_one:
        request = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(any_one, _GET_FLAGS, request))[1]
        fcntl.ioctl(any_one, _SET_FLAGS, struct.pack("16sH14x", b"lo", flags | _UP))


def _asked_for_a_way_out() -> int:
    """How often a packet or a connection found no way, since this network was made."""
    names, values = (
        line.split()[1:] for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Ip:")
    )
    six = Path("/proc/net/snmp6")
    lines = six.read_text().splitlines() if six.exists() else []
    more = [int(line.split()[1]) for line in lines if line.startswith("Ip6OutNoRoutes")]
    return int(values[names.index("OutNoRoutes")]) + sum(more)


def main() -> int:
    _raise_loopback()
    before = _asked_for_a_way_out()  # bringing a network up may itself look for neighbours
    done = subprocess.run(sys.argv[1:], check=False)
    sys.stdout.write(f"{_MARK}{_asked_for_a_way_out() - before}\n")
    sys.stdout.flush()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
