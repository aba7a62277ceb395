# SPDX-License-Identifier: Apache-2.0
"""Whether a legal hold stands: then nothing is swept, and a working paper is filed as it is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from leeward.practice.disclosures.models import LegalHold
from leeward.practice.notes.values import BACK_WITHIN
from leeward.stewardship.hold import Hold, HoldState, may_purge


def held(case_id: str) -> bool:
    """Whether a hold stands on this case."""
    return not may_purge(_holds(LegalHold.objects.filter(case_id=case_id)), case_id)


def is_swept(removed_at: datetime | None, case_id: str) -> bool:
    """Whether what was taken away is gone for good: a day after, and never while a hold stands."""
    return removed_at is not None and removed_at < timezone.now() - BACK_WITHIN and not held(case_id)


def held_cases() -> list[str]:
    """Ids of all cases under a hold."""
    holds = _holds(LegalHold.objects.all())
    return sorted({hold.case_id for hold in holds if hold.stands})


def _holds(rows: Iterable[LegalHold]) -> list[Hold]:
    """As the rules know them."""
    return [Hold(row.id, row.case_id, row.set_by, row.set_at, HoldState(row.state)) for row in rows]
