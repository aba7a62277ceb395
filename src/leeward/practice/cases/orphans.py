# SPDX-License-Identifier: Apache-2.0
"""Keys without records: which of them were deleted here and may go, and which must stay (ADR 13).

The audit cannot be changed and names every case that somebody here has seen. A case it names, whose
row is gone, was deleted: if its key is there again, an older copy of the ring brought it back. Every
other key without a row may belong to records newer than this database, and is kept for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from leeward.practice.audit.models import AuditEntry
from leeward.practice.audit.services import note
from leeward.practice.cases.models import Case, Person
from leeward.practice.first_run.models import Practice
from leeward.practice.sealing import LEDGER_CASE, OWN_CASE, agent
from leeward.terms.errors import LeewardError
from leeward.vault.faults import locked
from leeward.vault.orphans import find_orphans

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LostKeys:
    """`deleted`: ids of cases that were deleted here. `unknown`: how many other keys have no record."""

    deleted: tuple[str, ...]
    unknown: int


def lost_keys(keys: Path) -> LostKeys:
    """Keys at least an hour old without a record; the practice's own key is none of them."""
    found = find_orphans(
        keys,
        live_cases=[OWN_CASE, LEDGER_CASE, *Case.objects.values_list("id", flat=True)],
        live_persons=Person.objects.values_list("case_id", "id"),
    )
    deleted = _named_in_the_audit(found.cases)
    return LostKeys(deleted, len(found.cases) - len(deleted) + len(found.persons))


def sweep(keys: Path, count: int) -> None:
    """Destroys the keys of cases that were deleted here, and no others. On record.

    Args:
        count: how many the person was told there are.

    Raises:
        VaultLocked: nobody who knows the passphrase has unlocked.
        LeewardError: another number of keys, or the key ring of other records. Nothing was destroyed.
    """
    state = agent().status()
    if state.ring != "unlocked":
        raise locked()
    if not Practice.objects.filter(ring_id=state.ring_id, set_up_at__isnull=False).exists():
        raise LeewardError(
            "A key ring that these records were not made with",
            expected="the ring and the database of one practice",
            do="Put the right one back; nothing was destroyed",
        )
    deleted = lost_keys(keys).deleted
    if len(deleted) != count:
        raise LeewardError(
            f"{len(deleted)} key(s) of deleted records",
            expected=f"{count}, as was asked",
            do="Run `leeward doctor` and look at its number; nothing was destroyed",
        )
    with transaction.atomic():
        for case_id in deleted:
            note("key.sweep", case_id=case_id)
        agent().destroy_cases(deleted)


def _named_in_the_audit(case_ids: tuple[str, ...]) -> tuple[str, ...]:
    named: set[str] = set()
    for at in range(0, len(case_ids), _AT_ONCE):
        part = case_ids[at : at + _AT_ONCE]
        entries = AuditEntry.objects.filter(case_id__in=part, is_allowed=True)
        named.update(entries.values_list("case_id", flat=True).distinct())
    return tuple(case_id for case_id in case_ids if case_id in named)
