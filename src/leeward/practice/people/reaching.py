# SPDX-License-Identifier: Apache-2.0
"""Who besides its owner comes to a case now. One question to the database, asked with every case."""

from __future__ import annotations

from django.db.models import CharField, Value
from django.utils import timezone

from leeward.practice.people.models import Opening, Supervision

_SUPERVISES, _OPENED = "s", "o"


def others_with(case_id: str, owner_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the accounts that supervise the owner, and of those that opened the case and still have it."""
    supervise = Supervision.objects.filter(clinician_id=owner_id).values_list(
        Value(_SUPERVISES, CharField()), "supervisor_id"
    )
    opened = Opening.objects.filter(case_id=case_id, ended_at=None, ends_at__gt=timezone.now()).values_list(
        Value(_OPENED, CharField()), "account_id"
    )
    rows = list(supervise.union(opened, all=True))
    return (
        frozenset(id for how, id in rows if how == _SUPERVISES),
        frozenset(id for how, id in rows if how == _OPENED),
    )
