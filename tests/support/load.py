# SPDX-License-Identifier: Apache-2.0
"""Made-up practices served to many at once, on SQLite or PostgreSQL, and people who write without pause."""

from __future__ import annotations

import secrets
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgresql

from leeward.practice.bench_browser import Browser, fields_of
from leeward.practice.bench_filling import PASSWORD, Served, Size, served_practice


@contextmanager
def practice_for(clinicians: int, *, cases_each: int = 1) -> Iterator[Served]:
    """A real server on a home of its own; on PostgreSQL where this run asks for that."""
    size = Size(clinicians=clinicians, cases=clinicians * cases_each)
    with tempfile.TemporaryDirectory(prefix="lw") as folder, _database() as url:
        with served_practice(Path(folder) / "h", size, database_url=url) as served:
            yield served


@contextmanager
def _database() -> Iterator[str]:
    if not postgresql.is_wanted():
        yield ""
        return
    server = postgresql.the_server()
    with server.database_like("template1", f"load{secrets.token_hex(6)}") as name:
        yield server.url(name)


class Writer:
    """Somebody signed in who writes into a visit of their own, again and again."""

    def __init__(self, served: Served, name: str, case_id: str) -> None:
        self.browser = Browser("127.0.0.1", served.port)
        self.browser.get("/sign-in/")
        assert self.browser.post("/sign-in/", {"name": name, "password": PASSWORD}).status == 302
        case = f"/clients/{case_id}/"
        self.browser.get(case)
        begun = self.browser.post(f"{case}visit/", {})
        assert begun.status == 302, begun
        self.page = begun.location
        self.visit_id = begun.location.split("/")[2]
        self.saved: list[str] = []
        """What the server said was saved, in order."""
        self.faults: list[str] = []

    def write(self) -> None:
        """One more line of notes."""
        page = self.browser.get(self.page)
        words = f"Line {len(self.saved) + 1} {secrets.token_hex(4)}"
        fields = fields_of(page.text, "notes")
        notes = f"{fields.get('notes', '')}\n{words}".strip()
        answer = self.browser.post(self.page, {**fields, "notes": notes, "language": "en"})
        if page.status == 200 and answer.status == 302:
            self.saved.append(words)
        else:
            self.faults.append(f"{page.status}, then {answer.status}")

    def read_back(self) -> str:
        """The notes as the page shows them."""
        page = self.browser.get(self.page)
        assert page.status == 200, page
        return fields_of(page.text, "notes")["notes"]


@contextmanager
def writers_in(served: Served) -> Iterator[list[Writer]]:
    """One for each client of each clinician."""
    writers = [Writer(served, name, case_id) for name in served.names for case_id in served.cases[name]]
    try:
        yield writers
    finally:
        for writer in writers:
            writer.browser.close()


def write_together(writers: list[Writer], times: int) -> None:
    """All at once, each so many times."""

    def work(writer: Writer) -> None:
        for _ in range(times):
            writer.write()

    threads = [threading.Thread(target=work, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
