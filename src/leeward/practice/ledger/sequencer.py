# SPDX-License-Identifier: Apache-2.0
"""Entries of the audit, put into the tree in the order of their rows, and a checkpoint signed over them.

    place_entries()        # the newest checkpoint; the same one again where nothing is new

All of it is one transaction: whoever is cut off leaves the tree as it was, and who comes next begins there.
Two at once wait for each other. No page waits for it: it is called by the server's own thread and by
`leeward ledger checkpoint`. While the records are locked nothing can be signed, and entries wait.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from leeward.practice.audit.chaining import leaf_of
from leeward.practice.audit.models import AuditEntry
from leeward.practice.ledger.models import LedgerCheckpoint, LedgerLeaf
from leeward.practice.ledger.signing import signed
from leeward.practice.ledger.tiles_kept import keep_tiles, kept_tiles
from leeward.terms.errors import LeewardError
from leeward.vault.merkle import root_hash

AT_ONCE = 500
"""So many entries in one transaction: on SQLite everybody else who writes waits meanwhile (ADR 17)."""
_LOCK = 0x4C65656C6564  # a number of our own among PostgreSQL's advisory locks


@dataclass(frozen=True, slots=True)
class Placed:
    """`note`: the newest checkpoint, whole; empty where nothing was ever put in the tree."""

    note: str
    added: int


def place_entries() -> Placed:
    """Puts every waiting entry into the tree.

    Raises:
        VaultLocked: nobody has unlocked; nothing was added.
        LeewardError: an entry that waits is gone, or the tree is damaged; nothing more was added.
    """
    added = 0
    while count := _place_part():
        added += count
    return Placed(newest_note(), added)


def newest_note() -> str:
    """The newest checkpoint as it was signed."""
    return LedgerCheckpoint.objects.order_by("-size").values_list("note", flat=True).first() or ""


def waiting() -> int:
    """How many entries no checkpoint covers yet."""
    return LedgerLeaf.objects.filter(number__isnull=True).count()


def _place_part() -> int:
    if not LedgerLeaf.objects.filter(number__isnull=True).exists():
        return 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        leaves = list(LedgerLeaf.objects.filter(number__isnull=True).order_by("row")[:AT_ONCE])
        if not leaves:
            return 0
        newest = LedgerCheckpoint.objects.order_by("-size").first()
        size = newest.size if newest else 0
        tiles = kept_tiles()
        keep_tiles(tiles.append(size, _hashes(leaves)))
        for number, leaf in enumerate(leaves, start=size):
            leaf.number = number
        LedgerLeaf.objects.bulk_update(leaves, ["number"], batch_size=200)
        new_size = size + len(leaves)
        note = signed(new_size, root_hash(new_size, tiles.node))
        LedgerCheckpoint.objects.create(size=new_size, made_at=timezone.now(), note=note)
    return len(leaves)


def _hashes(leaves: list[LedgerLeaf]) -> list[bytes]:
    entries = AuditEntry.objects.in_bulk([leaf.row for leaf in leaves])
    missing = [leaf.row for leaf in leaves if leaf.row not in entries]
    if missing:
        raise LeewardError(
            f"{len(missing)} entries of the audit that are gone before a checkpoint covered them",
            expected="every entry that was written",
            do="Run `leeward ledger verify`; nothing was added",
            where=f"row {missing[0]}",
        )
    found = [entries[leaf.row] for leaf in leaves]
    return [leaf_of(one.entry_id or "", bytes(one.salt or b""), bytes(one.chained or b"")) for one in found]
