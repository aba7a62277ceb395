# SPDX-License-Identifier: Apache-2.0
"""What the client's page tells the chain: age, state, setting, police, language, the next contact."""

from __future__ import annotations

from typing import Any

from leeward.practice.cases.languages import tag_of
from leeward.practice.cases.values import CaseWords, PersonWords
from leeward.practice.numbers import whole_number
from leeward.practice.visits.values import VisitWords
from leeward.screening.asking import RoomSaid
from leeward.terms.text import LANGUAGES, Language

SETTINGS = {"room": "office", "video": "telehealth", "phone": "telehealth"}
POLICE = {"yes": "yes", "with": "with-someone", "not": "not"}


HEARD_ON = "heard_on"
"""Key of the answers: the MHP went on though a device may hear."""


def room_said(visit: VisitWords) -> RoomSaid:
    """What the client's page says of today's room, as the questions heed it."""
    said = visit.case.words
    went_on = bool(visit.document("answers").words.get(HEARD_ON))
    is_remote = SETTINGS.get(said.get("setting", "")) == "telehealth"
    return RoomSaid(said.get("alone", ""), said.get("consent", ""), went_on, is_remote)


def visit_context(words: CaseWords, states: tuple[str, ...]) -> dict[str, Any]:
    """The context as `screening.read_context` reads it. What is not known is left out."""
    said = words.words
    client = words.persons[0].words if words.persons else {}
    found: dict[str, Any] = {
        "age": known_age(words),
        "state": said.get("state") or (states[0] if len(states) == 1 else None),
        "setting": SETTINGS.get(said.get("setting", "")),
        "police": POLICE.get(said.get("police", "")),
        "language": tag_of(client.get("language", "")),
    }
    if said.get("next_at"):
        found["next_contact"] = [{"kind": said.get("next_kind") or "other", "at": said["next_at"]}]
    return {key: value for key, value in found.items() if value is not None}


def known_age(words: CaseWords) -> int | None:
    """The client's age in years, as it was last written down."""
    return age_of(words.persons[0]) if words.persons else None


def age_of(person: PersonWords) -> int | None:
    """One person's age in years, as it was last written down."""
    return whole_number(person.words.get("age", "")) if person.words.get("age", "").isdecimal() else None


def client_language(words: CaseWords) -> Language:
    """The language questions and papers are in: the client's where we have it, else English."""
    client = words.persons[0].words if words.persons else {}
    tag = tag_of(client.get("language", ""))
    return next((language for language in LANGUAGES if language == tag), "en")
