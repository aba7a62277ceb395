# SPDX-License-Identifier: Apache-2.0
"""How long each class of record is kept, and what is due to go. Pure: the caller brings dates, holds and age.

>>> from datetime import date
>>> rule = KeptFor(years=7, minor_until_age=25)
>>> keep_until(rule, Contact(date(2020, 3, 1)))
datetime.date(2027, 3, 1)
>>> keep_until(rule, Contact(date(2020, 3, 1), youngest_age=14))  # 14 since that day, for all we know
datetime.date(2031, 3, 1)

Nothing is due by an age that is not known: `Contact.youngest_age` is None only where every client of the
case was asked and is of age, or the caller says so; see `due`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from leeward.stewardship.access import Role

OF_AGE = 18
FLOOR_YEARS = 7
FLOOR_MINOR_UNTIL = 25
"""What is kept where no rule of a state was read: as long as the longest of those that were."""


class RecordClass(StrEnum):
    """Classes of what is kept. The values stand in rows and never change."""

    CLIENT_RECORD = "client-record"
    CHART_LINE = "chart-line"
    PROTECTED_NOTE = "protected-note"
    EVIDENCE_INDEX = "evidence-index"
    WORKING_PAPER = "working-paper"


@dataclass(frozen=True, slots=True)
class KeptFor:
    """One rule. `minor_until_age`: whoever was under 18 then is kept at least until that birthday."""

    years: int
    minor_until_age: int | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """The last contact with a case. `youngest_age`: of its clients on that day, in years, if a minor."""

    last: date
    youngest_age: int | None = None


@dataclass(frozen=True, slots=True)
class CaseToKeep:
    """What the rules need to know of a case.

    `age_is_known`: whether the age of every client was asked. `is_held`: a legal hold stands.
    `is_worked_on`: a visit goes on, a device is out, or something is agreed for a day to come.
    `classes`: those it holds anything of.
    """

    id: str
    contact: Contact
    age_is_known: bool
    is_held: bool
    is_worked_on: bool
    classes: frozenset[RecordClass]


class Stays(StrEnum):
    """Why something is not due."""

    NOT_YET = "not-yet"
    HELD = "held"
    WORKED_ON = "worked-on"
    AGE_UNKNOWN = "age-unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dry run. `until`: the day up to which it is kept. `stays`: None where it is due."""

    case_id: str
    record_class: RecordClass
    until: date
    stays: Stays | None


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would go, and what stays and why. `whole`: cases of which nothing would be left."""

    due: tuple[Line, ...]
    staying: tuple[Line, ...]
    whole: tuple[str, ...]


def floor_of(rules: Iterable[KeptFor]) -> KeptFor:
    """The longest of several states' rules; where none was read, the program's own."""
    known = list(rules)
    if not known:
        return KeptFor(FLOOR_YEARS, FLOOR_MINOR_UNTIL)
    until = [one.minor_until_age for one in known if one.minor_until_age is not None]
    return KeptFor(max(one.years for one in known), max(until, default=None))


def is_shorter(chosen: KeptFor, floor: KeptFor) -> bool:
    """Whether a choice would let anything go before the floor does."""
    if chosen.years < floor.years:
        return True
    return floor.minor_until_age is not None and (chosen.minor_until_age or 0) < floor.minor_until_age


def keep_until(rule: KeptFor, contact: Contact) -> date:
    """The first day on which the record may go.

    A birthday is not known, only an age on a day: the birthday is taken to have been that very day.
    """
    until = _years_after(contact.last, rule.years)
    if contact.youngest_age is not None and contact.youngest_age < OF_AGE and rule.minor_until_age:
        until = max(until, _years_after(contact.last, rule.minor_until_age - contact.youngest_age))
    return until


def _years_after(day: date, years: int) -> date:
    """The same day of the year; 1 March after a 29 February that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def dry_run(cases: Sequence[CaseToKeep], rules: Mapping[RecordClass, KeptFor], today: date) -> DryRun:
    """What is due today. Changes nothing; the order is that of the cases and of the classes.

    Args:
        rules: one for each class. A class without a rule is never due.
    """
    lines = [
        Line(case.id, one, keep_until(rules[one], case.contact), _stays(case, rules[one], today))
        for case in cases
        for one in RecordClass
        if one in case.classes and one in rules
    ]
    due = tuple(line for line in lines if line.stays is None)
    gone = {(line.case_id, line.record_class) for line in due}
    whole = tuple(
        case.id for case in cases if case.classes and all((case.id, one) in gone for one in case.classes)
    )
    return DryRun(due, tuple(line for line in lines if line.stays is not None), whole)


def _stays(case: CaseToKeep, rule: KeptFor, today: date) -> Stays | None:
    """Why this stays; a hold comes before everything else."""
    if case.is_held:
        return Stays.HELD
    if case.is_worked_on:
        return Stays.WORKED_ON
    if keep_until(rule, case.contact) > today:
        return Stays.NOT_YET
    if not case.age_is_known and rule.minor_until_age:
        oldest_doubt = Contact(case.contact.last, youngest_age=0)
        if keep_until(rule, oldest_doubt) > today:
            return Stays.AGE_UNKNOWN
    return None


@dataclass(frozen=True, slots=True)
class Shredding:
    """A case that is to go as a whole: asked for by one, agreed to by another. Times are aware."""

    asked_by: str
    asked_at: datetime
    agreed_by: str = ""
    is_paper_shown: bool = False
    """In a practice of one: the recovery paper was typed in, and the wait begun, when it was asked."""


WAIT_ALONE = timedelta(hours=72)
ASKING_LASTS = timedelta(days=30)


class NotYet(StrEnum):
    """Why a case may not be shredded."""

    HELD = "held"
    OUT_OF_TIME = "out-of-time"
    SECOND_PERSON = "second-person"
    WAITS = "waits"


def may_be_second(roles: Collection[Role], *, is_first: bool, supervises_owner: bool) -> bool:
    """Whether somebody can agree to what the first asked for: an administrator, or the owner's supervisor."""
    if is_first:
        return False
    return Role.ADMINISTRATOR in roles or (Role.SUPERVISOR in roles and supervises_owner)


def may_shred(asked: Shredding, *, is_held: bool, is_alone: bool, now: datetime) -> NotYet | None:
    """Whether it may be done now: None, or what stands in the way. A hold wins over everything."""
    if is_held:
        return NotYet.HELD
    if now - asked.asked_at > ASKING_LASTS:
        return NotYet.OUT_OF_TIME
    if asked.agreed_by and asked.agreed_by != asked.asked_by:
        return None
    if not (is_alone and asked.is_paper_shown):
        return NotYet.SECOND_PERSON
    return NotYet.WAITS if now - asked.asked_at < WAIT_ALONE else None
