# SPDX-License-Identifier: Apache-2.0
"""Opening and changing a case. Keys first, then rows; all words in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse, require_allowed
from leeward.practice.cases.models import Case, Person, Said
from leeward.practice.cases.reading import read_case
from leeward.practice.cases.values import PersonWords
from leeward.practice.people.reaching import others_with
from leeward.practice.sealing import CASE_LABELS, PERSON_LABELS, VISIT_LABELS, agent, new_id, seal
from leeward.stewardship import Action, CaseFacts
from leeward.terms.errors import LeewardError
from leeward.vault.faults import WouldOverwrite
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
    supervisor_ids, opened_to = others_with(case.id, case.owner_id)
    return CaseFacts(case.id, owner_id=case.owner_id, supervisor_ids=supervisor_ids, opened_to=opened_to)


def find_case(account: Account, case_id: str, action: Action) -> Case:
    """The row of a case. Raises NotFound, and puts the try on record, where there is none."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        refuse(account.actor(), action)
    return case


def require_reach(account: Account, case_id: str, action: Action) -> None:
    """Raises NotFound, and puts the try on record, where this person may not do this with this case."""
    require_allowed(account.actor(), action, facts_of(find_case(account, case_id, action)))


def open_case(account: Account, given: CaseInput, *, once: str = "") -> str:
    """A new case and its persons; its id.

    Args:
        once: the id it gets. Sent again with the same words, as when Save is pressed twice, it is the same
            case; with other words, it is another one.
    """
    actor = account.actor()
    with acting(actor, Action.OPEN_CASE):
        Account.objects.select_for_update().get(id=account.id)  # the second press waits for the first
        if once and _is_opened(account, once, given):
            return once
        case_id = _with_keys(once or new_id())
        now = timezone.now()
        case = Case.objects.create(id=case_id, owner=account, version=1, opened_at=now, changed_at=now)
        _write(case, given)
    return case_id


def _is_opened(account: Account, case_id: str, given: CaseInput) -> bool:
    """Whether this account has that case, with exactly these words in it."""
    case = Case.objects.filter(id=case_id, owner=account).first()
    if case is None:
        return False
    now = read_case(case, agent().open_case(case_id))
    return now.words == {**given.case, **given.visit} and [one.words for one in now.persons] == [
        one.words for one in given.persons
    ]


def _with_keys(case_id: str) -> str:
    """Makes the keys of a new case; its id, another one where that has keys already."""
    try:
        agent().make_case(case_id)
    except WouldOverwrite:
        case_id = new_id()
        agent().make_case(case_id)
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


def amend_case(account: Account, case_id: str, visit: dict[str, str]) -> None:
    """Changes a few of the visit's fields; everything else stays as it is saved now."""
    case = find_case(account, case_id, Action.AMEND_CASE)
    with acting(account.actor(), Action.AMEND_CASE, facts_of(case)):
        amend_words(Case.objects.select_for_update().get(id=case_id), visit)


def amend_words(case: Case, visit: Mapping[str, str]) -> None:
    """The same for a caller that was already asked whether it may, and holds the row of the case."""
    now = read_case(case, agent().open_case(case.id))
    if all(now.words.get(name, "") == word for name, word in visit.items()):
        return
    case.version += 1
    case.changed_at = timezone.now()
    case.save(update_fields=["version", "changed_at"])
    kept = {name: now.words.get(name, "") for name in VISIT_LABELS}
    words = {name: now.words.get(name, "") for name in CASE_LABELS}
    _write(case, CaseInput(words, {**kept, **visit}, now.persons))


def _write(case: Case, given: CaseInput) -> None:
    """Every field of the record at the case's version, sealed with the key it belongs to."""
    persons, keys = _persons(case, given.persons)
    Said.objects.bulk_create(sealed_record(case, keys, persons, given))


def sealed_record(case: Case, keys: OpenCase, persons: Sequence[PersonWords], given: CaseInput) -> list[Said]:
    """Rows for every field of a record, not yet saved. `persons`: those of `given`, each with an id."""
    rows = _sealed_rows(case, keys, None, CASE_LABELS, given.case)
    rows += _sealed_rows(case, keys, persons[0].id, VISIT_LABELS, given.visit)
    for person in persons:
        rows += _sealed_rows(case, keys, person.id, PERSON_LABELS, person.words)
    return rows


def _persons(case: Case, given: tuple[PersonWords, ...]) -> tuple[list[PersonWords], OpenCase]:
    """All persons with ids; new ones get a key, then a row. Ids of other cases are not taken.

    Whoever comes without an id of this case is the one who stood at that place, if nobody else is: two
    persons at the first place would leave it open whose key seals the visits.
    """
    known = list(case.persons.values_list("id", "position"))
    free = {id for id, _ in known}
    at_place = {position: id for id, position in reversed(known) if id not in {one.id for one in given}}
    found = []
    keys = agent().open_case(case.id)
    for position, person in enumerate(given):
        id = person.id if person.id in free else at_place.get(position, "")
        free.discard(id)
        if not id:
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
