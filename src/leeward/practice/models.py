# SPDX-License-Identifier: Apache-2.0
"""All tables, for Django to find; each is written beside its task."""

from __future__ import annotations

from leeward.practice.accounts.models import Account, RecoveryCode, SecondFactor
from leeward.practice.audit.models import AuditEntry
from leeward.practice.cases.models import Case, Person, Said
from leeward.practice.first_run.models import Practice
from leeward.practice.visits.models import Document, FollowUp, HandOver, Visit

__all__ = [
    "Account",
    "AuditEntry",
    "Case",
    "Document",
    "FollowUp",
    "HandOver",
    "Person",
    "Practice",
    "RecoveryCode",
    "Said",
    "SecondFactor",
    "Visit",
]
