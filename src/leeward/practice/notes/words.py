# SPDX-License-Identifier: Apache-2.0
"""What each kind of writing is called, who may read it, and what a chart line gives away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from leeward.practice.accounts.models import Account
from leeward.practice.accounts.services import name_of
from leeward.practice.book import book
from leeward.stewardship.writing import Kind, giveaways
from leeward.terms.text import Language

SLUGS = {"line": Kind.CHART_LINE, "note": Kind.PROTECTED_NOTE, "item": Kind.EVIDENCE_INDEX}
"""Addresses of the kinds that are begun from the list; neutral words."""
TITLES = {
    Kind.CHART_LINE: _("Chart lines"),
    Kind.PROTECTED_NOTE: _("Protected notes"),
    Kind.EVIDENCE_INDEX: _("What the client holds"),
    Kind.WORKING_PAPER: _("Working papers that were filed"),
}
ONE = {
    Kind.CHART_LINE: _("Chart line"),
    Kind.PROTECTED_NOTE: _("Protected note"),
    Kind.EVIDENCE_INDEX: _("Something the client holds"),
    Kind.WORKING_PAPER: _("Working paper, filed"),
}
BEGIN = {
    Kind.CHART_LINE: _("Write a chart line"),
    Kind.PROTECTED_NOTE: _("Write a protected note"),
    Kind.EVIDENCE_INDEX: _("Add to the list"),
}
NOTHING = {
    Kind.CHART_LINE: _("No chart line yet."),
    Kind.PROTECTED_NOTE: _("No protected note yet."),
    Kind.EVIDENCE_INDEX: _("Nothing is listed yet."),
    Kind.WORKING_PAPER: _("None. Working papers are gone with the session unless you file one."),
}
WHO = {
    Kind.CHART_LINE: _(
        "May go to a portal, an insurer or another record. Write it as if the person doing this reads it."
    ),
    Kind.PROTECTED_NOTE: _(
        "You, and whoever supervises you. It leaves only with a consent of its own, or a court’s order."
    ),
    Kind.EVIDENCE_INDEX: _(
        "You, whoever supervises you, and a colleague who opens this case with a reason. "
        "A list only: the client keeps the originals."
    ),
    Kind.WORKING_PAPER: _("You, and whoever supervises you. Filed on purpose; now part of the record."),
}
LABELS = {
    "text": _("What it says"),
    "what": _("What it is"),
    "where": _("Who holds it, and where"),
    "when": _("From when"),
    "impressions": _("Impressions"),
    "means": _("How it could be done: guesses"),
    "law": _("Law to look up"),
    "reason": _("Why it is added"),
}


@dataclass(frozen=True, slots=True)
class Warned:
    """Words that stand in a text, why they tell, and what could stand there instead."""

    words: tuple[str, ...]
    title: str
    why: str
    instead: tuple[str, ...]


def warnings_for(text: str, language: Language) -> list[Warned]:
    """What a chart line gives away. Both languages' words are looked for, whichever it is written in."""
    lists = {one.id: one for one in book().matters_of("words") if one.words}
    found = giveaways(text, {id: (*one.words.en, *one.words.es) for id, one in lists.items() if one.words})
    return [
        Warned(
            tuple(dict.fromkeys(one.word for one in found if one.list_id == id)),
            lists[id].title.said_in(language),
            lists[id].text.said_in(language),
            tuple(text.said_in(language) for text in lists[id].do),
        )
        for id in dict.fromkeys(one.list_id for one in found)
    ]


def ready_lines(language: Language) -> list[str]:
    """Lines that can be taken as they are."""
    ready = [one for one in book().matters_of("words") if one.part == "ready"]
    return [text.said_in(language) for one in ready for text in one.do]


def names_of(account_ids: Iterable[str]) -> dict[str, str]:
    """Who wrote, by account id."""
    return {one.id: name_of(one) for one in Account.objects.filter(id__in=set(account_ids))}
