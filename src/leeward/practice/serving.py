# SPDX-License-Identifier: Apache-2.0
"""Serving a practice: its database brought up to date, its key agent, and the server, on loopback alone.

The agent is a process of its own and ends with this one. If it dies it is started again, locked.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path

from leeward.practice.backups.restoring import finish_restore
from leeward.practice.lan.listening import Ready, Wanted, make_ready, refuse_address, second_door
from leeward.practice.lifeline import when_parent_is_gone
from leeward.practice.locks import only_one_server
from leeward.terms.errors import InputError, LeewardError, VaultError
from leeward.vault.agent import serve_agent
from leeward.vault.client import AgentClient
from leeward.vault.durable import private_folder, sweep_parts
from leeward.vault.faults import KeyMissing
from leeward.vault.setup import ring_exists

LOOPBACK = ("127.0.0.1", "::1", "localhost")
WAITING_THREADS = 512
"""They wait for forms to come in whole; pages are made by a few others (`wsgi.THREADS`)."""
STOP_SECONDS = 10
"""Then a worker that was told to stop as it was starting, and did not hear it, is killed."""
HEADERS_WITHIN_SECONDS = 10
"""Whoever has not finished asking by then is hung up on."""
IDLE_LOCK_SECONDS = 75 * 60.0
"""Longer than a session lasts, so that a visit's notes are not locked out while they are written."""
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_START_SECONDS = 30.0
_A_DATABASE = {
    "sqlite": "a whole SQLite file and a disk with room",
    "postgresql": "a running PostgreSQL, 14 or newer, and a role that owns the database DATABASE_URL names",
}

Say = Callable[[str], None]


def serve(home: Path, *, host: str, port: int, say: Say, lan: Wanted | None = None) -> None:
    """Serves until it is stopped.

    Args:
        lan: a second door, for tablets in the practice's network.

    Raises:
        InputError: not a loopback address, or a port in use.
        KeyMissing: records without their key ring.
        LeewardError: a database of a newer version.
    """
    _refuse_other_than_loopback(host)
    os.umask(0o077)
    private_folder(home)
    os.environ["LEEWARD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
    os.environ["LEEWARD_RUN_SECRET"] = secrets.token_urlsafe(48)
    os.environ["LEEWARD_SERVER_ID"] = os.environ["LEEWARD_RUNS_JOBS"] = str(os.getpid())
    os.environ["LEEWARD_SETUP_CODE"] = code = new_setup_code()
    _refuse_taken_port(host, port)
    if lan is not None:
        refuse_address(lan)
    with only_one_server(home):
        finish_restore(home)
        door = make_ready(home, lan) if lan is not None else None  # before the settings are read
        prepare_database()
        is_ready = check_home(home)
        _serve_alone(home, host, port, "" if is_ready else code, say, door)


def _serve_alone(home: Path, host: str, port: int, code: str, say: Say, door: Ready | None) -> None:
    sweep_parts(home / "keys")  # what a write cut off by a crash left behind
    with AgentProcess(home):
        name = "[::1]" if host == "::1" else host
        say(f"Leeward: http://{name}:{port}/   this machine only; Ctrl+C stops it")
        if code:
            say(f"Set-up code: {code}   type it on the first page; a new one at each start")
        say("Not for real clients yet: a draft that no clinician has passed")
        with second_door(home, door, say) if door is not None else nullcontext():
            run_server(host, port)


def new_setup_code() -> str:
    """Twelve letters nobody can guess, in three groups."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def prepare_database() -> None:
    """Makes or updates the database. Raises LeewardError: a newer version of the program wrote it."""
    import django
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    try:
        loader = MigrationLoader(connection)
        unknown = {key for key in loader.applied_migrations if key[0] == "practice"} - set(
            loader.disk_migrations
        )
        if unknown:
            raise LeewardError(
                "A database that a newer version of Leeward wrote",
                expected=f"at most {max(key[1] for key in loader.disk_migrations if key[0] == 'practice')}",
                do="Update Leeward; nothing was changed",
            )
        call_command("migrate", verbosity=0, interactive=False)
        from django.contrib.sessions.models import Session

        Session.objects.all().delete()  # a restart signs everybody out
        connection.close()
    except DatabaseError as error:
        raise LeewardError(
            "The database could not be opened",
            expected=_A_DATABASE[connection.vendor],
            do="Run `leeward doctor`; nothing was changed",
        ) from error


def check_home(home: Path) -> bool:
    """Whether set-up has ended. Raises KeyMissing: records stand here without their key ring."""
    from django.db import connection

    from leeward.practice.cases.purging import finish_purges
    from leeward.practice.first_run.services import records_exist
    from leeward.practice.first_run.state import is_set_up

    if records_exist() and not ring_exists(home / "keys"):
        raise KeyMissing(
            "Records exist, but their key ring is missing",
            expected=f"the key ring in {home / 'keys'}",
            do="Put keys/ring.sqlite3 back from its newest copy; no new key was made and nothing was changed",
        )
    finish_purges(home / "keys")  # what a crash left of a case whose keys are gone
    is_ready = is_set_up()
    connection.close()  # the worker is forked off this process: no line to a server goes with it
    return is_ready


class AgentProcess:
    """The agent's process: started, started again when it dies, stopped at the end."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._stopping = threading.Event()
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(
            target=_agent_process,
            args=(os.getpid(), self._home / "run" / "agent.sock", self._home / "keys"),
            daemon=True,
        )
        self._process.start()

    def __enter__(self) -> AgentProcess:
        client = AgentClient(self._home / "run" / "agent.sock")
        try:
            _wait_for(client, self._process)
        finally:
            client.close()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def _watch(self) -> None:
        while True:
            self._process.join()
            if self._stopping.wait(0.5):
                return
            self._start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._process.terminate()
        self._process.join(5)


def _wait_for(client: AgentClient, process: multiprocessing.process.BaseProcess) -> None:
    for _ in range(int(_START_SECONDS * 20)):
        try:
            client.status()
            return
        except VaultError as error:
            if not process.is_alive():
                raise VaultError(
                    "The key agent did not start",
                    expected="no other Leeward on this home",
                    do="Stop the other one, or run `leeward doctor`",
                ) from error
        process.join(0.05)


def _agent_process(parent_id: int, socket_path: Path, keys_folder: Path) -> None:
    """Serves until told to stop, or until the process that started it is gone."""
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123  a traceback could hold a key
    when_parent_is_gone(parent_id, lambda: os.kill(os.getpid(), signal.SIGTERM))
    with suppress(LeewardError):
        serve_agent(socket_path, keys_folder, idle_lock_seconds=IDLE_LOCK_SECONDS)


def run_server(host: str, port: int, *, certificate: Path | None = None, key: Path | None = None) -> None:
    """Serves pages until it is told to end; by TLS with a certificate and its key."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    Granian(
        "leeward.practice.wsgi:served",
        address="127.0.0.1" if host == "localhost" else host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=WAITING_THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_SECONDS * 1000),
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        ssl_cert=certificate,
        ssl_key=key,
    ).serve()


def _refuse_other_than_loopback(host: str) -> None:
    if host not in LOOPBACK:
        raise InputError(
            "an address other machines can reach",
            expected="this machine alone: " + ", ".join(LOOPBACK),
            do="Leave --host out; for other machines put a proxy with TLS before it and set LEEWARD_ADDRESS",
        )


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(
                f"port {port} cannot be used ({error.strerror})",
                expected="a free port",
                do="Choose another with --port, or stop what uses it",
            ) from error
