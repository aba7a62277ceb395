# SPDX-License-Identifier: Apache-2.0
"""Whether a legal hold stands: then nothing is swept, and a working paper is filed as it is written."""

from __future__ import annotations

from leeward.practice.disclosures.models import LegalHold
from leeward.stewardship.hold import HoldState


def held(case_id: str) -> bool:
    """Whether a hold stands on this case."""
    return LegalHold.objects.filter(case_id=case_id).exclude(state=HoldState.LIFTED.value).exists()


def held_cases() -> list[str]:
    """Ids of all cases under a hold."""
    return list(
        LegalHold.objects.exclude(state=HoldState.LIFTED.value).values_list("case_id", flat=True).distinct()
    )
