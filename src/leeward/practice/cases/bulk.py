# SPDX-License-Identifier: Apache-2.0
"""Opening many cases at once: the same keys, rows and audit as one by one, in few writes to the disk."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import note_new_cases, refuse
from leeward.practice.cases.models import Case, Person, Said
from leeward.practice.cases.services import CaseInput, sealed_record
from leeward.practice.cases.values import PersonWords
from leeward.practice.sealing import agent, new_id
from leeward.stewardship import Action, may

_AT_ONCE = 250


def open_cases(account: Account, given: Sequence[CaseInput]) -> list[str]:
    """New cases and their persons; the ids, in the order given.

    Saved in parts, each whole or not at all. Raises NotFound: this account may not open cases.
    """
    actor = account.actor()
    if not may(actor, Action.OPEN_CASE):
        refuse(actor, Action.OPEN_CASE)
    ids: list[str] = []
    for at in range(0, len(given), _AT_ONCE):
        ids += _open_part(account, given[at : at + _AT_ONCE])
    return ids


def _open_part(account: Account, given: Sequence[CaseInput]) -> list[str]:
    persons = [[PersonWords(new_id(), one.words) for one in each.persons] for each in given]
    opened = agent().make_cases({new_id(): [one.id for one in each] for each in persons})
    now = timezone.now()
    cases = [
        Case(id=keys.case_id, owner=account, version=1, opened_at=now, changed_at=now) for keys in opened
    ]
    with transaction.atomic():
        note_new_cases(Action.OPEN_CASE.value, account.id, [keys.case_id for keys in opened])
        Case.objects.bulk_create(cases)
        Person.objects.bulk_create(
            Person(id=one.id, case=case, position=position)
            for case, each in zip(cases, persons, strict=True)
            for position, one in enumerate(each)
        )
        Said.objects.bulk_create(
            row
            for case, keys, each, words in zip(cases, opened, persons, given, strict=True)
            for row in sealed_record(case, keys, each, words)
        )
    return [case.id for case in cases]
