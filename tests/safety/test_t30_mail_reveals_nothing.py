# SPDX-License-Identifier: Apache-2.0
"""T30: nothing is sent by default; where mail is on, a neutral sentence to a confirmed way, or nothing.

A mail server of the test's own, on this machine, takes what is sent and shows every byte.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.message import Message
from typing import Any

import pytest
from tests.support.answers import the_book
from tests.support.practice import Home

from leeward.stewardship.outgoing import LASTS, is_address, may_send, tells_of_the_work
from leeward.terms.errors import InputError
from leeward.terms.text import LANGUAGES

ONE_DATABASE_IS_ENOUGH = True

ADDRESS = "ex-quillfeather@example.org"
SENDER = "office@house-on-the-hill.example"
TELLING = re.compile(
    r"stalk|abus|victim|violen|threat|danger|shelter|crisis|suicid|safe|counsel|therap|psych|mental|clinic|trauma"
    r"|health|appointment|session|visit|acos|v[ií]ctim|amenaz|peligr|refug|consej|terap|psic|salud|cita\b|segur"
    r"|leeward|tern|robin|https?:|www\.|python|granian|django",
    re.IGNORECASE,
)
"""Nothing of it may stand anywhere in a message, headers and all."""


class Sink(socketserver.ThreadingTCPServer):
    """As much of a mail server as sending needs. `is_grumpy`: it takes nothing."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[tuple[list[str], str]] = []
        self.is_grumpy = False


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Sink)
        said: list[str] = []
        self.wfile.write(b"220 here\r\n")
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            said.append(line)
            if line.upper() == "DATA":
                self.wfile.write(b"354 go on\r\n")
                body = []
                while (part := self.rfile.readline().decode()) not in (".\r\n", ""):
                    body.append(part)
                self.server.taken.append((said, "".join(body)))
            if line.upper() == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            refuses = self.server.is_grumpy and line.upper().startswith("RCPT")
            self.wfile.write(b"550 no\r\n" if refuses else b"250 yes\r\n")


@contextmanager
def mail_on(sink: Sink | None = None, port: int = 0) -> Iterator[None]:
    """As if LEEWARD_MAIL named this server when the program was started."""
    from django.conf import settings

    from leeward.practice.outgoing.server import read_server

    at = sink.server_address[1] if sink else port
    settings.MAIL = read_server(f"smtp://127.0.0.1:{at}", SENDER)
    try:
        yield
    finally:
        settings.MAIL = None


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def at(home: Home) -> tuple[Any, str]:
    """Somebody signed in, and the page of a client's messages."""
    browser = home.signed_in()
    return browser, f"{home.open_case(browser)}messages/"


def confirm(browser: Any, page: str, *, only_they: str = "yes", seen: int = 0) -> Any:
    return browser.post(page, {"address": ADDRESS, "only_they": only_they, "seen": seen})


def send(browser: Any, page: str, message: str = "outgoing-call", language: str = "en") -> Any:
    return browser.post(page, {"message": message, "language": language, "send": "1"})


def rows() -> list[tuple[str, bool]]:
    from leeward.practice.audit.models import AuditEntry

    found = AuditEntry.objects.filter(action__startswith="message.").order_by("id")
    return list(found.values_list("action", "is_allowed"))


def age_by(days: float) -> None:
    from leeward.practice.outgoing.models import Channel

    row = Channel.objects.get()
    row.confirmed_at -= timedelta(days=days)
    row.save()


