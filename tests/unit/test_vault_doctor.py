# SPDX-License-Identifier: Apache-2.0
"""`leeward doctor` says what is in order, what to mind and what is bad, and changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leeward.cli import main
from leeward.commands import doctor
from leeward.commands.doctor import examine
from leeward.vault.client import AgentClient
from leeward.vault.copies import copy_ring
from leeward.vault.durable import PART_PREFIX
from leeward.vault.faults import AgentGone
from leeward.vault.recovery import make_paper, prove
from leeward.vault.setup import create_ring
from leeward.vault.sources import Cost, KeyFile, Passphrase
from leeward.vault.store import ring_path

SOURCE = Passphrase("a passphrase for tests only", cost=Cost(64, 1, 1))
TODAY = date(2026, 11, 22)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in good order, locked."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("LEEWARD_HOME", str(folder))
    ring = create_ring(folder / "keys", SOURCE, data_exists=lambda: False)
    prove(ring, make_paper(ring).text())
    copy_ring(ring, [folder / "backups" / "one", folder / "backups" / "two"])
    ring.lock()
    return folder


def levels(home: Path) -> dict[str, list[str]]:
    """What is said about files and keys, by level; the content is looked at where a test is about it."""
    found: dict[str, list[str]] = {"ok": [], "mind": [], "bad": []}
    for line in (*doctor._modes(home), *doctor._keys(home)):
        found[line.level].append(f"{line.about}: {line.found}. {line.do}")
    return found


def test_a_home_in_good_order(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, nothing to mind, and not a byte changed."""
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    found = levels(home)
    assert found["bad"] == found["mind"] == []
    said = " ".join(found["ok"])
    for word in (
        "closed to others",
        "WAL and secure deletion on",
        "proven on",
        "copies",
        "not running",
    ):
        assert word in said
    assert main(["doctor"]) == 0
    assert "ok    recovery paper: proven on" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_before_anything_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so, calmly, looks at the content and makes no folder; one JSON document on request."""
    monkeypatch.setenv("LEEWARD_HOME", str(tmp_path / "nowhere"))
    assert main(["doctor"]) == 0
    assert "not set up yet" in capsys.readouterr().out
    assert main(["doctor", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["set_up"] is False
    assert {line["level"] for line in document["lines"]} <= {"ok", "mind"}
    assert not (tmp_path / "nowhere").exists()


SERVES = """
import sys
from pathlib import Path
from leeward.vault.agent import serve_agent
from leeward.vault.sources import Cost
serve_agent(Path(sys.argv[1]) / "run" / "agent.sock", Path(sys.argv[1]) / "keys", cost=Cost(64, 1, 1))
"""


def test_a_running_agent_is_in_good_order_too(home: Path) -> None:
    """Its socket, lock and the ring's open log are closed to others; its state is said."""
    agent = subprocess.Popen([sys.executable, "-c", SERVES, str(home)])
    client = AgentClient(home / "run" / "agent.sock")
    try:
        for _ in range(200):
            with suppress(AgentGone):
                client.unlock("a passphrase for tests only")
                break
            time.sleep(0.05)
        client.make_case("c1")
        found = levels(home)
        assert found["bad"] == found["mind"] == []
        assert any("running, unlocked" in line for line in found["ok"])
    finally:
        client.close()
        agent.terminate()
        agent.wait(10)


@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("", 0o755, "chmod 700"),
        ("keys", 0o750, "chmod 700"),
        ("keys/ring.sqlite3", 0o644, "chmod 600"),
        ("backups/one", 0o777, "chmod 700"),
    ],
)
def test_what_others_may_open_is_bad(
    home: Path, capsys: pytest.CaptureFixture[str], name: str, mode: int, said: str
) -> None:
    """Each with the command that mends it; exit code 1."""
    (home / name).chmod(mode)
    assert main(["doctor"]) == 1
    (line,) = [row for row in capsys.readouterr().out.splitlines() if row.startswith("bad")]
    assert "open to others" in line and said in line


def test_a_ring_that_is_missing_damaged_or_newer_is_bad(home: Path) -> None:
    """And nothing takes its place."""
    path = ring_path(home / "keys")
    good = path.read_bytes()
    path.write_bytes(good[:60] + b"\x00\x00\x00\x09" + good[64:])
    assert any("version 9" in line and "Update Leeward" in line for line in levels(home)["bad"])
    path.write_bytes(b"rubbish" * 1000)
    assert any("Keep this file" in line for line in levels(home)["bad"])
    path.unlink()
    (home / "db.sqlite3").touch(mode=0o600)
    assert any("newest copy" in line for line in levels(home)["bad"])
    assert not path.exists()


def test_set_up_that_stopped_before_the_paper_is_bad(tmp_path: Path) -> None:
    """And no copies, a key file and an interrupted write are to be minded."""
    source = KeyFile.make(tmp_path / "unlock.key")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    ring = create_ring(home / "keys", source, data_exists=lambda: False)
    (home / "keys" / f"{PART_PREFIX}x").touch(mode=0o600)
    found = levels(home)
    assert [line.split(":")[0] for line in found["bad"]] == ["recovery paper"]
    assert len(found["mind"]) == 3
    places = [home / "backups" / "one", home / "backups" / "two"]
    copy_ring(ring, places, now=datetime(2026, 1, 1, tzinfo=UTC))
    ring.store.change("INSERT INTO practice_key VALUES (2, '')")
    ring.store.change("UPDATE ring SET scrub_due = 1")
    said = " ".join(levels(home)["mind"])
    for word in ("days old", "rotation was interrupted", "not wiped yet"):
        assert word in said
    ring.lock()


def test_content_past_its_review_and_a_broken_overlay(home: Path) -> None:
    """Old content is to be minded, an overlay with a fault is bad."""
    assert [line.level for line in examine(home, today=date(2030, 1, 1)) if line.about == "content"] == [
        "mind"
    ]
    (home / "overlay").mkdir(mode=0o755)
    assert [line.level for line in examine(home, today=TODAY) if line.about == "overlay"] == ["ok"]
    (home / "overlay" / "services").mkdir()
    (home / "overlay" / "services" / "ours.yaml").write_text("services: [1, 2\n", encoding="utf-8")
    found = [line for line in examine(home) if line.level == "bad"]
    assert found and all("overlay/" in line.found for line in found)
    (home / "overlay").chmod(0o777)
    assert any("overlay is open to others" in line for line in levels(home)["bad"])
