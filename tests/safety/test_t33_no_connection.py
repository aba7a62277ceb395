# SPDX-License-Identifier: Apache-2.0
"""T33 and P8: the whole chain works with the network cable out, and asks nothing of a network."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from tests.support import no_network
from tests.support.cable import Ran, can_cut_the_cable, without_a_network

from leeward.cli import main
from leeward.commands.bench_apps import dump_of

NO_CABLE = "this machine lets no program make a network of its own (unshare -rn): not shown here"
EXAMPLE = Path("examples/session-a-mother.json")
MESSAGE = b"""From: Ex Bank <ex-bank@example.org>
To: ex-client@example.com
Subject: Your account
Content-Type: text/html

<img src="http://pixel.example.net/1.gif"><link rel="stylesheet" href="http://style.example.net/">
<a href="http://192.0.2.1/login">https://bank.example.com</a> <iframe src="http://frame.example.net/"></iframe>
"""


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
        *checks(out),
    ]


def checks(out: Path) -> list[list[str]]:
    """A message full of links that would answer if somebody asked, and an app list."""
    message, apps = out / "message.eml", out / "apps.txt"
    message.write_bytes(MESSAGE)
    apps.write_text(dump_of(12), encoding="utf-8")
    return [["check", "message", str(message)], ["check", "apps", str(apps)]]


def test_no_command_so_much_as_opens_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a connection was asked for")

    monkeypatch.setenv("LEEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert [main(command) for command in commands(tmp_path)] == [0] * 10
    assert "connection" not in capsys.readouterr().err


@pytest.mark.skipif(not can_cut_the_cable(), reason=NO_CABLE)
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


@pytest.mark.skipif(not can_cut_the_cable(), reason=NO_CABLE)
@pytest.mark.parametrize("what", ["message", "apps"])
def test_what_is_checked_is_never_looked_up(what: str, tmp_path: Path) -> None:
    asked = next(command for command in checks(tmp_path) if command[1] == what)
    ran = without_a_network([sys.executable, "-m", "leeward.cli", *asked])
    assert (ran.code, ran.tried) == (0, 0), ran.said


HAND_OVER = "tests/app/test_practice_hand_over.py"
WALKS = {
    "records and a device": [
        f"{HAND_OVER}::test_the_record_says_what_was_asked_on_the_device_and_keeps_the_voice_of_the_mhp",
        f"{HAND_OVER}::test_the_mhp_calls_a_device_in_and_signs_in_again",
    ],
    "papers": ["tests/contract/test_papers_saving.py"],
}
LONG_WALKS = {
    "whatever may happen with a device": [HAND_OVER],
    "back-ups": ["tests/app/test_backup.py", "tests/app/test_restore.py"],
    "a whole visit in a browser": ["tests/browser/test_whole_job_ex_partner.py"],
    "a tablet at the second door": ["tests/safety/test_t26_leaving_leaves_no_trail.py"],
    "every page of a visit": ["tests/app/test_practice_visits.py", "tests/app/test_practice_paper.py"],
    "the ledger": sorted(str(one) for one in Path("tests/safety").glob("test_t4[1-3]*.py")),
}
"""A browser looks for a network by itself now and then; so nothing is counted here."""


def walked(names: list[str]) -> Ran:
    """Tests run where there is no network at all; those that are there."""
    there = [name for name in names if Path(name.split("::")[0]).exists()]
    assert there, names
    return without_a_network([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *there])


@pytest.mark.skipif(not can_cut_the_cable(), reason=NO_CABLE)
@pytest.mark.parametrize("walk", WALKS)
def test_what_a_practice_does_works_with_the_cable_out_and_asks_for_none(walk: str) -> None:
    ran = walked(WALKS[walk])
    assert ran.code == 0, ran.said
    assert ran.tried == 0, "something asked for a way out"


@pytest.mark.long
@pytest.mark.skipif(not can_cut_the_cable(), reason=NO_CABLE)
@pytest.mark.parametrize("walk", LONG_WALKS)
def test_a_whole_visit_works_with_the_cable_out(walk: str) -> None:
    ran = walked(LONG_WALKS[walk])
    assert ran.code == 0, ran.said


@pytest.mark.skipif(not can_cut_the_cable(), reason=NO_CABLE)
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_the_kernels_count_sees_one_that_asks(kind: str) -> None:
    """So that the count of nothing above means nothing was asked."""
    asking = f"socket.socket(socket.AF_INET, socket.{kind}).connect_ex(('192.0.2.1', 53))"
    assert without_a_network([sys.executable, "-c", f"import socket; {asking}"]).tried == 1


def _without_a_line(host: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect((host, 53))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: _without_a_line("198.51.100.1"),
    ],
)
def test_a_test_that_asks_for_another_machine_is_stopped(ask: Callable[[], object]) -> None:
    with pytest.raises(no_network.AnotherMachine):
        ask()
    no_network.TRIED.pop()


REACHING = re.compile(
    r"^\s*(?:import|from) (socket|ssl|smtplib|ftplib|telnetlib|http\.client|urllib\.request|asyncio|requests"
    r"|httpx|aiohttp|urllib3|webbrowser|xmlrpc)\b",
    re.MULTILINE,
)
MAY_REACH = {
    "practice/bench_browser.py": {"http.client"},  # `leeward bench web`, this machine's own server
    "practice/bench_filling.py": {"socket"},  # a free port of this machine
    "practice/lan/listening.py": {"socket"},  # whether a port is free
    "practice/outgoing/mail.py": {"smtplib", "ssl"},  # where a practice switched mail on
    "practice/serving.py": {"socket"},  # whether a port is free
    "vault/agent.py": {"socket"},  # a Unix socket
    "vault/client.py": {"socket"},
    "vault/process.py": {"socket"},
    "vault/protocol.py": {"socket"},
}


def test_no_module_can_reach_out_but_those_that_are_named_here() -> None:
    """A new one is a decision: it says here why."""
    root = Path("src/leeward")
    found = {
        str(file.relative_to(root)): set(REACHING.findall(file.read_text(encoding="utf-8")))
        for file in root.rglob("*.py")
    }
    strange = {name: what - MAY_REACH.get(name, set()) for name, what in found.items()}
    assert {name: what for name, what in strange.items() if what} == {}


def test_what_sends_mail_is_not_even_loaded_until_a_practice_switches_it_on(tmp_path: Path) -> None:
    asking = (
        "import django, sys; django.setup(); import leeward.practice.urls; import leeward.practice.wsgi;"
        "print('leeward.practice.outgoing.mail' in sys.modules)"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEEWARD_MAIL")}
    kept |= {"LEEWARD_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "leeward.practice.settings"}
    ran = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, env=kept, check=True)
    assert ran.stdout == "False\n"
