# SPDX-License-Identifier: Apache-2.0
"""T52: twenty people save at once, through the real server, and nobody is told that the database is busy.

On SQLite and, in `make test-db`, on PostgreSQL. 20 × 200 saves in `make test-long`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.copying import IS_LONG
from tests.support.load import practice_for, write_together, writers_in

from leeward.practice.databases import SqliteFile, django_settings

pytestmark = pytest.mark.db

WRITERS = 20
TIMES = 200 if IS_LONG else 4


def test_t52_twenty_writers_and_no_fault() -> None:
    """Each save is acknowledged, and each is there afterwards."""
    with practice_for(4, cases_each=5) as served, writers_in(served) as writers:
        assert len(writers) == WRITERS
        write_together(writers, TIMES)
        assert [writer.faults for writer in writers] == [[]] * WRITERS
        for writer in writers:
            assert len(writer.saved) == TIMES
            assert writer.read_back().splitlines()[-TIMES:] == writer.saved


def test_t52_every_transaction_begins_by_asking_for_the_lock() -> None:
    """A transaction that reads first and then writes fails at once where another one wrote meanwhile."""

    options = django_settings(SqliteFile(Path("/nowhere")))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 5
