# SPDX-License-Identifier: Apache-2.0
"""Writing referrals: a new one, a step, and taking the last step back.

Where somebody here got in touch with an office, the release is looked at in the very transaction that writes
it down, while nobody else can take it back; the contact stands in the accounting of disclosures.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, note, refuse, require_allowed
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import ChangedMeanwhile, facts_of, find_case
from leeward.practice.disclosures.agreements import local_now, read_agreements
from leeward.practice.referrals.models import Referral as Row
from leeward.practice.referrals.storing import add_steps, read_one, seal_words, words_of
from leeward.practice.referrals.values import ReferralInput, ReferralWords, StepInput
from leeward.practice.sealing import agent, new_id
from leeward.stewardship import Action
from leeward.stewardship.consent import Covered, Refused, covers
from leeward.stewardship.referrals import (
    How,
    NoRelease,
    Referral,
    asked_of,
    begin,
    is_contact,
    look,
    take,
    take_back,
)
from leeward.vault.ring import OpenCase

CONTACT_DETAIL = {
    How.TOGETHER: "referral-together",
    How.ALONE: "referral-alone",
    How.WE_ASKED: "referral-asked",
}
TAKEN_BACK = "referral-taken-back"
Change = Callable[[Referral, Covered | Refused | None], Referral]


def make_referral(account: Account, case_id: str, given: ReferralInput, *, once: str = "") -> str:
    """A new one, with what the client said to it on the same occasion; its id.

    Args:
        once: the id it gets; sent again it is the same one.

    Raises:
        OutOfOrder: steps that do not follow one another.
    """
    case = find_case(account, case_id, Action.REFER)
    with acting(account.actor(), Action.REFER, facts_of(case)):
        Case.objects.select_for_update().get(id=case_id)
        referral_id, now, today = once or new_id(), timezone.now(), timezone.localdate()
        if Row.objects.filter(id=referral_id, case=case).exists():
            return referral_id
        referral = begin(referral_id, given.kind, by=account.id, on=today)
        said: list[StepInput | None] = [None]
        for number, step in enumerate(given.said, start=1):
            until = given.until if number == len(given.said) else None
            referral = take(referral, step, by=account.id, on=today, until=until)
            said.append(StepInput(step))
        person_id = str(case.persons.values_list("id", flat=True)[0])
        row = Row(id=referral_id, case=case, person_id=person_id, made_at=now, changed_at=now)
        row.step, row.due_on = referral.step.value, referral.due_on
        keys = agent().open_case(case_id)
        seal_words(row, keys, _words(given))
        row.save(force_insert=True)
        add_steps(row, keys, referral, said, now)
    return referral_id


def _words(given: ReferralInput) -> dict[str, str]:
    return {
        "service": given.service_id,
        "office": " ".join(given.office.split()),
        "kind": given.kind.value,
        "purpose": given.purpose,
    }


def take_step(account: Account, referral_id: str, given: StepInput, *, seen: int) -> None:
    """The next step of a referral.

    Args:
        seen: the version the page was filled from.

    Raises:
        OutOfOrder: a step that cannot be taken now.
        NoRelease: somebody here would have got in touch without one; nothing was written down.
        ChangedMeanwhile: somebody else, or another window, took a step.
    """

    def change(referral: Referral, consent: Covered | Refused | None) -> Referral:
        today = timezone.localdate()
        if given.step is None:
            return look(referral, by=account.id, on=today, how=given.how, consent=consent)
        return take(
            referral,
            given.step,
            by=account.id,
            on=today,
            how=given.how,
            why=given.why,
            until=given.until,
            consent=consent,
        )

    _change(
        account, referral_id, change, given, seen=seen, contact=given.how if is_contact(given.how) else None
    )


def take_last_back(account: Account, referral_id: str, *, seen: int) -> None:
    """The last step was not so. A contact that did not take place is corrected in the accounting too.

    Raises:
        OutOfOrder: nothing to take back.
        ChangedMeanwhile: another step was taken since.
    """

    def change(referral: Referral, _consent: Covered | Refused | None) -> Referral:
        return take_back(referral, by=account.id, on=timezone.localdate())

    _change(account, referral_id, change, None, seen=seen, contact=None)


def _change(
    account: Account,
    referral_id: str,
    change: Change,
    given: StepInput | None,
    *,
    seen: int,
    contact: How | None,
) -> None:
    action = Action.CONTACT_OFFICE if contact else Action.REFER
    row = _find(account, referral_id, action)
    require_allowed(account.actor(), action, facts_of(row.case))
    keys = agent().open_case(row.case_id)
    before = read_one(row, keys)
    if before.version != seen:
        raise _changed(seen)
    try:
        if contact:
            detail = CONTACT_DETAIL[contact]
            _write(account, row, keys, before, change, given, detail=detail, needs_release=True)
        elif given is None and is_contact(before.referral.last.how):
            _write(account, row, keys, before, change, given, detail=TAKEN_BACK)
        else:
            _write(account, row, keys, before, change, given)
    except NoRelease:
        note(action.value, actor_id=account.id, case_id=row.case_id, is_allowed=False)
        raise


def _write(
    account: Account,
    row: Row,
    keys: OpenCase,
    before: ReferralWords,
    change: Change,
    given: StepInput | None,
    *,
    detail: str = "",
    needs_release: bool = False,
) -> None:
    """Saves what `change` makes of it. `detail`: what stands in the accounting; empty where nothing does."""
    expected = _release_for(row.case, keys, before.office) if needs_release else None
    if isinstance(expected, Refused):
        raise NoRelease(expected.reason)
    with acting(
        account.actor(),
        Action.CONTACT_OFFICE if detail else Action.REFER,
        facts_of(row.case),
        recipient=before.office if detail else "",
        detail=detail,
        consent=expected.consent_id if expected else "",
    ):
        # the ledger before the case, as everywhere: two that lock in another order would block each other
        Case.objects.select_for_update().get(id=row.case_id)
        row = Row.objects.select_for_update().get(id=row.id)
        if row.version != before.version:
            raise _changed(before.version)
        consent = _release_for(row.case, keys, before.office) if needs_release else None
        if isinstance(consent, Covered) and consent != expected:
            raise _changed(before.version)
        after = change(before.referral, consent)
        add_steps(row, keys, after, [given], timezone.now())
        row.version += 1
        seal_words(row, keys, words_of(before))
        row.save()


def _find(account: Account, referral_id: str, action: Action) -> Row:
    row = Row.objects.select_related("case").filter(id=referral_id).first()
    if row is None:
        refuse(account.actor(), action)
    return row


def release_now(one: ReferralWords) -> Covered | Refused:
    """The release under which somebody here may get in touch with that office, or why there is none; for a
    caller that may see the referral."""
    case = Case.objects.get(id=one.case_id)
    return _release_for(case, agent().open_case(case.id), one.office)


def _release_for(case: Case, keys: OpenCase, office: str) -> Covered | Refused:
    consents = [one.consent for one in read_agreements(case, keys)]
    return covers(consents, asked_of(office), local_now())


def _changed(seen: int) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "A referral that was changed meanwhile",
        expected=f"version {seen}",
        do="Look at where it stands now",
    )
