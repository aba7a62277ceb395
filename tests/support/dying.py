# SPDX-License-Identifier: Apache-2.0
"""A program that works on a practice until it is killed, for the tests of kill -9.

    with dying_program(home) as program:
        words = program.run("save", seed=7, statement=12)     # killed at its 12th statement of SQL
        words = program.run("rotate", seed=8, after=0.031)    # killed from outside, 31 ms after it began

It says what it has done line by line, each only after the service has come back: that much is
acknowledged. One process has everything loaded and forks one that works, so that a death costs little.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

Said = list[list[Any]]


@dataclass(frozen=True)
class DyingProgram:
    """One that waits for work."""

    process: subprocess.Popen[str]

    def run(self, work: str, *, seed: int, statement: int = 0, after: float = 0.0, acts: int = 0) -> Said:
        """What it said before it was killed; it always is: see above, or after so many acts."""
        assert self.process.stdin is not None and self.process.stdout is not None
        order = {"work": work, "seed": seed, "statement": statement, "after": after, "acts": acts}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        said: Said = []
        while True:
            line = json.loads(self.process.stdout.readline() or '["gone"]')
            assert line[0] not in ("gone", "fault"), line
            if line[0] == "ended":
                assert line[1] == signal.SIGKILL, line
                return said
            said.append(line)


@contextmanager
def dying_program(home: Path, *places: Path) -> Iterator[DyingProgram]:
    """For a practice of `tests.support.practice`. `places`: two folders for back-ups."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.dying", str(home), *map(str, places)],
        env={**os.environ, "LEEWARD_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield DyingProgram(process)
    finally:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait(30)


def alone(home: Path, work: str, *, seed: int, acts: int, pragma: str = "") -> None:
    """The same in this process, without a fork, until it kills itself. `pragma`: told to the database."""
    import django

    os.umask(0o077)
    os.environ["LEEWARD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
    django.setup()
    from django.db import connection

    if pragma:
        connection.ensure_connection()
        connection.connection.execute(pragma)
    order = {"work": work, "seed": seed, "statement": 0, "after": 0, "acts": acts}
    _work(home, [], order, os.open(os.devnull, os.O_WRONLY))


def main(home: Path, places: list[Path]) -> None:
    """One child for each order; killed from here where its order says after how long."""
    import django

    os.umask(0o077)
    os.environ["DJANGO_SETTINGS_MODULE"] = "leeward.practice.settings"
    django.setup()
    from leeward.practice.book import book

    book()
    for prepare in WORKS.values():
        prepare(random.Random(), home, places)  # noqa: S311  imports, so that no child needs them
    _close()
    for line in sys.stdin:
        order = json.loads(line)
        begun, begins = os.pipe()
        child = os.fork()
        if child == 0:
            _work(home, places, order, begins)
        os.close(begins)
        os.read(begun, 1)
        os.close(begun)
        if order["after"]:
            time.sleep(order["after"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        _say("ended", os.waitstatus_to_exitcode(status) * -1)


def _say(*words: Any) -> None:
    os.write(1, (json.dumps(words) + "\n").encode())  # one write: whole, or not said


def _close() -> None:
    from django.db import connection

    connection.close()


def _work(home: Path, places: list[Path], order: dict[str, Any], begins: int) -> None:
    """Until killed. It never returns; a fault of its own is said and ends it."""
    from tests.support.practice import PASSPHRASE, DirectAgent

    from leeward.practice import sealing

    try:
        agent = DirectAgent(home / "keys")
        sealing._local.agent = agent
        agent.unlock(PASSPHRASE)
        _die_at(order["statement"], agent)
        act = WORKS[order["work"]](random.Random(order["seed"]), home, places)  # noqa: S311
        os.write(begins, b"!")
        for number in count(1):
            act()
            if number == order["acts"]:
                os.kill(os.getpid(), signal.SIGKILL)
    except BaseException as fault:  # noqa: BLE001
        _say("fault", order, repr(fault))
    finally:
        os._exit(1)


def _die_at(statement: int, agent: Any) -> None:
    """Kills this process before the n-th statement that either database is given, COMMIT included."""
    if not statement:
        return
    from django.db import connection

    numbers = count(1)

    def seen(_sql: str) -> None:
        if next(numbers) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.ensure_connection()
    connection.connection.set_trace_callback(seen)
    agent.duties._ring.store._connection.set_trace_callback(seen)


def _saving(chance: random.Random, home: Path, places: list[Path]) -> Callable[[], None]:
    """New clients, changed ones, visits with answers, and what is agreed for a day."""
    from leeward.practice.accounts.models import Account
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.services import CaseInput, open_case
    from leeward.practice.cases.values import PersonWords
    from leeward.practice.visits.answering import answer_questions
    from leeward.practice.visits.follow_ups import make_follow_up
    from leeward.practice.visits.notes import save_notes
    from leeward.practice.visits.services import change_client, open_visit

    owner = Account.objects.order_by("made_at")[0]  # robin

    def given(word: str) -> Any:
        persons = (PersonWords("", {"called": f"Example {word}", "language": "English"}),)
        return CaseInput({"code_name": word, "affected": "one"}, {"setting": "room", "reason": word}, persons)

    def act() -> None:
        word = f"{chance.getrandbits(48):012x}"
        cases = list(Case.objects.order_by("opened_at").values_list("id", "version"))
        kind = chance.choice(("open", "change", "answer", "follow")) if cases else "open"
        if kind == "open":
            _say("case", open_case(owner, given(word)), 1, word)
            return
        case_id, version = chance.choice(cases)
        if kind == "change":
            change_client(owner, case_id, given(word), version=version)
            _say("case", case_id, version + 1, word)
        elif kind == "answer":
            visit_id = open_visit(owner, case_id)
            _say("visit", case_id, visit_id)
            answer_questions(owner, visit_id, {"c2": chance.choice(("yes", "no"))}, seen=10**6)
            save_notes(owner, visit_id, {"notes": word, "notes_seen": "999999"})
            _say("note", case_id, visit_id, word)
        else:
            due_at = datetime(2031, 1, 1, tzinfo=UTC)
            id = make_follow_up(owner, case_id, None, due_at, {"what": word, "way": ""})
            _say("follow", case_id, id, word)

    return act


def _rotating(chance: random.Random, home: Path, places: list[Path]) -> Callable[[], None]:
    """A new practice key again and again; cases are wrapped anew a few at a time."""
    from tests.support.practice import PASSPHRASE

    from leeward.practice.sealing import agent
    from leeward.vault import rotation

    rotation.BATCH = 3

    def act() -> None:
        agent().rotate(PASSPHRASE)
        _say("rotated")

    return act


def _purging(chance: random.Random, home: Path, places: list[Path]) -> Callable[[], None]:
    """Whole cases destroyed, after a new one so that there is always one."""
    from leeward.practice.cases.models import Case
    from leeward.practice.cases.purging import destroy

    save = _saving(chance, home, places)

    def act() -> None:
        if Case.objects.count() < 4:
            save()
            return
        case_id = str(chance.choice(list(Case.objects.order_by("opened_at").values_list("id", flat=True))))
        _say("purging", case_id)
        destroy([case_id])
        _say("purged", case_id)

    return act


def _backing_up(chance: random.Random, home: Path, places: list[Path]) -> Callable[[], None]:
    """A save, then a back-up of all."""
    from leeward.practice.backups.making import back_up
    from leeward.practice.databases import read_database_url

    save = _saving(chance, home, places)
    where = read_database_url(os.environ.get("DATABASE_URL", ""), home)

    def act() -> None:
        save()
        made = back_up(home, where, records_to=places[0], keys_to=places[1], keep_days=30)
        _say("backup", str(made.records), str(made.keys))

    return act


WORKS = {"save": _saving, "rotate": _rotating, "purge": _purging, "backup": _backing_up}

if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
