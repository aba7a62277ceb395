# SPDX-License-Identifier: Apache-2.0
"""T42: yesterday's database, put back whole, is found with a checkpoint that was kept elsewhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.postgresql import is_wanted
from tests.support.practice import Home

pytestmark = pytest.mark.skipif(is_wanted(), reason="the file is copied; the arithmetic knows no database")


def _keep() -> str:
    from leeward.practice.ledger.sequencer import place_entries

    return place_entries().note


def _copied(home: Home, name: str) -> Path:
    from django.db import connection

    copy = home.path / name
    _copy(Path(connection.settings_dict["NAME"]), copy)
    return copy


def _put_back(copy: Path) -> None:
    from django.db import connection

    connection.close()
    _copy(copy, Path(connection.settings_dict["NAME"]))


def _copy(source: Path, to: Path) -> None:
    with closing(sqlite3.connect(source)) as line, closing(sqlite3.connect(to)) as other:
        line.backup(other)


def _kinds(*notes: str) -> list[str]:
    from leeward.practice.ledger.verifying import Kept, verify_ledger

    kept = [Kept(f"{number}.txt", note) for number, note in enumerate(notes)]
    return [fault.kind for fault in verify_ledger(kept).faults]


def test_yesterdays_database_is_shorter_than_what_was_kept(home: Home) -> None:
    robin = home.signed_in()
    client = home.open_case(robin)
    monday = _keep()
    yesterday = _copied(home, "yesterday.sqlite3")
    robin.get(client)
    tuesday = _keep()
    assert _kinds(monday, tuesday) == []
    _put_back(yesterday)
    assert _kinds() == [], "within itself it is whole: only what was kept elsewhere shows it"
    assert _kinds(monday) == []
    assert _kinds(monday, tuesday) == ["rolled-back"]


def test_a_database_that_was_rolled_back_and_written_on_is_another_history(home: Home) -> None:
    robin = home.signed_in()
    client = home.open_case(robin)
    _keep()
    yesterday = _copied(home, "yesterday.sqlite3")
    robin.get(client)
    tuesday = _keep()
    _put_back(yesterday)
    again = home.signed_in()
    for _ in range(5):
        again.get(client)
    wednesday = _keep()
    assert _kinds(wednesday) == []
    assert _kinds(tuesday) == ["fork"]


def test_what_was_kept_on_paper_shows_it_as_well(home: Home) -> None:
    from leeward.practice.ledger.newest import newest_checkpoint
    from leeward.practice.ledger.verifying import Kept, verify_ledger

    robin = home.signed_in()
    client = home.open_case(robin)
    _keep()
    yesterday = _copied(home, "yesterday.sqlite3")
    robin.get(client)
    _keep()
    newest = newest_checkpoint()
    paper = Kept("the paper", size=newest.size, root=bytes.fromhex("".join(newest.groups)))
    assert verify_ledger([paper]).holds
    _put_back(yesterday)
    assert [fault.kind for fault in verify_ledger([paper]).faults] == ["rolled-back"]
