# SPDX-License-Identifier: Apache-2.0
"""What the front desk sees: when somebody is expected, by which code name, and with whom. Nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.selectors import code_names
from leeward.practice.people.selectors import names_of
from leeward.practice.people.values import AgreedTime
from leeward.practice.visits.models import FollowUp
from leeward.stewardship import Action

DAYS_AHEAD = 7


def agreed_times(account: Account) -> list[AgreedTime]:
    """Everything agreed for today and the next days across the practice, the soonest first."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    with acting(account.actor(), Action.LIST_DESK):
        rows = list(
            FollowUp.objects.filter(
                done_at=None, due_at__gte=midnight, due_at__lt=midnight + timedelta(days=DAYS_AHEAD + 1)
            )
            .order_by("due_at", "id")
            .values_list("due_at", "case_id", "case__owner_id")
        )
        called = code_names([case_id for _, case_id, _ in rows])
        people = names_of(owner_id for _, _, owner_id in rows)
    times = (
        AgreedTime(at, called[case_id], people[owner_id])
        for at, case_id, owner_id in rows
        if case_id in called
    )
    return list(dict.fromkeys(times))
