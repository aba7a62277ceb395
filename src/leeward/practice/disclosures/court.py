# SPDX-License-Identifier: Apache-2.0
"""The checklist of a court paper, kept sealed in the case: what was done, and how and when it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.models import Case
from leeward.practice.cases.services import ChangedMeanwhile, facts_of, find_case
from leeward.practice.disclosures.models import CourtPaper
from leeward.practice.disclosures.storing import sealed, unsealed
from leeward.practice.disclosures.values import CourtWords
from leeward.practice.sealing import COURT_PAPER, agent
from leeward.stewardship import Action

NOTHING_YET = CourtWords(frozenset(), {}, 0)


def see_court_paper(account: Account, case_id: str) -> CourtWords:
    """What was written down so far."""
    case = find_case(account, case_id, Action.SEE_RELEASES)
    with acting(account.actor(), Action.SEE_RELEASES, facts_of(case)):
        row = CourtPaper.objects.filter(case=case).first()
        if row is None:
            return NOTHING_YET
        keys = agent().open_case(case_id)
        words = unsealed(keys.key, COURT_PAPER, case_id, row.sealed, version=row.version, person=None)
        return CourtWords(frozenset(words["done"]), words["notes"], row.version, row.changed_at)


def note_court_paper(
    account: Account, case_id: str, done: Iterable[str], notes: Mapping[str, str], *, seen: int
) -> None:
    """Writes it down anew. Raises ChangedMeanwhile: another window saved since version `seen`."""
    case = find_case(account, case_id, Action.NOTE_COURT_PAPER)
    with acting(account.actor(), Action.NOTE_COURT_PAPER, facts_of(case)):
        Case.objects.select_for_update().get(id=case_id)
        row = CourtPaper.objects.filter(case=case).first()
        if (row.version if row else 0) != seen:
            raise ChangedMeanwhile(
                "A list that was saved meanwhile",
                expected=f"version {seen}",
                do="Look at it, then save again",
            )
        version = seen + 1
        words = {"done": sorted(done), "notes": dict(notes)}
        key = agent().open_case(case_id).key
        CourtPaper.objects.update_or_create(
            case=case,
            defaults={
                "version": version,
                "changed_at": timezone.now(),
                "sealed": sealed(key, COURT_PAPER, case_id, words, version=version, person=None),
            },
        )
