# SPDX-License-Identifier: Apache-2.0
"""Back-ups in tests: commands run on a practice's home, and programs that die where we say."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leeward.cli import main

IS_LONG = bool(os.environ.get("LEEWARD_LONG"))
SEED = int(os.environ.get("SEED") or (time.time() if IS_LONG else 22))
DEATHS = 60 if IS_LONG else 10

_DIES = """
import os, random, signal, sys
from leeward.cli import main
from leeward.commands import backup, restore  # imported before we count
TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.listdir",
    "os.scandir", "sqlite3.connect", "shutil.rmtree", "fcntl.flock"}
at, left = int(sys.argv[1]), [0]
def count(event, _arguments):
    if event in TOUCHES:
        left[0] += 1
        if left[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
code = main(sys.argv[2:])
print("touches", left[0])
sys.exit(code)
"""
"""Counts what is done to files, and kills itself (-9) at the one it was told."""


def run(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command as a process of its own."""
    return _run([sys.executable, "-m", "leeward.cli", *arguments], home, more)


def dies_at(touch: int, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same, killed at its n-th touch of a file; 0: never, and it says how many there were."""
    return _run([sys.executable, "-c", _DIES, str(touch), *arguments], home, {})


def _run(command: list[str], home: Path, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**os.environ, "LEEWARD_HOME": str(home), **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def touches(done: subprocess.CompletedProcess[str]) -> int:
    assert done.returncode == 0, done.stderr
    return int(done.stdout.rsplit("touches ", 1)[1])


def points(last: int) -> list[int]:
    """Where to die: at random, and always at the last ones, where names change."""
    print(f"SEED={SEED}")  # noqa: T201
    chance = random.Random(SEED)  # noqa: S311
    count = min(DEATHS, last)
    late = min(count // 2, max(1, last // 3))
    return sorted({*chance.sample(range(1, last + 1), count - late), *range(last - late + 1, last + 1)})


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one message of a command that does nothing."""
    capsys.readouterr()
    assert main(list(arguments)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("leeward: ") and said.err.count("\n") == 1 and "Expected" in said.err
    return said.err


def whole(place: Path) -> list[Path]:
    """Back-ups in a folder that have their name; all others are unfinished."""
    return sorted(one for one in place.iterdir() if one.suffix != ".part")
