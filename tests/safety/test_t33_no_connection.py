# SPDX-License-Identifier: Apache-2.0
"""T33 and P8: the whole chain works with the network cable out, and asks nothing of a network."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from leeward.cli import main

EXAMPLE = Path("examples/session-a-mother.json")


def commands(out: Path) -> list[list[str]]:
    file = str(EXAMPLE)
    return [
        ["screen", file],
        ["board", file],
        ["plan", file, "--out", str(out / "record.pdf")],
        ["plan", file, "--out", str(out / "client.pdf"), "--for", "client"],
        ["ten-minutes", file, "--out", str(out / "minutes.pdf")],
        ["law", "US-WA", "--json"],
        ["services", "--need", "stalking", "--json"],
        ["content", "check"],
    ]


def test_no_command_so_much_as_opens_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a connection was asked for")

    monkeypatch.setenv("LEEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert [main(command) for command in commands(tmp_path)] == [0] * 8
    assert "connection" not in capsys.readouterr().err


def can_cut_the_cable() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_cut_the_cable(), reason="this machine cannot make a network of its own")
def test_the_chain_runs_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "leeward.cli", "screen", str(EXAMPLE)],
        capture_output=True,
        text=True,
        check=False,
        env={"LEEWARD_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"},
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["next_ten_minutes"][0]["slot"] == "life"
