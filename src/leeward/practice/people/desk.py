# SPDX-License-Identifier: Apache-2.0
"""What the front desk sees: when somebody is expected, by which code name, with whom, and how not to ring.

An appointment is moved by ringing the number on file, unless the desk is told not to. Nothing else is seen.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from leeward.planning.reaching import DeskMay, desk_may
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Said
from leeward.practice.cases.selectors import code_names
from leeward.practice.numbers import whole_number
from leeward.practice.people.selectors import names_of
from leeward.practice.people.values import AgreedTime
from leeward.practice.sealing import DOCUMENT_LABELS, PERSON_LABELS, VISIT_LABELS, agent, unseal
from leeward.practice.visits.models import Document, FollowUp, Visit
from leeward.practice.visits.return_visits import ANSWER
from leeward.practice.visits.storing import unsealed
from leeward.stewardship import Action

DAYS_AHEAD = 7
SAFEST_WAY = f"{ANSWER}s2"
CONTACT, AGE = VISIT_LABELS["contact"].name, PERSON_LABELS["age"].name


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
        ways = _ways(list(called))
    times = (
        AgreedTime(at, called[case_id], people[owner_id], ways[case_id])
        for at, case_id, owner_id in rows
        if case_id in called
    )
    return list(dict.fromkeys(times))


def _ways(case_ids: list[str]) -> dict[str, DeskMay]:
    """How each of these clients may be reached: by their page, and by their last visit's answers."""
    keys = dict(zip(case_ids, agent().open_cases(case_ids), strict=True))
    words: dict[str, dict[str, str]] = {id: {} for id in case_ids}
    for one in Said.objects.filter(
        case_id__in=case_ids, person__position=0, label__in=[CONTACT, AGE], version=F("case__version")
    ):
        key = keys[one.case_id].person(str(one.person_id))
        words[one.case_id][one.label] = unseal(
            key, one.label, one.case_id, one.sealed, version=one.version, person=one.person_id
        )
    last = dict(Visit.objects.filter(case_id__in=case_ids).order_by("opened_at").values_list("case_id", "id"))
    said = {
        row.visit.case_id: unsealed(row, keys[row.visit.case_id]).words.get(SAFEST_WAY) or ()
        for row in Document.objects.filter(
            visit_id__in=last.values(), label=DOCUMENT_LABELS["answers"].name
        ).select_related("visit")
    }
    return {
        id: desk_may(found.get(CONTACT, ""), said.get(id, ()), age=_whole(found.get(AGE, "")))
        for id, found in words.items()
    }


def _whole(age: str) -> int | None:
    return whole_number(age) if age.isdecimal() else None
