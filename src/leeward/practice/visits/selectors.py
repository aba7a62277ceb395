# SPDX-License-Identifier: Apache-2.0
"""Reading visits: one of them opened, and the lists of *Today*."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.reading import read_case
from leeward.practice.cases.selectors import code_names
from leeward.practice.cases.values import CaseWords
from leeward.practice.sealing import agent
from leeward.practice.visits.models import HandOver, Visit
from leeward.practice.visits.services import find_visit, unclosed, visit_facts
from leeward.practice.visits.storing import read_sheets
from leeward.practice.visits.values import ListedVisit, VisitWords
from leeward.stewardship import Action, Actor, reach


def see_visit(account: Account, visit_id: str) -> VisitWords:
    """One visit, opened. Raises NotFound: not theirs, or none."""
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.SEE_VISIT)
    facts = visit_facts(visit)
    with acting(actor, Action.SEE_VISIT, facts):
        words = read_visit(visit, is_handed_over=bool(facts.handed_to))
    return replace(words, case=replace(words.case, reach=reach(actor, facts)))


def read_visit(visit: Visit, *, is_handed_over: bool) -> VisitWords:
    """A visit for a caller that may see it."""
    keys = agent().open_case(visit.case_id)
    sheets = read_sheets(visit, keys)
    return VisitWords(
        visit.id,
        read_case(visit.case, keys),
        visit.opened_at,
        visit.changed_at,
        visit.ended_at,
        visit.waits_since,
        visit.case.visits.filter(opened_at__lt=visit.opened_at).exists(),
        is_handed_over,
        sheets,
        unclosed(visit, sheets, keys) if visit.ended_at is None else (),
    )


def visits_of(case: CaseWords, *, most: int = 20) -> list[ListedVisit]:
    """The newest visits of a case that was seen, newest first; the case page opens nothing of them."""
    rows = Visit.objects.filter(case_id=case.id).order_by("-opened_at")
    return [_listed(row, "") for row in _with_devices(rows)[:most]]


def visits_to_look_at(account: Account) -> list[ListedVisit]:
    """Visits that came back from a device, go on, or ended in the last day; those that wait come first."""
    since = timezone.now() - timedelta(hours=24)
    wanted = Q(ended_at=None) | Q(ended_at__gte=since) | Q(waits_since__isnull=False)
    rows = Visit.objects.filter(wanted, case__owner=account).order_by("-opened_at")
    return _with_names(account.actor(), _with_devices(rows))


def _with_names(actor: Actor, rows: QuerySet[Visit]) -> list[ListedVisit]:
    with acting(actor, Action.LIST_VISITS):
        visits = list(rows)
        names = code_names([visit.case_id for visit in visits])
    listed = [_listed(visit, names[visit.case_id]) for visit in visits if visit.case_id in names]
    return sorted(listed, key=lambda one: one.waits_since is None)


def _with_devices(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    """The same rows with `is_out`: a device that is out now."""
    out = HandOver.objects.filter(visit=OuterRef("pk"), ended_at=None, ends_at__gt=timezone.now())
    return rows.annotate(is_out=Exists(out))


def _listed(visit: Visit, code_name: str) -> ListedVisit:
    """A line of a list. `visit`: a row of `_with_devices`."""
    return ListedVisit(
        visit.id,
        visit.case_id,
        code_name,
        visit.opened_at,
        visit.ended_at,
        visit.waits_since,
        visit.is_out,
    )
