# SPDX-License-Identifier: Apache-2.0
"""Reading cases. Lists open one field of each; a page opens one case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting, require_allowed
from leeward.practice.cases.models import Case, Said
from leeward.practice.cases.reading import read_case, words_before
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.cases.values import Caseload, CaseWords, Listed
from leeward.practice.sealing import CASE_LABELS, agent, unseal
from leeward.screening.return_visit import is_asked_for_now
from leeward.stewardship import Action, reach
from leeward.vault.faults import KeyMissing
from leeward.vault.keys import CaseKey
from leeward.vault.ring import OpenCase

_CODE_NAME = CASE_LABELS["code_name"].name


def my_caseload(account: Account, *, since: datetime | None = None, newest: int | None = None) -> Caseload:
    """The person's own cases, newest change first, and how many of them have no key (ADR 13, 14).

    Args:
        since: only those changed then or later. A page that shows today's opens no others.
        newest: at most so many; the others stay closed, and are counted.
    """
    changed = {} if since is None else {"case__changed_at__gte": since}
    with acting(account.actor(), Action.LIST_CASES):
        own = Said.objects.filter(
            case__owner=account, label=_CODE_NAME, person=None, version=F("case__version"), **changed
        )
        rows = list(
            own.order_by("-case__changed_at").values_list("case_id", "version", "sealed", "case__changed_at")[
                :newest
            ]
        )
        more = own.count() - len(rows) if newest is not None and len(rows) == newest else 0
        keys = _keys_there([row[0] for row in rows])
    cases = tuple(
        Listed(id, unseal(keys[id], _CODE_NAME, id, sealed, version=version, person=None), changed_at)
        for id, version, sealed, changed_at in rows
        if id in keys
    )
    return Caseload(cases, len(rows) - len(cases), more)


def code_names(case_ids: list[str]) -> dict[str, str]:
    """The code names of those of these cases that open, for a caller that may list them."""
    wanted = list(dict.fromkeys(case_ids))
    rows = list(
        Said.objects.filter(
            case_id__in=wanted, label=_CODE_NAME, person=None, version=F("case__version")
        ).values_list("case_id", "version", "sealed")
    )
    keys = _keys_there([row[0] for row in rows])
    return {
        id: unseal(keys[id], _CODE_NAME, id, sealed, version=version, person=None)
        for id, version, sealed in rows
        if id in keys
    }


def _keys_there(case_ids: list[str]) -> dict[str, CaseKey]:
    """The keys of these cases. One that is missing costs a few more questions, and no other its line."""
    if not case_ids:
        return {}
    try:
        return dict(zip(case_ids, agent().case_keys(case_ids), strict=True))
    except KeyMissing:
        half = len(case_ids) // 2
        return {**_keys_there(case_ids[:half]), **_keys_there(case_ids[half:])} if half else {}


def see_case(account: Account, case_id: str, *, to: Action = Action.SEE_CASE) -> CaseWords:
    """One case, opened. Raises NotFound: not theirs, or none.

    Args:
        to: what the page is for; whoever may not do that does not see it either.
    """
    return _seen(account, case_id, to, read_case)


def see_case_today(account: Account, case_id: str, *, to: Action = Action.SEE_CASE) -> CaseWords:
    """The same, and what of it holds today; what was said of the room the last time stands apart."""
    return _seen(account, case_id, to, _read_today)


def _seen(
    account: Account, case_id: str, to: Action, read: Callable[[Case, OpenCase], CaseWords]
) -> CaseWords:
    actor = account.actor()
    case = find_case(account, case_id, to)
    facts = facts_of(case)
    require_allowed(actor, to, facts)
    with acting(actor, Action.SEE_CASE, facts):
        return replace(read(case, agent().open_case(case_id)), reach=reach(actor, facts))


def _read_today(case: Case, keys: OpenCase) -> CaseWords:
    now = read_case(case, keys)
    last = case.visits.order_by("-opened_at").first()
    ended_at = last.ended_at if last else None
    if not is_asked_for_now(
        timezone.localtime(case.changed_at),
        timezone.localtime(),
        ended_at=timezone.localtime(ended_at) if ended_at else None,
    ):
        return replace(now, holds_today=False, before=now.words, before_at=case.changed_at)
    found = words_before(case, keys, last.opened_at) if last and ended_at is None else None
    return replace(now, before=found[0], before_at=found[1]) if found else now
