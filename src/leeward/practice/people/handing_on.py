# SPDX-License-Identifier: Apache-2.0
"""The cases of a closed account, handed on to another clinician: offered by whoever runs the practice,
taken with the clinician's yes. Nobody reads them by the offer.

Where one person would be both, since nobody else runs the practice, the recovery paper and 72 hours stand in
for the second person.
"""

from __future__ import annotations

from django.utils import timezone

from leeward.practice.accounts.lost_passphrase import is_the_paper
from leeward.practice.accounts.models import Account
from leeward.practice.accounts.services import name_of
from leeward.practice.audit.services import acting, note, refuse
from leeward.practice.cases.models import Case
from leeward.practice.people.models import HandingOn
from leeward.practice.people.selectors import actors
from leeward.practice.people.services import held
from leeward.practice.people.values import Offer
from leeward.practice.sealing import new_id
from leeward.stewardship import Action, readmission
from leeward.stewardship.staffing import may_offer, may_take_on
from leeward.terms.errors import InputError, LeewardError
from leeward.vault.faults import WrongKey


class TooEarly(LeewardError):
    """The 72 hours have not passed."""

    def __init__(self) -> None:
        super().__init__(
            "Cases taken on before their hour", expected="72 hours after the offer", do="Come back then"
        )


def offer_cases(account: Account, account_id: str, to_id: str) -> str:
    """Offers all cases of a closed account to a clinician; the id. Nobody reads them by that.

    An offer that nobody answered yet is replaced. Raises InputError: not closed, or nobody who could.
    """
    with acting(account.actor(), Action.MANAGE_PEOPLE, detail=f"hand on {account_id} {to_id}"):
        owner = held(account_id)
        to = Account.objects.filter(id=to_id, is_active=True).first()
        if to is not None and not may_offer(actors(), account.id, to.id):
            raise InputError(
                "cases offered to oneself, where somebody else could offer them",
                expected="another administrator who offers them",
                do="Ask the other administrator to offer them to you",
                where="self",
            )
        if owner.is_active or to is None or not may_take_on(to.actor(), owner.id):
            raise InputError(
                "cases that cannot be handed on so",
                expected="a closed account, and another clinician",
                do="Close the account first, then choose who takes its clients on",
                where="to",
            )
        HandingOn.objects.filter(from_account=owner, answered_at=None).delete()
        offer = HandingOn.objects.create(
            id=new_id(), from_account=owner, to_account=to, offered_by=account, offered_at=timezone.now()
        )
    return offer.id


def offers_to(account: Account) -> list[Offer]:
    """What waits for this person's yes."""
    rows = HandingOn.objects.filter(to_account=account, answered_at=None).select_related(
        "from_account", "offered_by"
    )
    return [_offer(one) for one in rows]


def offer_to(account: Account, offer_id: str) -> Offer:
    """One of them. Raises NotFound."""
    row = HandingOn.objects.filter(id=offer_id, to_account=account, answered_at=None).first()
    if row is None:
        refuse(account.actor(), Action.TAKE_CASE)
    return _offer(row)


def _offer(row: HandingOn) -> Offer:
    wait = readmission(row.offered_at, timezone.now()) if row.offered_by_id == row.to_account_id else None
    return Offer(
        row.id,
        name_of(row.offered_by),
        name_of(row.from_account),
        Case.objects.filter(owner=row.from_account).count(),
        wait.opens_at if wait else None,
        wait is None or wait.is_open,
    )


def offer_standing(account_id: str) -> str:
    """To whom the cases of this account are offered now: a name; empty where they are not."""
    row = HandingOn.objects.filter(from_account_id=account_id, answered_at=None).select_related("to_account")
    return name_of(row[0].to_account) if row else ""


def answer_offer(account: Account, offer_id: str, *, takes: bool, paper: str = "") -> int:
    """The yes, or the no, of the clinician who was asked; how many clients are theirs from now on.

    Args:
        paper: the rows of the recovery paper, for cases that somebody offered to themself.

    Raises:
        TooEarly: they did, and 72 hours have not passed.
        WrongKey: a slip, or another paper.
    """
    actor = account.actor()
    offer = offer_to(account, offer_id)
    if takes and offer.opens_at is not None:
        _require_paper(account, offer, paper)
    with acting(actor, Action.TAKE_CASE, detail="yes" if takes else "no"):
        row = HandingOn.objects.select_for_update().get(id=offer_id)
        if row.answered_at is not None:
            return 0  # pressed twice
        row.answered_at, row.is_taken = timezone.now(), takes
        row.save(update_fields=["answered_at", "is_taken"])
        if not takes:
            return 0
        cases = Case.objects.select_for_update().filter(owner_id=row.from_account_id)
        ids = list(cases.values_list("id", flat=True))
        for case_id in ids:
            note(Action.TAKE_CASE.value, actor_id=actor.id, case_id=case_id)
        Case.objects.filter(id__in=ids).update(owner=account)
    return len(ids)


def _require_paper(account: Account, offer: Offer, paper: str) -> None:
    try:
        if not offer.is_open:
            raise TooEarly
        is_the_paper(paper)
    except (TooEarly, WrongKey):
        note(Action.TAKE_CASE.value, actor_id=account.id, is_allowed=False)
        raise
