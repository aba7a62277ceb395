# SPDX-License-Identifier: Apache-2.0
"""How long each class is kept here: the practice's choice, never shorter than a rule that was read."""

from __future__ import annotations

from django.db import transaction

from leeward.knowledge.models.retention import RetentionRule
from leeward.practice.accounts.models import Account
from leeward.practice.audit.services import acting
from leeward.practice.book import book
from leeward.practice.retention.models import KeepingChoice
from leeward.practice.visits.services import practice_states
from leeward.stewardship import Action
from leeward.stewardship.retention import KeptFor, RecordClass, floor_of, is_shorter
from leeward.terms.errors import LeewardError


class TooShort(LeewardError):
    """A period shorter than one that was read for a state of this practice. `classes`: which ones."""

    def __init__(self, classes: list[RecordClass], least: KeptFor) -> None:
        super().__init__(
            "A shorter period than a rule asks",
            expected=f"{least.years} years, a minor until {least.minor_until_age or 'those are over'}",
            do="Choose a longer one; nothing was changed",
        )
        self.classes, self.least = classes, least


def rules_read() -> tuple[RetentionRule, ...]:
    """The rules in the catalogue for the states this practice works in."""
    states = practice_states()
    return tuple(rule for rule in book().retention if rule.jurisdiction in states)


def floor() -> KeptFor:
    """The longest of them; the program's own where none was read."""
    return floor_of(KeptFor(rule.years, rule.minor_until_age) for rule in rules_read())


def periods() -> dict[RecordClass, KeptFor]:
    """What holds today for each class."""
    chosen = {
        one.record_class: KeptFor(one.years, one.minor_until_age) for one in KeepingChoice.objects.all()
    }
    least = floor()
    return {one: chosen.get(one.value, least) for one in RecordClass}


def choose(account: Account, chosen: dict[RecordClass, KeptFor]) -> None:
    """Sets the periods. Raises TooShort: one is shorter than a rule that was read; nothing is changed."""
    with acting(account.actor(), Action.SET_PRACTICE, detail="retention"):
        least = floor()
        short = [name for name, one in chosen.items() if is_shorter(one, least)]
        if rules_read() and short:
            raise TooShort(short, least)
        with transaction.atomic():
            for record_class, kept in chosen.items():
                KeepingChoice.objects.update_or_create(
                    record_class=record_class.value,
                    defaults={"years": kept.years, "minor_until_age": kept.minor_until_age},
                )
