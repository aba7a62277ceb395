# SPDX-License-Identifier: Apache-2.0
"""The option board: every option that fits, with why, what may backfire, who could notice, in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from leeward.formulation import Picture
from leeward.knowledge import Catalogue
from leeward.knowledge.models.option import Option
from leeward.planning.duties import REPORT_TALK
from leeward.planning.fit import Fit, Situation, fit_option, situation_of
from leeward.planning.from_afar import HELP_FROM_AFAR, is_from_afar
from leeward.planning.no_harm import held_to, is_held_for_harm, kept_for
from leeward.planning.order import safe_order
from leeward.planning.order_facts import ORDER_OPTIONS, no_order_here
from leeward.planning.place import features_of
from leeward.planning.wishes import Outcome, Wishes
from leeward.terms.because import Because, together
from leeward.terms.text import Text

Standing = Literal["wanted", "tried", "not-now", "open"]


class BoardOption(msgspec.Struct, frozen=True):
    """One option as it stands on the board.

    `before_this`: must ids, hidden ones already replaced by their substitutes. `needed_for`: options
    that brought it here because it has to come before them.
    """

    option: Option
    why: tuple[Because, ...]
    cautions: tuple[Text, ...]
    before_this: tuple[str, ...]
    better_after: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]
    needed_for: tuple[str, ...]
    standing: Standing
    outcome: Outcome | None = None
    return_on: date | None = None


class HeldBack(msgspec.Struct, frozen=True):
    """An option that is not shown, why, and what stands in for it."""

    id: str
    because: Text
    instead: str


class Board(msgspec.Struct, frozen=True):
    """`options` in safe order. `held_back` is explained, never silently dropped."""

    picture: Picture
    options: tuple[BoardOption, ...]
    held_back: tuple[HeldBack, ...]
    wishes: Wishes

    @property
    def is_narrow(self) -> bool:
        """It holds only what helps not to harm; why, is told on *The next ten minutes* alone."""
        return kept_for(self.picture.findings.flag_ids) is not None

    @property
    def order(self) -> tuple[str, ...]:
        """Every shown id, in safe order."""
        return tuple(one.option.id for one in self.options)

    def option(self, option_id: str) -> BoardOption:
        """The shown option of this id. Raises KeyError."""
        for one in self.options:
            if one.option.id == option_id:
                return one
        raise KeyError(option_id)


def make_board(picture: Picture, wishes: Wishes, catalogue: Catalogue) -> Board:
    """The board for a picture and the client's wishes."""
    state = picture.findings.answers.context.state
    situation = situation_of(picture, features_of(state, catalogue), catalogue)
    fitting = {option.id: fit_option(option, situation, catalogue) for option in catalogue.options}
    fits: Mapping[str, Fit] = held_to(fitting, situation.flags)
    standing_in = _Substitutes(fits)
    shown = _shown(fits, wishes, standing_in, catalogue)
    fits = _with_orders(fits, shown, picture, catalogue)
    made = {
        option_id: _made(option_id, because, fits, shown, standing_in, wishes, catalogue)
        for option_id, because in shown.items()
    }
    if is_from_afar(picture.findings):
        made.update({one: replace(made[one], better_after=()) for one in HELP_FROM_AFAR & made.keys()})
    order = safe_order(
        made,
        must={key: frozenset(one.before_this) for key, one in made.items()},
        better_after={key: frozenset(one.better_after) for key, one in made.items()},
        rank=_Ranker(made, situation, picture, catalogue),
    )
    return Board(
        picture=picture,
        options=tuple(as_met(made[option_id], picture) for option_id in order),
        held_back=_held_back(fits, wishes, standing_in),
        wishes=wishes,
    )


def as_met(one: BoardOption, picture: Picture) -> BoardOption:
    """The option as it is where they meet: by video or phone others are near than in the room."""
    notice = one.option.who_could_notice
    if notice.who_remote is None or picture.findings.answers.context.setting != "telehealth":
        return one
    return replace(one, option=replace(one.option, who_could_notice=replace(notice, who=notice.who_remote)))


def _with_orders(
    fits: Mapping[str, Fit], shown: Mapping[str, object], picture: Picture, catalogue: Catalogue
) -> Mapping[str, Fit]:
    """The orders say what the order finder says: the board never offers one that it does not name."""
    orders = ORDER_OPTIONS.intersection(shown)
    none_here = no_order_here(picture.findings, catalogue) if orders else None
    if none_here is None:
        return fits
    told = {id: replace(fits[id], cautions=(none_here, *fits[id].cautions)) for id in orders}
    return {**fits, **told}


class _Substitutes:
    """Follows hidden options to what stands in for them."""

    def __init__(self, fits: Mapping[str, Fit]) -> None:
        self._fits = fits

    def stand_in(self, option_id: str) -> str | None:
        """The option itself when it is not held back, else the first substitute that is not."""
        seen: set[str] = set()
        current = option_id
        while current not in seen:
            seen.add(current)
            rule = self._fits[current].held_back
            if rule is None:
                return current
            current = rule.instead
        return None


