# SPDX-License-Identifier: Apache-2.0
"""Every service call goes through `acting`: asked of `may`, on record, in one transaction.

    with acting(actor, Action.SEE_CASE, facts):
        ...                        # the audit row stands before anything is read or written

A refusal is on record too, and looks to the person like something that is not there. What is on record is
chained to what was on record of the same case before, in the same transaction (`chaining`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from leeward.practice.audit.chaining import FIRST, ChainEntry, chain_hash
from leeward.practice.audit.models import AuditEntry
from leeward.practice.audit.words import NO_WORDS, LedgerWords, seal_words
from leeward.practice.ledger.models import LedgerLeaf
from leeward.practice.sealing import new_id
from leeward.stewardship import Action, Actor, CaseFacts, may
from leeward.terms.errors import NotFound

_SALT_BYTES = 16
_LAST = (
    "SELECT case_seq, chained FROM practice_auditentry"
    " WHERE chain_id = %s AND case_seq IS NOT NULL ORDER BY case_seq DESC LIMIT 1"
)


@contextmanager
def acting(
    actor: Actor,
    action: Action,
    case: CaseFacts | None = None,
    *,
    reason: str = "",
    recipient: str = "",
    detail: str = "",
    consent: str = "",
) -> Iterator[None]:
    """Does something as a person. Raises NotFound: they may not; whether it exists is not told.

    Args:
        reason, recipient, detail, consent: words for the ledger, sealed there under its own key: why, to
            whom, what it was, and under which consent.
    """
    case_id = case.id if case else ""
    if not may(actor, action, case):
        refuse(actor, action, case_id)
    try:
        with transaction.atomic():
            words = LedgerWords(reason, recipient, detail, consent)
            note(action.value, actor_id=actor.id, case_id=case_id, words=words)
            yield
    except NotFound:  # refused further in, where that row goes with the transaction
        note(action.value, actor_id=actor.id, case_id=case_id, is_allowed=False)
        raise


def require_allowed(actor: Actor, action: Action, case: CaseFacts | None = None) -> None:
    """Raises NotFound and puts the refusal on record, before a transaction begins that would take it back."""
    if not may(actor, action, case):
        refuse(actor, action, case.id if case else "")


def refuse(actor: Actor, action: Action, case_id: str = "") -> None:
    """Puts a refusal on record and raises NotFound."""
    note(action.value, actor_id=actor.id, case_id=case_id, is_allowed=False)
    raise NotFound("No such record", expected="one of your own", do="Go back to Clients", where="")


def note(
    action: str,
    *,
    actor_id: str = "",
    case_id: str = "",
    is_allowed: bool = True,
    words: LedgerWords = NO_WORDS,
) -> None:
    """Adds a row, chained to the last one of the case, or else of the person."""
    chain_id = case_id or actor_id
    with transaction.atomic(savepoint=False):
        seq, before = _last_of(chain_id)
        entry = _entry(action, actor_id, case_id, seq + 1, before, is_allowed=is_allowed, words=words)
        entry.save(force_insert=True)
        LedgerLeaf.objects.create(row=entry.id, number=None)


def note_new_cases(action: str, actor_id: str, case_ids: Sequence[str]) -> None:
    """Adds the first row of each of these cases. In the transaction that makes them."""
    made = AuditEntry.objects.bulk_create(
        _entry(action, actor_id, case_id, 1, FIRST, is_allowed=True, words=NO_WORDS) for case_id in case_ids
    )
    LedgerLeaf.objects.bulk_create(LedgerLeaf(row=entry.id, number=None) for entry in made)


def _entry(
    action: str,
    actor_id: str,
    case_id: str,
    seq: int,
    before: bytes,
    *,
    is_allowed: bool,
    words: LedgerWords,
) -> AuditEntry:
    entry_id = new_id()
    entry = ChainEntry(
        chain_id=case_id or actor_id,
        seq=seq,
        entry_id=entry_id,
        at=timezone.now(),
        actor_id=actor_id,
        action=action,
        case_id=case_id,
        is_allowed=is_allowed,
        sealed_words=seal_words(entry_id, words),
        salt=secrets.token_bytes(_SALT_BYTES),
    )
    return AuditEntry(
        chain_id=entry.chain_id,
        case_seq=entry.seq,
        entry_id=entry.entry_id,
        at=entry.at,
        actor_id=entry.actor_id,
        action=entry.action,
        case_id=entry.case_id,
        is_allowed=entry.is_allowed,
        sealed_words=entry.sealed_words,
        salt=entry.salt,
        chained=chain_hash(before, entry),
    )


def hold_chain(case_id: str) -> None:
    """Makes a case's chain this transaction's, before its row is: nobody waits crosswise with `acting`."""
    _last_of(case_id)


def _last_of(chain_id: str) -> tuple[int, bytes]:
    """Place and hash of a chain's newest entry; the chain is this transaction's from here on.

    SQLite has one writer in all: its transactions begin IMMEDIATE. Asked in SQL, since every request asks it.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit:{chain_id}"])
        cursor.execute(_LAST, [chain_id])
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else (0, FIRST)
