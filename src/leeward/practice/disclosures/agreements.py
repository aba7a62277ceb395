# SPDX-License-Identifier: Apache-2.0
"""Releases of information: written down, agreed, taken back. What covers what is decided in `stewardship`.

Whoever gives out and whoever takes back wait for each other at the row of the case: once taking back was
saved, nothing is given out under that agreement any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, refuse
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.disclosures.models import Agreement
from leeward.practice.disclosures.storing import sealed, unsealed
from leeward.practice.disclosures.values import AgreementInput, AgreementWords
from leeward.practice.sealing import AGREEMENT, agent, new_id
from leeward.stewardship import Action
from leeward.stewardship.consent import Consent, GivenBy, GivenHow, faults_of
from leeward.stewardship.retention import RecordClass
from leeward.terms.errors import InputError
from leeward.vault.ring import OpenCase


def write_agreement(account: Account, case_id: str, given: AgreementInput, *, once: str = "") -> str:
    """A release, not agreed yet; its id.

    Args:
        once: the id it gets; sent again it is the same one.

    Raises:
        InputError: something that cannot be agreed, such as one without an end.
    """
    case = find_case(account, case_id, Action.AGREE)
    with acting(account.actor(), Action.AGREE, facts_of(case), detail="written"):
        Case.objects.select_for_update().get(id=case_id)
        agreement_id = once or new_id()
        if Agreement.objects.filter(id=agreement_id, case=case).exists():
            return agreement_id
        consent = Consent(agreement_id, given.recipient, given.classes, given.starts_on, given.ends_on)
        faults = faults_of(consent, timezone.localdate())
        if faults:
            raise InputError(faults[0].value, expected="a release with an end", do="Mend it", where="release")
        person = str(case.persons.values_list("id", flat=True)[0])
        row = Agreement(
            id=agreement_id,
            case=case,
            person_id=person,
            made_at=timezone.now(),
            starts_on=given.starts_on,
            ends_on=given.ends_on,
        )
        words = {
            "recipient": " ".join(given.recipient.split()),
            "classes": sorted(given.classes),
            "purpose": given.purpose,
            "told": given.told,
            "given_by": given.given_by.value,
            "signer": given.signer,
            "given_how": "",
        }
        _seal(row, agent().open_case(case_id), words)
        row.save(force_insert=True)
    return agreement_id


def note_given(account: Account, case_id: str, agreement_id: str, how: GivenHow) -> None:
    """It was signed, or said aloud: from now on it holds. A second time changes nothing."""
    case = find_case(account, case_id, Action.AGREE)
    with acting(account.actor(), Action.AGREE, facts_of(case), detail=how.value, consent=agreement_id):
        Case.objects.select_for_update().get(id=case_id)
        row = _find(account, case_id, agreement_id, Action.AGREE)
        if row.given_at is not None or row.revoked_at is not None:
            return
        keys = agent().open_case(case_id)
        words = {**_words(row, keys), "given_how": how.value}
        row.given_at = timezone.now()
        row.version += 1
        _seal(row, keys, words)
        row.save()


def revoke(account: Account, case_id: str, agreement_id: str) -> None:
    """Taken back, at once; the reason is not asked. It cannot be undone: a new one is agreed instead."""
    case = find_case(account, case_id, Action.REVOKE)
    with acting(account.actor(), Action.REVOKE, facts_of(case), consent=agreement_id):
        Case.objects.select_for_update().get(id=case_id)
        row = _find(account, case_id, agreement_id, Action.REVOKE)
        if row.revoked_at is None:
            row.revoked_at = timezone.now()
            row.save(update_fields=["revoked_at"])


def agreements_of(account: Account, case_id: str) -> list[AgreementWords]:
    """All of a case, newest first."""
    case = find_case(account, case_id, Action.SEE_RELEASES)
    with acting(account.actor(), Action.SEE_RELEASES, facts_of(case)):
        return read_agreements(case, agent().open_case(case_id))


def read_agreements(case: Case, keys: OpenCase) -> list[AgreementWords]:
    """The same for a caller that may see them."""
    return [_opened(row, keys) for row in Agreement.objects.filter(case=case).order_by("-made_at", "id")]


def _opened(row: Agreement, keys: OpenCase) -> AgreementWords:
    words = _words(row, keys)
    return AgreementWords(
        Consent(
            row.id,
            words["recipient"],
            frozenset(RecordClass(one) for one in words["classes"]),
            row.starts_on,
            row.ends_on,
            row.given_at,
            row.revoked_at,
        ),
        words["purpose"],
        words["told"],
        GivenBy(words["given_by"]),
        words["signer"],
        GivenHow(words["given_how"]) if words["given_how"] else None,
        row.made_at,
    )


def _find(account: Account, case_id: str, agreement_id: str, action: Action) -> Agreement:
    row = Agreement.objects.filter(id=agreement_id, case_id=case_id).first()
    if row is None:
        refuse(account.actor(), action, case_id)
    return row


def _words(row: Agreement, keys: OpenCase) -> dict[str, Any]:
    key = keys.person(row.person_id)
    return unsealed(key, AGREEMENT, row.id, row.sealed, version=row.version, person=row.person_id)


def _seal(row: Agreement, keys: OpenCase, words: Mapping[str, Any]) -> None:
    key = keys.person(row.person_id)
    row.sealed = sealed(key, AGREEMENT, row.id, words, version=row.version, person=row.person_id)


def usual_end(start: date, days: int) -> date:
    """The last day of a release of so many days, the first one counted."""
    return date.fromordinal(start.toordinal() + days - 1)


def local_now() -> datetime:
    """This moment in the practice's own time zone, by whose days releases end."""
    return timezone.localtime()
