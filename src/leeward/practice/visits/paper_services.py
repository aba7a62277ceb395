# SPDX-License-Identifier: Apache-2.0
"""Putting on record that something is printed or shown, before it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from leeward.planning import Takeaway
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.visits.documents import Sheet
from leeward.practice.visits.paper_forms import CARRIED
from leeward.practice.visits.services import apply_change, find_visit, visit_facts
from leeward.stewardship import Action
from leeward.terms.text import Language

PRINTED = "printed"
_CLIENTS = {*CARRIED, "by-heart", "nothing"}


def note_print(account: Account, visit_id: str, what: str, form: str, language: Language) -> None:
    """One row in the audit, and one in the visit while it goes on. After its end, the audit alone has it.

    Args:
        what: `paper`, `photograph`, `by-heart`, `nothing`, `record`, `adult`, `check-list`,
            `check-list-own`, `worksheet` or `worksheet-own`.
        form: how much the client's paper says; empty for the others.
    """
    actor = account.actor()
    visit = find_visit(actor, visit_id, Action.PRINT)
    entry = {
        "what": what,
        "form": form,
        "language": language,
        "at": timezone.localtime().isoformat(timespec="minutes"),
    }

    def change(sheet: Sheet) -> Mapping[str, Any]:
        return {PRINTED: [*sheet.words.get(PRINTED, []), entry]}

    with acting(actor, Action.PRINT, visit_facts(visit), detail=what):
        if visit.ended_at is None:
            apply_change(visit, "plan", change, seen=0)


def form_taken(words: Mapping[str, Any]) -> Takeaway | None:
    """How much the last thing the client took says; None before anything was asked.

    Args:
        words: the document of the plan.
    """
    taken = [one for one in words.get(PRINTED, []) if one["what"] in _CLIENTS]
    if not taken:
        return None
    form: Takeaway = taken[-1]["form"] or "by-heart"
    return form
