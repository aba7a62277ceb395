# SPDX-License-Identifier: Apache-2.0
"""The numbers on a client's paper: confirmed ones only, and nobody named where a finder may read it.

A service's name tells what a paper is about, so it stands only on a paper in the client's own words;
otherwise a number is known by the hour it answers. 988 and 911 stand last on every paper; on a young
client's without names they stand alone: a line with a number at any hour is looked up by who finds it.
"""

from __future__ import annotations

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Phone, Service
from leeward.knowledge.overlaying import EMERGENCY_NUMBERS
from leeward.papers.bland import numbered
from leeward.planning import Plan, Takeaway
from leeward.terms.errors import NotFound
from leeward.terms.phone_numbers import refused_number
from leeward.terms.text import Language, Text

HARD_NIGHT_SERVICE = "988-lifeline"
HARD_NIGHT_NUMBER = "988"
SUICIDE_FLAGS = "suicidal-ideation"
MOST_NUMBERS = 3
REPORTING = "law-enforcement-report"
"""On a child's paper a number for reports is neither of use nor harmless when found."""
DAY_AND_NIGHT = Text(en="Day and night", es="De día y de noche")
DAYTIME = Text(en="In the daytime", es="De día")
SOME_HOURS = Text(en="Someone to call", es="Alguien a quien llamar")
EMERGENCY = Text(en="Emergency", es="Emergencia")
HARD_NIGHT = Text(en="A hard night", es="Una noche difícil")
CALL_OR_TEXT = Text(en="call or text", es="llamada o mensaje")
CALL = Text(en="call", es="llamada")
TEXT = Text(en="text", es="mensaje")


class SheetNumber(msgspec.Struct, frozen=True):
    """One number. `way`: how it is reached where that is not plain; `seen`: the day it was last read."""

    id: str
    label: str
    number: str
    way: str = ""
    seen: str = ""


def client_numbers(
    plan: Plan, catalogue: Catalogue, language: Language, form: Takeaway
) -> tuple[SheetNumber, ...]:
    """The numbers of a client's paper of this form, 988 and 911 last."""
    by_name = form == "own-words"
    only_the_plain = plan.board.picture.findings.answers.is_young and not by_name
    labelled = [] if only_the_plain else _labelled(plan, language, by_name=by_name)
    rows = [
        SheetNumber(
            service.id, label.said_in(language), phone.number, _way(phone, language), last_read(service)
        )
        for service, phone, label in labelled
    ]
    hard_night = _hard_night(catalogue, language)
    return (
        *rows,
        *([hard_night] if hard_night is not None else []),
        SheetNumber("911", EMERGENCY.said_in(language), "911"),
    )


def number_to_know(plan: Plan, catalogue: Catalogue, language: Language) -> SheetNumber:
    """A number to know by heart answers at any hour; 988 where suicide is in the room."""
    numbers = client_numbers(plan, catalogue, language, "by-heart")
    hard_night = next((one for one in numbers if one.id == HARD_NIGHT_SERVICE), numbers[-1])
    raised = plan.board.picture.findings.flag_ids
    if raised & catalogue.flags_named((SUICIDE_FLAGS,)):
        return hard_night
    always = DAY_AND_NIGHT.said_in(language)
    return next((one for one in numbers if one.label == always), hard_night)


def last_read(service: Service) -> str:
    """The day on which its oldest source was read; that of our own review where none says."""
    return min((source.seen for source in service.sources if source.seen), default=service.reviewed)


def _labelled(plan: Plan, language: Language, *, by_name: bool) -> list[tuple[Service, Phone, Text]]:
    young = plan.board.picture.findings.answers.is_young
    seen: dict[Text, int] = {}
    found: list[tuple[Service, Phone, Text]] = []
    for service in plan.services:
        phone = _number_for(service, language)
        unsure = "check" in (service.hours or "")
        not_for_the_young = young and REPORTING in service.services
        if (
            phone is None
            or unsure
            or not_for_the_young
            or service.id == HARD_NIGHT_SERVICE
            or len(found) == MOST_NUMBERS
        ):
            continue
        label = _name_label(service) if by_name else _hours_label(service)
        seen[label] = seen.get(label, 0) + 1
        found.append((service, phone, numbered(label, seen[label])))
    return found


def _name_label(service: Service) -> Text:
    return Text(en=service.name, es=service.name_es or service.name)


def _hours_label(service: Service) -> Text:
    hours = (service.hours or "").lower()
    if hours in ("24/7", "24/7 by phone"):
        return DAY_AND_NIGHT
    return DAYTIME if any(word in hours for word in ("office", "weekday", "monday")) else SOME_HOURS


def _number_for(service: Service, language: Language) -> Phone | None:
    """The first confirmed number to call, in the language where there is one; else one to text."""
    confirmed = [
        phone
        for phone in service.phones
        if phone.confidence == "confirmed" and refused_number(phone.number) is None
    ]
    for kind in ("voice", "text"):
        of_kind = [phone for phone in confirmed if phone.type == kind]
        spoken = [phone for phone in of_kind if language in phone.languages]
        if of_kind:
            return (spoken or of_kind)[0]
    return None


def _way(phone: Phone, language: Language) -> str:
    if phone.type != "text":
        return ""
    text = TEXT.said_in(language)
    return f"{text}: {phone.keyword}" if phone.keyword else text


def _hard_night(catalogue: Catalogue, language: Language) -> SheetNumber | None:
    try:
        service = catalogue.service(HARD_NIGHT_SERVICE)
    except NotFound:
        return None
    there = msgspec.structs.replace(service, phones=emergency_phones(service))
    phone = _number_for(there, language)
    number = phone.number if phone is not None else HARD_NIGHT_NUMBER
    texts = any(one.type == "text" and one.number == number for one in there.phones)
    way = (CALL_OR_TEXT if texts else CALL).said_in(language)
    return SheetNumber(service.id, HARD_NIGHT.said_in(language), number, way, last_read(service))


def emergency_phones(service: Service) -> tuple[Phone, ...]:
    """Those of its numbers that anybody can call at any hour: no other one stands for a hard night."""
    return tuple(phone for phone in service.phones if phone.number in EMERGENCY_NUMBERS)
