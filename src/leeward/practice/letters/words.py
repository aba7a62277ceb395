# SPDX-License-Identifier: Apache-2.0
"""What the pages of papers say: which papers there are and why, what each sets off, who may give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leeward.knowledge.models.matter import Matter
from leeward.papers.letters import KINDS, Fit, LetterKind, cautions, fitting, matter_of
from leeward.papers.reasons import say_reasons
from leeward.practice.book import book
from leeward.practice.disclosures.values import AgreementWords
from leeward.practice.letters.addresses import address_of
from leeward.practice.letters.forms import DESK, FORM, OWN
from leeward.practice.letters.record import Draft
from leeward.practice.notes.sight import VIEWERS, Seen, SightFacts, sight_of
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.chain import Chain
from leeward.practice.visits.page_facts import PageFacts
from leeward.terms.text import Language

MOST_REASONS = 3
SIGHT: dict[LetterKind, tuple[str, str]] = {
    "school": ("release", "employer"),
    "employer": ("release", "employer"),
    "platform": ("report", "person"),
    "lawyer": ("report", "court"),
    "police": ("report", "police"),
    "advocate": ("print", "person"),
    "statement": ("report", "court"),
    "card": ("print", "person"),
    "carrier": ("setting", "person"),
    "professional": ("release", "court"),
}
"""The act each paper is, and who reads it: that one is named first."""


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One paper in the list. `why`: what speaks for it, in words."""

    address: str
    title: str
    text: str
    why: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MatterShown:
    """An entry on papers in the reader's language."""

    title: str
    text: str
    do: tuple[str, ...]
    fact: FactShown


@dataclass(frozen=True, slots=True)
class PaperShown:
    """What is said around one paper. `first_seen`: what its reader would see, before everybody else."""

    address: str
    about: MatterShown
    cautions: tuple[MatterShown, ...]
    first_seen: Seen | None
    others_see: tuple[Seen, ...]
    no_address: tuple[str, ...]
    is_from_us: bool
    has_recipient: bool
    may_be_carried: bool
    is_child: bool


def letters_shown(chain: Chain, language: Language, *, is_child: bool) -> list[LetterShown]:
    """Every paper there is for this client, those that fit first."""
    return [_listed(one, language) for one in fitting(chain.plan, is_child=is_child)]


def paper_shown(draft: Draft, language: Language) -> PaperShown:
    """What stands around the form of one paper."""
    act, reader = SIGHT[draft.kind]
    facts = PageFacts(draft.chain, language)
    seen = sight_of(act, language, SightFacts(facts.is_young, facts.parent_is_danger))
    by_viewer = {one.viewer: one for one in seen}
    first = by_viewer.get(str(VIEWERS[reader]))
    return PaperShown(
        address_of(draft.kind),
        _shown(book().matter(matter_of(draft.kind)), language),
        tuple(_shown(one, language) for one in cautions(draft.kind, draft.chain.plan, book())),
        first,
        tuple(one for one in seen if one is not first),
        tuple(one.said_in(language) for one in draft.no_address),
        KINDS[draft.kind].from_us,
        not KINDS[draft.kind].is_theirs,
        draft.may_be_carried,
        draft.is_child,
    )


def givers(draft: Draft, releases: Sequence[AgreementWords]) -> list[tuple[str, Any]]:
    """Who may give it: the client where it may be carried, we under a release, nobody: it stays here."""
    own = _("The client takes it along")
    if draft.is_child:
        own = _("A safe adult takes it along, and nobody who may be the danger")
    found: list[tuple[str, Any]] = [(OWN, own)] if draft.may_be_carried else []
    found += [
        (
            one.consent.id,
            _("We give it to %(who)s, under the agreement that lasts until %(day)s")
            % {"who": one.consent.recipient, "day": date_format(one.consent.ends_on)},
        )
        for one in releases
    ]
    if KINDS[draft.kind].into_a_form:
        found.append((FORM, _("They copy it into the app’s form now, on our machine or their own phone")))
    return [*found, (DESK, _("It stays here: they read it and sign it at the desk"))]


def _listed(fit: Fit, language: Language) -> LetterShown:
    matter = book().matter(matter_of(fit.kind))
    chosen = [
        _("They chose: %(what)s") % {"what": book().option(one).title.said_in(language)} for one in fit.chosen
    ]
    said = say_reasons(fit.why, book(), language, most=MOST_REASONS)
    return LetterShown(
        address_of(fit.kind),
        matter.title.said_in(language),
        matter.text.said_in(language),
        tuple([*chosen, *said][:MOST_REASONS]),
        bool(fit.chosen),
    )


def _shown(matter: Matter, language: Language) -> MatterShown:
    return MatterShown(
        matter.title.said_in(language),
        matter.text.said_in(language),
        tuple(one.said_in(language) for one in matter.do),
        fact_of(matter, "matter", language, timezone.localdate()),
    )
