# SPDX-License-Identifier: Apache-2.0
"""The board as its page shows it: every option once, in safe order, with all that speaks for and against it.

What the client has already spoken of stands on top, then the first three to talk about, then the rest
by family. Nothing is left out but what is held back, and that is explained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from leeward.knowledge import Catalogue
from leeward.knowledge.models.option import Option
from leeward.papers.reasons import say_reasons
from leeward.planning import Board, BoardOption
from leeward.planning.board_first import Toward, first_of, toward_wish
from leeward.planning.recording import is_about_recording, rule_in_short
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.board_form import (
    NO_VIEW,
    SO_FAR,
    VIEWS,
    Called,
    Mistake,
    PostedBoard,
    View,
)
from leeward.practice.visits.board_helpers import who_helps
from leeward.terms.text import Language, Text

MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Needed:
    """An option that comes first, and the harm if it does not. A substitute has no reason of its own."""

    number: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One option in the words of the page. `other_first_words`: the same words in the client's language.

    `number`: what the option is called in addresses, which say nothing of what is chosen.
    """

    id: str
    number: int
    family: str
    title: str
    text: str
    teen: str
    cautions: tuple[str, ...]
    needs: tuple[Needed, ...]
    better_after: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]
    why: tuple[str, ...]
    help: tuple[str, ...]
    backfire: tuple[str, ...]
    notice_level: str
    notice: tuple[str, ...]
    lost: str
    privilege: str
    who_helps: tuple[str, ...]
    fact: FactShown
    first_words: str
    other_first_words: str
    declined: str
    view: View
    saved_meanwhile: View | None
    mistake: Mistake | None


