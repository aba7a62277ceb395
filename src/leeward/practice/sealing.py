# SPDX-License-Identifier: Apache-2.0
"""What this room seals, and its line to the key agent.

Labels are public interface: their ids stand inside every sealed value. Never give one to another field.
The practice's own words (its name, the names of its staff) are sealed in a case of their own.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from leeward.vault.client import AgentClient
from leeward.vault.fields import Place, SealedText, open_text, seal_text
from leeward.vault.keys import CaseKey, FieldKey
from leeward.vault.labels import LABELS

OWN_CASE = "practice"
LEDGER_CASE = "ledger"
"""The words of the ledger have a key of their own, and so their own years."""
PRACTICE_NAME = LABELS.register("practice.name", 1001)
ACCOUNT_NAME = LABELS.register("account.name", 1002)
ACCOUNT_FACTOR = LABELS.register("account.second-factor", 1003)

CASE_LABELS = {
    name: LABELS.register(f"case.{name.replace('_', '-')}", id)
    for name, id in {"code_name": 1101, "affected": 1102}.items()
}
VISIT_LABELS = {
    name: LABELS.register(f"visit.{name.replace('_', '-')}", id)
    for name, id in {
        "alone": 1201,
        "phone": 1202,
        "reason": 1203,
        "setting": 1204,
        "where_now": 1205,
        "line_drops": 1206,
        "police": 1207,
        "contact": 1208,
        "contact_how": 1209,
        "overheard": 1210,
        "contact_word": 1211,
        "contact_say": 1212,
        "consent": 1213,
        "limits_said": 1214,
        "state": 1215,
        "next_kind": 1216,
        "next_at": 1217,
        "next_where": 1218,
    }.items()
}
PERSON_LABELS = {
    name: LABELS.register(f"person.{name.replace('_', '-')}", id)
    for name, id in {
        "called": 1301,
        "language": 1302,
        "pronouns": 1303,
        "interpreter": 1304,
        "age": 1305,
    }.items()
}
DOCUMENT_LABELS = {
    name: LABELS.register(f"visit-record.{name}", id)
    for name, id in {
        "answers": 1401,
        "notes": 1402,
        "lines": 1403,
        "board": 1404,
        "closing": 1405,
        "plan": 1406,
        "signs": 2401,
    }.items()
}
FOLLOW_UP = LABELS.register("follow-up.words", 1501)
OPENING = LABELS.register("opening.words", 1601)
LEDGER_WORDS = LABELS.register("ledger.words", 1801)
LEDGER_SEED = LABELS.register("ledger.seed", 1802)
AGREEMENT = LABELS.register("agreement.words", 1901)
RELEASE_REQUEST = LABELS.register("release-request.words", 1902)
RELEASE = LABELS.register("release.words", 1903)
LEGAL_HOLD = LABELS.register("hold.words", 1904)
COURT_PAPER = LABELS.register("court-paper.words", 1905)
NOTE_LABELS = {
    kind: LABELS.register(f"note.{kind}", id)
    for kind, id in {
        "chart-line": 2001,
        "protected-note": 2002,
        "evidence-index": 2003,
        "working-paper": 2004,
    }.items()
}
WORKING_PAPER = LABELS.register("working-paper.of-a-session", 2005)
ATTACHMENT = LABELS.register("note.attachment", 2006)
ACCOUNT_PASSKEY = LABELS.register("account.passkey", 1701)
WAY_IN_REASON = LABELS.register("way-in.reason", 1702)
DRAFT = LABELS.register("draft.words", 1703)
CHANNEL = LABELS.register("channel.address", 2301)
REFERRAL = LABELS.register("referral.words", 2501)
REFERRAL_STEP = LABELS.register("referral-step.words", 2502)

_local = threading.local()


def agent() -> AgentClient:
    """This thread's line to the key agent."""
    found: AgentClient | None = getattr(_local, "agent", None)
    if found is None:
        found = _local.agent = AgentClient(settings.AGENT_SOCKET)
    return found


@contextmanager
def asking(line: AgentClient) -> Iterator[None]:
    """Another line for this thread, for as long as the block lasts: a command may hold the keys itself."""
    before = getattr(_local, "agent", None)
    _local.agent = line
    try:
        yield
    finally:
        _local.agent = before


def own_key() -> CaseKey:
    """The key of the practice's own words."""
    return agent().case_keys([OWN_CASE])[0]


def new_id() -> str:
    """A random id; it says nothing about whom it stands for."""
    return secrets.token_hex(12)


def seal(key: FieldKey, label: str, record_id: str, text: str, *, version: int, person: str | None) -> bytes:
    """A text, sealed for one field of one record at one version."""
    return seal_text(key, Place(label, record_id, person, version), text).data


def unseal(
    key: FieldKey, label: str, record_id: str, data: bytes, *, version: int, person: str | None
) -> str:
    """The text that was sealed there. Raises ValueDamaged for anything else."""
    return open_text(key, Place(label, record_id, person, version), SealedText(bytes(data)))
