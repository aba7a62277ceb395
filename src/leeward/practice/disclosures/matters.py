# SPDX-License-Identifier: Apache-2.0
"""Matters of the catalogue as the pages of this room show them: words, sources, and the law they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from leeward.knowledge.models.law import Provision
from leeward.knowledge.models.matter import Matter
from leeward.practice.book import book
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.terms.text import Language

PRIVILEGE = "privilege"


@dataclass(frozen=True, slots=True)
class ProvisionShown:
    """A provision of our own catalogue, with its place."""

    id: str
    place: str
    title: str
    citation: str
    summary: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class MatterShown:
    """One matter in the reader's language."""

    id: str
    part: str
    title: str
    text: str
    do: tuple[str, ...]
    say: tuple[str, ...]
    law: tuple[ProvisionShown, ...]
    fact: FactShown


def matters_shown(page: str, language: Language, *, part: str = "") -> list[MatterShown]:
    """The matters of a page, or of one part of it, in order."""
    return [_shown(one, language) for one in book().matters_of(page) if part in ("", one.part)]


def privilege_of(states: Iterable[str], language: Language) -> list[ProvisionShown]:
    """What our catalogue says of privilege in these states; most say it nowhere yet."""
    found = []
    for code in states:
        place = book().jurisdiction(code)
        found += [
            provision_shown(one.id, language)
            for one in place.provisions
            if PRIVILEGE in f"{one.title} {one.summary}".lower()
        ]
    return found


def provision_shown(provision_id: str, language: Language) -> ProvisionShown:
    """One provision with its own confidence and source."""
    place, provision = book().provisions[provision_id]
    return ProvisionShown(
        provision.id,
        place.name,
        provision.title,
        provision.citation,
        provision.summary,
        _fact(provision, language),
    )


def _fact(provision: Provision, language: Language) -> FactShown:
    return fact_of(provision, "law", language, timezone.localdate())


def _shown(matter: Matter, language: Language) -> MatterShown:
    return MatterShown(
        matter.id,
        matter.part,
        matter.title.said_in(language),
        matter.text.said_in(language),
        tuple(one.said_in(language) for one in matter.do),
        tuple(one.said_in(language) for one in matter.say),
        tuple(provision_shown(one, language) for one in matter.law),
        fact_of(matter, "matter", language, timezone.localdate()),
    )
