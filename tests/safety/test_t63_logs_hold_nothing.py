# SPDX-License-Identifier: Apache-2.0
"""T63: what a running server writes to console and logs holds no word, and no sign that steers a terminal.

A real server gets hostile paths, headers, cookies and form fields, before and after somebody signed in, and
is ended; then its console and every file of its home are read.
"""

from __future__ import annotations

import http.cookiejar
import os
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from tests.support.serving import Served, served

EXAMPLE = {"name": "robin", "password": "everyone here is made up"}
"""As the door of made-up records shows it."""
CANARY = "Quokkamarker"
ESCAPES = "\x1b[31m\r\nINFO forged line\r\n\x9b2J\x07"
STEERS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f\x9b]|forged line")
HOSTILE = (
    CANARY,
    f"{CANARY}{ESCAPES}",
    "\N{RIGHT-TO-LEFT OVERRIDE}" + CANARY,
    CANARY * 400,
    "%s %n {0}" + CANARY,
)


class Person:
    """A browser without a screen."""

    def __init__(self, where: Served) -> None:
        self.address = where.address
        self.cookies = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies)).open

    def ask(
        self, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> str:
        """What is answered; a fault is an answer too."""
        data = None
        if form is not None:
            token = next((one.value for one in self.cookies if one.name.endswith("form")), "") or ""
            data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **form}).encode()
        whole = {"Origin": self.address, **(headers or {})}
        request = urllib.request.Request(f"{self.address}{path}", data, whole)  # noqa: S310  our own
        try:
            with self._open(request, timeout=30) as answer:
                return str(answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            return str(error.read().decode("utf-8", "replace"))


def _raw(where: Served, sent: bytes) -> None:
    """Bytes that no library would send."""
    host, port = where.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(sent)
        line.settimeout(5)
        try:
            while line.recv(65536):
                pass
        except TimeoutError:
            return


def _meddle(where: Served, person: Person) -> None:
    for word in HOSTILE:
        quoted = urllib.parse.quote(word)
        for path in (f"/{quoted}/", f"/clients/{quoted}/", f"/today/?q={quoted}", f"/sign-in/?next={quoted}"):
            person.ask(path)
        person.ask("/sign-in/", {"name": word, "password": word})
        person.ask("/clients/new/", {"code_name": word, "reason": word, word: word})
        person.ask("/look/message/", {"pasted": word, "known": word, "language": "en", "end": "end"})
        person.ask("/today/", headers={"Cookie": f"leeward-session={quoted}; x={quoted}"})
        person.ask("/today/", headers=dict.fromkeys(("Referer", "User-Agent", "Accept-Language"), quoted))
    for head in (
        b"GET /%s\x1b[2J HTTP/1.1\r\nHost: localhost\r\n\r\n" % CANARY.encode(),
        b"GET / HTTP/1.1\r\nHost: %s\x1b\r\nX: \x00\r\n\r\n" % CANARY.encode(),
        b"%s / HTTP/9.9\r\n\r\n" % CANARY.encode(),
        b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n" + CANARY.encode(),
        b"\xff\xfe" * 2000,
    ):
        _raw(where, head)


def _work(person: Person) -> None:
    """A made-up practice, somebody signed in, a client with the word in every field."""
    person.ask("/sign-in/")
    person.ask("/sign-in/", EXAMPLE)
    page = person.ask("/clients/new/")
    assert 'name="code_name"' in page, page[:2000]
    person.ask(
        "/clients/new/",
        {
            "p-TOTAL_FORMS": "1",
            "p-INITIAL_FORMS": "0",
            "p-0-called": CANARY,
            "p-0-language": "English",
            "code_name": CANARY,
            "reason": f"{CANARY}{ESCAPES}",
            "setting": "room",
            "contact": "none",
        },
    )
    assert CANARY in person.ask("/clients/"), "the client was saved: the log had its chance"
    assert CANARY in person.ask(f"/library/?q={CANARY}"), "the search was answered: the log had its chance"


def _console(where: Served) -> bytes:
    where.process.terminate()
    where.process.wait(timeout=20)
    assert where.process.stdout is not None
    os.set_blocking(
        where.process.stdout.fileno(), True
    )  # its key agent may end a moment later, and hold the line
    data = b""
    while piece := os.read(where.process.stdout.fileno(), 65536):
        data += piece
    return data


def _plain_files(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def test_no_word_and_no_steering_sign_reaches_a_log() -> None:
    with served() as where:
        person = Person(where)
        _meddle(where, person)
        person.ask("/set-up/")
        person.ask("/set-up/", {"code": where.setup_code})
        person.ask("/set-up/passphrase/", {"example": "1"})
        _meddle(where, person)
        _work(person)
        _meddle(where, person)
        said = _console(where)
        files = _plain_files(where.home)
    assert CANARY.encode() not in said, said
    assert b"Traceback" not in said
    assert not STEERS.search(said.replace(b"\n", b"")), said
    assert [name for name, data in files.items() if CANARY.encode() in data] == []
    assert [name for name in files if Path(name).suffix in (".log", ".out", ".err")] == []