def _shown(
    fits: Mapping[str, Fit], wishes: Wishes, standing_in: _Substitutes, catalogue: Catalogue
) -> dict[str, tuple[Because, ...]]:
    """Every option to show with its reasons: those that fit, those wished for, and what they need."""
    shown: dict[str, tuple[Because, ...]] = {}
    queue: list[tuple[str, tuple[Because, ...]]] = [
        (option_id, fit.because) for option_id, fit in fits.items() if fit.fits and not is_held_for_harm(fit)
    ]
    spoken_of = (*wishes.wanted, *wishes.not_now, *wishes.tried)
    queue += [(option_id, (Because("rule", "client-spoke-of-it"),)) for option_id in spoken_of]
    while queue:
        named, because = queue.pop(0)
        option_id = standing_in.stand_in(named)
        if option_id is None:
            continue
        if option_id != named:
            because = (*fits[option_id].because, Because("rule", "stands-in-for", named))
        known = option_id in shown
        shown[option_id] = together(shown.get(option_id, ()), because)
        if not known:
            before = catalogue.option(option_id).before_this
            needed = [must.option for must in before.must]
            needed += [group[0] for group in before.one_of if not _any_stands(group, shown, standing_in)]
            needed = [one for one in needed if not is_held_for_harm(fits[one])]
            queue += [(must, (Because("rule", "needed-before", option_id),)) for must in needed]
    return shown


def _any_stands(group: tuple[str, ...], shown: Mapping[str, object], standing_in: _Substitutes) -> bool:
    return any(standing_in.stand_in(one) in shown for one in group)


def _made(
    option_id: str,
    because: tuple[Because, ...],
    fits: Mapping[str, Fit],
    shown: Mapping[str, tuple[Because, ...]],
    standing_in: _Substitutes,
    wishes: Wishes,
    catalogue: Catalogue,
) -> BoardOption:
    option = catalogue.option(option_id)
    before = option.before_this
    return BoardOption(
        option=option,
        why=because,
        cautions=fits[option_id].cautions,
        before_this=_standing(tuple(must.option for must in before.must), shown, standing_in, option_id),
        better_after=()
        if _cannot_wait(option_id, because)
        else _standing(before.better_after, shown, standing_in, option_id),
        one_of=tuple(_standing(group, shown, standing_in, option_id) for group in before.one_of),
        needed_for=tuple(one.value or "" for one in because if one.ref == "needed-before"),
        standing=_standing_of(option_id, wishes),
        outcome=wishes.tried.get(option_id),
        return_on=wishes.not_now.get(option_id),
    )


def _standing(
    ids: tuple[str, ...], shown: Mapping[str, object], standing_in: _Substitutes, own: str
) -> tuple[str, ...]:
    """The shown options that `ids` come down to once hidden ones are replaced."""
    resolved = (standing_in.stand_in(one) for one in ids)
    return tuple(dict.fromkeys(one for one in resolved if one is not None and one in shown and one != own))


AT_ONCE = {"bank-details-given": "bank-payment-report"}
"""By flag, where minutes count: only help for a life in danger stands before it; it follows no other step."""


def _cannot_wait(option_id: str, because: tuple[Because, ...]) -> bool:
    return any(AT_ONCE.get(one.ref) == option_id for one in because)


def _standing_of(option_id: str, wishes: Wishes) -> Standing:
    if option_id in wishes.wanted:
        return "wanted"
    if option_id in wishes.not_now:
        return "not-now"
    return "tried" if option_id in wishes.tried else "open"


WANTS_TIME = "wants-no-action-now"
NOT_NOW = ("review-date", "wait-and-watch")
NOT_NOW_PLACE = 1.5
"""A client who wants no action finds that choice third, after what the scenario shows first."""


class _Ranker:
    """What comes earlier, other things equal.

    Help that answers now while a life is in danger; what the client wants; what the leading
    scenario shows first; what serves a wish; how much speaks for it; families from safety on.
    What made things worse before, and what is "not now", comes last.
    """

    def __init__(
        self, made: Mapping[str, BoardOption], situation: Situation, picture: Picture, catalogue: Catalogue
    ) -> None:
        self._made = made
        self._first: dict[str, float] = {one: place for place, one in enumerate(situation.show_first)}
        if WANTS_TIME in situation.flags:
            self._first.update(dict.fromkeys(NOT_NOW, NOT_NOW_PLACE))
        self._critical = {flag.id for flag in picture.findings.flags if flag.severity == "critical"}
        self._scenarios = frozenset(situation.scenarios)
        self._wishes = picture.findings.wishes
        self._is_from_afar = is_from_afar(picture.findings)
        self._families = {
            family.id: place for place, family in enumerate(catalogue.vocabulary.option_families)
        }
        self._order = {option.id: place for place, option in enumerate(catalogue.options)}

    def __call__(self, option_id: str) -> tuple[object, ...]:
        one = self._made[option_id]
        option = one.option
        called = {reason.ref for reason in one.why if reason.kind == "flag"}
        urgent = option.answers_now and bool(called & self._critical) and not self._elsewhere(option)
        if self._is_from_afar and option_id == REPORT_TALK:
            urgent = False
        serves = len(set(option.wishes).intersection(self._wishes))
        return (
            one.standing == "not-now" or one.outcome == "worse",
            not urgent,
            not _cannot_wait(option_id, one.why),
            not (self._is_from_afar and option_id in HELP_FROM_AFAR),
            one.standing != "wanted",
            self._elsewhere(option),
            self._first.get(option_id, len(self._first)),
            -serves,
            -sum(reason.kind != "rule" for reason in one.why),
            self._families[option.family],
            self._order[option_id],
        )

    def _elsewhere(self, option: Option) -> bool:
        """Whether the option is made for scenarios, none of which is found here."""
        made_for = option.shown_when.scenarios
        return bool(made_for) and not self._scenarios.intersection(made_for)


def _held_back(fits: Mapping[str, Fit], wishes: Wishes, standing_in: _Substitutes) -> tuple[HeldBack, ...]:
    spoken_of = {*wishes.wanted, *wishes.not_now, *wishes.tried}
    return tuple(
        HeldBack(option_id, fit.held_back.because, standing_in.stand_in(option_id) or fit.held_back.instead)
        for option_id, fit in fits.items()
        if fit.held_back is not None and (fit.fits or option_id in spoken_of)
    )
