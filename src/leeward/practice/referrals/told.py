# SPDX-License-Identifier: Apache-2.0
"""Referrals as the record of a visit and a copy of it tell them: days, offices, outcomes; no words beside.

A copy names an office only where that tells nobody where the client may be met. Offices for people harmed at
home, and names that were typed, stay with us: nothing is known of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import translation

from leeward.papers import ReferralTold
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import facts_of
from leeward.practice.referrals import labels
from leeward.practice.referrals.offices import service_of
from leeward.practice.referrals.storing import read_all
from leeward.practice.referrals.values import ReferralWords
from leeward.practice.sealing import agent
from leeward.stewardship import Action, may
from leeward.stewardship.referrals import CLOSED, NO_ANSWER, Step, Taken
from leeward.terms.text import Language

STAYS_WITH_US = frozenset({"domestic-violence", "stalking", "protective-order", "child-protection"})
"""What an office is for that a copy does not name; no export of the directory says a street of these."""
_OUTCOMES = NO_ANSWER | {Step.GOT_HELP}
"""What is told beside the close, which says nothing of how it went."""


def referrals_for_record(account: Account, case_id: str, language: Language) -> list[ReferralTold]:
    """All of a client; none for a caller who may not see them."""
    case = Case.objects.get(id=case_id)
    facts = facts_of(case)
    if not may(account.actor(), Action.SEE_REFERRALS, facts):
        return []
    with acting(account.actor(), Action.SEE_REFERRALS, facts):
        found = read_all(case.referrals.order_by("made_at", "id"), agent().open_case(case_id))
    return _told(found, language)


def referrals_for_copy(
    case_id: str,
    language: Language,
    since: datetime | None,
    until: datetime | None,
    *,
    as_of: datetime | None = None,
) -> list[ReferralTold]:
    """Those begun from one visit on and before the next, for a caller that may give out the record.

    Args:
        since, until: aware; None: from the first on, to the last.
        as_of: aware; nothing is told of what was done later. None: as they stand now.
    """
    case = Case.objects.get(id=case_id)
    rows = case.referrals.order_by("made_at", "id")
    rows = rows.filter(made_at__gte=since) if since else rows
    rows = rows.filter(made_at__lt=until) if until else rows
    found = [one for one in read_all(rows, agent().open_case(case_id)) if one.referral.step != Step.MISTAKE]
    return [
        told._replace(office=told.office if _may_be_named(one) else "", why="")
        for one, told in zip(found, _told(found, language, as_of), strict=True)
    ]


def _may_be_named(one: ReferralWords) -> bool:
    service = service_of(one.service_id)
    return service is not None and not STAYS_WITH_US.intersection(service.services)


def _told(
    found: Iterable[ReferralWords], language: Language, as_of: datetime | None = None
) -> list[ReferralTold]:
    with translation.override(language):
        return [_one(words, as_of) for words in found]


def _one(words: ReferralWords, as_of: datetime | None) -> ReferralTold:
    referral = words.referral
    standing = [one for one in words.steps if one.is_standing and (as_of is None or one.at < as_of)]
    last = [one.taken for one in standing if not one.taken.is_look]
    return ReferralTold(
        words.office,
        referral.kind.value,
        referral.history[0].on,
        [(str(labels.STANDS[one.step]), one.on) for one in _telling(last) if one.step is not None],
        last[-1].step not in CLOSED,
        next((str(labels.WHYS[one.why]) for one in reversed(last) if one.why), ""),
    )


def _telling(steps: Sequence[Taken]) -> Sequence[Taken]:
    """The last step; and before a close how it went."""
    if steps[-1].step in CLOSED:
        outcome = [one for one in steps[:-1] if one.step in _OUTCOMES][-1:]
        return [*outcome, steps[-1]]
    return steps[-1:]
