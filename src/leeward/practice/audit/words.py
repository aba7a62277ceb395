# SPDX-License-Identifier: Apache-2.0
"""Words of the ledger: why, to whom, what, under which consent. Sealed under a key of their own.

That key belongs to no case. An accounting of disclosures has its own years to be kept, and a case that was
shredded takes nothing out of it.
"""

from __future__ import annotations

import msgspec

from leeward.practice.audit.models import AuditEntry
from leeward.practice.ledger.models import LedgerKey
from leeward.practice.sealing import LEDGER_CASE, LEDGER_WORDS, agent, seal, unseal
from leeward.vault.faults import KeyMissing, WouldOverwrite
from leeward.vault.keys import CaseKey


class LedgerWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person said about what they did."""

    reason: str = ""
    recipient: str = ""
    detail: str = ""
    consent: str = ""

    def __bool__(self) -> bool:
        return bool(self.reason or self.recipient or self.detail or self.consent)

    def __repr__(self) -> str:
        return "<LedgerWords hidden>"


NO_WORDS = LedgerWords()


def ledger_key() -> CaseKey:
    """The ledger's own key, made when it is first needed.

    Raises KeyMissing: words were sealed with one that is gone; another one is never made over them.
    """
    try:
        return agent().case_keys([LEDGER_CASE])[0]
    except KeyMissing:
        if AuditEntry.objects.filter(sealed_words__isnull=False).exists() or LedgerKey.objects.exists():
            raise
    try:
        return agent().make_case(LEDGER_CASE).key
    except WouldOverwrite:  # another request was quicker
        return agent().case_keys([LEDGER_CASE])[0]


def seal_words(entry_id: str, words: LedgerWords) -> bytes | None:
    """The words, sealed for one entry; None where nothing was said."""
    if not words:
        return None
    text = msgspec.json.encode(words).decode()
    return seal(ledger_key(), LEDGER_WORDS.name, entry_id, text, version=1, person=None)


def open_words(key: CaseKey | None, entry: AuditEntry) -> LedgerWords:
    """What was said about an entry. Raises ValueDamaged; KeyMissing where there are words and no key."""
    if entry.sealed_words is None:
        return NO_WORDS
    text = unseal(
        key or ledger_key(),
        LEDGER_WORDS.name,
        entry.entry_id or "",
        entry.sealed_words,
        version=1,
        person=None,
    )
    return msgspec.json.decode(text, type=LedgerWords)
