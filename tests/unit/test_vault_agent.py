# SPDX-License-Identifier: Apache-2.0
"""The key agent, as a real process on a real socket: it holds the key, and gives it to nobody."""

from __future__ import annotations

import os
import random
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from leeward.terms.errors import VaultError
from leeward.vault import protocol as say
from leeward.vault.agent import serve_agent
from leeward.vault.client import AgentClient
from leeward.vault.duties import Duties
from leeward.vault.faults import (
    AgentGone,
    KeyMissing,
    TryLater,
    VaultLocked,
    WouldOverwrite,
    WrongKey,
)
from leeward.vault.setup import create_ring, unlock_ring
from leeward.vault.sources import Cost, KeyFile, Passphrase

CHEAP = Cost(64, 1, 1)
WORDS = "a passphrase for tests only"
NEW_WORDS = "another passphrase for tests"

SERVES = """
import sys
from pathlib import Path
from leeward.vault import protocol
from leeward.vault.agent import serve_agent
from leeward.vault.sources import Cost, KeyFile
protocol.MESSAGE_SECONDS = 1.5
home = Path(sys.argv[1])
key_file = KeyFile(Path(sys.argv[3])) if sys.argv[3] else None
serve_agent(home / "run" / "agent.sock", home / "keys", cost=Cost(64, 1, 1),
            idle_lock_seconds=float(sys.argv[2]), source=key_file)
"""


class Agent:
    """An agent process and a client of it."""

    def __init__(self, home: Path, *, idle_seconds: float = 600, key_file: str = "") -> None:
        self.home = home
        self.socket = home / "run" / "agent.sock"
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVES, str(home), str(idle_seconds), key_file],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.client = AgentClient(self.socket, answer_seconds=10)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(AgentGone):
                self.client.status()
                return
            time.sleep(0.02)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> bytes:
        """Ends it; what it printed."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=10)
        self.client.close()
        return bytes(out + err)


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Agent]:
    """A running agent with a ring, unlocked."""
    running = Agent(tmp_path)
    running.client.set_up(WORDS, data_exists=False)
    yield running
    if running.process.poll() is None:
        assert running.stop() == b""


def line(path: Path) -> socket.socket:
    """A bare connection."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(10)
    while True:
        try:
            connection.connect(str(path))
            return connection
        except BlockingIOError:
            time.sleep(0.02)


def test_from_set_up_to_paper_to_rotation_and_back(agent: Agent, tmp_path: Path) -> None:
    """The whole life of a practice's keys, through the agent."""
    client = agent.client
    assert client.status().ring == "unlocked"
    case = client.make_case("c1")
    both = client.make_person("c1", "p1")
    assert both.key == case.key and list(both.persons) == ["p1"]
    paper = client.make_paper()
    assert not client.status().paper_proven
    with pytest.raises(WrongKey, match="row 2"):
        client.prove_paper("\n".join([paper.rows[0], paper.rows[2], *paper.rows[2:]]))
    assert client.prove_paper(paper.text()).paper_proven
    client.change_passphrase(WORDS, NEW_WORDS)
    assert client.lock().ring == "locked"
    with pytest.raises(VaultLocked, match="unlock"):
        client.open_case("c1")
    with pytest.raises(WrongKey):
        client.unlock(WORDS)
    client.unlock(NEW_WORDS)
    assert client.open_case("c1").person("p1") == both.person("p1")
    assert client.rotate(NEW_WORDS) == ()
    assert len(client.copy_ring([tmp_path / "one", tmp_path / "two"])) == 2
    assert client.open_case("c1").key == case.key
    client.lock()
    assert client.readmit(paper.text(), WORDS).ring == "unlocked"
    assert client.open_case("c1").identity == case.identity
    assert client.destroy_persons("c1", ["p1", "p2"]) == 1
    assert client.destroy_cases(["c1"]) == 1
    with pytest.raises(KeyMissing):
        client.open_case("c1")


