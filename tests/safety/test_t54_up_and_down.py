# SPDX-License-Identifier: Apache-2.0
"""T54: every migration goes down and up again over a filled database, and no row is another one afterwards.

Over whatever migrations there are, on SQLite and PostgreSQL, while the key agent is gone: a change of tables
needs no key. That a newer database is refused untouched stands in tests/app/test_practice_serving.py.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tests.support.copying import IS_LONG, SEED
from tests.support.every_table import columns_now, fill_every_table, rows_now, shared
from tests.support.practice import Home
from tests.support.visits import visit_with

from leeward.practice import migrations

NAMES = sorted(path.stem for path in Path(migrations.__file__ or "").parent.glob("[0-9]*.py"))
STEPS = list(pairwise(NAMES))
DEATHS = 28 if IS_LONG else 1

_DIES = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
at, seen, notes = int(sys.argv[1]), [0], []
def count(execute, sql, params, many, context):
    seen[0] += 1
    if sql.startswith('INSERT INTO "django_migrations"'):
        notes.append(seen[0])
    if seen[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    call_command("migrate", "practice", verbosity=0)
print(seen[0], *notes)
"""
"""Brings a database up to date, and kills itself (-9) before the statement it was told.

Prints how many statements there were, and which of them noted that a step was made.
"""


def migrate(name: str) -> None:
    from django.core.management import call_command

    call_command("migrate", "practice", name, verbosity=0)


@pytest.fixture
def filled(home: Home) -> Home:
    """Clients, visits and answers through the services, and a row in every table; then no key agent."""
    at = visit_with(home, {"answers": {"c2": "yes", "o1": "yes"}, "context": {"age": 30}})
    at.browser.post(at.url("ask"), {"link_id": "c3", "answer": "yes", "seen": "9", "notes": "A line"})
    fill_every_table()
    home.agent.is_gone = True
    return home


def test_t54_every_table_holds_a_row_here(filled: Home) -> None:
    """Else the tests below would look at nothing."""
    assert [table for table, rows in rows_now().items() if not rows] == []


def test_t54_each_step_down_and_up_keeps_every_row(filled: Home) -> None:
    """Step by step down to the first; at each, what both sides know is the same before and after."""
    for below, here in reversed(STEPS):
        before, columns_here = rows_now(), columns_now()
        migrate(below)
        columns = {
            table: names & columns_here[table]
            for table, names in columns_now().items()
            if table in columns_here
        }
        assert columns, here
        down = {table: len(rows) for table, rows in rows_now().items() if table in columns}
        assert down == {table: len(before[table]) for table in columns}, f"{here}: rows went on the way down"
        migrate(here)
        assert columns_now() == columns_here, f"{here}: another table or column after down and up"
        assert shared(rows_now(), columns) == shared(before, columns), f"{here}: a row is another one"
        migrate(below)


def test_t54_all_the_way_down_and_up(filled: Home) -> None:
    """In one go, as somebody does who goes back several versions; a client's page opens as before."""
    from leeward.practice.cases.models import Case

    before = rows_now()
    case_id = Case.objects.values_list("id", flat=True).filter(version=1).first()
    migrate(NAMES[0])
    columns = columns_now()
    migrate(NAMES[-1])
    there = {table: names for table, names in columns.items() if table in before}
    assert shared(rows_now(), there) == shared(before, there)
    filled.agent.is_gone = False
    assert filled.signed_in().get(f"/clients/{case_id}/").status_code == 200


def test_t54_an_upgrade_cut_off_anywhere_is_taken_up_by_the_next_start(filled: Home) -> None:
    """Killed (-9) before a statement of SQL, anywhere: the next start brings it up to date.

    Above all between a step and the note that it was made.
    """
    from django.db import connection

    print(f"SEED={SEED}")  # noqa: T201
    chance = random.Random(SEED)  # noqa: S311
    migrate(NAMES[0])
    before, columns = rows_now(), columns_now()
    connection.close()
    last, *notes = map(int, _upgrade(0).stdout.split())
    assert len(notes) == len(NAMES) - 1
    assert shared(rows_now(), columns) == shared(before, columns)
    before_notes = notes if IS_LONG else [chance.choice(notes)]
    for number in sorted({*before_notes, *chance.sample(range(1, last + 1), DEATHS)}):
        migrate(NAMES[0])
        before = rows_now()
        connection.close()
        assert _upgrade(number).returncode == -signal.SIGKILL
        assert _upgrade(0).returncode == 0, f"cut off before statement {number}"
        assert shared(rows_now(), columns) == shared(before, columns), f"statement {number}"
        connection.close()


def _upgrade(at: int) -> subprocess.CompletedProcess[str]:
    """As a start does, in a process of its own."""
    from django.db import connection

    where = {} if connection.vendor == "postgresql" else {"DATABASE_URL": f"sqlite://{_file()}"}
    return subprocess.run(
        [sys.executable, "-c", _DIES, str(at)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "leeward.practice.settings", **where},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _file() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])
