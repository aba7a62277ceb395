# SPDX-License-Identifier: Apache-2.0
"""A real `leeward serve`, a clinician signed in to it, and uploads whose every byte the test sends itself."""

from __future__ import annotations

import http.client
import re
import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.lan import Line
from tests.support.practice import PASSPHRASE, PASSWORD, practice_in
from tests.support.serving import Served, served


@dataclass(frozen=True)
class Staff:
    """Somebody at work. `server`: the process of `leeward serve`."""

    line: Line
    home: Path
    case_id: str
    served: Served

    @property
    def host(self) -> str:
        return urlsplit(self.line.address).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.line.address).port or 0

    def get(self, path: str) -> str:
        answer = self.line.ask(path)
        assert answer.status == 200, (path, answer.status, answer.headers.get("location"))
        return answer.body

    def get_bytes(self, path: str) -> bytes:
        with closing(http.client.HTTPConnection(self.host, self.port, timeout=20)) as line:
            line.request("GET", path, headers={"Cookie": self._cookies})
            return line.getresponse().read()

    def new_note(self) -> str:
        """A draft of a protected note; its id."""
        once = secrets.token_hex(12)
        path = f"/clients/{self.case_id}/notes/note/"
        answer = self.line.post(path, {"once": once, "seen": "", "text": "with a file"})
        assert answer.status == 302, answer.body
        return once

    def send(self, data: bytes) -> bytes:
        """The first bytes of the answer to a whole request."""
        with socket.create_connection((self.host, self.port), timeout=30) as line:
            line.sendall(data)
            return line.recv(4096)

    def send_and_hang_up(self, head: bytes, body: bytes) -> None:
        """Part of a request; then the line is cut."""
        with socket.create_connection((self.host, self.port), timeout=30) as line:
            line.sendall(head + body)

    @property
    def _cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.line.cookies.items())


def upload_of(staff: Staff, note_id: str, content: bytes) -> tuple[bytes, bytes]:
    """The head and the body of an upload, as a browser would send them."""
    return file_to(staff, f"/notes/{note_id}/change/", f"/notes/{note_id}/files/", content)


def file_to(staff: Staff, page: str, path: str, content: bytes) -> tuple[bytes, bytes]:
    """The same for any address. `page`: the one whose form it is."""
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', staff.get(page))[-1]
    edge = secrets.token_hex(16)
    body = b"".join(
        [
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'.encode(),
            f"{token}\r\n".encode(),
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="letter.pdf"\r\n'.encode(),
            b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n",
            f'--{edge}\r\nContent-Disposition: form-data; name="end"\r\n\r\nend\r\n--{edge}--\r\n'.encode(),
        ]
    )
    head = "\r\n".join(
        [
            f"POST {path} HTTP/1.1",
            f"Host: {staff.host}:{staff.port}",
            f"Origin: {staff.line.address}",
            f"Cookie: {staff._cookies}",
            f"Content-Type: multipart/form-data; boundary={edge}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            "\r\n",
        ]
    )
    return head.encode(), body


@contextmanager
def staff_at_work() -> Iterator[Staff]:
    """A practice with one client, served and unlocked, robin signed in."""
    with tempfile.TemporaryDirectory(prefix="lw") as folder, practice_in(Path(folder)) as home:
        from django.contrib.auth.hashers import Argon2PasswordHasher

        from leeward.practice.accounts.models import Account
        from leeward.vault.client import AgentClient

        home.set_up()
        case_id = home.open_case(home.signed_in()).split("/")[2]
        hashed = Argon2PasswordHasher().encode(PASSWORD, "as the served program does")
        Account.objects.update(password=hashed)  # this process has a cheaper one
        with served(home.path) as where:
            agent = AgentClient(home.path / "run" / "agent.sock")
            agent.unlock(PASSPHRASE)
            agent.close()
            line = Line(where.address)
            answer = line.post("/sign-in/", {"name": "robin", "password": PASSWORD})
            assert answer.status == 302, answer.body
            yield Staff(line, home.path, case_id, where)


__all__ = ["Staff", "file_to", "staff_at_work", "upload_of"]
