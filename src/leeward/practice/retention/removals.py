# SPDX-License-Identifier: Apache-2.0
"""A whole case that is to go: asked for by its clinician, agreed to by a second person, then shredded.

In a practice where nobody else could agree, the recovery paper and 72 hours stand in for the second person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from leeward.practice.accounts.lost_passphrase import require_newest_paper
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, hold_chain, refuse, require_allowed
from leeward.practice.cases.models import Case
from leeward.practice.cases.purging import destroy
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.cases.values import case_number
from leeward.practice.notes.holds import held
from leeward.practice.notes.sweeping import files_of_case, unlink_files
from leeward.practice.people.models import Supervision
from leeward.practice.retention.classes import require_not_held
from leeward.practice.retention.due import NotDue, require_due, run_over
from leeward.practice.retention.models import Removal
from leeward.practice.sealing import new_id
from leeward.stewardship import Action, Role
from leeward.stewardship.retention import WAIT_ALONE, NotYet, Shredding, may_be_second, may_shred
from leeward.vault.copies import GoneFrom, gone_from
from leeward.vault.faults import KeyMissing


@dataclass(frozen=True, slots=True)
class RemovalShown:
    """One removal for a page. `name`: only for the owner. `stands_in_the_way`: None when it may be done."""

    id: str
    case_id: str
    number: str
    name: str
    asked_at: datetime
    is_own: bool
    opens_at: datetime | None
    stands_in_the_way: NotYet | None


@dataclass(frozen=True, slots=True)
class Shredded:
    """A case that is gone. `gone`: from when no copy of the key ring holds its key; None: cannot be told."""

    number: str
    done_at: datetime
    gone_on: date | None
    copies: int
    unreachable: int


def may_agree(account: Account, *, asked_by: str, owner_id: str) -> bool:
    """Whether this person could be the second here; see `may_be_second`."""
    named = Supervision.objects.filter(clinician_id=owner_id, supervisor_id=account.id)
    return account.is_active and may_be_second(
        account.actor().roles, is_first=account.id == asked_by, supervises_owner=named.exists()
    )


def is_alone(asked_by: str, owner_id: str) -> bool:
    """Whether nobody else here could agree."""
    return not any(may_agree(one, asked_by=asked_by, owner_id=owner_id) for one in Account.objects.all())


def ask(account: Account, case_id: str, *, paper: str = "") -> None:
    """Asks for the end of a whole case that is due.

    Args:
        paper: the rows of the recovery paper, where nobody else could agree.

    Raises:
        NotDue: it must be kept, is held, or is being worked on.
        WrongKey: the paper has a slip or is not the newest.
    """
    case = find_case(account, case_id, Action.ASK_REMOVAL)
    with acting(account.actor(), Action.ASK_REMOVAL, facts_of(case)):
        case = Case.objects.select_for_update().get(id=case_id)
        require_due(case)
        if is_alone(account.id, case.owner_id):
            require_newest_paper(paper)
        try:
            with transaction.atomic():
                Removal.objects.create(
                    id=new_id(),
                    case_id=case_id,
                    owner_id=case.owner_id,
                    asked_by=account.id,
                    asked_at=timezone.now(),
                    paper_shown=is_alone(account.id, case.owner_id),
                )
        except IntegrityError:
            return  # asked for already


def require_own(account: Account, case_id: str, action: Action) -> None:
    """Raises NotFound, and puts the try on record, where this is not theirs to end."""
    require_allowed(account.actor(), action, facts_of(find_case(account, case_id, action)))


def open_removals(account: Account) -> list[RemovalShown]:
    """Those this person asked for, and those they could agree to."""
    with acting(account.actor(), Action.SEE_KEEPING):
        rows = [row for row in _standing() if row.asked_by == account.id or _may_agree(account, row)]
        names = code_names([row.case_id for row in rows if row.owner_id == account.id])
        return [_shown(row, account, names.get(row.case_id, "")) for row in rows]


def _standing() -> Sequence[Removal]:
    return list(Removal.objects.filter(called_off_at=None, done_at=None).order_by("asked_at"))


def _may_agree(account: Account, row: Removal) -> bool:
    return may_agree(account, asked_by=row.asked_by, owner_id=row.owner_id)


def _shown(row: Removal, account: Account, name: str) -> RemovalShown:
    waits = row.asked_at + WAIT_ALONE if row.paper_shown else None
    return RemovalShown(
        row.id,
        row.case_id,
        case_number(row.case_id),
        name,
        row.asked_at,
        row.asked_by == account.id,
        waits,
        _in_the_way(row),
    )


def _in_the_way(row: Removal) -> NotYet | None:
    asked = Shredding(row.asked_by, row.asked_at, row.agreed_by, row.paper_shown)
    return may_shred(
        asked,
        is_held=held(row.case_id),
        is_alone=is_alone(row.asked_by, row.owner_id),
        now=timezone.now(),
    )


def agree(account: Account, removal_id: str) -> None:
    """The second person's yes, or the asker's own after the wait: then it is done at once.

    Raises:
        NotFound: no such removal, or this person may not agree to it.
        NotDue: it was called off, or something stands in the way. Held: a hold was set since.
    """
    actor = account.actor()
    row = Removal.objects.filter(id=removal_id).first()
    if row is None or not (_may_agree(account, row) or (row.paper_shown and row.asked_by == account.id)):
        refuse(actor, Action.AGREE_REMOVAL, row.case_id if row else "")
    with acting(actor, Action.AGREE_REMOVAL, detail=row.case_id):
        case = Case.objects.select_for_update().filter(id=row.case_id).first()
        row = Removal.objects.select_for_update().get(id=removal_id)
        if row.done_at:
            return
        if row.asked_by != account.id:
            row.agreed_by = account.id
        _require_free(row, case)
        row.agreed_at = timezone.now()
        row.save(update_fields=["agreed_by", "agreed_at"])
    finish_removals()  # after the yes is on the disk: cut off here, it is finished at the next unlock


def finish_removals() -> int:
    """Carries out what was agreed to and not done; how many. A hold that was set since stops it."""
    agreed = Removal.objects.filter(agreed_at__isnull=False, called_off_at=None, done_at=None)
    return sum(_is_carried_out(row.id, row.case_id) for row in list(agreed))


def _is_carried_out(removal_id: str, case_id: str) -> bool:
    """One of them. Whoever sets a hold waits for the row of the case: it stands before this, or too late."""
    with transaction.atomic():
        hold_chain(case_id)
        case = Case.objects.select_for_update().filter(id=case_id).first()
        if held(case_id) or (case is not None and case.id not in run_over([case]).whole):
            return False
        files = files_of_case(case_id)
        destroy([case_id])
        Removal.objects.filter(id=removal_id).update(done_at=timezone.now())
    unlink_files(files)
    return True


def _require_free(row: Removal, case: Case | None) -> None:
    """Asked again at the last moment, in the transaction of the yes."""
    require_not_held(row.case_id)
    if case is not None:
        require_due(case)
    why = "called off" if row.called_off_at else _in_the_way(row)
    if why is not None:
        raise NotDue(
            f"A removal that may not be done: {why}",
            expected="a second person's yes, or the paper and 72 hours",
            do="Nothing was removed",
        )


def call_off(account: Account, removal_id: str) -> None:
    """Ends a removal that is not done: by whoever asked for it, or whoever would have to agree."""
    actor = account.actor()
    row = Removal.objects.filter(id=removal_id).first()
    if row is None or not (row.asked_by == account.id or _may_agree(account, row)):
        refuse(actor, Action.AGREE_REMOVAL, row.case_id if row else "")
    with acting(actor, Action.CALL_OFF_REMOVAL, detail=row.case_id):
        Removal.objects.filter(id=removal_id, done_at=None).update(called_off_at=timezone.now())


def shredded(account: Account) -> list[Shredded]:
    """What was removed here, newest first, and from when it is gone from the ring's copies too."""
    with acting(account.actor(), Action.SEE_KEEPING):
        rows = Removal.objects.filter(done_at__isnull=False).order_by("-done_at")
        if Role.ADMINISTRATOR not in account.actor().roles:
            rows = rows.filter(owner_id=account.id)
        return [_shredded(row) for row in rows]


def _shredded(row: Removal) -> Shredded:
    gone: GoneFrom | None
    try:
        gone = gone_from(settings.HOME / "keys", row.case_id)
    except KeyMissing:
        gone = None
    return Shredded(
        case_number(row.case_id),
        row.done_at,
        gone.on if gone else None,
        len(gone.copies) if gone else 0,
        len(gone.unreachable) if gone else 0,
    )
