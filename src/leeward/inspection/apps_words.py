# SPDX-License-Identifier: Apache-2.0
"""An answer about apps in words: plain data for JSON and pages, in English or Spanish.

The order is part of the help: what not to do comes first, then what an app can do, why it stands out
and when that means nothing, then what to do next, and always what a list cannot show.
"""

from __future__ import annotations

from typing import Any

from leeward.formats.app_lists_types import Line
from leeward.inspection.apps import AppAnswer, AppsAnswer
from leeward.inspection.apps_rules import Finding
from leeward.knowledge.catalogue import Catalogue
from leeward.knowledge.indicators import Indicators
from leeward.knowledge.models.apps import AppAdvice
from leeward.terms.shown import on_a_line
from leeward.terms.text import Language

LONGEST_LINE = 240


def as_data(answer: AppsAnswer, book: Catalogue, known: Indicators, language: Language) -> dict[str, Any]:
    """Everything that is said about a list, as plain data; the keys are the same in every language."""
    listed = answer.listed
    return {
        "platform": listed.platform,
        "form": listed.form,
        "verdict": answer.verdict,
        "apps": [_app(one, book, language) for one in answer.apps],
        "phone": [
            {"id": note.id, "what": text, "where": shown(note.where)}
            for note in answer.notes
            for text in advice("phone", {note.id}, book, language)
        ],
        "do_first": advice("first", set(), book, language) if answer.apps else [],
        "next": advice("next", set(), book, language) if answer.apps else [],
        "nothing_found": [] if answer.apps else advice("nothing-found", set(), book, language),
        "cannot_show": advice("cannot-show", left_open(answer), book, language),
        "read": {
            "apps": len(listed.apps),
            "unit": listed.unit,
            "total": listed.total,
            "whole": answer.is_whole,
            "unread": [
                {"where": on_a_line(part.title), "why": part.why, "count": part.count, "first": part.first}
                for part in listed.unread
            ],
            "say": [] if answer.is_whole else advice("read", {"unread"}, book, language),
        },
        "pack": pack(known),
    }


def pack(known: Indicators) -> dict[str, Any]:
    """Which lists were asked: the date of the newest, and each with its terms and makers."""
    return {
        "date": known.made,
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "version": source.version,
                "date": source.dated,
                "licence": source.licence,
                "attribution": source.attribution,
            }
            for source in known.sources
        ],
        "left_out": dict(sorted(known.left_out.items())),
    }


def left_open(answer: AppsAnswer) -> set[str]:
    """What this list leaves open: the `when` words of what a list cannot show."""
    listed = answer.listed
    says = set(listed.says)
    found: set[str] = {listed.platform}
    if listed.form in ("names", "ids"):
        found.add("names" if listed.form == "names" else "no-permissions")
    if listed.form != "names":
        found |= {"no-permissions"} if "permissions" not in says else set()
        found |= {"no-installer"} if not says & {"installer", "signer"} else set()
        if listed.platform == "android" and not {"admins", "accessibility", "notifications"} <= says:
            found.add("no-roles")
    return found


def advice(part: str, when: set[str], book: Catalogue, language: Language) -> list[str]:
    """The sentences of one part that hold always, or for one of `when`."""
    return [one.text.said_in(language) for one in book.app_advice if _holds(one, part, when)]


def _holds(one: AppAdvice, part: str, when: set[str]) -> bool:
    return one.part == part and (not one.when or bool(set(one.when) & when))


def _app(one: AppAnswer, book: Catalogue, language: Language) -> dict[str, Any]:
    reasons = {reason.id: reason for reason in book.app_reasons}
    innocent = dict.fromkeys(
        text.said_in(language) for why in one.findings for text in reasons[why.reason].innocent
    )
    abilities = [able.text.said_in(language) for able in book.app_abilities if one.can_do & set(able.by)]
    return {
        "id": on_a_line(one.app.id),
        "title": on_a_line(one.title),
        "do_first": " ".join(advice("first", set(), book, language)),
        "strength": one.strength,
        "can_do": abilities,
        "why": [
            {
                "id": why.reason,
                "what": _what(why, reasons[why.reason].says.said_in(language)),
                "where": shown(why.where),
                "confidence": reasons[why.reason].confidence,
            }
            for why in one.findings
        ],
        "innocent": list(innocent),
    }


def _what(why: Finding, says: str) -> str:
    return f"{says} ({on_a_line(why.detail)})" if why.detail else says


def shown(line: Line | None) -> str:
    """A line of the file with its number, made safe for a screen."""
    if line is None:
        return ""
    text = on_a_line(line.text)
    text = text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
    return f"{line.number}: {text}" if line.number else text
