# SPDX-License-Identifier: Apache-2.0
"""A client of pages that fills in every form it meets, without a browser: for tests that plant words.

    filler = Filler("http://localhost:8000")
    page = filler.get("/clients/new/")
    page = filler.send(page, page.forms[0], plant("name"))

Everything that takes words gets some; of choices the last is taken; a day lies a week ahead; hidden fields
stay as they are.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from http.cookiejar import CookieJar

TYPED = {"text", "search", "tel", "email", ""}


@dataclass
class Field:
    """One field: its kind, its value, and the values of a choice."""

    name: str
    kind: str
    value: str
    values: list[str] = field(default_factory=list)
    most: int = 0


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    is_multipart: bool
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Answer:
    """A page as it came: where it ended, its status, forms and links."""

    path: str
    status: int
    text: str
    forms: list[Form]
    links: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._in: Form | None = None
        self._area: Field | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and said.get("href", "").startswith("/"):
            self.links.append(said["href"])
        elif tag == "form":
            self._in = Form(
                said.get("action", ""),
                said.get("method", "get").lower(),
                "multipart" in said.get("enctype", ""),
            )
            self.forms.append(self._in)
        elif self._in is not None and "disabled" not in said:
            self._field(self._in, tag, said)

    def _field(self, form: Form, tag: str, said: Mapping[str, str]) -> None:
        name = said.get("name", "")
        if tag == "button" and name:
            form.buttons.append((name, said.get("value", "")))
        if tag == "option" and self._select is not None:
            self._select.values.append(said.get("value", ""))
        if not name or tag == "button":
            return
        most = int(said.get("maxlength") or 0)
        if tag == "textarea":
            self._area = form.fields[name] = Field(name, "textarea", "", most=most)
        elif tag == "select":
            self._select = form.fields[name] = Field(name, "select", "")
        elif tag == "input":
            kind = said.get("type", "text")
            if kind in ("radio", "checkbox") and name in form.fields:
                form.fields[name].values.append(said.get("value", "on"))
            else:
                form.fields[name] = Field(name, kind, said.get("value", ""), most=most)
                if kind in ("radio", "checkbox"):
                    form.fields[name].values = [said.get("value", "on")]

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


class Filler:
    """Pages of one address, asked with the cookies they set; redirects are followed."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(urllib.parse.urljoin(self.address, path)))  # noqa: S310

    def post(self, path: str, values: Mapping[str, str | list[str]], file: bytes | None = None) -> Answer:
        """Sends fields, as a file form where there is a file."""
        kind = "application/x-www-form-urlencoded"
        data = urllib.parse.urlencode(values, doseq=True).encode()
        if file is not None:
            edge = "fillers-edge"
            parts = [
                f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                for name, value in values.items()
                if name != "end"
            ]
            parts.append(
                f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="canaryname.txt"\r\n'
                f"Content-Type: text/plain\r\n\r\n".encode()
                + file
                + b"\r\n"
            )
            end = f'--{edge}\r\nContent-Disposition: form-data; name="end"\r\n\r\nend\r\n--{edge}--\r\n'
            data, kind = b"".join(parts) + end.encode(), f"multipart/form-data; boundary={edge}"
        request = urllib.request.Request(  # noqa: S310
            urllib.parse.urljoin(self.address, path),
            data=data,
            headers={"Content-Type": kind, "Origin": self.address},
        )
        return self._ask(request)

    def send(
        self, page: Answer, form: Form, plant: Callable[[Field], str], **given: str | list[str]
    ) -> Answer:
        """Fills the form in and sends it; `given` stands over what would be filled in."""
        values = filled(form, plant)
        values.update(given)
        action = form.action or page.path
        if form.is_multipart:
            flat = {name: value if isinstance(value, str) else value[-1] for name, value in values.items()}
            flat.pop("file", None)
            return self.post(action, flat, file=plant(Field("file", "file", "")).encode())
        return self.post(action, values)

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as came:
                data, status, url = came.read(), came.status, came.url
        except urllib.error.HTTPError as error:
            data, status, url = error.read(), error.code, error.url
        text = data.decode("utf-8", "replace")
        reader = _Reader()
        if "<html" in text:
            reader.feed(text)
        return Answer(urllib.parse.urlsplit(url).path, status, text, reader.forms, reader.links)


def filled(form: Form, plant: Callable[[Field], str]) -> dict[str, str | list[str]]:
    """Values for every field of a form."""
    values: dict[str, str | list[str]] = {}
    for name, one in form.fields.items():
        if one.kind in TYPED or one.kind == "textarea":
            said = plant(one)
            values[name] = said[: one.most] if one.most else said
        elif one.kind in ("radio", "select"):
            choices = [value for value in one.values if value]
            if choices:
                values[name] = choices[-1]
        elif one.kind in ("date", "datetime-local"):
            day = (datetime.now() + timedelta(days=7)).replace(hour=10, minute=0, second=0, microsecond=0)
            values[name] = day.isoformat(timespec="minutes")[: 10 if one.kind == "date" else None]
        elif one.kind == "checkbox":
            values[name] = list(one.values)
        elif one.kind != "file":
            values[name] = one.value
    return values


def same_kind(path: str) -> str:
    """An address with its ids taken out, so that each page is met once."""
    return re.sub(r"/[0-9a-f]{24}(?=/)", "/*", path.split("?")[0])
