# SPDX-License-Identifier: Apache-2.0
"""T71: what a home that was never set up shows to others: one port, on this machine, behind a code.

A real `leeward serve` on an empty home. On the machine itself another program, or a web page in any
browser, may still knock; it gets no account, no settings and no way round the code on the console.
"""

from __future__ import annotations

import http.client
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.support.serving import Served, refused, served

LISTENS, UNCONNECTED = "0A", "07"
HOST = "localhost"
FOREIGN = ("elsewhere.example", "localhost.elsewhere.example", "127.0.0.1.elsewhere.example", "192.0.2.1", "")


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with served() as where:
        yield where


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


def ask(
    running: Served, path: str, form: dict[str, str] | None = None, *, method: str = "", **headers: str
) -> Answer:
    """One request, followed nowhere."""
    line = http.client.HTTPConnection("127.0.0.1", port_of(running), timeout=20)
    body = None if form is None else urlencode(form)
    kind = {} if form is None else {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(line):
        line.request(
            method or ("GET" if form is None else "POST"),
            path,
            body,
            {"Host": HOST, **kind, **{name.replace("_", "-"): value for name, value in headers.items()}},
        )
        answer = line.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read().decode("utf-8", "replace"))


def port_of(running: Served) -> int:
    return int(running.address.rsplit(":", 1)[1])


# --- where it listens ------------------------------------------------------------------------------------


