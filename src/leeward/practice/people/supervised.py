# SPDX-License-Identifier: Apache-2.0
"""The cases a supervisor reads: those of the clinicians named to them."""

from __future__ import annotations

from django.db.models import F

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.values import Listed
from leeward.practice.people.models import Supervision
from leeward.practice.people.selectors import names_of
from leeward.stewardship import Action


def supervised_caseloads(account: Account) -> list[tuple[str, list[Listed]]]:
    """By the clinician's name: their cases, newest change first. One question for all of them."""
    with acting(account.actor(), Action.LIST_SUPERVISED):
        clinicians = list(
            Supervision.objects.filter(supervisor=account).values_list("clinician_id", flat=True)
        )
        rows = list(
            Case.objects.filter(owner_id__in=clinicians)
            .order_by(F("changed_at").desc())
            .values_list("id", "owner_id", "changed_at")
        )
        called = code_names([id for id, _, _ in rows])
        people = names_of(clinicians)
    found: dict[str, list[Listed]] = {id: [] for id in clinicians}
    for id, owner_id, changed_at in rows:
        if id in called:
            found[owner_id].append(Listed(id, called[id], changed_at))
    return sorted((people[id], cases) for id, cases in found.items())
