# SPDX-License-Identifier: Apache-2.0
"""The record's part on places: the law that may matter, and who answers."""

from __future__ import annotations

from typing import Any

from leeward.knowledge.models.service import Phone, Service
from leeward.papers.facts import Sources, confidence_in_words
from leeward.papers.record_words import HOURS_ES, LANGUAGE_NAMES, PHONE_KINDS
from leeward.planning import Plan
from leeward.planning.place import LawOfPlace
from leeward.terms.text import Language, Text


def law_places(plan: Plan, language: Language, sources: Sources) -> list[dict[str, Any]]:
    """The law by place. English, as it stands in the content: law is not translated here."""
    return [_place(one, language, sources) for one in plan.law]


def _place(law: LawOfPlace, language: Language, sources: Sources) -> dict[str, Any]:
    more = _MORE.said_in(language).format(count=law.more, place=law.jurisdiction.jurisdiction)
    return {
        "more": more if law.more else None,
        "name": law.jurisdiction.name,
        "recording": law.jurisdiction.recording_consent_note,
        "provisions": [
            {
                "title": one.title,
                "citation": one.citation,
                "summary": one.summary,
                "minors": one.minors,
                "caution": one.caution,
                "stamp": sources.stamp(one, "law"),
                "confirmed": one.confidence == "confirmed",
            }
            for one in law.provisions
        ],
    }


_MORE = Text(
    en="{count} more provisions of these kinds: look them up under {place}.",
    es="{count} disposiciones más de estos tipos: búsquelas en {place}.",
)


def answering_services(plan: Plan, language: Language, sources: Sources) -> list[dict[str, Any]]:
    """Who answers: numbers with how sure we are of each, hours, languages, traces, alert."""
    return [_service(one, language, sources) for one in plan.services]


def _service(service: Service, language: Language, sources: Sources) -> dict[str, Any]:
    name = service.name_es if language == "es" and service.name_es else service.name
    hours = service.hours or ""
    return {
        "name": name,
        "text": service.description.said_in(language),
        "phones": [phone_in_words(phone, language) for phone in service.phones],
        "url": service.url or "",
        "hours": HOURS_ES.get(hours, hours) if language == "es" else hours,
        "languages": ", ".join(language_in_words(one, language) for one in service.languages),
        "trace": service.leaves_trace_notes.said_in(language),
        "alert": service.alert.said_in(language) if service.alert is not None else None,
        "stamp": sources.stamp(service, "service"),
    }


def phone_in_words(phone: Phone, language: Language) -> dict[str, str]:
    """A number with its way and languages; a caution where the digits are not confirmed."""
    way = PHONE_KINDS[phone.type].said_in(language)
    parts = [f"{way} ({phone.keyword})" if phone.keyword else way]
    parts += [language_in_words(one, language) for one in phone.languages]
    if phone.confidence != "confirmed":
        parts.append(confidence_in_words(phone.confidence, language))
    return {"number": phone.number, "note": ", ".join(parts)}


def language_in_words(tag: str, language: Language) -> str:
    """A language's name; a tag we have no name for stands as it is."""
    name = LANGUAGE_NAMES.get(tag)
    return name.said_in(language) if name is not None else tag
