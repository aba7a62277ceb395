# SPDX-License-Identifier: Apache-2.0
"""Reading cases. Lists open one field of each; a page opens one case."""

from __future__ import annotations

from django.db.models import F

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Said
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.cases.values import CaseWords, Listed, PersonWords
from leeward.practice.sealing import CASE_LABELS, PERSON_LABELS, VISIT_LABELS, agent, unseal
from leeward.stewardship import Action

_FIELDS = {
    label.name: name for group in (CASE_LABELS, VISIT_LABELS, PERSON_LABELS) for name, label in group.items()
}
_PERSON_FIELDS = {label.name for label in PERSON_LABELS.values()}
_CODE_NAME = CASE_LABELS["code_name"].name


def my_cases(account: Account) -> list[Listed]:
    """The person's own cases, newest change first."""
    with acting(account.actor(), Action.LIST_CASES):
        rows = list(
            Said.objects.filter(
                case__owner=account, label=_CODE_NAME, person=None, version=F("case__version")
            )
            .order_by("-case__changed_at")
            .values_list("case_id", "version", "sealed", "case__changed_at")
        )
        keys = agent().case_keys([row[0] for row in rows]) if rows else []
    return [
        Listed(id, unseal(key, _CODE_NAME, id, sealed, version=version, person=None), changed_at)
        for key, (id, version, sealed, changed_at) in zip(keys, rows, strict=True)
    ]


def see_case(account: Account, case_id: str) -> CaseWords:
    """One case, opened. Raises NotFound: not theirs, or none."""
    case = find_case(account, case_id, Action.SEE_CASE)
    with acting(account.actor(), Action.SEE_CASE, facts_of(case)):
        rows = list(Said.objects.filter(case=case, version=case.version))
        order = list(case.persons.values_list("id", flat=True))
        keys = agent().open_case(case_id)
    words: dict[str, str] = {}
    persons: dict[str, dict[str, str]] = {id: {} for id in order}
    for row in rows:
        key = keys.key if row.person_id is None else keys.person(row.person_id)
        text = unseal(key, row.label, case_id, row.sealed, version=row.version, person=row.person_id)
        target = persons[row.person_id] if row.label in _PERSON_FIELDS else words
        target[_FIELDS[row.label]] = text
    return CaseWords(
        case.id,
        case.version,
        case.opened_at,
        case.changed_at,
        words,
        tuple(PersonWords(id, said) for id, said in persons.items() if said),
    )
