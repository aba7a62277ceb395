# SPDX-License-Identifier: Apache-2.0
"""An answer as its page shows it. What came from outside is text only: no link of it can be pressed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from leeward.inspection.advising import advise
from leeward.inspection.apps_words import as_data
from leeward.inspection.verdict import Answer
from leeward.knowledge.models.inspection import SignOffer
from leeward.practice.book import book
from leeward.practice.inspection.services import AppsLooked
from leeward.practice.visits.how_signs import SignSaid
from leeward.terms.shown import on_a_line
from leeward.terms.text import Language

_SCHEME = re.compile(r"\b(h)tt(ps?:)|\b(f)t(ps?:)", re.IGNORECASE)
MOST_UNREAD = 12
MOST_APPS = 60
"""More apps than this are counted, not listed: what has weak reasons alone stands last."""

NOT_READ = {
    "empty": _("There is nothing in it. Save it again, or put the words in the field."),
    "picture": _(
        "This is a picture or a recording. Type its words into the field instead; nothing of it was read."
    ),
    "pdf": _("This is a PDF. Save the message itself (.eml or .msg), or type its words into the field."),
    "too-large": _("This is too large to be read here. Put the words that matter into the field instead."),
    "too-slow": _(
        "Reading took too long, and was stopped. That says nothing about what is in it: be careful with it."
    ),
    "crashed": _(
        "It could not be read: something in it stopped the reader. "
        "That alone is a reason to be careful with it."
    ),
    "unreadable": _("Nothing here could be read as a message. Save the message itself, or type its words."),
    "not-apps": _(
        "No list of apps could be found in this. Look at how the list was made, or type the names."
    ),
    "pdf-apps": _("This is a PDF. Take the text file that the tool wrote, or type the names of the apps."),
    "cut-off": _("The file did not come through whole. Nothing of it was read. Send it again."),
    "too-large-message": _(
        "The file is larger than 10 MB, and was not read. "
        "Put the words of the message into the field instead."
    ),
    "too-large-apps": _(
        "The file is larger than 50 MB, and was not read. Type the names of the apps instead."
    ),
}
UNREAD = {
    "too-large": _("too large"),
    "too-many-parts": _("too many parts"),
    "too-many": _("too many apps"),
    "too-deep": _("messages inside messages, too many deep"),
    "bad-encoding": _("damaged on its way"),
    "bad-charset": _("letters that may be wrong"),
    "cut-off": _("the end is missing"),
    "no-boundary": _("parts that could not be told apart"),
    "encrypted": _("locked with a password"),
    "not-opened": _("a container that is left closed"),
    "unreadable": _("could not be read"),
    "not-understood": _("not understood"),
    "refused": _("the phone itself would not tell"),
}
APPS_SAY = {
    "strong-signs": _("Strong signs: an app here could be watching."),
    "be-careful": _("Be careful: something here stands out."),
    "nothing-found": _("Nothing found by these checks."),
}
PLATFORMS = {"android": "Android", "ios": "iPhone"}


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why: what it means, the exact words it rests on, and when it means nothing."""

    what: str
    where: str
    innocent: str


@dataclass(frozen=True, slots=True)
class MessageShown:
    """An answer about a message. `unread`: what was not read, and why."""

    verdict: str
    heading: str
    reasons: tuple[ReasonShown, ...]
    first: tuple[str, ...]
    now: tuple[str, ...]
    spots: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A sign that could be noted. `is_known`: it stands in the visit already."""

    id: str
    text: str
    is_told: bool
    is_known: bool
    is_ticked: bool


FIRST = ("people-first", "talk-first", "if-paid", "do-not-open")
"""Advice before the reasons: people, for whom it is meant, money that may still be held, what not to do."""


def message_shown(answer: Answer, language: Language, flags: Collection[str] | None = None) -> MessageShown:
    """The answer in words. `flags`: those of the visit; None: without a client."""
    advised = advise(answer, book(), flags)
    innocent = {one.id: one.innocent for one in book().message_reasons}
    return MessageShown(
        answer.verdict,
        advised.heading.said_in(language),
        tuple(
            ReasonShown(one.what.said_in(language), defanged(one.where), innocent[one.id].said_in(language))
            for one in answer.reasons
        ),
        tuple(one.text.said_in(language) for one in advised.now if one.id in FIRST),
        tuple(one.text.said_in(language) for one in advised.now if one.id not in FIRST),
        tuple(one.said_in(language) for one in advised.spots),
        tuple((defanged(where), str(UNREAD.get(why, why))) for where, why in answer.unread[:MOST_UNREAD]),
    )


def apps_shown(looked: AppsLooked, language: Language) -> dict[str, Any]:
    """The answer about a list in words, as `apps_words.as_data` has it, and what only a page needs."""
    found = as_data(looked.answer, book(), looked.known, language)
    for app in found["apps"]:
        app["id"], app["title"] = defanged(app["id"]), defanged(app["title"])
        for why in app["why"]:
            why["what"], why["where"] = defanged(why["what"]), defanged(why["where"])
    for note in found["phone"]:
        note["where"] = defanged(note["where"])
    weak = [one for one in found["apps"] if one["strength"] == "weak"]
    others = [one for one in found["apps"] if one["strength"] != "weak"]
    unread = [one for one in found["read"]["unread"] if one["why"] != "not-about-apps"]
    other = PLATFORMS.get(looked.said_platform, "")
    is_other = bool(other) and found["platform"] in PLATFORMS and found["platform"] != looked.said_platform
    return {
        **found,
        "heading": APPS_SAY[found["verdict"]],
        "strong": others[:MOST_APPS],
        "weak": weak[:MOST_APPS],
        "more": max(0, len(others) - MOST_APPS) + max(0, len(weak) - MOST_APPS),
        "phone_name": PLATFORMS.get(found["platform"], ""),
        "said_other": other if is_other else "",
        "unread": [
            (defanged(one["where"]), str(UNREAD.get(one["why"], one["why"])), one["count"])
            for one in unread[:MOST_UNREAD]
        ],
    }


def offers_shown(
    offers: Iterable[SignOffer],
    said: Mapping[str, SignSaid],
    language: Language,
    *,
    ticked: frozenset[str] = frozenset(),
) -> tuple[OfferShown, ...]:
    """Signs in the words of the MHP's page; none is ticked but those that were just sent."""
    return tuple(
        OfferShown(
            one.id,
            book().sign(one.sign).text.said_in(language),
            one.how == "told",
            one.sign in said and said[one.sign].answer == "reported",
            one.id in ticked,
        )
        for one in offers
    )


def defanged(text: str) -> str:
    """Words of a message or a list as plain text: one line, no steering letters, no address that works."""
    return _SCHEME.sub(lambda one: f"{one[1]}xx{one[2]}" if one[1] else f"{one[3]}x{one[4]}", on_a_line(text))
