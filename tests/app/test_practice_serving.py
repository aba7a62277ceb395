# SPDX-License-Identifier: Apache-2.0
"""`leeward serve` as a process: where it listens, what it refuses, and what a killed agent costs."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import stat
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.practice import PASSPHRASE
from tests.support.serving import Served, refused, served

from leeward.commands.doctor import examine
from leeward.vault.client import AgentClient


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with served() as where:
        yield where


@pytest.fixture
def short_home() -> Iterator[Path]:
    """A socket's path must be short."""
    with tempfile.TemporaryDirectory(prefix="lw") as folder:
        yield Path(folder)


@pytest.fixture
def kept_home(running: Served, short_home: Path) -> Path:
    """One in which Leeward was started before: its records, as they are before set-up."""
    source = sqlite3.connect(running.home / "db.sqlite3")
    target = sqlite3.connect(short_home / "db.sqlite3")
    source.backup(target)
    source.close()
    target.close()
    return short_home


def fetch(address: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_port_in_use_is_one_message(short_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "cannot be used" in refused(short_home, "--port", str(taken.getsockname()[1]))


def test_a_second_server_on_one_home_is_refused(running: Served) -> None:
    said = refused(running.home)
    assert "runs here already" in said


def test_a_database_of_a_newer_version_is_refused_untouched(kept_home: Path) -> None:
    database = sqlite3.connect(kept_home / "db.sqlite3")
    with database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('practice', '9999_later', '2030')"
        )
    database.close()
    assert "newer version" in refused(kept_home)


def test_t20_records_without_their_key_ring_are_refused_and_no_key_is_made(kept_home: Path) -> None:
    database = sqlite3.connect(kept_home / "db.sqlite3")
    with database:
        database.execute(
            "INSERT INTO practice_practice (id, ring_id, sealed_name, states, is_example, paper_code)"
            " VALUES (1, 'r', x'00', 'US-WA', 0, '')"
        )
    database.close()
    assert "key ring is missing" in refused(kept_home)
    assert not list((kept_home / "keys").glob("*")) if (kept_home / "keys").exists() else True


def test_doctor_finds_nothing_wrong_with_a_home_that_waits_for_set_up(short_home: Path) -> None:
    with served(short_home):
        pass
    lines = list(examine(short_home))
    assert [line for line in lines if line.level == "bad"] == []
    assert "not set up yet" in lines[0].found


def test_a_damaged_database_is_one_message(short_home: Path) -> None:
    (short_home / "db.sqlite3").write_bytes(b"no database at all" * 400)
    assert "database could not be opened" in refused(short_home)


def test_what_it_writes_is_closed_to_others(running: Served) -> None:
    loose = [
        path.name
        for path in running.home.rglob("*")
        if not path.is_symlink() and stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]
    assert loose == []


def test_t68_many_slow_clients_do_not_keep_the_others_waiting(running: Served) -> None:
    port = int(running.address.rsplit(":", 1)[1])
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
    try:
        for one in slow[:100]:
            one.sendall(b"POST /set-up/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\ncode=")
        start = time.monotonic()
        assert fetch(running.address + "/set-up/")[0] == 200
        assert time.monotonic() - start < 10
    finally:
        for one in slow:
            one.close()


def test_a_killed_agent_comes_back_locked_and_nothing_is_lost(short_home: Path) -> None:
    with served(short_home) as where:
        agent = AgentClient(short_home / "run" / "agent.sock")
        agent.set_up(PASSPHRASE, data_exists=False)
        os.kill(_agent_of(where.process.pid, short_home), signal.SIGKILL)
        for _ in range(100):
            code, page = fetch(where.address + "/unlock/")
            if code == 200:
                break
            assert code == 503
            assert "Traceback" not in page
            time.sleep(0.1)
        assert agent.status().ring == "locked"
        assert agent.unlock(PASSPHRASE).ring == "unlocked"
        agent.close()


def test_the_agent_ends_with_the_server_even_when_that_is_killed(short_home: Path) -> None:
    with served(short_home) as where:
        pid = _agent_of(where.process.pid, short_home)
        where.process.kill()
        for _ in range(100):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.1)
        assert not Path(f"/proc/{pid}").exists()


def _agent_of(parent: int, home: Path) -> int:
    """The process that holds the agent's socket: the kernel says who is at the other end."""
    import struct

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(str(home / "run" / "agent.sock"))
        data = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    pid: int = struct.unpack("3i", data)[0]
    assert pid != parent
    return pid


def test_the_console_shows_no_more_than_where_it_is_and_the_code(running: Served) -> None:
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}", running.setup_code)
