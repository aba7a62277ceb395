# SPDX-License-Identifier: Apache-2.0
"""What would they see? The knowledge of `content/stewardship/views.yaml`, in order for the case at hand.

rows = sight_of("print", "en", facts_for(case_id))      # then {% include "practice/parts/sight.html" %}
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leeward.knowledge.models.matter import Matter
from leeward.papers.adult import PARENT_IS_THE_DANGER
from leeward.practice.book import book
from leeward.practice.cases.models import Case
from leeward.practice.cases.reading import read_case
from leeward.practice.sealing import agent
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.chain import answers_of
from leeward.practice.visits.context import known_age
from leeward.practice.visits.storing import read_sheet
from leeward.screening import find
from leeward.stewardship.sight import ORDER, Viewer, in_order
from leeward.terms.text import Language

ADULT = 18
VIEWERS = {
    "person": _("The person doing this"),
    "parent": _("A parent or guardian"),
    "portal-proxy": _("Someone with their portal access"),
    "insurer": _("The insurer"),
    "court": _("A court"),
    "police": _("Police"),
    "employer": _("Work or school"),
}
ACTS = {
    "chart-line": _("Writing a chart line"),
    "print": _("Giving a paper"),
    "setting": _("Changing a setting"),
    "report": _("Making a report"),
    "bill": _("Sending a bill or claim"),
    "release": _("Giving out a record"),
}
"""The acts, in the order of the page that shows them all."""


@dataclass(frozen=True, slots=True)
class SightFacts:
    """What decides who is named first. `is_minor`: under 18, or not known to be older."""

    is_minor: bool = False
    parent_is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One viewer of an act, in words. `quieter`: how to make it less telling."""

    viewer: str
    is_danger: bool
    text: str
    when: str
    quieter: tuple[str, ...]
    fact: FactShown


def facts_for(case_id: str) -> SightFacts:
    """The client's age, and whether the last visit names a parent; for a caller that may see the case."""
    case = Case.objects.get(id=case_id)
    keys = agent().open_case(case_id)
    age = known_age(read_case(case, keys))
    visit = case.visits.order_by("-opened_at").first()
    flags: frozenset[str] = frozenset()
    if visit is not None:
        flags = frozenset(
            find(answers_of(read_sheet(visit, keys, "answers"), timezone.now()), book()).flag_ids
        )
    return SightFacts(age is not None and age < ADULT, PARENT_IS_THE_DANGER in flags)


def sight_of(act: str, language: Language, facts: SightFacts | None = None) -> list[Seen]:
    """Who comes to see an act, whoever matters most here first."""
    case = facts or SightFacts()
    by_viewer = {one.viewer or "": one for one in book().matters_of("sight") if act in one.acts}
    wanted = [Viewer(one) for one in ORDER if one in by_viewer]
    ordered = in_order(wanted, is_minor=case.is_minor, parent_is_danger=case.parent_is_danger)
    today = timezone.localdate()
    return [_seen(by_viewer[one.viewer], one, language, today, case) for one in ordered]


def _seen(matter: Matter, one: Viewer, language: Language, today: date, case: SightFacts) -> Seen:
    return Seen(
        str(VIEWERS[one.viewer]),
        one.is_danger and case.parent_is_danger and one.viewer != "person",
        matter.text.said_in(language),
        matter.when.said_in(language) if matter.when else "",
        tuple(text.said_in(language) for text in matter.do),
        fact_of(matter, "matter", language, today),
    )