def processes_of(root: int) -> set[int]:
    """A process and all that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # gone meanwhile
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def sockets_of(pids: set[int]) -> set[str]:
    """Their inodes. Hardened processes show theirs to root alone."""
    found = set()
    for pid in pids:
        with suppress(OSError):
            for entry in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    found.add(str(entry.readlink()))
    return {link[len("socket:[") : -1] for link in found if link.startswith("socket:[")}


def open_ports(kind: str, state: str) -> list[tuple[str, int, str]]:
    """Local address as the kernel writes it, port, inode."""
    found = []
    for table in (Path(f"/proc/net/{kind}"), Path(f"/proc/net/{kind}6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            parts = line.split()
            if parts[3] == state:
                address, _, port = parts[1].rpartition(":")
                found.append((address, int(port, 16), parts[9]))
    return found


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="asks Linux's own tables")
def test_t71_it_listens_on_this_machine_alone_on_one_port(running: Served) -> None:
    """None of its processes has another: TCP or UDP."""
    port = port_of(running)
    pids = processes_of(running.process.pid)
    assert len(pids) >= 3, "the server, its worker and the key agent"
    mine = sockets_of(pids)
    listening = {
        (address, number)
        for address, number, inode in open_ports("tcp", LISTENS)
        if inode in mine or number == port
    }
    assert listening == {("0100007F", port)}  # 127.0.0.1
    assert [one for one in open_ports("udp", UNCONNECTED) if one[2] in mine] == []
    assert [one for one in open_ports("udp", "01") if one[2] in mine] == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])  # noqa: S104
def test_t71_an_address_others_can_reach_is_refused(host: str) -> None:
    with tempfile.TemporaryDirectory(prefix="lw") as folder:
        assert "this machine alone" in refused(Path(folder), "--host", host)
        assert list(Path(folder).iterdir()) == []


# --- under which name ------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", FOREIGN)
def test_t71_a_request_under_another_name_is_refused(running: Served, host: str) -> None:
    """A page elsewhere that points its own name at this machine gets nothing."""
    answer = ask(running, "/set-up/", Host=host)
    assert answer.status == 400
    assert "set-up" not in answer.body.lower() and "code" not in answer.body.lower()


def test_t71_what_a_proxy_would_say_is_not_believed(running: Served) -> None:
    """Without LEEWARD_ADDRESS there is none: nobody chooses where an answer leads."""
    answer = ask(
        running,
        "/",
        X_Forwarded_Host="elsewhere.example",
        X_Forwarded_Proto="https",
        Forwarded="host=elsewhere.example",
    )
    assert answer.status == 302
    assert answer.headers["location"].startswith("/")
    assert "elsewhere" not in str(answer)


# --- what it shows ---------------------------------------------------------------------------------------


def knocks(running: Served) -> dict[str, Answer]:
    """Answers of every kind that a fresh home gives."""
    return {
        "front door": ask(running, "/"),
        "set-up": ask(running, "/set-up/"),
        "a page of later": ask(running, "/clients/nobody/"),
        "no page": ask(running, "/no-such-page/?next=x"),
        "no file": ask(running, "/static/no-such-file.css"),
        "a file": ask(running, "/static/leeward/tokens.css"),
        "above the files": ask(running, "/static/..%2f..%2fsettings.py"),
        "another host": ask(running, "/", Host="elsewhere.example"),
        "a form without its token": ask(running, "/set-up/", {"code": "x"}),
        "a form from elsewhere": ask(running, "/set-up/", {"code": "x"}, Origin="http://elsewhere.example"),
        "another method": ask(running, "/set-up/", method="DELETE"),
        "a language of no kind": ask(running, "/language/", {"language": "../../etc"}),
    }


def test_t71_no_answer_shows_settings_code_or_the_machine(running: Served) -> None:
    """Debugging is off: a fault names itself and nothing behind it."""
    said = {name: answer.body for name, answer in knocks(running).items()}
    behind = (
        "Traceback",
        "DEBUG",
        "DJANGO",
        "django",
        "urlpatterns",
        "settings.py",
        str(running.home),
        "sqlite",
    )
    assert [(name, word) for name, body in said.items() for word in behind if word in body] == []
    assert [name for name, answer in knocks(running).items() if answer.status >= 500] == []
    assert ask(running, "/no-such-page/").status in (302, 404)


def test_t71_every_answer_carries_the_headers_that_close_a_page(running: Served) -> None:
    from leeward.practice.site.headers import EVERYWHERE

    for name, answer in knocks(running).items():
        missing = {key for key, value in EVERYWHERE.items() if answer.headers.get(key.lower()) != value}
        assert missing == set(), name
        if name not in ("a file", "no file", "above the files"):
            assert answer.headers.get("cache-control") == "no-store", name
        assert "access-control-allow-origin" not in answer.headers, name
        assert "x-powered-by" not in answer.headers, name


# --- how one gets in -------------------------------------------------------------------------------------


def test_t71_there_is_no_account_and_no_door_before_set_up(running: Served) -> None:
    """Names and passwords that programs ship with are not even asked for."""
    for name, password in (("admin", "admin"), ("admin", "password"), ("leeward", "leeward"), ("", "")):
        for path in ("/sign-in/", "/admin/", "/admin/login/", "/unlock/"):
            form = {"name": name, "username": name, "password": password, "passphrase": password}
            answer = ask(running, path, form)
            assert answer.status in (302, 403), path
            assert answer.headers.get("location", "/set-up/") == "/set-up/", path
    with closing(sqlite3.connect(f"file:{running.home / 'db.sqlite3'}?mode=ro", uri=True)) as database:
        for table in ("practice_account", "practice_practice", "practice_case", "django_session"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608


@pytest.mark.parametrize("code", ["", "0000-0000-0000", "AAAA-AAAA-AAAA", "%", "code"])
def test_t71_without_the_code_of_the_console_set_up_does_not_begin(running: Served, code: str) -> None:
    """Also for who sends a whole form at once, or goes straight to a later step."""
    first = ask(running, "/set-up/")
    cookies = first.headers["set-cookie"].split(";")[0]
    token = first.body.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"csrfmiddlewaretoken": token, "code": code, "passphrase": "x" * 20, "again": "x" * 20}
    answer = ask(running, "/set-up/", sent, Cookie=cookies)
    assert answer.status == 422, answer
    steps = (
        "/set-up/passphrase/",
        "/set-up/practice/",
        "/set-up/account/",
        "/set-up/paper/",
        "/set-up/proof/",
    )
    for step in steps:
        for sending in (None, sent):
            answer = ask(running, step, sending, Cookie=cookies)
            assert (answer.status, answer.headers["location"]) == (302, "/set-up/"), step
    assert not (running.home / "keys" / "ring.sqlite3").exists()


def test_t71_the_code_is_new_at_each_start_and_on_no_disk(running: Served) -> None:
    with served() as other:
        assert len({running.setup_code, other.setup_code, ""}) == 3
    assert "LEEWARD_SETUP_CODE" not in os.environ or os.environ["LEEWARD_SETUP_CODE"] != running.setup_code
    letters = running.setup_code.replace("-", "").encode()
    files = [path for path in running.home.rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        assert letters not in data and running.setup_code.encode() not in data, path.name
