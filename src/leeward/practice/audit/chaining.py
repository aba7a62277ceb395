# SPDX-License-Identifier: Apache-2.0
"""What one entry of the audit is to the ledger: the hash that chains it, and the leaf it becomes. Pure.

A case's entries are one chain, those without a case the person's. `chained` covers the hash before it and
every field, sealed words too. The leaf holds the entry's random id and an HMAC of `chained` under the
entry's own random salt: who has only hashes can follow no case, and checking needs no key of the practice.

What stays compatible: both layouts carry their number; entries are checked for as long as they are kept.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime

from leeward.vault.binding import bind
from leeward.vault.merkle import leaf_hash

FIRST = b""
"""What stands before the first entry of a chain."""


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """The fields of an entry that its hash covers."""

    chain_id: str
    seq: int
    entry_id: str
    at: datetime
    actor_id: str
    action: str
    case_id: str
    is_allowed: bool
    sealed_words: bytes | None = field(repr=False)
    salt: bytes = field(repr=False)


def chain_hash(before: bytes, entry: ChainEntry) -> bytes:
    """32 bytes over the entry before (`FIRST` where there is none) and this one."""
    words = None if entry.sealed_words is None else hashlib.sha256(entry.sealed_words).digest()
    return hashlib.sha256(
        bind(
            "leeward-audit-entry",
            1,
            before,
            entry.chain_id,
            entry.seq,
            entry.entry_id,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.actor_id,
            entry.action,
            entry.case_id,
            int(entry.is_allowed),
            words,
            hashlib.sha256(entry.salt).digest(),
        )
    ).digest()


def leaf_of(entry_id: str, salt: bytes, chained: bytes) -> bytes:
    """The hash under which an entry stands in the tree."""
    return leaf_hash(bind("leeward-ledger-leaf", 1, entry_id, hmac.digest(salt, chained, "sha256")))
