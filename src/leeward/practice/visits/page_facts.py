# SPDX-License-Identifier: Apache-2.0
"""What every page of a visit may have to know about the client and the danger, in one place.

    facts = PageFacts(Chain(visit), "en")
    facts.is_child        # under 12: no questions, no list of choices

Each is worked out when a page asks for it, and only then. No rule is made here: each is read off what
was said and found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from leeward.formulation.picture import danger_factors
from leeward.practice.book import book
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.context import room_said
from leeward.practice.visits.return_visits import asked_again_in, given_in
from leeward.screening.asking import asks_by_yes_or_no, must_be_alone_today
from leeward.screening.return_visit import ROOM, items_of
from leeward.screening.suicide_screen import is_positive, result_band
from leeward.terms.text import Language

DANGER = "danger"
"""The section of the lethal questions."""
DANGER_TODAY = "c9"


@dataclass(frozen=True)
class PageFacts:
    """`language`: of the page's reader."""

    chain: Chain
    language: Language

    @property
    def is_child(self) -> bool:
        """Known to be under 12."""
        return self.chain.is_child

    @property
    def is_young(self) -> bool:
        """The rules for a client under 18 hold."""
        return self.chain.answers.is_young

    @property
    def is_remote(self) -> bool:
        """They meet by video or by phone."""
        return self.chain.answers.context.setting == "telehealth"

    @property
    def is_overheard(self) -> bool:
        """Someone may hear: nothing is asked here."""
        return self.chain.is_overheard

    @property
    def may_be_heard(self) -> bool:
        """The same while the visit goes on, or nobody asked: nothing is laid out."""
        return self.chain.may_be_heard

    @property
    def is_room_unasked(self) -> bool:
        """Nobody was asked yet who may hear."""
        return self.chain.is_room_unasked

    @property
    def by_yes_or_no(self) -> bool:
        """On a call where someone may hear: the first words ask for yes and no alone."""
        return asks_by_yes_or_no(self.chain.answers, room_said(self.chain.visit))

    @cached_property
    def alone_today(self) -> bool:
        """A young client is seen alone before they leave: another day would be too late."""
        return must_be_alone_today(self.chain.findings, book())

    @property
    def asks_more(self) -> bool:
        """The short list was left: what is open now is all of it."""
        return bool(self.chain.visit.document("answers").words.get("more"))

    @cached_property
    def is_positive(self) -> bool:
        """The suicide screen of this visit is positive."""
        return is_positive(self.chain.findings, book())

    @cached_property
    def is_read(self) -> bool:
        """The suicide screen was read through: its result is known."""
        band = result_band(self.chain.findings, book())
        return self.is_positive or (band is not None and band.id == "negative")

    @cached_property
    def is_acute(self) -> bool:
        """They think of suicide right now."""
        band = result_band(self.chain.findings, book())
        return band is not None and band.id == "acute-positive"

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """What must happen after the suicide screen, less what does not fit this client or this setting."""
        band = result_band(self.chain.findings, book())
        context = self.chain.answers.context
        is_adult = context.age is not None and not self.is_young
        return tuple(
            step.said_in(self.language)
            for step in (band.must_happen if band else ())
            if not (step.only == "minor" and is_adult) and not (step.only == "in-room" and self.is_remote)
        )

    @property
    def parent_is_danger(self) -> bool:
        """Who brings the client up may be the one doing this."""
        return "offender-parent-or-guardian" in self.chain.findings.flag_ids

    @cached_property
    def life_line(self) -> str:
        """The first line to act on because a life may be in danger; empty: none is."""
        findings = self.chain.findings
        danger = {flag.id for flag in danger_factors(findings, book())}
        return next(
            (
                line.text.said_in(self.language)
                for line in findings.ten_minutes.first
                if danger & {reason.ref for reason in line.because}
            ),
            "",
        )

    @cached_property
    def open_danger(self) -> str:
        """The first question about danger that was not asked in this visit yet; empty: all were."""
        about = {DANGER_TODAY, *items_of({DANGER}, book())}
        again = asked_again_in(self.chain.visit.document("answers"))
        open_now = about & {*self.chain.findings.next, *again}
        return next((link_id for link_id in book().items if link_id in open_now), "")

    @cached_property
    def only_from(self) -> date | None:
        """The day of an earlier visit, where all that is known of the danger was said before today."""
        words = self.chain.visit.document("answers").words
        carried = words.get("carried", {})
        asked_here = items_of({ROOM}, book()) | set(carried)
        is_only_before = not (set(given_in(words)) - asked_here)
        return date.fromisoformat(max(carried.values())) if carried and is_only_before else None
