# SPDX-License-Identifier: Apache-2.0
"""The audit of one case, for those who answer for it: who looked and why, and what was given out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from leeward.practice.accounts.models import Account
from leeward.practice.audit.models import AuditEntry
from leeward.practice.audit.services import acting, require_allowed
from leeward.practice.audit.words import LedgerWords, ledger_key, open_words
from leeward.practice.cases.models import Case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.disclosures.models import Agreement
from leeward.practice.people.selectors import names_of
from leeward.stewardship import Action, Reach, may, reach
from leeward.stewardship.disclosures import DISCLOSURES, is_disclosure

AT_ONCE = 500


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One act on a case. `who` is empty for nobody, a device, or an account that is gone."""

    entry_id: str
    at: datetime
    who: str
    is_owner: bool
    action: str
    is_allowed: bool
    words: LedgerWords
    consent_at: datetime | None
    """When the release was signed or said under which something was given out."""


@dataclass(frozen=True, slots=True, repr=False)
class Acts:
    """Entries of a case, newest first. `earlier`: where the ones before them begin; empty at the end."""

    code_name: str
    reach: Reach
    entries: tuple[Entry, ...]
    earlier: str = ""
    may_print: bool = False


def looks_at(account: Account, case_id: str, *, before: str = "") -> Acts:
    """Every act on a case, some hundreds at once. Raises NotFound: not theirs.

    Args:
        before: `earlier` of the acts that were shown last.
    """
    case = find_case(account, case_id, Action.SEE_LOOKS)
    with acting(account.actor(), Action.SEE_LOOKS, facts_of(case)):
        rows = _of(case)
        start = rows.filter(entry_id=before).values_list("id", flat=True).first() if before else None
        found = list((rows.filter(id__lt=start) if start else rows)[: AT_ONCE + 1])
        entries = _entries(case, found[:AT_ONCE])
        more = found[AT_ONCE - 1].entry_id or "" if len(found) > AT_ONCE else ""
        return Acts(_name(case), reach(account.actor(), facts_of(case)), entries, more)


def given_out(account: Account, case_id: str, *, on_paper: str = "") -> Acts:
    """Everything of a case that was given out. Raises NotFound: not theirs.

    Args:
        on_paper: what the list is printed as; printing it is an entry of its own, and stands in it.
    """
    action = Action.PRINT if on_paper else Action.SEE_GIVEN_OUT
    case = find_case(account, case_id, action)
    with acting(account.actor(), action, facts_of(case), detail=on_paper):
        rows = _of(case).filter(action__in=[one.value for one in DISCLOSURES], is_allowed=True)
        found = _entries(case, list(rows))
        acts = tuple(one for one in found if is_disclosure(Action(one.action), one.words.detail))
        actor, facts = account.actor(), facts_of(case)
        return Acts(_name(case), reach(actor, facts), acts, may_print=may(actor, Action.PRINT, facts))


def require_printing(account: Account, case_id: str) -> None:
    """Raises NotFound, with the try on record: this person prints nothing of that case."""
    case = find_case(account, case_id, Action.PRINT)
    require_allowed(account.actor(), Action.PRINT, facts_of(case))


def _of(case: Case) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(case_id=case.id).order_by("-id")


def _name(case: Case) -> str:
    return code_names([case.id]).get(case.id, "")


def _entries(case: Case, rows: Sequence[AuditEntry]) -> tuple[Entry, ...]:
    key = ledger_key() if any(row.sealed_words is not None for row in rows) else None
    names = names_of(row.actor_id for row in rows)
    words = {row.id: open_words(key, row) for row in rows}
    consents = _consents(one.consent for one in words.values() if one.consent)
    return tuple(
        Entry(
            entry_id=row.entry_id or "",
            at=row.at,
            who=names.get(row.actor_id, ""),
            is_owner=row.actor_id == case.owner_id,
            action=row.action,
            is_allowed=row.is_allowed,
            words=words[row.id],
            consent_at=consents.get(words[row.id].consent),
        )
        for row in rows
    )


def _consents(ids: Iterable[str]) -> dict[str, datetime]:
    rows = Agreement.objects.filter(id__in=set(ids)).values_list("id", "given_at", "made_at")
    return {id: given_at or made_at for id, given_at, made_at in rows}
