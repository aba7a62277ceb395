# SPDX-License-Identifier: Apache-2.0
"""Made-up practices for measurements: set up, filled and, where pages are asked over a line, served.

    with served_practice(home, Size(clinicians=25, cases=10_000, devices=10)) as served:
        served.port, served.names, served.cases["example-3"], served.tokens

Each is a process with a home, database, ring and key agent of its own. Nothing of the practice that may be
on this machine is read or written.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from leeward.terms.errors import LeewardError

PASSPHRASE = "made up for one measurement"  # noqa: S105
PASSWORD = "nobody signs in with this one"  # noqa: S105
_OF_THE_PRACTICE_HERE = ("DATABASE_URL", "LEEWARD_ADDRESS", "LEEWARD_SETUP_CODE", "LEEWARD_SERVER_ID")
_VISITS = 4
_DAYS = 300
_START_SECONDS = _END_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made up. `hand_overs`: for each device, one after the other."""

    clinicians: int
    cases: int
    devices: int = 0
    hand_overs: int = 1


@dataclass(frozen=True, slots=True)
class Served:
    """Where a made-up practice is served, who signs in there, and what each has. Tokens: by device."""

    home: Path
    port: int
    names: tuple[str, ...]
    cases: dict[str, list[str]]
    cookie: str
    tokens: tuple[tuple[str, ...], ...]
    process_id: int


@contextmanager
def served_practice(home: Path, size: Size, *, database_url: str = "") -> Iterator[Served]:
    """A practice on a port of this machine until the block ends.

    Args:
        home: a folder that does not exist yet, with a short path.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(home, size, database_url, theirs))
    process.start()
    theirs.close()
    try:
        try:
            served: Served = ours.recv()
        except EOFError as error:
            raise broke_off() from error
        _wait_for(served.port)
        yield served
    finally:
        ours.close()
        process.terminate()
        process.join(_END_SECONDS)
        process.kill()
        process.join()


def _wait_for(port: int) -> None:
    for _ in range(_START_SECONDS * 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise broke_off()


def broke_off() -> LeewardError:
    """What is said when a made-up practice ends before its time."""
    return LeewardError(
        "A practice made up for the measurement broke off",
        expected="a page for each request",
        do="Look at what it printed; the practice on this machine was not touched",
    )


def settle_in(home: Path, *, settings: str = "leeward.practice.settings", database_url: str = "") -> None:
    """Makes this process the one of a new, empty home."""
    from leeward.practice import serving

    for name in _OF_THE_PRACTICE_HERE:
        os.environ.pop(name, None)
    if database_url:
        os.environ["DATABASE_URL"] = database_url
    os.environ["LEEWARD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    os.environ["LEEWARD_SERVER_ID"] = str(os.getpid())
    os.environ["LEEWARD_RUN_SECRET"] = secrets.token_urlsafe(48)
    os.umask(0o077)
    home.mkdir()
    serving.prepare_database()


def set_up(clinicians: int) -> list[Any]:
    """A practice with so many clinicians, `example-0` and on; their accounts."""
    from leeward.practice.accounts.services import add_account
    from leeward.practice.first_run import services
    from leeward.practice.first_run.models import Practice
    from leeward.stewardship import Role

    services.make_ring(PASSPHRASE)
    services.name_practice("Example House", ["US-WA"])
    first = services.add_first_account("example-0", PASSWORD)
    others = [
        add_account(f"example-{number}", PASSWORD, (Role.CLINICIAN,)) for number in range(1, clinicians)
    ]
    Practice.objects.update(is_example=True)  # made-up clients: set-up may end without a paper
    services.finish()
    return [first, *others]


def fill(owner: Any, cases: int, *, goes_on: bool) -> list[str]:
    """So many cases with words and ended visits in them, and one today where it `goes_on`; their ids."""
    from leeward.practice.cases.bulk import open_cases

    ids = open_cases(owner, [made_up(number) for number in range(cases)])
    if not goes_on:
        _write_last_on_other_days(ids)
    _add_visits(ids, goes_on=goes_on)
    return ids


def _write_last_on_other_days(ids: list[str]) -> None:
    """As if they had come over most of a year: nobody writes on all their clients' pages in one day."""
    from django.db import transaction
    from django.utils import timezone

    from leeward.practice.cases.models import Case

    now = timezone.now()
    with transaction.atomic():
        for number, id in enumerate(ids):
            Case.objects.filter(id=id).update(changed_at=now - timedelta(days=1 + number % _DAYS))


def made_up(number: int) -> Any:
    """The words of a client's page."""
    from leeward.practice.cases.services import CaseInput
    from leeward.practice.cases.values import PersonWords

    said = {
        "setting": "room",
        "alone": "yes",
        "phone": "off",
        "reason": f"Made up, number {number}: " + secrets.token_hex(100),
        "police": "with",
        "contact": "none",
        "overheard": "no",
    }
    person = {
        "called": f"Example {number}",
        "age": "34",
        "language": "English",
        "pronouns": "she",
        "interpreter": "no",
    }
    return CaseInput(
        {"code_name": f"Tern {number}", "affected": "one"},
        said,
        (PersonWords("", person), PersonWords("", {**person, "called": "Example sister"})),
    )


def _add_visits(ids: list[str], *, goes_on: bool) -> None:
    from django.utils import timezone

    from leeward.practice.sealing import new_id
    from leeward.practice.visits.models import Visit

    now = timezone.now()
    weeks = range(0 if goes_on else 1, _VISITS)
    days = [(now - timedelta(days=7 * week), week) for week in weeks]
    Visit.objects.bulk_create(
        Visit(id=new_id(), case_id=id, opened_at=at, changed_at=at, ended_at=at if week else None)
        for id in ids
        for at, week in days
    )


def _hand_over(owner: Any, size: Size) -> tuple[tuple[str, ...], ...]:
    """Devices in clients' hands, each with some visits to answer, one after the other."""
    from leeward.practice.visits.hand_over import hand_over
    from leeward.practice.visits.services import open_visit

    if not size.devices:
        return ()
    count = size.devices * size.hand_overs
    tokens = [
        hand_over(owner, open_visit(owner, id), language="en", with_led=False, is_long=True).token
        for id in fill(owner, count, goes_on=False)
    ]
    each = size.hand_overs
    return tuple(tuple(tokens[at * each : (at + 1) * each]) for at in range(size.devices))


def _serve(home: Path, size: Size, database_url: str, line: Connection) -> None:
    """Fills a practice, says where it is, and serves it."""
    from leeward.practice import serving

    settle_in(home, settings="leeward.practice.bench_settings", database_url=database_url)
    with serving.AgentProcess(home):
        owners = set_up(size.clinicians)
        names = tuple(f"example-{number}" for number in range(size.clinicians))
        each = size.cases // size.clinicians
        cases = {name: fill(owner, each, goes_on=False) for name, owner in zip(names, owners, strict=True)}
        tokens = _hand_over(owners[0], size)
        from django.db import connection

        from leeward.practice.visits import device_cookie

        connection.close()  # the worker is forked off this process
        port = _free_port()
        line.send(Served(home, port, names, cases, device_cookie.TOKEN, tokens, os.getpid()))
        serving.run_server("127.0.0.1", port)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