def test_many_cases_at_once(agent: Agent) -> None:
    """In parts behind the scenes, in the order asked."""
    made = [agent.client.make_case(f"c{number}") for number in range(40)]
    asked = [case.case_id for case in reversed(made)] * 20
    opened = agent.client.open_cases(asked)
    assert [case.case_id for case in opened] == asked
    assert opened[0].key == made[-1].key
    assert agent.client.case_keys(asked) == [case.key for case in opened]
    with pytest.raises(KeyMissing):
        agent.client.case_keys(["c1", "never-made"])
    with closing(line(agent.socket)) as connection:
        for request in (say.OpenCases(tuple(asked)), say.GlanceCases(tuple(asked))):
            say.send(connection, request)
            answer = say.receive_answer(connection, 5)
            assert isinstance(answer, say.Fault) and "at most 500" in answer.expected


def test_keys_of_many_cases_are_made_in_parts(agent: Agent) -> None:
    """More than one request may name, in the order given; a request that names more is refused."""
    wanted = {f"c{number}": (f"p{number}",) for number in range(600)}
    made = agent.client.make_cases(wanted)
    assert [case.case_id for case in made] == list(wanted)
    assert agent.client.open_case("c599") == made[599]
    assert list(made[599].persons) == ["p599"]
    with closing(line(agent.socket)) as connection:
        say.send(connection, say.MakeCases({f"d{number}": ("p",) for number in range(251)}))
        answer = say.receive_answer(connection, 5)
        assert isinstance(answer, say.Fault) and "at most 500" in answer.expected
    with pytest.raises(KeyMissing):
        agent.client.open_case("d0")


def test_a_ring_is_not_made_over_records(tmp_path: Path) -> None:
    """T20 through the agent: it starts, says there is none, and will not make one."""
    agent = Agent(tmp_path)
    assert agent.client.status().ring == "absent"
    with pytest.raises(KeyMissing, match="no new key was made"):
        agent.client.unlock(WORDS)
    with pytest.raises(WouldOverwrite, match="Records exist"):
        agent.client.set_up(WORDS, data_exists=True)
    assert agent.client.set_up(WORDS, data_exists=False).ring == "unlocked"
    with pytest.raises(WouldOverwrite):
        agent.client.set_up(NEW_WORDS, data_exists=False)
    with pytest.raises(KeyMissing, match="other records"):
        agent.client.unlock(WORDS, ring_id="0" * 32)
    agent.stop()