@dataclass(frozen=True, slots=True)
class Family:
    """Options of one family. `is_open`: something of it was just saved, or needs another look."""

    number: int
    label: str
    options: tuple[OptionShown, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class HeldShown:
    """An option that is not shown. `is_wanted`: the client asked for it all the same."""

    title: str
    because: str
    instead_number: int | None
    instead: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class TowardShown:
    """An option that leads to what they want most. `family`: the number of the part it stands in."""

    number: int
    family: int
    title: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardShown:
    """The page. `so_far`: by view, what the client has spoken of. `is_narrow`: the rest is not for today."""

    so_far: tuple[Family, ...]
    first: tuple[OptionShown, ...]
    families: tuple[Family, ...]
    held_back: tuple[HeldShown, ...]
    is_narrow: bool = False
    toward: tuple[TowardShown, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Options in words. `language`: of the page; `client_language`: of the words to say."""

    board: Board
    catalogue: Catalogue
    language: Language
    client_language: Language
    today: date | None

    def tell(
        self,
        entry: BoardOption,
        view: View = NO_VIEW,
        *,
        saved_meanwhile: View | None = None,
        mistake: Mistake | None = None,
    ) -> OptionShown:
        """One option."""
        option, said, notice = entry.option, self._said, entry.option.who_could_notice
        other = option.first_step.said_in(self.client_language)
        is_for_teens = self.board.picture.findings.answers.is_young
        return OptionShown(
            option.id,
            self.number(option.id),
            option.family,
            said(option.title),
            said(option.description),
            said(option.teen_variant) if option.teen_variant is not None and is_for_teens else "",
            ()
            if self.board.is_narrow
            else (*(said(text) for text in entry.cautions), *self._recording(option)),
            self._needs(entry),
            tuple(self.title(one) for one in entry.better_after),
            tuple(tuple(self.title(one) for one in group) for group in entry.one_of if group),
            ()
            if self.board.is_narrow
            else tuple(say_reasons(entry.why, self.catalogue, self.language, most=MOST_REASONS)),
            tuple(said(text) for text in option.could_help_by),
            tuple(said(one.how) for one in option.could_backfire_by),
            notice.level,
            tuple(words for words in (said(notice.who), said(notice.when)) if words),
            said(option.evidence_lost),
            said(option.privilege) if option.privilege is not None else "",
            tuple(who_helps(one) for one in option.who_helps),
            fact_of(option, "option", self.language, self.today),
            said(option.first_step),
            other if self.client_language != self.language else "",
            said(option.if_declined),
            view,
            saved_meanwhile,
            mistake,
        )

    def called(self) -> dict[str, Called]:
        """Every option of the board by its title and number."""
        return {one: Called(self.title(one), self.number(one)) for one in self.board.order}

    def toward(self, one: Toward) -> TowardShown:
        """An option under the wish, with what comes before it."""
        families = [family.id for family in self.catalogue.vocabulary.option_families]
        family = families.index(self.catalogue.option(one.id).family)
        after = tuple(self.title(id) for id in one.after)
        return TowardShown(self.number(one.id), family, self.title(one.id), after)

    def number(self, option_id: str) -> int:
        """Its place in the catalogue."""
        return self._numbers[option_id]

    def title(self, option_id: str) -> str:
        """What an option is called."""
        return self._said(self.catalogue.option(option_id).title)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {option.id: number for number, option in enumerate(self.catalogue.options)}

    def _needs(self, entry: BoardOption) -> tuple[Needed, ...]:
        reasons = {must.option: self._said(must.why) for must in entry.option.before_this.must}
        return tuple(
            Needed(self.number(one), self.title(one), reasons.get(one, "")) for one in entry.before_this
        )

    def _recording(self, option: Option) -> tuple[str, ...]:
        """The rule of the client's place, beside an option that speaks of recording somebody."""
        if not is_about_recording(option):
            return ()
        state = self.board.picture.findings.answers.context.state
        return (self._said(rule_in_short(state, self.catalogue)),)

    def _said(self, text: Text) -> str:
        return text.said_in(self.language)


def board_shown(
    teller: Teller,
    saved: Mapping[str, View],
    *,
    posted: PostedBoard | None = None,
    meanwhile: Mapping[str, View] | None = None,
    open_family: int | None = None,
) -> BoardShown:
    """The whole page.

    Args:
        saved: what each option stands at; it decides where the option stands.
        posted: what a page that could not be saved brought; it fills the fields.
        meanwhile: what another window saved since that page was opened, of what `posted` gave.
        open_family: the number of the family to show unfolded.
    """
    meanwhile = meanwhile or {}
    typed = (posted.given if meanwhile else posted.typed) if posted else {}
    filled = {**saved, **typed}
    wrong = {one.option_id: one for one in posted.mistakes} if posted else {}
    told = [
        teller.tell(
            entry,
            filled.get(entry.option.id, NO_VIEW),
            saved_meanwhile=meanwhile.get(entry.option.id),
            mistake=wrong.get(entry.option.id),
        )
        for entry in teller.board.options
    ]
    spoken_of = [one for one in told if saved.get(one.id, NO_VIEW).view]
    others = [one for one in told if not saved.get(one.id, NO_VIEW).view]
    ids = first_of(one.id for one in others)
    first = tuple(one for one in others if one.id in ids)
    rest = [one for one in others if one.id not in ids]
    return BoardShown(
        tuple(
            Family(number, str(VIEWS[view]), found, True)
            for number, view in enumerate(SO_FAR)
            if (found := tuple(one for one in spoken_of if saved[one.id].view == view))
        ),
        first,
        tuple(
            Family(
                number,
                family.label.said_in(teller.language),
                found,
                number == open_family or any(_needs_a_look(one, saved) for one in found),
            )
            for number, family in enumerate(teller.catalogue.vocabulary.option_families)
            if (found := tuple(one for one in rest if one.family == family.id))
        ),
        _held_back(teller),
        teller.board.is_narrow,
        () if teller.board.is_narrow else tuple(teller.toward(one) for one in toward_wish(teller.board)),
    )


def _needs_a_look(one: OptionShown, saved: Mapping[str, View]) -> bool:
    """Whether something typed or wrong would otherwise lie folded away."""
    return (
        one.saved_meanwhile is not None
        or one.mistake is not None
        or one.view.only_its_own() != saved.get(one.id, NO_VIEW)
    )


def _held_back(teller: Teller) -> tuple[HeldShown, ...]:
    if teller.board.is_narrow:  # a list of what is kept from the client tells why
        return ()
    shown = set(teller.board.order)
    return tuple(
        HeldShown(
            teller.title(one.id),
            one.because.said_in(teller.language),
            teller.number(one.instead) if one.instead in shown else None,
            teller.title(one.instead),
            one.id in teller.board.wishes.wanted,
        )
        for one in teller.board.held_back
    )
