# SPDX-License-Identifier: Apache-2.0
"""`leeward serve` from a terminal: Ctrl+C, which reaches every process at once, ends it the first time;
its port may come from the environment."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

import pytest
from tests.support.serving import free_port

from leeward.cli import build_parser


def is_answered(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(port: int, answered: bool) -> bool:
    """Whether it came to that within 20 seconds."""
    for _ in range(200):
        if is_answered(port) is answered:
            return True
        time.sleep(0.1)
    return False


def test_ctrl_c_ends_it_the_first_time() -> None:
    with tempfile.TemporaryDirectory(prefix="lw") as folder:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "leeward.cli", "serve"],
            env={**os.environ, "LEEWARD_HOME": folder, "LEEWARD_PORT": str(port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert wait_until(port, answered=True)
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=20)
            assert wait_until(port, answered=False)
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize(("said", "port"), [("8099", 8099), ("", 8787)])
def test_the_port_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, said: str, port: int
) -> None:
    monkeypatch.setenv("LEEWARD_PORT", said)
    assert build_parser().parse_args(["serve"]).port == port
    assert build_parser().parse_args(["serve", "--port", "8100"]).port == 8100


def test_a_port_that_is_none_is_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEEWARD_PORT", "eighty")
    with pytest.raises(SystemExit):
        build_parser().parse_args(["serve"])
    assert "'eighty' is no port" in capsys.readouterr().err
    assert build_parser().parse_args(["doctor"]).command == "doctor"
