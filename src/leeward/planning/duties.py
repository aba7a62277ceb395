# SPDX-License-Identifier: Apache-2.0
"""What a clinician must report, by who did it, and where the duty to protect stands. A map, no advice.

    duties = duties_of("US-WA", catalogue)
    duties.reports[0].by_who       # parent or carer, another adult, another young person, not known
    duties.protect                 # provisions on the duty to warn or protect
    duties.help                    # the line that takes the report; None outside states and DC

Where the content does not say, the answer is "not known to us: consult today", never what is usual.
"""

from __future__ import annotations

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.law import Jurisdiction, Provision
from leeward.knowledge.models.reporting import Duty, Hearer, Reporting
from leeward.knowledge.models.service import StateHelp
from leeward.planning import duty_words as words
from leeward.planning.place import FEDERAL
from leeward.terms.text import Text

REPORT_TALK = "mandated-report-talk"
"""The option that says what a report sets off."""


class ByWho(msgspec.Struct, frozen=True):
    """Whether it must be reported where this person did it. `is_known`: read in a source."""

    who: Text
    answer: Text
    is_known: bool


class DutyToReport(msgspec.Struct, frozen=True, kw_only=True):
    """One duty. `how_fast`, `to_whom`: None where that was not read."""

    provision: Provision
    by_who: tuple[ByWho, ...]
    how_fast: Text | None
    to_whom: Text | None
    to_whom_else: Text | None
    sets_off: Text | None
    note: Text | None


class Duties(msgspec.Struct, frozen=True, kw_only=True):
    """The duties of one place. `others`: duties of other people or about other things."""

    place: Jurisdiction
    reports: tuple[DutyToReport, ...]
    others: tuple[Provision, ...]
    protect: tuple[Provision, ...]
    help: StateHelp | None


def duties_of(place: str, catalogue: Catalogue) -> Duties:
    """The duties of a place. Raises NotFound for a place we do not know."""
    law = catalogue.jurisdiction(place)
    reporting = [one for one in law.provisions if one.kind == "mandated-reporting"]
    general = [one for one in reporting if one.reporting is not None] or reporting[:1]
    if law.jurisdiction == FEDERAL:
        general = []
    return Duties(
        place=law,
        reports=tuple(_told(one) for one in general),
        others=tuple(one for one in reporting if one not in general),
        protect=tuple(one for one in law.provisions if one.kind == "duty-to-protect"),
        help=next((one for one in catalogue.state_help if f"US-{one.code}" == law.jurisdiction), None),
    )


def _told(provision: Provision) -> DutyToReport:
    block = provision.reporting
    return DutyToReport(
        provision=provision,
        by_who=_by_who(block),
        how_fast=None if block is None else _how_fast(block),
        to_whom=None if block is None or not block.to else _joined(block.to),
        to_whom_else=None if block is None or not block.to_if_not_carer else _joined(block.to_if_not_carer),
        sets_off=None if block is None else block.sets_off,
        note=None if block is None else block.note,
    )


def _by_who(block: Reporting | None) -> tuple[ByWho, ...]:
    answers: tuple[Duty | None, ...] = (
        (None, None, None) if block is None else (block.by_carer, block.by_other_adult, block.by_peer)
    )
    people = (words.CARER, words.OTHER_ADULT, words.PEER)
    known = [
        ByWho(who, words.NOT_KNOWN if answer is None else words.DUTY[answer], answer is not None)
        for who, answer in zip(people, answers, strict=True)
    ]
    is_always = set(answers) == {"must"}
    return (*known, ByWho(words.WHO_IS_UNKNOWN, words.WHOEVER if is_always else words.WHO_DECIDES, is_always))


def _how_fast(block: Reporting) -> Text | None:
    parts: list[Text] = []
    if block.speed is not None:
        parts.append(words.SPEED[block.speed])
    if block.within_hours is not None:
        parts.append(_filled(words.WITHIN, block.within_hours))
    if block.written_within_hours is not None:
        parts.append(_filled(words.IN_WRITING, block.written_within_hours))
    if not parts:
        return None
    return Text(en="; ".join(one.en for one in parts), es="; ".join(one.es for one in parts))


def _filled(text: Text, hours: int) -> Text:
    return Text(en=text.en.format(hours=hours), es=text.es.format(hours=hours))


def _joined(hearers: tuple[Hearer, ...]) -> Text:
    found = [words.HEARERS[one] for one in hearers]
    return Text(en="; ".join(one.en for one in found), es="; ".join(one.es for one in found))
