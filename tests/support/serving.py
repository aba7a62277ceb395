# SPDX-License-Identifier: Apache-2.0
"""A real `leeward serve` on a port and home of its own, for tests."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """Where it is, what its console says, and its process."""

    address: str
    setup_code: str
    home: Path
    process: subprocess.Popen[str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(home: Path | None = None, *options: str) -> Iterator[Served]:
    """Serves until the block ends. A new home is short, since a socket's path must be."""
    with tempfile.TemporaryDirectory(prefix="lw") as folder:
        where = home or Path(folder)
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "leeward.cli", "serve", "--port", str(port), *options],
            env={**os.environ, "LEEWARD_HOME": str(where)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            address = f"http://localhost:{port}"
            code = _read_console(process)
            _wait_until_it_answers(address)
            yield Served(address, code, where, process)
        finally:
            process.terminate()
            process.wait(timeout=20)
            if process.stdout is not None:
                process.stdout.close()


def refused(home: Path, *options: str, **environment: str) -> str:
    """What `leeward serve` says when it does not start: one message."""
    done = subprocess.run(
        [sys.executable, "-m", "leeward.cli", "serve", "--port", str(free_port()), *options],
        env={**os.environ, "LEEWARD_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def _read_console(process: subprocess.Popen[str]) -> str:
    """The set-up code where one was printed. The console says where it is first, then the code."""
    assert process.stdout is not None
    first = process.stdout.readline()
    assert "this machine only" in first, first
    os.set_blocking(process.stdout.fileno(), False)
    for _ in range(20):
        found = re.search(r"Set-up code: (\S+)", process.stdout.readline())
        if found:
            return found[1]
        time.sleep(0.05)
    return ""


def _wait_until_it_answers(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/static/leeward/tokens.css", timeout=2).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")
