# SPDX-License-Identifier: Apache-2.0
"""Names entered so that the practice learns whether it may see both sides; only keyed marks are kept.

Entering looks for nothing: the page of the clinician is the same, and takes as long, whether there is
another case or not. Those who are told look for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.cases.services import facts_of, find_case
from leeward.practice.people.models import NameMark
from leeward.practice.people.selectors import actors
from leeward.practice.people.values import TwoSides
from leeward.practice.sealing import own_key
from leeward.stewardship import Action, may
from leeward.stewardship.conflict import SIDES, Mark, Side, both_sides, name_parts, who_is_told
from leeward.terms.errors import InputError
from leeward.vault.binding import commitment


def entered(account: Account, case_id: str) -> dict[Side, datetime]:
    """When a name was entered last, by side."""
    case = find_case(account, case_id, Action.CHECK_NAMES)
    with acting(account.actor(), Action.CHECK_NAMES, facts_of(case), detail="look"):
        return dict(NameMark.objects.filter(case=case).values_list("side", "entered_at"))


def enter_names(account: Account, case_id: str, names: Mapping[Side, str]) -> None:
    """Keeps a mark of each name that was given, in the place of the one before on that side.

    Raises:
        InputError: a name of fewer than two parts. `where` is its side.
    """
    case = find_case(account, case_id, Action.CHECK_NAMES)
    with acting(account.actor(), Action.CHECK_NAMES, facts_of(case), detail="enter"):
        for side in SIDES:
            if names.get(side, "").strip():
                NameMark.objects.update_or_create(
                    case=case,
                    side=side,
                    defaults={"mark": _mark(names[side], side), "entered_at": timezone.now()},
                )


def take_out(account: Account, case_id: str) -> None:
    """Removes the marks of a case."""
    case = find_case(account, case_id, Action.CHECK_NAMES)
    with acting(account.actor(), Action.CHECK_NAMES, facts_of(case), detail="take out"):
        NameMark.objects.filter(case=case).delete()


def two_sides(account: Account) -> list[TwoSides]:
    """Pairs of cases that this person is told of: numbers, and nothing of what is in them."""
    actor = account.actor()
    if not may(actor, Action.SEE_CONFLICTS):
        return []
    with acting(actor, Action.SEE_CONFLICTS):
        rows = NameMark.objects.values_list("case_id", "case__owner_id", "side", "mark")
        found = both_sides(Mark(*row) for row in rows)
        people = actors() if found else []
    return [
        TwoSides(one.case_id, one.other_case_id)
        for one in found
        if account.id in who_is_told(people, one.owner_ids)
    ]


def _mark(name: str, side: Side) -> str:
    parts = name_parts(name)
    if parts is None:
        raise InputError(
            "a name of one part", expected="a given name and a family name", do="Write it whole", where=side
        )
    return commitment(own_key(), "names", *parts).hex()
