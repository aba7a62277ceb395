# SPDX-License-Identifier: Apache-2.0
"""T41: a row of the audit that is removed, changed, added or moved is found, and named.

Whoever does it has the database in their hands and no key: the triggers are dropped first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.support.practice import Home

pytestmark = pytest.mark.db


@pytest.fixture
def worked(home: Home) -> Home:
    """A practice in which a few things were done, with a checkpoint over them."""
    from leeward.practice.ledger.sequencer import place_entries

    robin = home.signed_in()
    for name in ("Tern", "Plover"):
        client = home.open_case(robin, code_name=name)
        for _ in range(3):
            assert robin.get(client).status_code == 200
    assert place_entries().added > 10
    robin.get(client)
    return home


@contextmanager
def _unguarded() -> Iterator[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE practice_auditentry DISABLE TRIGGER audit_append_only")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_delete")
        yield cursor


def _faults() -> list[tuple[str, str]]:
    from leeward.practice.ledger.verifying import verify_ledger

    return [(one.kind, one.where) for one in verify_ledger().faults]


def _looks() -> list[Any]:
    """Rows of the first client's page, in their order."""
    from leeward.practice.audit.models import AuditEntry

    first = AuditEntry.objects.filter(action="case.see").order_by("id").first()
    assert first is not None
    return list(AuditEntry.objects.filter(case_id=first.case_id).order_by("case_seq"))


def test_what_was_only_written_holds(worked: Home) -> None:
    assert _faults() == []


def test_a_row_that_is_removed_is_missed_in_its_chain_and_in_the_tree(worked: Home) -> None:
    gone, follows = _looks()[1:3]
    with _unguarded() as cursor:
        cursor.execute("DELETE FROM practice_auditentry WHERE id = %s", [gone.id])
    from leeward.practice.ledger.models import LedgerLeaf

    number = LedgerLeaf.objects.get(row=gone.id).number
    found = _faults()
    assert ("removed", f"entry {number}") in found
    assert any(kind == "removed" and where.startswith(f"audit row {follows.id} ") for kind, where in found)


def test_the_last_row_of_a_chain_is_missed_too(worked: Home) -> None:
    last = _looks()[-1]
    with _unguarded() as cursor:
        cursor.execute("DELETE FROM practice_auditentry WHERE id = %s", [last.id])
        cursor.execute("DELETE FROM practice_ledgerleaf WHERE row = %s", [last.id])
    assert any(kind == "removed" for kind, _ in _faults())


def test_a_row_that_waits_for_its_checkpoint_is_missed(worked: Home) -> None:
    from leeward.practice.audit.models import AuditEntry

    last = AuditEntry.objects.order_by("-id").first()
    assert last is not None
    with _unguarded() as cursor:
        cursor.execute("DELETE FROM practice_auditentry WHERE id = %s", [last.id])
    assert _faults() == [("removed", f"audit row {last.id}")]


def test_an_entry_whose_place_in_the_tree_is_taken_out_is_named(worked: Home) -> None:
    from leeward.practice.ledger.models import LedgerLeaf

    waits = LedgerLeaf.objects.get(number__isnull=True)
    LedgerLeaf.objects.filter(row=waits.row).delete()
    assert _faults() == [("removed", f"audit row {waits.row}")]


@pytest.mark.parametrize(
    "change",
    [
        "actor_id = 'somebody else'",
        "action = 'case.change'",
        "case_id = 'another'",
        "is_allowed = NOT is_allowed",
        "at = '2020-01-01 00:00:00+00'",
    ],
)
def test_any_field_that_is_changed_is_named(worked: Home, change: str) -> None:
    row = _looks()[1]
    with _unguarded() as cursor:
        cursor.execute(f"UPDATE practice_auditentry SET {change} WHERE id = %s", [row.id])  # noqa: S608
    assert [kind for kind, where in _faults() if where.startswith(f"audit row {row.id} ")] == ["changed"]


def test_two_rows_that_changed_places_are_named(worked: Home) -> None:
    first, second = _looks()[1:3]
    with _unguarded() as cursor:
        for before, after in ((first.id, -1), (second.id, first.id), (-1, second.id)):
            cursor.execute("UPDATE practice_auditentry SET id = %s WHERE id = %s", [after, before])
    assert {kind for kind, _ in _faults()} == {"reordered"}


def test_a_chain_that_is_written_anew_still_does_not_fit_the_tree(worked: Home) -> None:
    """Every hash of a chain can be made again: no key is in it. The signed root cannot."""
    from leeward.practice.audit.chaining import FIRST, chain_hash
    from leeward.practice.ledger.chains_checked import entry_of

    rows = _looks()
    rows[0].actor_id = "somebody else"
    before = FIRST
    with _unguarded() as cursor:
        for row in rows:
            before = chain_hash(before, entry_of(row))
            cursor.execute(
                "UPDATE practice_auditentry SET actor_id = %s, chained = %s WHERE id = %s",
                [row.actor_id, before, row.id],
            )
    found = _faults()
    assert len([kind for kind, _ in found if kind == "changed"]) >= len(rows) - 1
    assert not any(where.startswith("audit row") for _, where in found), "the chain itself fits"


def test_a_row_that_stands_in_no_chain_is_named(worked: Home) -> None:
    with _unguarded() as cursor:
        cursor.execute(
            "INSERT INTO practice_auditentry (at, actor_id, action, case_id, is_allowed)"
            " VALUES ('2026-01-01 00:00:00+00', 'x', 'case.see', '', %s)",
            [True],
        )
    assert [kind for kind, _ in _faults()] == ["added"]


@pytest.mark.parametrize("harm", ["cut", "flip", "gone"])
def test_a_tile_that_was_harmed_is_named(worked: Home, harm: str) -> None:
    from leeward.practice.ledger.models import LedgerTile

    tile = LedgerTile.objects.get(level=0)
    hashes = bytes(tile.hashes)
    changed = {"cut": hashes[:-32], "flip": bytes([hashes[0] ^ 1]) + hashes[1:], "gone": b""}[harm]
    LedgerTile.objects.filter(id=tile.id).update(hashes=changed)
    assert {"tile", "changed", "checkpoint"} & {kind for kind, _ in _faults()}


def test_a_checkpoint_with_another_signature_is_named(worked: Home) -> None:
    from leeward.practice.ledger.models import LedgerCheckpoint

    one = LedgerCheckpoint.objects.order_by("size").first()
    assert one is not None
    LedgerCheckpoint.objects.filter(size=one.size).update(note=one.note.replace("ledger/", "ledger/0", 1))
    assert ("checkpoint", f"checkpoint {one.size}") in _faults()


def test_the_database_itself_refuses_to_change_or_remove_a_row(worked: Home) -> None:
    from django.db import DatabaseError, transaction

    from leeward.practice.audit.models import AuditEntry

    harms: list[Callable[[], object]] = [
        lambda: AuditEntry.objects.filter(id=_looks()[0].id).update(actor_id="x"),
        lambda: AuditEntry.objects.filter(id=_looks()[0].id).delete(),
    ]
    for harm in harms:
        with pytest.raises(DatabaseError), transaction.atomic():
            harm()


def test_the_row_that_a_restore_writes_without_keys_is_no_fault(worked: Home) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO practice_auditentry (at, actor_id, action, case_id, is_allowed)"
            " VALUES ('2026-01-01 00:00:00+00', '', 'practice.restore', '', %s)",
            [True],
        )
    assert _faults() == []
