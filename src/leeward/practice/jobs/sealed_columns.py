# SPDX-License-Identifier: Apache-2.0
"""Every column of sealed values, for resealing. A test finds a column that stands in neither list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from leeward.practice.accounts.models import Account, Draft, Passkey, SecondFactor, WayIn
from leeward.practice.cases.models import Said
from leeward.practice.disclosures.models import Agreement, CourtPaper, LegalHold, Release, ReleaseRequest
from leeward.practice.first_run.models import Practice
from leeward.practice.jobs.resealing import Column
from leeward.practice.ledger.models import LedgerKey
from leeward.practice.notes.models import Attachment, Writing
from leeward.practice.outgoing.models import Channel
from leeward.practice.people.models import Opening
from leeward.practice.referrals.models import Referral, ReferralStep
from leeward.practice.sealing import (
    ACCOUNT_FACTOR,
    ACCOUNT_NAME,
    ACCOUNT_PASSKEY,
    AGREEMENT,
    ATTACHMENT,
    CHANNEL,
    COURT_PAPER,
    DRAFT,
    FOLLOW_UP,
    LEDGER_CASE,
    LEDGER_SEED,
    LEGAL_HOLD,
    NOTE_LABELS,
    OPENING,
    OWN_CASE,
    PRACTICE_NAME,
    REFERRAL,
    REFERRAL_STEP,
    RELEASE,
    RELEASE_REQUEST,
    WAY_IN_REASON,
)
from leeward.practice.visits.models import Document, FollowUp
from leeward.vault.labels import Label


def _once(_row: Any) -> int:
    """Sealed once, and never changed."""
    return 1


def _at_version(row: Any) -> int:
    return int(row.version)


def _own(
    model: type[Model],
    name: str,
    label: Label,
    version: Callable[[Any], int] = _once,
    record: Callable[[Any], str] = lambda row: str(row.pk),
    case: str = OWN_CASE,
) -> Column:
    """Words of the practice itself, under a key of its own."""
    return Column(model, name, lambda _row: label.name, record, version, lambda _row: case)


def _of_a_case(
    model: type[Model], label: Label, version: Callable[[Any], int] = _at_version, *, is_persons: bool = False
) -> Column:
    """A value of a case under the row's own id, for the case or for one person in it."""
    return Column(
        model,
        "sealed",
        lambda _row: label.name,
        lambda row: str(row.pk),
        version,
        lambda row: str(row.case_id),
        (lambda row: str(row.person_id)) if is_persons else (lambda _row: None),
    )


COLUMNS = (
    _own(Practice, "sealed_name", PRACTICE_NAME, record=lambda _row: OWN_CASE),
    _own(Account, "sealed_name", ACCOUNT_NAME, version=lambda row: int(row.name_version)),
    _own(SecondFactor, "sealed_secret", ACCOUNT_FACTOR, version=_at_version),
    _own(Passkey, "sealed", ACCOUNT_PASSKEY),
    _own(WayIn, "sealed_reason", WAY_IN_REASON),
    _own(LedgerKey, "sealed_seed", LEDGER_SEED, record=lambda _row: LEDGER_CASE, case=LEDGER_CASE),
    _of_a_case(Opening, OPENING, _once),
    _of_a_case(Draft, DRAFT),
    _of_a_case(FollowUp, FOLLOW_UP, is_persons=True),
    _of_a_case(Agreement, AGREEMENT, is_persons=True),
    _of_a_case(ReleaseRequest, RELEASE_REQUEST),
    _of_a_case(Release, RELEASE, _once),
    _of_a_case(LegalHold, LEGAL_HOLD),
    _of_a_case(CourtPaper, COURT_PAPER),
    _of_a_case(Channel, CHANNEL, is_persons=True),
    _of_a_case(Referral, REFERRAL, is_persons=True),
    Column(
        ReferralStep,
        "sealed",
        label=lambda _row: REFERRAL_STEP.name,
        record=lambda row: str(row.id),
        version=_once,
        case=lambda row: str(row.referral.case_id),
        person=lambda row: str(row.referral.person_id),
    ),
    Column(
        Said,
        "sealed",
        label=lambda row: str(row.label),
        record=lambda row: str(row.case_id),
        version=_at_version,
        case=lambda row: str(row.case_id),
        person=lambda row: row.person_id,
    ),
    Column(
        Document,
        "sealed",
        label=lambda row: str(row.label),
        record=lambda row: str(row.visit_id),
        version=_at_version,
        case=lambda row: str(row.visit.case_id),
        person=lambda row: str(row.person_id),
    ),
    Column(
        Writing,
        "sealed",
        label=lambda row: NOTE_LABELS[row.note.record_class].name,
        record=lambda row: str(row.note_id),
        version=_at_version,
        case=lambda row: str(row.note.case_id),
        person=lambda row: str(row.note.person_id),
    ),
    Column(
        Attachment,
        "sealed",
        label=lambda _row: ATTACHMENT.name,
        record=lambda row: str(row.id),
        version=_once,
        case=lambda row: str(row.note.case_id),
        person=lambda row: str(row.note.person_id),
    ),
)
LEFT_OUT = {
    "AuditEntry.salt": "random bytes, not sealed",
    "AuditEntry.chained": "a hash",
    "AuditEntry.sealed_words": "the chain's hash covers these very bytes: they are never written anew",
    "LedgerKey.public": "a public key",
    "LedgerTile.hashes": "hashes",
    "WorkingPaper.sealed": "gone within twelve hours, and its key is a session's",
}
"""Columns of bytes that no job touches, and why."""
