# SPDX-License-Identifier: Apache-2.0
"""Opening and changing a case. Keys first, then rows; all words in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse
from leeward.practice.cases.models import Case, Person, Said
from leeward.practice.cases.values import PersonWords
from leeward.practice.sealing import CASE_LABELS, PERSON_LABELS, VISIT_LABELS, agent, new_id, seal
from leeward.stewardship import Action, CaseFacts
from leeward.terms.errors import LeewardError
from leeward.vault.labels import Label
from leeward.vault.ring import OpenCase


class ChangedMeanwhile(LeewardError):
    """Somebody, or another window, saved this record since the page was opened."""


@dataclass(frozen=True, slots=True, repr=False)
class CaseInput:
    """What a form brought: words by field. A person without an id is new; there is at least one."""

    case: dict[str, str]
    visit: dict[str, str]
    persons: tuple[PersonWords, ...]


def facts_of(case: Case) -> CaseFacts:
    """What the rules need of a case."""
    return CaseFacts(case.id, owner_id=case.owner_id)


def find_case(account: Account, case_id: str, action: Action) -> Case:
    """The row of a case. Raises NotFound, and puts the try on record, where there is none."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        refuse(account.actor(), action)
    return case


def open_case(account: Account, given: CaseInput) -> str:
    """A new case and its persons; its id."""
    actor = account.actor()
    with acting(actor, Action.OPEN_CASE):
        case_id = new_id()
        agent().make_case(case_id)
        now = timezone.now()
        case = Case.objects.create(id=case_id, owner=account, version=1, opened_at=now, changed_at=now)
        _write(case, given)
    return case_id


def change_case(account: Account, case_id: str, given: CaseInput, *, version: int) -> None:
    """The next version of a case. Raises ChangedMeanwhile: it is no longer at `version`."""
    case = find_case(account, case_id, Action.CHANGE_CASE)
    with acting(account.actor(), Action.CHANGE_CASE, facts_of(case)):
        moved = Case.objects.filter(id=case_id, version=version).update(
            version=F("version") + 1, changed_at=timezone.now()
        )
        if not moved:
            raise ChangedMeanwhile(
                "A record that was saved meanwhile",
                expected=f"version {version}",
                do="Look at what is saved now, then save again",
            )
        case.refresh_from_db()
        _write(case, given)


def _write(case: Case, given: CaseInput) -> None:
    """Every field of the record at the case's version, sealed with the key it belongs to."""
    persons, keys = _persons(case, given.persons)
    rows = _sealed_rows(case, keys, None, CASE_LABELS, given.case)
    rows += _sealed_rows(case, keys, persons[0].id, VISIT_LABELS, given.visit)
    for person in persons:
        rows += _sealed_rows(case, keys, person.id, PERSON_LABELS, person.words)
    Said.objects.bulk_create(rows)


def _persons(case: Case, given: tuple[PersonWords, ...]) -> tuple[list[PersonWords], OpenCase]:
    """All persons with ids; new ones get a key, then a row. Ids of other cases are not taken."""
    known = set(case.persons.values_list("id", flat=True))
    found = []
    keys = agent().open_case(case.id)
    for position, person in enumerate(given):
        id = person.id
        if id not in known:
            id = new_id()
            keys = agent().make_person(case.id, id)
            Person.objects.create(id=id, case=case, position=position)
        found.append(PersonWords(id, person.words))
    return found, keys


def _sealed_rows(
    case: Case, keys: OpenCase, person_id: str | None, labels: dict[str, Label], words: dict[str, str]
) -> list[Said]:
    key = keys.key if person_id is None else keys.person(person_id)
    return [
        Said(
            case=case,
            person_id=person_id,
            label=label.name,
            version=case.version,
            sealed=seal(
                key, label.name, case.id, words.get(name, ""), version=case.version, person=person_id
            ),
            said_at=case.changed_at,
        )
        for name, label in labels.items()
    ]
