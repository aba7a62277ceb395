# SPDX-License-Identifier: Apache-2.0
"""Readers as a fault in a real one could make them behave; run only inside the confined child."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def eat(data: bytes) -> list[str]:
    """Two gigabytes, touched."""
    held = [bytearray(b"x" * 50_000_000) for _ in range(40)]
    return [str(len(held))]


def loop(data: bytes) -> list[str]:
    """No end, in Python."""
    while True:
        pass


def abort(data: bytes) -> list[str]:
    """A crash in C code."""
    os.abort()


def leave(data: bytes) -> list[str]:
    os._exit(0)


def fail(data: bytes) -> list[str]:
    raise RuntimeError("words of a client")


def deep(data: bytes) -> list[str]:
    return deep(data)


def wrong_type(data: bytes) -> int:
    return 7


def too_much(data: bytes) -> list[str]:
    return ["x" * 5_000_000]


def size(data: bytes) -> list[str]:
    return [str(len(data))]


def rooms(data: bytes) -> list[str]:
    """What this process had to load."""
    return sorted(
        {".".join(name.split(".")[:2]) for name in sys.modules if name.startswith("leeward.")}
        | {name for name in sys.modules if name in ("django", "yaml", "cryptography", "typst", "asyncio")}
    )


def reach_out(data: bytes) -> list[str]:
    """What of all this was possible."""
    done = []
    for what, attempt in (
        ("connect", lambda: socket.create_connection(("127.0.0.1", int(data)), 2)),
        ("resolve", lambda: socket.getaddrinfo("localhost", 80)),
        ("run", lambda: subprocess.run(["true"], check=True)),
        ("system", lambda: os.system("true")),  # noqa: S605
        ("fork", os.fork),
        ("write", lambda: Path("/tmp/leeward-confined").write_text("x")),  # noqa: S108
        ("temporary", lambda: tempfile.TemporaryFile()),
        ("read", lambda: Path("/etc/passwd").read_text()),
        ("remove", lambda: Path("/tmp/leeward-confined").unlink()),  # noqa: S108
        ("pipe", lambda: os.mkfifo("/tmp/leeward-confined")),  # noqa: S108
        ("kill", lambda: os.kill(os.getppid(), 0)),
    ):
        try:
            attempt()
        except (OSError, ImportError):
            continue
        done.append(what)
    return done
