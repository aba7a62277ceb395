# SPDX-License-Identifier: Apache-2.0
"""A dry run over somebody's own clients: what is due to go, what stays, and why. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.cases.reading import read_case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.values import CaseWords
from leeward.practice.notes.holds import held_cases
from leeward.practice.referrals.models import Referral
from leeward.practice.retention.classes import classes_of
from leeward.practice.retention.periods import periods
from leeward.practice.sealing import agent
from leeward.practice.visits.context import age_of
from leeward.practice.visits.models import FollowUp, HandOver
from leeward.stewardship import Action
from leeward.stewardship.retention import (
    OF_AGE,
    CaseToKeep,
    Contact,
    DryRun,
    KeptFor,
    RecordClass,
    dry_run,
)
from leeward.terms.errors import LeewardError
from leeward.vault.faults import KeyMissing


@dataclass(frozen=True, slots=True)
class OwnDryRun:
    """The dry run, with the names its reader gave the cases. `looked_at`: how many cases it went through."""

    run: DryRun
    names: Mapping[str, str]
    looked_at: int


class NotDue(LeewardError):
    """The record must still be kept, or something stands in the way of its end."""


def require_due(case: Case, record_class: RecordClass | None = None) -> None:
    """In the transaction that removes. Raises NotDue. `record_class`: None for the whole case."""
    run = run_over([case])
    lines = {line.record_class for line in run.due}
    if (case.id in run.whole) if record_class is None else (record_class in lines):
        return
    raise NotDue(
        "A record that must still be kept",
        expected="one whose every class is due" if record_class is None else "a class that is due",
        do="Look at the list again; nothing was removed",
    )


def own_dry_run(account: Account) -> OwnDryRun:
    """What of the person's own cases is due today. One list, one entry on record."""
    with acting(account.actor(), Action.SEE_KEEPING):
        cases = list(Case.objects.filter(owner=account).order_by("changed_at"))
        run = run_over(cases)
        names = code_names([line.case_id for line in (*run.due, *run.staying)])
    return OwnDryRun(run, names, len(cases))


def run_over(cases: Iterable[Case]) -> DryRun:
    """The dry run of these cases. Opens only those whose dates alone do not keep them."""
    rules = periods()
    today = timezone.localdate()
    last = last_contacts(cases)
    soonest = min(rules.values(), key=lambda rule: rule.years)
    near = [case for case in cases if _could_be_due(last[case.id], soonest, today)]
    ids = [case.id for case in near]
    busy, held = _worked_on(ids), frozenset(held_cases())
    facts = [_facts(case, last[case.id], busy, held) for case in near]
    return dry_run([one for one in facts if one is not None], rules, today)


def last_contacts(cases: Iterable[Case]) -> dict[str, date]:
    """The last day anybody met about, wrote in or agreed something for each case."""
    known = {case.id: case.changed_at for case in cases}
    rows = (
        Case.objects.filter(id__in=list(known))
        .values_list("id")
        .annotate(
            visited=Max("visits__changed_at"),
            agreed=Max("follow_ups__due_at"),
            referred=Max("referrals__changed_at"),
        )
    )
    for id, *moments in rows:
        known[id] = max(moment for moment in (known[id], *moments) if moment is not None)
    return {id: timezone.localdate(moment) for id, moment in known.items()}


def _could_be_due(last: date, soonest: KeptFor, today: date) -> bool:
    return today.year - last.year >= soonest.years


def _worked_on(case_ids: list[str]) -> set[str]:
    """Cases with something agreed for a day to come, a referral to look at then, or a device out."""
    now: datetime = timezone.now()
    agreed = FollowUp.objects.filter(case_id__in=case_ids, done_at=None, due_at__gt=now)
    out = HandOver.objects.filter(visit__case_id__in=case_ids, ended_at=None, ends_at__gt=now)
    referred = Referral.objects.filter(case_id__in=case_ids, due_on__gt=timezone.localdate())
    return {
        *agreed.values_list("case_id", flat=True),
        *referred.values_list("case_id", flat=True),
        *out.values_list("visit__case_id", flat=True),
    }


def _facts(case: Case, last: date, busy: set[str], held: frozenset[str]) -> CaseToKeep | None:
    """What the rules need; None where the keys are gone, since nothing of it can be kept or shown."""
    try:
        keys = agent().open_case(case.id)
    except KeyMissing:
        return None
    youngest, is_known = youngest_client(read_case(case, keys))
    return CaseToKeep(
        case.id,
        Contact(last, youngest),
        age_is_known=is_known,
        is_held=case.id in held,
        is_worked_on=case.id in busy,
        classes=classes_of(case, keys),
    )


def youngest_client(words: CaseWords) -> tuple[int | None, bool]:
    """The age of the youngest person if a minor, and whether everybody's age was asked.

    An age is of the day it was written down, not of the last contact: that keeps longer, never shorter.
    """
    ages = [age_of(person) for person in words.persons]
    known = [age for age in ages if age is not None]
    youngest = min(known, default=None)
    return youngest if youngest is not None and youngest < OF_AGE else None, bool(ages) and None not in ages
