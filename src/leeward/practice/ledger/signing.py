# SPDX-License-Identifier: Apache-2.0
"""The key that signs this ledger's checkpoints. Its seed is opened for one signature at a time."""

from __future__ import annotations

from django.utils import timezone

from leeward.practice.audit.words import ledger_key
from leeward.practice.ledger.models import LedgerKey
from leeward.practice.sealing import LEDGER_CASE, LEDGER_SEED, agent
from leeward.vault.checkpoints import Checkpoint, sign_checkpoint
from leeward.vault.fields import Place, SealedText, open_bytes, seal_bytes
from leeward.vault.ledger_keys import LedgerSeed

_PLACE = Place(LEDGER_SEED.name, LEDGER_CASE, None, 1)


def signed(size: int, root: bytes) -> str:
    """The checkpoint of a tree, signed. Raises VaultLocked: nobody has unlocked."""
    sealing_key = ledger_key()
    held = LedgerKey.objects.first() or _made()
    seed = LedgerSeed(open_bytes(sealing_key, _PLACE, SealedText(bytes(held.sealed_seed))))
    try:
        return sign_checkpoint(Checkpoint(held.origin, size, root), seed)
    finally:
        seed.wipe()


def _made() -> LedgerKey:
    """A new key, under a name that is the ring's random id and nobody's."""
    seed = LedgerSeed.random()
    made: LedgerKey = LedgerKey.objects.create(
        origin=f"ledger/{agent().status().ring_id}",
        public=seed.public(),
        sealed_seed=seal_bytes(ledger_key(), _PLACE, seed.reveal()).data,
        made_at=timezone.now(),
    )
    return made
