# SPDX-License-Identifier: Apache-2.0
"""All tables, for Django to find; each is written beside its task."""

from __future__ import annotations

from leeward.practice.accounts.models import Account, Draft, Passkey, RecoveryCode, SecondFactor, WayIn
from leeward.practice.audit.models import AuditEntry
from leeward.practice.cases.models import Case, Person, Said
from leeward.practice.directory.models import EntryVersion, ServiceCheck
from leeward.practice.disclosures.models import Agreement, CourtPaper, LegalHold, Release, ReleaseRequest
from leeward.practice.first_run.models import Practice
from leeward.practice.jobs.models import Job
from leeward.practice.lan.models import TabletCode
from leeward.practice.ledger.models import LedgerCheckpoint, LedgerKey, LedgerLeaf, LedgerTile
from leeward.practice.notes.models import Attachment, Note, WorkingPaper, Writing
from leeward.practice.outgoing.models import Channel
from leeward.practice.people.models import (
    HandingOn,
    JoinCode,
    NameMark,
    Opening,
    OpeningSeen,
    OpeningTry,
    Supervision,
)
from leeward.practice.referrals.models import Referral, ReferralStep
from leeward.practice.retention.models import KeepingChoice, Removal, Told
from leeward.practice.visits.models import Document, FollowUp, HandOver, Visit

__all__ = [
    "Account",
    "Agreement",
    "Attachment",
    "AuditEntry",
    "Case",
    "Channel",
    "CourtPaper",
    "Document",
    "Draft",
    "EntryVersion",
    "FollowUp",
    "HandOver",
    "HandingOn",
    "Job",
    "JoinCode",
    "KeepingChoice",
    "LedgerCheckpoint",
    "LedgerKey",
    "LedgerLeaf",
    "LedgerTile",
    "LegalHold",
    "NameMark",
    "Note",
    "Opening",
    "OpeningSeen",
    "OpeningTry",
    "Passkey",
    "Person",
    "Practice",
    "RecoveryCode",
    "Referral",
    "ReferralStep",
    "Release",
    "ReleaseRequest",
    "Removal",
    "Said",
    "SecondFactor",
    "ServiceCheck",
    "Supervision",
    "TabletCode",
    "Told",
    "Visit",
    "WayIn",
    "WorkingPaper",
    "Writing",
]
