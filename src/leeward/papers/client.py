# SPDX-License-Identifier: Apache-2.0
"""The client's own paper: a large, plain to-do list that gives nobody away.

What is left out is as much a decision as what stands here: no scenario, no danger, no law, no "who
could notice", nothing that is "not now" but the day to talk again. How much the rest may say is
decided in `planning.takeaway`: steps in their own words and services by name only where the client
said that paper is safe to carry; ordinary lines (see `bland`) and numbers without names otherwise;
and where nothing may be carried, three short things to learn by heart, on a page that stays.
The title, the file name and the metadata are ordinary in every case.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Phone, Service
from leeward.papers.bland import ORDINARY, bland_lines, numbered
from leeward.papers.dates import iso_in_words, week_in_words, weekday_in_words
from leeward.papers.paper import Paper, PaperSize
from leeward.papers.typesetting import set_paper
from leeward.planning import Plan, Takeaway, takeaway_for
from leeward.terms.errors import NotFound
from leeward.terms.text import Language, Text

HARD_NIGHT_SERVICE = "988-lifeline"
SUICIDE_FLAGS = "suicidal-ideation"
MOST_NUMBERS = 3
REPORTING = "law-enforcement-report"
"""On a child's paper a number for reports is neither of use nor harmless when found."""
DAY_AND_NIGHT = Text(en="Day and night", es="De día y de noche")
DAYTIME = Text(en="In the daytime", es="De día")
SOME_HOURS = Text(en="Someone to call", es="Alguien a quien llamar")

_FILE_NAMES = Text(en="my-week.pdf", es="mi-semana.pdf")
_WORDS: dict[str, Text] = {
    "title": Text(en="My week", es="Mi semana"),
    "week_of": Text(en="Week of", es="Semana del"),
    "by_heart": Text(en="By heart", es="De memoria"),
    "heart_word": Text(en="A word", es="Una palabra"),
    "heart_time": Text(en="Day and time", es="Día y hora"),
    "heart_person": Text(en="A person", es="Una persona"),
    "to_do": Text(en="To do", es="Por hacer"),
    "first": Text(en="comes first", es="va primero"),
    "when": Text(en="When", es="Cuándo"),
    "nothing": Text(en="This week", es="Esta semana"),
    "nothing_text": Text(
        en="It is fine to choose nothing now. Not deciding today is a choice too.",
        es="Está bien no elegir nada ahora. No decidir hoy también es una decisión.",
    ),
    "numbers": Text(en="Numbers", es="Números"),
    "office": Text(en="Office", es="Oficina"),
    "emergency": Text(en="Emergency", es="Emergencia"),
    "hard_night": Text(en="A hard night", es="Una noche difícil"),
    "call_or_text": Text(en="call or text", es="llamada o mensaje"),
    "call": Text(en="call", es="llamada"),
    "text": Text(en="text", es="mensaje"),
    "as_of": Text(en="Numbers as of", es="Números al"),
    "changes": Text(en="If plans change", es="Si cambian los planes"),
    "again": Text(en="We talk again", es="Volvemos a hablar"),
    "a_number": Text(en="A number", es="Un número"),
    "stays": Text(en="Stays here.", es="Se queda aquí."),
}
_CHANGE = Text(
    en="It is fine to change your mind about any of this.",
    es="Puede cambiar de idea sobre cualquier cosa de esta hoja.",
)
_CHANGE_TEEN = Text(
    en="It is fine to change your mind about any of this.",
    es="Puedes cambiar de idea sobre cualquier cosa de esta hoja.",
)


def client_plan(plan: Plan, catalogue: Catalogue, language: Language, paper: PaperSize = "letter") -> Paper:
    """The client's paper; three things by heart instead where nothing may be taken home.

    Raises:
        PaperError: an unknown size or language, or words that cannot be set.
    """
    words = {name: text.said_in(language) for name, text in _WORDS.items()}
    stays = takeaway(plan) == "by-heart"
    data = _by_heart(plan, catalogue, language) if stays else _week(plan, catalogue, language)
    return set_paper(
        "by-heart" if stays else "client",
        {"words": words, **data},
        title=words["by_heart"] if stays else words["title"],
        file_name=_FILE_NAMES.said_in(language),
        language=language,
        paper=paper,
    )