def test_the_socket_is_closed_to_others(agent: Agent) -> None:
    """0600 in a folder 0700; gone when the agent leaves; a second agent is refused."""
    assert stat.S_IMODE(agent.socket.stat().st_mode) == 0o600
    assert stat.S_IMODE(agent.socket.parent.stat().st_mode) == 0o700
    second = Agent(agent.home)
    assert second.process.wait(10) != 0
    assert b"A key agent runs here already" in b"".join(second.process.communicate())
    second.client.close()
    assert agent.client.status().ring == "unlocked"
    agent.stop()
    assert not agent.socket.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_another_user_gets_no_answer(agent: Agent) -> None:
    """Even with the folder and socket thrown open: the kernel says who is calling."""
    above = [path for path in agent.home.parents if path.is_relative_to(tempfile.gettempdir())]
    for path in (agent.home, *above[:-1], agent.socket.parent, agent.socket):
        path.chmod(0o777)
    asks = (
        "import os, socket, sys; os.setuid(65534)\n"
        "line = socket.socket(socket.AF_UNIX); line.settimeout(5); line.connect(sys.argv[1])\n"
        "try:\n line.sendall(bytes.fromhex(sys.argv[2])); print(line.recv(100))\n"
        "except OSError: print(b'')\n"
    )
    body = msgspec.msgpack.encode(say.Status())
    message = (struct.pack(">I", len(body)) + body).hex()
    out = subprocess.run(
        [sys.executable, "-c", asks, str(agent.socket), message], capture_output=True, text=True, timeout=20
    )
    assert out.stdout == "b''\n", out.stderr
    assert agent.client.status().ring == "unlocked"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_a_hardened_process_can_be_neither_dumped_nor_attached_to() -> None:
    """As the kernel itself says: core size 0, PR_GET_DUMPABLE 0."""
    script = (
        "import ctypes, resource; from leeward.vault.process import harden\n"
        "print(harden(), resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout == "True (0, 0) 0\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_its_memory_is_closed_to_dumps_and_other_programs(agent: Agent) -> None:
    """The agent hardens itself: crashed while unlocked, it leaves no core file."""
    limits = Path(f"/proc/{agent.process.pid}/limits").read_text()
    (core,) = [row for row in limits.splitlines() if row.startswith("Max core file size")]
    assert core.split()[4:6] == ["0", "0"]
    agent.stop(signal.SIGSEGV)
    assert not [path for path in (*agent.home.rglob("core*"), *Path.cwd().glob("core*")) if path.is_file()]


def test_wrong_passphrases_wait_longer_and_longer(tmp_path: Path) -> None:
    """Three free tries; then 1, 2, 4 ... 300 seconds, kept even for the right one; then a fresh start."""
    create_ring(tmp_path, Passphrase(WORDS, cost=CHEAP), data_exists=lambda: False).lock()
    now = [0.0]
    duties = Duties(tmp_path, cost=CHEAP, idle_lock_seconds=600, clock=lambda: now[0])

    def tries(words: str) -> str:
        answer = duties.answer(say.Unlock(words))
        return answer.kind if isinstance(answer, say.Fault) else "open"

    assert [tries("wrong words") for _ in range(3)] == ["WrongKey"] * 3
    waits = []
    for _ in range(12):
        assert tries(WORDS) == "TryLater"
        answer = duties.answer(say.Unlock(WORDS))
        assert isinstance(answer, say.Fault)
        waits.append(answer.seconds)
        now[0] += answer.seconds
        assert tries("wrong words") == "WrongKey"
    assert waits[:5] == [2, 3, 5, 9, 17]
    assert waits[-1] == 301
    now[0] += 301
    assert tries(WORDS) == "open"
    assert tries("wrong words") == "WrongKey"
    assert tries(WORDS) == "open"
    duties.lock()


def test_the_wait_reaches_the_worker(agent: Agent) -> None:
    """As an error with its seconds."""
    for _ in range(3):
        with pytest.raises(WrongKey):
            agent.client.unlock("wrong words")
    with pytest.raises(WrongKey, match=r"row|letters"):
        agent.client.prove_paper("a slip in the paper is no guess and waits for nothing")
    with pytest.raises(TryLater) as caught:
        agent.client.unlock(WORDS)
    assert 1 <= caught.value.seconds <= 2
    assert agent.client.open_cases([]) == []


def test_it_locks_itself_when_nobody_asks(tmp_path: Path) -> None:
    """After the idle time; asking for its status does not keep it open."""
    agent = Agent(tmp_path, idle_seconds=0.6)
    agent.client.set_up(WORDS, data_exists=False)
    agent.client.make_case("c1")
    deadline = time.monotonic() + 10
    while agent.client.status().ring == "unlocked" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert agent.client.status().ring == "locked"
    agent.stop()


def test_a_killed_agent_is_a_sentence_and_loses_nothing(agent: Agent) -> None:
    """Start again, unlock again, and everything is there; the worker's client finds the new one."""
    key = agent.client.make_case("c1").key
    agent.process.kill()
    agent.process.communicate()
    with pytest.raises(AgentGone, match="Start `leeward serve` and unlock again"):
        agent.client.open_case("c1")
    again = Agent(agent.home)
    assert again.client.status().ring == "locked"
    with pytest.raises(VaultLocked):
        agent.client.open_case("c1")
    agent.client.unlock(WORDS)
    assert agent.client.open_case("c1").key == key
    again.stop()
    assert again.process.returncode == 0
    with pytest.raises(AgentGone):
        agent.client.status()


def test_a_key_file_unlocks_at_start_or_the_agent_does_not_start(tmp_path: Path) -> None:
    """T20: with the key file moved it ends with an instruction, and makes none."""
    path = tmp_path / "unlock.key"
    create_ring(tmp_path / "keys", KeyFile.make(path), data_exists=lambda: False).lock()
    agent = Agent(tmp_path, key_file=str(path))
    assert agent.client.status().ring == "unlocked"
    agent.stop()
    path.rename(tmp_path / "elsewhere")
    agent = Agent(tmp_path, key_file=str(path))
    assert agent.process.wait(10) != 0
    assert b"Put it back where it was" in b"".join(agent.process.communicate())
    agent.client.close()
    assert not path.exists()


def test_rubbish_does_not_bring_it_down(agent: Agent) -> None:
    """Random bytes, huge lengths, half messages, wrong kinds, deep nesting: the line is cut, others live."""
    chance = random.Random(6)  # noqa: S311
    nested = b"\x91" * 30_000 + b"\xc0"
    bodies = [chance.randbytes(chance.randrange(1, 400)) for _ in range(60)]
    bodies += [b"\x80", b"\xc0", nested, msgspec.msgpack.encode({"type": "Status", "more": 1})]
    bodies += [
        msgspec.msgpack.encode({"type": "Unlock", "passphrase": 7}),
        b"\x81\xa4type\xa4\xff\xff\xff\xff",
    ]
    raw = [struct.pack(">I", len(body)) + body for body in bodies]
    raw += [
        b"\xff\xff\xff\xff",
        b"\0\0\0\0",
        b"\0\0",
        struct.pack(">I", 50) + b"half",
        chance.randbytes(9000),
    ]
    for message in raw:
        with closing(line(agent.socket)) as connection:
            with suppress(OSError):
                connection.sendall(message)
                connection.shutdown(socket.SHUT_WR)
                assert connection.recv(100) == b""
    assert agent.client.status().ring == "unlocked"


def test_a_slow_or_silent_line_holds_nobody_up(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    """A started message must come in time; lines beyond the limit are cut; a worker is served meanwhile."""
    slow = line(agent.socket)
    slow.sendall(b"\0\0")
    lines = [line(agent.socket) for _ in range(80)]
    begun = time.monotonic()
    assert agent.client.status().ring == "unlocked"
    assert time.monotonic() - begun < 2
    cut = 0
    for one in lines:
        one.settimeout(0.01)
        with suppress(TimeoutError):
            cut += one.recv(1) == b""
    assert cut >= 10
    assert slow.recv(1) == b""
    assert time.monotonic() - begun < 5
    for one in (*lines, slow):
        one.close()


def test_eight_workers_at_once(agent: Agent) -> None:
    """Each with its own line and its own cases; every key is right, none is lost."""
    failures: list[BaseException] = []

    def work(name: int) -> None:
        client = AgentClient(agent.socket)
        try:
            for number in range(8):
                made = client.make_case(f"w{name}-{number}")
                person = client.make_person(made.case_id, "p1").person("p1")
                assert client.open_case(made.case_id).person("p1") == person
        except BaseException as error:  # noqa: BLE001
            failures.append(error)
        finally:
            client.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    agent.client.lock()
    ring = unlock_ring(agent.home / "keys", Passphrase(WORDS, cost=CHEAP))
    assert len(ring.store.rows("SELECT 1 FROM case_key")) == 64
    ring.lock()


def test_the_practice_key_cannot_be_asked_for() -> None:
    """No message names it, and no answer has a place for it."""
    assert len(get_args(say.Request)) == 22, "a new request: may it be answered without the practice key?"
    fields = {
        field
        for kind in (say.State, say.Opened, say.Glanced, say.Paper, say.Names, say.SessionKeyed, say.Fault)
        for field in kind.__struct_fields__
    }
    assert fields == {
        "ring", "ring_id", "paper_proven", "rotating", "count", "cases", "keys", "rows", "check_code",
        "names", "kind", "found", "expected", "do", "where", "seconds",
        "session_key",
    }  # fmt: skip
    assert repr(say.Unlock("secret words")) == "<Unlock>"
    assert "secret" not in repr(say.CaseKeys("c1", b"secret", "r", "secret", {}))


def test_a_path_too_long_for_a_socket_is_said(tmp_path: Path) -> None:
    """Before the system says it in its own words."""
    with pytest.raises(VaultError, match="shorter path"):
        serve_agent(tmp_path / ("x" * 100) / "agent.sock", tmp_path / "keys")
