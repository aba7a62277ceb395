# SPDX-License-Identifier: Apache-2.0
"""Opening the words of one case, for a caller that was already asked whether it may."""

from __future__ import annotations

from datetime import datetime

from leeward.practice.cases.models import Case, Said
from leeward.practice.cases.values import CaseWords, PersonWords
from leeward.practice.sealing import CASE_LABELS, PERSON_LABELS, VISIT_LABELS, unseal
from leeward.vault.ring import OpenCase

_FIELDS = {
    label.name: name for group in (CASE_LABELS, VISIT_LABELS, PERSON_LABELS) for name, label in group.items()
}
_PERSON_FIELDS = {label.name for label in PERSON_LABELS.values()}


def read_case(case: Case, keys: OpenCase) -> CaseWords:
    """A case at its newest version, for a caller that may see it."""
    return _read(case, keys, case.version)


def words_before(case: Case, keys: OpenCase, at: datetime) -> tuple[dict[str, str], datetime] | None:
    """What the record said before a moment (aware), and since when; None: nothing yet."""
    last = Said.objects.filter(case=case, said_at__lt=at).order_by("-version").first()
    return (_read(case, keys, last.version).words, last.said_at) if last else None


def _read(case: Case, keys: OpenCase, version: int) -> CaseWords:
    rows = list(Said.objects.filter(case=case, version=version))
    words: dict[str, str] = {}
    persons: dict[str, dict[str, str]] = {id: {} for id in case.persons.values_list("id", flat=True)}
    for row in rows:
        key = keys.key if row.person_id is None else keys.person(row.person_id)
        text = unseal(key, row.label, case.id, row.sealed, version=row.version, person=row.person_id)
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
