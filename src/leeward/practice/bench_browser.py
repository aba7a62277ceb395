# SPDX-License-Identifier: Apache-2.0
"""A browser as small as a measurement needs: one line to a server, cookies, and the form of the page before.

browser = Browser("127.0.0.1", 8787)
browser.post("/sign-in/", {"name": "robin", "password": "..."})
browser.get("/today/").seconds
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_INPUT = re.compile(r"<(?:input|button)\b[^>]*>")
_TEXT = re.compile(r'<textarea\b[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_PART = re.compile(r'\b(name|value|type)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back, and how long all of it took. `status` 0: nothing came."""

    status: int
    location: str
    text: str
    seconds: float


class Browser:
    """One line, kept open between pages and opened anew where the server has closed it."""

    def __init__(self, host: str, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._line = HTTPConnection(host, port, timeout=20)
        self._host = f"localhost:{port}"
        self.cookies = dict(cookies or {})
        self._form_token = ""

    def get(self, path: str) -> Answered:
        return self._ask("GET", path, "")

    def post(self, path: str, fields: Mapping[str, str]) -> Answered:
        """Sends a form with the token of the last page that had one."""
        return self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": self._form_token}))

    def close(self) -> None:
        self._line.close()

    def _ask(self, method: str, path: str, body: str) -> Answered:
        headers = {"Host": self._host, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://{self._host}"
        start = time.perf_counter()
        try:
            answer = self._on_an_open_line(method, path, body, headers)
            text = answer.read().decode()
        except (OSError, HTTPException):
            self._line.close()
            return Answered(0, "", "", time.perf_counter() - start)
        seconds = time.perf_counter() - start
        for given in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(given).items():
                self.cookies[name] = morsel.value
        found = _TOKEN.search(text)
        self._form_token = found[1] if found else self._form_token
        return Answered(answer.status, answer.headers.get("Location", ""), text, seconds)

    def _on_an_open_line(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> HTTPResponse:
        """A page asked for on a line that the server closed while it was idle is asked for once more, as a
        browser does; a form never is: nobody knows whether it arrived."""
        was_open = self._line.sock is not None
        try:
            self._line.request(method, path, body=body or None, headers=headers)
            return self._line.getresponse()
        except (RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._line.close()
            if not was_open or method != "GET":
                raise
        self._line.request(method, path, headers=headers)
        return self._line.getresponse()


def fields_of(page: str, having: str) -> dict[str, str]:
    """Hidden fields and written texts, by name, of the first form that has the field `having`."""
    page = next((form for form in _FORM.findall(page) if f'name="{having}"' in form), "")
    found = {}
    for tag in _INPUT.findall(page):
        part = dict(_PART.findall(tag))
        if part.get("type") == "hidden" and part.get("name", "csrfmiddlewaretoken") != "csrfmiddlewaretoken":
            found[part["name"]] = html.unescape(part.get("value", ""))
    return {**found, **{name: html.unescape(text) for name, text in _TEXT.findall(page)}}


def offers(page: str, name: str, value: str) -> bool:
    """Whether a page has a field or a button of this name and value."""
    parts = (dict(_PART.findall(tag)) for tag in _INPUT.findall(page))
    return any(part.get("name") == name and part.get("value") == value for part in parts)
