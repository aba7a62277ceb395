# SPDX-License-Identifier: Apache-2.0
"""What must hold of a practice after any fault: whole, every row with its key, all that was acknowledged.

expected = Expected()
expected.hear([["case", id, 1, "word"]])          # as `tests.support.dying` says it
look_over(home, expected, "killed at 12")
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.support.practice import PASSPHRASE, Home

Said = list[list[Any]]


class Expected:
    """What was acknowledged so far, and the cases whose end was begun."""

    def __init__(self) -> None:
        self.cases: dict[str, dict[int, str]] = {}
        self.notes: dict[str, tuple[str, str]] = {}
        self.follow_ups: dict[str, tuple[str, str]] = {}
        self.ending: set[str] = set()
        self.ended: set[str] = set()

    def hear(self, said: Said) -> None:
        for kind, *words in said:
            if kind == "case":
                self.cases.setdefault(words[0], {})[words[1]] = words[2]
            elif kind == "note":
                self.notes[words[1]] = (words[0], words[2])
            elif kind == "follow":
                self.follow_ups[words[1]] = (words[0], words[2])
            elif kind == "purging":
                self.ending.add(words[0])
            elif kind == "purged":
                self.ended.add(words[0])


def look_over(home: Home, expected: Expected, where: str) -> None:
    """As after a start: finished what was under way, unlocked, and looked at row by row."""
    from leeward.practice.cases.purging import finish_purges
    from leeward.vault.durable import sweep_parts

    _is_whole(home.path / "db.sqlite3", where)
    sweep_parts(home.path / "keys")  # as a start does
    finish_purges(home.path / "keys")
    home.agent.unlock(PASSPHRASE)
    _audit_holds(where)
    there = _everything_opens(where)
    _acknowledged_is_there(expected, there, where)


def _audit_holds(where: str) -> None:
    """Its chains and its tree, as far as it goes."""
    from leeward.practice.ledger.verifying import verify_ledger

    assert verify_ledger().faults == (), where


def _is_whole(path: Path, where: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], where
        assert database.execute("PRAGMA foreign_key_check").fetchall() == [], where


def _everything_opens(where: str) -> set[str]:
    """Every row has its key and opens, no record is half written, each case is on record; their ids."""
    from leeward.practice.audit.models import AuditEntry
    from leeward.practice.cases.models import Case, Said
    from leeward.practice.cases.reading import read_case
    from leeward.practice.sealing import CASE_LABELS, DOCUMENT_LABELS, PERSON_LABELS, VISIT_LABELS, agent
    from leeward.practice.visits.models import Visit
    from leeward.practice.visits.storing import read_sheets

    there = set()
    for case in Case.objects.all():
        keys = agent().open_case(case.id)
        words = read_case(case, keys)
        persons = case.persons.count()
        assert len(words.persons) == persons > 0, where
        for version in range(1, case.version + 1):
            rows = Said.objects.filter(case=case, version=version).count()
            per_case = len(CASE_LABELS) + len(VISIT_LABELS)
            assert (rows - per_case) % len(PERSON_LABELS) == 0 and rows > per_case, f"{where}: half a record"
        for visit in Visit.objects.filter(case=case):
            assert visit.documents.count() == len(DOCUMENT_LABELS), f"{where}: half a visit"
            assert {one.version for one in visit.documents.all()} == {visit.version}, where
            read_sheets(visit, keys)
        there.add(case.id)
    opened = AuditEntry.objects.filter(action="case.open", is_allowed=True).count()
    assert opened >= len(there), f"{where}: a case that is not on record"
    return there


def _acknowledged_is_there(expected: Expected, there: set[str], where: str) -> None:
    from leeward.practice.cases.models import Case, Said
    from leeward.practice.sealing import CASE_LABELS, agent, unseal
    from leeward.practice.visits.models import FollowUp, Visit
    from leeward.practice.visits.storing import read_sheet

    label = CASE_LABELS["code_name"].name
    assert not expected.ended & there, f"{where}: what was destroyed is back"
    kept = set(expected.cases) - expected.ending
    assert kept <= there, f"{where}: a saved case is gone"
    for case_id in sorted(set(expected.cases) & there):
        keys = agent().open_case(case_id)
        newest = Case.objects.get(id=case_id).version
        assert newest >= max(expected.cases[case_id]), f"{where}: a saved change is gone"
        for version, word in expected.cases[case_id].items():
            row = Said.objects.filter(case_id=case_id, version=version, label=label).first()
            assert row is not None, f"{where}: a version of a case is gone"
            assert unseal(keys.key, label, case_id, row.sealed, version=version, person=None) == word, where
    for visit_id, (case_id, word) in expected.notes.items():
        if case_id in there:
            visit = Visit.objects.filter(id=visit_id).first()
            assert visit is not None, f"{where}: the visit of a note is gone"
            sheet = read_sheet(visit, agent().open_case(case_id), "notes")
            earlier = [one["notes"] for one in sheet.words.get("earlier", [])]
            assert word in (sheet.words["notes"], *earlier), f"{where}: a note is gone"
    rows = set(FollowUp.objects.values_list("id", flat=True))
    wanted = {id for id, (case_id, _) in expected.follow_ups.items() if case_id in there}
    assert wanted <= rows, f"{where}: something agreed is gone"
