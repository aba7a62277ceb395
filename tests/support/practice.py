# SPDX-License-Identifier: Apache-2.0
"""A practice in this process: a real database, the real vault (asked without a socket), a cheap hasher.

Records are kept in SQLite, or in PostgreSQL where LEEWARD_TEST_DB says so (`make test-db`).
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.support import postgresql

from leeward.vault import protocol as say
from leeward.vault.client import AgentClient
from leeward.vault.duties import Duties
from leeward.vault.faults import AgentGone
from leeward.vault.sources import Cost

PASSPHRASE = "quiet harbor lantern under rain"  # noqa: S105
PASSWORD = "seven herons by the weir"  # noqa: S105
CODE = "ABCD-EFGH-JKLM"
CHEAP = Cost(memory_kib=64, passes=1)


class DirectAgent(AgentClient):
    """The agent's duties, asked in this process."""

    def __init__(self, keys: Path) -> None:
        super().__init__(keys / "no.sock")
        self.duties = Duties(keys, cost=CHEAP, idle_lock_seconds=3600)
        self.is_gone = False

    def _exchange(self, request: say.Message) -> say.Answer:
        if self.is_gone:
            raise ConnectionRefusedError
        return self.duties.answer(request)  # type: ignore[arg-type]


@dataclass
class Home:
    """A practice's folder, its agent, and browsers."""

    path: Path
    agent: DirectAgent

    def browser(self, **options: Any) -> Any:
        from django.test import Client

        return Client(**options)

    def signed_in(self, name: str = "robin") -> Any:
        browser = self.browser()
        answer = browser.post("/sign-in/", {"name": name, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    def set_up(self) -> None:
        """A practice of two clinicians, robin and sam."""
        from leeward.practice.accounts.services import add_account
        from leeward.practice.first_run import services
        from leeward.stewardship import Role

        services.make_ring(PASSPHRASE)
        services.name_practice("Example House", ["US-WA"])
        services.add_first_account("robin", PASSWORD)
        add_account("sam", PASSWORD, (Role.CLINICIAN,))
        add_account("alex", PASSWORD, (Role.ADMINISTRATOR,))
        self.agent.prove_paper(self.agent.make_paper().text())
        services.finish()

    def open_case(self, browser: Any, **words: str) -> str:
        """A new client's address."""
        answer = browser.post("/clients/new/", {**client_form(), **words})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])


def client_form(**words: str) -> dict[str, str]:
    """The fields a browser sends for one client."""
    persons = {
        "p-TOTAL_FORMS": "1",
        "p-INITIAL_FORMS": "0",
        "p-0-called": "Example",
        "p-0-language": "English",
    }
    return {"code_name": "Tern", "setting": "room", "alone": "yes", "contact": "none", **persons, **words}


@cache
def _template() -> str:
    """A database with all tables, made once and copied for each test: a file, or a name."""
    import django

    os.environ["LEEWARD_SETUP_CODE"] = CODE
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # a browser test of before leaves its loop running
    os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
    name = _empty_database()
    try:
        django.setup()
    finally:
        os.environ.pop("DATABASE_URL")
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    call_command("migrate", verbosity=0, interactive=False)
    if not postgresql.is_wanted():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return name


def _empty_database() -> str:
    """One for the template, told to Django."""
    if postgresql.is_wanted():
        server = postgresql.the_server()
        server.run(f"CREATE DATABASE template_of_ours OWNER {postgresql.OWNER}")
        os.environ["DATABASE_URL"] = server.url("template_of_ours")
        return "template_of_ours"
    folder = Path(tempfile.mkdtemp(prefix="lw"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "db.sqlite3"
    os.environ["DATABASE_URL"] = f"sqlite://{file}"
    return str(file)


@contextmanager
def _copied(template: str, folder: Path) -> Iterator[str]:
    """The template's copy for one test."""
    if postgresql.is_wanted():
        server = postgresql.the_server()
        with server.database_like(template, f"t{secrets.token_hex(6)}") as name:
            os.environ["DATABASE_URL"] = server.url(name)  # for the programs that tests start
            yield name
    else:
        yield shutil.copy(template, str(folder / "db.sqlite3"))


@contextmanager
def practice_in(folder: Path) -> Iterator[Home]:
    """A home with an empty database and no ring."""
    with _copied(_template(), folder) as name:
        from django.db import connection

        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield from _practice(folder)
        finally:
            connection.close()
            os.environ.pop("DATABASE_URL", None)


def _practice(folder: Path) -> Iterator[Home]:
    from leeward.practice import sealing
    from leeward.practice.accounts.addresses import addresses

    addresses._left.clear()  # a process serves one practice; here many follow one another
    agent = DirectAgent(folder / "keys")
    sealing._local.agent = agent
    try:
        yield Home(folder, agent)
    finally:
        agent.duties.lock()


__all__ = ["CODE", "PASSPHRASE", "PASSWORD", "AgentGone", "Home", "client_form", "practice_in"]
