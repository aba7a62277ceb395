# SPDX-License-Identifier: Apache-2.0
"""A test's practice on a port of this machine, for a real browser: set up in a moment, seen at once.

with on_a_port(home) as address:
    page.goto(address)
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from wsgiref.simple_server import WSGIRequestHandler, make_server

from tests.support.practice import Home


class _Quiet(WSGIRequestHandler):
    timeout = 0.25
    """Seconds. A browser opens lines ahead that it never speaks on; the others must not wait for them."""

    def handle(self) -> None:
        with suppress(TimeoutError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test says what went wrong."""


@contextmanager
def on_a_port(home: Home) -> Iterator[str]:
    """Serves until the block ends; its address. One request at a time, all in one thread."""
    from django.db import connection

    from leeward.practice import sealing
    from leeward.practice.wsgi import application

    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)

    def serve() -> None:
        sealing._local.agent = home.agent
        server.serve_forever(poll_interval=0.05)
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
