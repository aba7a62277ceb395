# SPDX-License-Identifier: Apache-2.0
"""T68: two hundred sockets that say nothing, or speak very slowly, do not keep the others waiting.

Measured on the real server: somebody's pages beside the same pages with the slow sockets open.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.support.load import Writer, practice_for, writers_in
from tests.support.postgresql import not_here

from leeward.practice.bench_filling import Served
from leeward.practice.serving import HEADERS_WITHIN_SECONDS
from leeward.practice.whole_forms import FORM_BYTES

pytestmark = not_here
SLOW = 200
PAGES = 60
OFTEN_SLOWER_AT_MOST = 2.0
NEVER_LONGER_SECONDS = 2.0
_BEGUN = b"GET /clients/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
_WHOLE_HEAD = (
    b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nCookie: leeward-form=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\nname="
)
"""With the cookie of a form, so that the form itself is waited for."""


@contextmanager
def slow_sockets(served: Served) -> Iterator[list[socket.socket]]:
    """A third says nothing, a third stops within its headers, a third within its form."""
    lines = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(SLOW)]
    try:
        for number, line in enumerate(lines):
            line.sendall((b"", _BEGUN, _WHOLE_HEAD)[number % 3])
        time.sleep(0.5)
        yield lines
    finally:
        for line in lines:
            line.close()


def test_t68_pages_come_as_fast_beside_two_hundred_slow_sockets() -> None:
    """Reading and saving, both; no page waits for a slow one to end."""
    with practice_for(1) as served, writers_in(served) as writers:
        _p95(writers[0], served)
        alone = _p95(writers[0], served)
        with slow_sockets(served) as lines:
            beside = _p95(writers[0], served)
            for line in lines[1::3]:
                line.sendall(b"s")  # still speaking, a letter at a time
        assert writers[0].faults == []
        assert beside < max(alone * OFTEN_SLOWER_AT_MOST, alone + 0.1), (alone, beside)


def _p95(writer: Writer, served: Served) -> float:
    times = []
    for number in range(PAGES):
        start = time.perf_counter()
        if number % 4:
            assert writer.browser.get("/clients/").status == 200
        else:
            writer.write()
        times.append(time.perf_counter() - start)
    assert max(times) < NEVER_LONGER_SECONDS, max(times)
    return sorted(times)[PAGES * 95 // 100]


@pytest.mark.long
def test_t68_who_does_not_finish_the_headers_is_hung_up_on() -> None:
    """So that such sockets do not gather for ever."""
    with practice_for(1) as served:
        with socket.create_connection(("127.0.0.1", served.port)) as line:
            line.sendall(_BEGUN)
            line.settimeout(HEADERS_WITHIN_SECONDS * 2)
            since = time.monotonic()
            while line.recv(1000):
                pass
            assert time.monotonic() - since >= HEADERS_WITHIN_SECONDS / 2


def test_t68_what_is_larger_than_any_form_is_read_as_it_comes_and_answered() -> None:
    """More of them at once than are read at once, and each gets its answer; so does one that breaks off."""
    with practice_for(1) as served:
        whole = b"name=" + b"a" * (2 * FORM_BYTES)
        head = _WHOLE_HEAD.replace(b"4000", str(len(whole)).encode()).removesuffix(b"name=")
        lines = [socket.create_connection(("127.0.0.1", served.port), timeout=20) for _ in range(6)]
        for line in lines[1:]:
            threading.Thread(target=line.sendall, args=(head + whole,), daemon=True).start()
        lines[0].sendall(head + whole[:1000])
        lines[0].close()
        assert {line.recv(12) for line in lines[1:]} <= {b"HTTP/1.1 400", b"HTTP/1.1 403", b"HTTP/1.1 413"}
        for line in lines:
            line.close()
