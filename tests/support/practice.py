# SPDX-License-Identifier: Apache-2.0
"""A practice in this process: real SQLite, the real vault (asked without a socket), a cheap hasher."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
    return {"code_name": "Tern", "setting": "room", "contact": "none", **persons, **words}


@cache
def _template() -> Path:
    """A database with all tables, made once and copied for each test."""
    import django

    folder = Path(tempfile.mkdtemp(prefix="lw"))
    os.environ["LEEWARD_SETUP_CODE"] = CODE
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # a browser test of before leaves its loop running
    os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    _use(folder / "db.sqlite3")
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return folder / "db.sqlite3"


def _use(path: Path) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(path)


@contextmanager
def practice_in(folder: Path) -> Iterator[Home]:
    """A home with an empty database and no ring."""
    template = _template()
    shutil.copy(template, folder / "db.sqlite3")
    _use(folder / "db.sqlite3")
    from django.db import connection

    from leeward.practice import sealing

    agent = DirectAgent(folder / "keys")
    sealing._local.agent = agent
    try:
        yield Home(folder, agent)
    finally:
        agent.duties.lock()
        connection.close()


__all__ = ["CODE", "PASSPHRASE", "PASSWORD", "AgentGone", "Home", "client_form", "practice_in"]
