# SPDX-License-Identifier: Apache-2.0
"""Chains of the audit, each read from its first entry to its last."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min

from leeward.practice.audit.chaining import FIRST, ChainEntry, chain_hash
from leeward.practice.audit.models import AuditEntry
from leeward.practice.ledger.values import Fault

RESTORE = "practice.restore"
"""The one row that is written without the program's keys and so without a chain: a back-up was put back."""


def chain_faults() -> Iterator[Fault]:
    """Entries that are missing from a chain, changed, or in another order; rows that stand in none."""
    yield from _strays()
    chain, seq, before = None, 0, FIRST
    for row in AuditEntry.objects.filter(entry_id__isnull=False).order_by("chain_id", "case_seq").iterator():
        if row.chain_id != chain:
            chain, seq, before = row.chain_id, 0, FIRST
        if row.case_seq is None or row.chained is None or row.salt is None:
            yield Fault("changed", "an entry without its place in a chain", _where(row))
            continue
        missing = row.case_seq - seq - 1
        if missing:
            found = f"{missing} missing between entries {seq} and {row.case_seq} of one chain"
            yield Fault("removed", found, _where(row))
        elif chain_hash(before, entry_of(row)) != bytes(row.chained):
            yield Fault(
                "changed", "not what was written, or not after the entry that stood before", _where(row)
            )
        seq, before = row.case_seq, bytes(row.chained)


def rows_before_the_ledger() -> int:
    """Rows written before there were chains."""
    return AuditEntry.objects.filter(entry_id__isnull=True).exclude(action=RESTORE).count()


def _strays() -> Iterator[Fault]:
    """Rows without a chain that stand among those with one: not written by this program."""
    first = AuditEntry.objects.filter(entry_id__isnull=False).aggregate(first=Min("id"))["first"]
    if first is None:
        return
    beside = AuditEntry.objects.filter(entry_id__isnull=True, id__gt=first).exclude(action=RESTORE)
    for row in beside.iterator():
        yield Fault("added", "a row that stands in no chain", _where(row))


def entry_of(row: AuditEntry) -> ChainEntry:
    """A row's fields, as its hash covers them."""
    return ChainEntry(
        chain_id=row.chain_id or "",
        seq=row.case_seq or 0,
        entry_id=row.entry_id or "",
        at=row.at,
        actor_id=row.actor_id,
        action=row.action,
        case_id=row.case_id,
        is_allowed=row.is_allowed,
        sealed_words=None if row.sealed_words is None else bytes(row.sealed_words),
        salt=bytes(row.salt or b""),
    )


def _where(row: AuditEntry) -> str:
    return f"audit row {row.id} of {row.at:%Y-%m-%d %H:%M} UTC"
