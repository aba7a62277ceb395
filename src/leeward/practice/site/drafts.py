# SPDX-License-Identifier: Apache-2.0
"""What somebody is writing, kept sealed while they write, and offered back on the page it was written on.

    keep  ->  (signed out, battery empty, tab closed)  ->  draft_of  ->  sent, put back, or thrown away

Only where the page's address names a visit or a client this person may write to now: the words are sealed
under that case's key, so that they go where the case goes. Everywhere else nothing is kept. One draft a page
and person; gone once the page was saved, and after 24 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.urls import resolve
from django.utils import timezone

from leeward.practice.accounts.models import Account, Draft
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import facts_of
from leeward.practice.sealing import DRAFT, agent, new_id, seal, unseal
from leeward.practice.site.kept import NEVER, Kept, is_written_on
from leeward.stewardship import Action, may

LASTS = timedelta(hours=24)
MOST_LETTERS = 100_000


@dataclass(frozen=True, slots=True, repr=False)
class OpenDraft:
    """A draft as its writer sees it."""

    page: str
    case_id: str
    kept: Kept
    kept_at: datetime

    def as_json(self) -> str:
        """Names and words, for the script that puts them back."""
        return msgspec.json.encode(self.kept.fields).decode()


def keep(account: Account, page: str, kept: Kept) -> bool:
    """Seals what is on a page now, in the place of what was kept before. False: not for this page."""
    fields = tuple((name, word) for name, word in kept.fields if name not in NEVER)
    case = _case_to_write(account, page)
    if case is None or not is_written_on(kept.path) or _case_to_write(account, kept.path) != case:
        return False
    text = msgspec.json.encode(fields).decode()
    if len(text) > MOST_LETTERS:
        return False
    key = agent().open_case(case.id).key
    with transaction.atomic():
        forget_old()
        Account.objects.select_for_update().get(id=account.id)  # two windows on one page: one after the other
        row = Draft.objects.filter(account=account, page=page).first()
        id, version = (row.id, row.version + 1) if row else (new_id(), 1)
        Draft.objects.update_or_create(
            account=account,
            page=page,
            defaults={
                "id": id,
                "case": case,
                "action": kept.path,
                "version": version,
                "sealed": seal(key, DRAFT.name, id, text, version=version, person=None),
                "kept_at": timezone.now(),
            },
        )
    return True


def draft_of(account: Account, page: str) -> OpenDraft | None:
    """What this person had been writing on this page, while they may still write there."""
    row = _young().filter(account=account, page=page).first()
    case = _case_to_write(account, page) if row else None
    if row is None or case is None or case.id != row.case_id:
        return None
    key = agent().open_case(row.case_id).key
    text = unseal(key, DRAFT.name, row.id, row.sealed, version=row.version, person=None)
    fields = msgspec.json.decode(text, type=tuple[tuple[str, str], ...])
    return OpenDraft(row.page, row.case_id, Kept(row.action, fields), row.kept_at)


def pages_with_drafts(account: Account) -> list[str]:
    """Addresses of pages where something waits, the newest first. Opens nothing."""
    rows = _young().filter(account=account).order_by("-kept_at")
    return list(rows.values_list("page", flat=True))


def throw_away(account: Account, page: str) -> None:
    """The draft of a page, forgotten."""
    Draft.objects.filter(account=account, page=page).delete()


def was_saved(account: Account, action: str) -> None:
    """What was sent there is saved: its draft goes."""
    sent = Draft.objects.filter(account=account, action=action)
    if sent.exists():
        sent.delete()


def forget_old() -> None:
    """Removes what is older than a day, whoever wrote it."""
    Draft.objects.filter(kept_at__lt=timezone.now() - LASTS).delete()


def _young() -> QuerySet[Draft]:
    return Draft.objects.filter(kept_at__gte=timezone.now() - LASTS)


def is_for(account: Account, page: str) -> bool:
    """Whether what was written on a page may be shown to this person: where it is about a case, if they may
    see that case. Asks; looks at nothing."""
    action, case = _case_named(page)
    return action is None or (case is not None and may(account.actor(), Action.SEE_CASE, facts_of(case)))


def _case_to_write(account: Account, page: str) -> Case | None:
    """The case an address is about, if this person may write to it now. Asks; looks at nothing."""
    action, case = _case_named(page) if is_written_on(page) else (None, None)
    if action is None or case is None:
        return None
    return case if may(account.actor(), action, facts_of(case)) else None


_NAMED = {
    "visit_id": ("visits__id", Action.WRITE_VISIT),
    "note_id": ("notes__id", Action.WRITE_NOTE),
    "referral_id": ("referrals__id", Action.REFER),
    "case_id": ("id", Action.AMEND_CASE),
}


def _case_named(page: str) -> tuple[Action | None, Case | None]:
    """What writing there is, and the case an address is about; no action where it names none."""
    for name, id in resolve(page).kwargs.items():
        if name in _NAMED:
            field, action = _NAMED[name]
            return action, Case.objects.filter(**{field: id}).first()
    return None, None
