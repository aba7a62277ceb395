# SPDX-License-Identifier: Apache-2.0
"""Forms are waited for apart from the threads that make pages: who sends slowly keeps nobody else waiting.

    served = WholeForms(application, threads=16)

The server has many threads that only wait. Once a form is whole, one of a few others makes the page; those
few hold the lines to the database and to the key agent. What is larger than any form is read by the page
itself, as it comes, and only some such pages are made at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from io import BytesIO
from queue import SimpleQueue
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Answer = tuple[str, list[tuple[str, str]], bytes]
FORM_BYTES = 1024 * 1024
LARGE_AT_ONCE = 4
_CUT_OFF: Answer = ("400 Bad Request", [("Content-Type", "text/plain"), ("Content-Length", "0")], b"")


class WholeForms:
    """A WSGI application around another one."""

    def __init__(self, application: Application, *, threads: int) -> None:
        self._application = application
        self._threads = threads
        self._large = threading.BoundedSemaphore(LARGE_AT_ONCE)
        self._waiting: SimpleQueue[tuple[Environ, Future[Answer]]] = SimpleQueue()
        self._starts = threading.Lock()
        self._is_started = False

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        status, headers, body = self._answer({**environ})
        start_response(status, headers)
        return [body]

    def _answer(self, environ: Environ) -> Answer:
        environ.pop("wsgi.file_wrapper", None)  # the answer is whole when it comes back from its thread
        said = str(environ.get("CONTENT_LENGTH") or "0")
        length = int(said) if said.isdecimal() else 0
        if length > FORM_BYTES:
            with self._large:
                return self._made(environ)
        form = environ["wsgi.input"].read(length) if length else b""
        is_file = str(environ.get("CONTENT_TYPE", "")).startswith("multipart/")
        if len(form) < length and not is_file:  # the page for files notes that one was cut off
            return _CUT_OFF
        environ["wsgi.input"] = BytesIO(form)
        return self._made(environ)

    def _made(self, environ: Environ) -> Answer:
        with self._starts:
            if not self._is_started:
                self._is_started = True
                for _ in range(self._threads):
                    threading.Thread(target=self._make_pages, daemon=True).start()
        waiting: Future[Answer] = Future()
        self._waiting.put((environ, waiting))
        return waiting.result()

    def _make_pages(self) -> None:
        while True:
            environ, waiting = self._waiting.get()
            try:
                waiting.set_result(_whole_answer(self._application, environ))
            except BaseException as fault:  # noqa: BLE001  it is raised again where the answer is awaited
                waiting.set_exception(fault)


def _whole_answer(application: Application, environ: Environ) -> Answer:
    """Made, read to its end and closed in this thread, whose lines to the database it used."""
    said: list[Any] = ["", []]

    def start_response(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> None:
        said[:] = status, headers

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return said[0], said[1], body
