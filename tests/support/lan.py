# SPDX-License-Identifier: Apache-2.0
"""A real `leeward serve --lan` with one visit in it: staff at one door, a tablet at the other.

with two_doors(only("o1")) as doors:
    doors.tablet          # https://127.0.0.2:40123/questions/
    doors.code()          # a person signs in, hands the visit over and reads the code
"""

from __future__ import annotations

import http.client
import re
import ssl
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.support.practice import PASSPHRASE, PASSWORD, Home, practice_in
from tests.support.serving import Served, free_port, served
from tests.support.visits import At, visit_with

LAN = "127.0.0.2"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str
    cookies: tuple[str, ...] = ()


@dataclass
class Line:
    """A browser without a screen: it keeps cookies, follows nothing, and believes any certificate."""

    address: str
    from_address: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, form: Mapping[str, str] | None = None, *, method: str = "", **headers: str
    ) -> Answer:
        where = urlsplit(self.address)
        host, port = where.hostname or "", where.port
        source = (self.from_address, 0) if self.from_address else None
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line = (
            http.client.HTTPSConnection(host, port, timeout=20, context=trusting, source_address=source)
            if where.scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=20)
        )
        sent = {"Origin": f"{where.scheme}://{where.netloc}"} if form is not None else {}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(line):
            body = None if form is None else urlencode(form)
            line.request(method or ("GET" if form is None else "POST"), path, body, sent)
            answer = line.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            given = tuple(value for name, value in answer.getheaders() if name.lower() == "set-cookie")
            text = answer.read().decode("utf-8", "replace")
        self._keep(given)
        return Answer(answer.status, found, text, given)

    def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        """With the hidden field of the page that stands there."""
        page = self.ask(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
        hidden = {"csrfmiddlewaretoken": token[1]} if token else {}
        return self.ask(path, {**hidden, **form}, **headers)

    def _keep(self, given: tuple[str, ...]) -> None:
        for one in given:
            for name, morsel in SimpleCookie(one).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)


@dataclass(frozen=True)
class Doors:
    """Both addresses, the visit, and the process."""

    served: Served
    lan: str
    at: At
    home: Home

    @property
    def tablet(self) -> str:
        return f"{self.lan}/questions/"

    def staff(self) -> Line:
        """Somebody who signed in."""
        line = Line(self.served.address)
        answer = line.post("/sign-in/", {"name": "robin", "password": PASSWORD})
        assert answer.status == 302, answer.body
        return line

    def code(self, staff: Line | None = None, *, language: str = "en") -> str:
        """Of a new hand-over of the visit, as its page shows it."""
        page = (staff or self.staff()).post(
            self.at.url("hand-over"), {"language": language, "is_long": "on", "tablet": "1"}
        )
        found = re.search(r"<code>([A-Z2-9]{3}-[A-Z2-9]{3})</code>", page.body)
        assert found, (page.status, page.headers.get("location"), page.body)
        return found[1]

    def at_a_tablet(self, from_address: str = "127.0.0.1") -> Line:
        """A tablet on which a code was typed."""
        line = Line(self.lan, from_address)
        answer = line.post("/questions/", {"code": self.code()})
        assert (answer.status, answer.headers["location"]) == (302, "/questions/"), answer.body
        return line


@contextmanager
def two_doors(raw: dict[str, Any], *options: str) -> Iterator[Doors]:
    """Serves until the block ends; unlocked."""
    with tempfile.TemporaryDirectory(prefix="lw") as folder, practice_in(Path(folder)) as home:
        from django.contrib.auth.hashers import Argon2PasswordHasher

        from leeward.practice.accounts.models import Account
        from leeward.vault.client import AgentClient

        home.set_up()
        at = visit_with(home, raw)
        hashed = Argon2PasswordHasher().encode(PASSWORD, "as the served program does")
        Account.objects.update(password=hashed)  # this process has a cheaper one
        port = free_port()
        with served(home.path, "--lan", LAN, "--lan-port", str(port), *options) as where:
            agent = AgentClient(home.path / "run" / "agent.sock")
            agent.unlock(PASSPHRASE)
            agent.close()
            doors = Doors(where, f"https://{LAN}:{port}", at, home)
            _wait_for(Line(doors.lan))
            yield doors


def _wait_for(line: Line) -> None:
    import time

    for _ in range(200):
        try:
            line.ask("/questions/done/")
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the second door does not answer")


__all__ = ["LAN", "Answer", "Doors", "Line", "two_doors"]