def test_by_default_there_is_no_form_and_a_post_does_nothing(home: Home, at: tuple[Any, str]) -> None:
    from leeward.practice.outgoing.models import Channel

    browser, page = at
    shown = browser.get(page).content.decode()
    assert "has not switched mail on" in shown
    assert shown.count('name="address"') + shown.count('name="send"') == 0
    assert confirm(browser, page).status_code == 409
    assert send(browser, page).status_code == 409
    assert (Channel.objects.count(), rows()) == (0, [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", ["outgoing-call", "outgoing-time", "outgoing-stands"])
def test_a_whole_message_gives_nothing_away(
    at: tuple[Any, str], sink: Sink, message: str, language: str
) -> None:
    browser, page = at
    with mail_on(sink):
        confirm(browser, page)
        assert send(browser, page, message, language).status_code == 302
        assert "took the message" in browser.get(page).content.decode()
        assert "took the message" not in browser.get(page).content.decode()
    ((talk, written),) = sink.taken
    found = message_from_string(written)
    assert set(found.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert (found["From"], found["To"]) == (SENDER, ADDRESS)
    assert [one for one in talk if one.lower().startswith("ehlo")] == ["ehlo localhost"]
    told = TELLING.findall(f"{written}\n{body_of(found)}\n{' '.join(talk)}".replace("localhost", ""))
    assert told == []
    assert len(body_of(found)) < 80


def body_of(found: Message) -> str:
    payload = found.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode("utf-8").strip()


def test_every_message_there_is_and_every_subject_is_neutral_and_has_no_place_for_words() -> None:
    messages = the_book().matters_of("outgoing-message")
    assert {one.id for one in messages} == {"outgoing-call", "outgoing-time", "outgoing-stands"}
    for one in messages:
        assert len(one.paper) == 2, one.id
        for text in one.paper:
            for language in LANGUAGES:
                said = text.said_in(language)
                assert not TELLING.search(said) and "%" not in said and "{" not in said, said
                assert not tells_of_the_work(said), said


@pytest.mark.parametrize(
    "how", ["never asked", "said no", "thirty-one days ago", "forgotten", "said later than now"]
)
def test_nothing_leaves_for_a_way_that_is_not_confirmed_now(
    at: tuple[Any, str], sink: Sink, how: str
) -> None:
    browser, page = at
    with mail_on(sink):
        if how != "never asked":
            confirm(browser, page, only_they="no" if how == "said no" else "yes")
        if how == "thirty-one days ago":
            age_by(30.01)
        elif how == "said later than now":
            age_by(-1)
        elif how == "forgotten":
            browser.post(page, {"forget": "1"})
        assert 'name="send"' not in browser.get(page).content.decode()
        answer = send(browser, page)
    assert (answer.status_code, sink.taken) == (409, [])
    assert "Nothing was sent" in answer.content.decode()
    assert rows() == [("message.send", False)]


def test_it_counts_for_thirty_days_and_not_a_moment_more(at: tuple[Any, str], sink: Sink) -> None:
    browser, page = at
    with mail_on(sink):
        confirm(browser, page)
        age_by(29.99)
        assert send(browser, page).status_code == 302
    assert len(sink.taken) == 1
    said = datetime(2026, 11, 1, tzinfo=UTC)
    assert may_send(ADDRESS, said, said + LASTS) == ""
    assert may_send(ADDRESS, said, said + LASTS + timedelta(microseconds=1)) == "too-long-ago"
    assert may_send(ADDRESS, said, said - timedelta(microseconds=1)) == "clock"
    assert may_send("", said, said) == "no-address"


def test_it_is_on_record_before_it_leaves_also_where_it_then_fails(at: tuple[Any, str], sink: Sink) -> None:
    browser, page = at
    sink.is_grumpy = True
    with mail_on(sink):
        confirm(browser, page)
        answer = send(browser, page)
    assert answer.status_code == 503
    assert "Call instead" in answer.content.decode()
    assert rows() == [("message.send", True), ("message.failed", True)]


def test_a_server_that_is_not_there_is_one_calm_page(at: tuple[Any, str]) -> None:
    from tests.support.serving import free_port

    browser, page = at
    with mail_on(port=free_port()):
        confirm(browser, page)
        assert send(browser, page).status_code == 503


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org",
     "a b@example.org", "<a@example.org>", "ä@example.org", "a@example.org" + "g" * 250],
)  # fmt: skip
def test_one_plain_address_is_taken_and_nothing_else(at: tuple[Any, str], sink: Sink, address: str) -> None:
    browser, page = at
    assert not is_address(address)
    with mail_on(sink):
        answer = browser.post(page, {"address": address, "only_they": "yes"})
    assert answer.status_code == 422
    assert 'value="yes" ' in answer.content.decode()


@pytest.mark.parametrize("message", ["", "outgoing-ask", "Come to the clinic", "outgoing-call\r\nx"])
def test_no_other_words_can_be_sent(at: tuple[Any, str], sink: Sink, message: str) -> None:
    browser, page = at
    with mail_on(sink):
        confirm(browser, page)
        assert send(browser, page, message).status_code == 422
    assert sink.taken == []


def test_two_windows_do_not_overwrite_each_other(at: tuple[Any, str], sink: Sink) -> None:
    browser, page = at
    with mail_on(sink):
        assert confirm(browser, page).status_code == 302
        late = browser.post(page, {"address": "other@example.org", "only_they": "no", "seen": 0})
        assert late.status_code == 409
        assert "other@example.org" in late.content.decode()
        assert ADDRESS in browser.get(page).content.decode()


def test_the_address_is_sealed_and_nobody_elses(home: Home, at: tuple[Any, str], sink: Sink) -> None:
    from django.db import connection

    browser, page = at
    with mail_on(sink):
        confirm(browser, page)
        send(browser, page)
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                for row in cursor.fetchall():
                    assert not [one for one in row if b"quillfeather" in bytes(str(one), "utf-8")], table
        other = home.signed_in("sam")
        assert other.get(page).status_code == 404
        assert send(other, page).status_code == 404
    assert len(sink.taken) == 1


@pytest.mark.parametrize(
    ("server", "sender"),
    [("http://127.0.0.1", SENDER), ("smtp://", SENDER), ("smtp://127.0.0.1", ""),
     ("smtp://127.0.0.1", "help@hopecounseling.example"), ("smtp://127.0.0.1", "dr@psych.example"),
     ("smtp://127.0.0.1", "Office <a@b.example>")],
)  # fmt: skip
def test_a_sender_that_tells_or_a_server_that_is_none_is_refused(server: str, sender: str) -> None:
    from leeward.practice.outgoing.server import read_server

    with pytest.raises(InputError):
        read_server(server, sender)