def _week(plan: Plan, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    numbers = client_numbers(plan, catalogue, language)
    dates = [number["seen"] for number in numbers if number["seen"]]
    again = talk_again(plan)
    return {
        "week": week_in_words(plan.made_on, language) if plan.made_on is not None else None,
        "steps": _steps(plan, language),
        "numbers": numbers,
        "numbers_as_of": iso_in_words(min(dates), language) if dates else None,
        "again": weekday_in_words(again, language) if again is not None else None,
        "change": (_CHANGE_TEEN if is_young(plan) else _CHANGE).said_in(language),
    }


def _by_heart(plan: Plan, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """One number that answers at any hour where there is one, the day to talk again, a word."""
    again = talk_again(plan)
    return {
        "number": _number_to_know(plan, catalogue, language),
        "again": weekday_in_words(again, language) if again is not None else None,
    }


def _number_to_know(plan: Plan, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """A number to know by heart answers at any hour; 988 where suicide is in the room."""
    numbers = client_numbers(plan, catalogue, language)
    hard_night = next((one for one in numbers if one["id"] == HARD_NIGHT_SERVICE), numbers[-1])
    raised = plan.board.picture.findings.flag_ids
    if raised & catalogue.flags_named((SUICIDE_FLAGS,)):
        return hard_night
    always = DAY_AND_NIGHT.said_in(language)
    return next((one for one in numbers if one["label"] == always), hard_night)


def takeaway(plan: Plan) -> Takeaway:
    """How much this client's paper may say."""
    return takeaway_for(plan.board.picture.findings)


def is_young(plan: Plan) -> bool:
    """Whether the paper speaks to someone under 18."""
    answers = plan.board.picture.findings.answers
    return answers.voice == "teen" or answers.context.is_minor


def talk_again(plan: Plan) -> date | None:
    """The first day on which what is "not now" is asked again; None when none is agreed."""
    return min((one.return_on for one in plan.not_now if one.return_on is not None), default=None)


def client_lines(plan: Plan) -> tuple[Text, ...]:
    """What stands on the client's paper for each step of the plan, in its order."""
    if takeaway(plan) == "own-words":
        return tuple(step.entry.option.title for step in plan.steps)
    return bland_lines(step.entry.option for step in plan.steps)


def _steps(plan: Plan, language: Language) -> list[dict[str, Any]]:
    said_plainly = not (is_young(plan) and language == "es")  # the descriptions say usted
    own_words = takeaway(plan) == "own-words"
    return [
        {
            "line": line.said_in(language),
            "text": option.description.said_in(language)
            if said_plainly and (own_words or (option.id in ORDINARY and not option.local))
            else None,
            "first": not step.chosen,
        }
        for step, line in zip(plan.steps, client_lines(plan), strict=True)
        for option in [step.entry.option]
    ]


def client_numbers(plan: Plan, catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    """The numbers of the client's paper: label, number, way, and the day it was last read.

    Only confirmed numbers; by name where the client's own words may stand, else by the hour they
    answer. 988 and 911 stand last.
    """
    rows = [
        {
            "id": service.id,
            "label": label.said_in(language),
            "number": phone.number,
            "way": _way(phone, language),
            "seen": _seen(service),
        }
        for service, phone, label in _labelled(plan, language)
    ]
    hard_night = _hard_night(catalogue, language)
    emergency = _WORDS["emergency"].said_in(language)
    return [
        *rows,
        *([hard_night] if hard_night is not None else []),
        {"id": "911", "label": emergency, "number": "911", "way": "", "seen": ""},
    ]


def _labelled(plan: Plan, language: Language) -> list[tuple[Service, Phone, Text]]:
    by_name = takeaway(plan) == "own-words"
    seen: dict[Text, int] = {}
    found: list[tuple[Service, Phone, Text]] = []
    for service in plan.services:
        phone = _number_for(service, language)
        unsure = "check" in (service.hours or "")
        not_for_the_young = is_young(plan) and REPORTING in service.services
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
    confirmed = [phone for phone in service.phones if phone.confidence == "confirmed"]
    for kind in ("voice", "text"):
        of_kind = [phone for phone in confirmed if phone.type == kind]
        spoken = [phone for phone in of_kind if language in phone.languages]
        if of_kind:
            return (spoken or of_kind)[0]
    return None


def _way(phone: Phone, language: Language) -> str:
    if phone.type != "text":
        return ""
    text = _WORDS["text"].said_in(language)
    return f"{text}: {phone.keyword}" if phone.keyword else text


def _hard_night(catalogue: Catalogue, language: Language) -> dict[str, Any] | None:
    try:
        service = catalogue.service(HARD_NIGHT_SERVICE)
    except NotFound:
        return None
    phone = _number_for(service, language)
    if phone is None:
        return None
    texts = any(one.type == "text" and one.number == phone.number for one in service.phones)
    way = _WORDS["call_or_text" if texts else "call"].said_in(language)
    label = _WORDS["hard_night"].said_in(language)
    return {"id": service.id, "label": label, "number": phone.number, "way": way, "seen": _seen(service)}


def _seen(service: Service) -> str:
    return min((source.seen for source in service.sources if source.seen), default=service.reviewed)
