# SPDX-License-Identifier: Apache-2.0
"""The plan: what was chosen, in safe order, with what must come before it, and where help answers."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, timedelta

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.service import Service
from leeward.planning.board import Board, BoardOption, HeldBack
from leeward.planning.no_harm import NEEDS
from leeward.planning.order import safe_order
from leeward.planning.place import (
    ALWAYS_STANDS,
    FEDERAL,
    LawOfPlace,
    is_for_anyone,
    law_of,
    made_for,
    services_for,
)
from leeward.planning.service_checks import without_numbers

MOST_PROVISIONS = 14
MOST_FEDERAL_PROVISIONS = 8
"""A paper nobody can read helps nobody; the rest is one look-up away and the paper says so."""
MOST_SERVICES = 8
MOST_OF_A_STEP = 2
"""So that one step with many addresses does not crowd out the help the others need."""
WATCHED = frozenset({"no-takeaway", "messages-unsafe"})
"""Where these are up, lines that can be called at a bad hour come before texts and report lines."""
RETURN_AFTER_DAYS = 14
"""When nothing else is agreed, "not now" is asked again after two weeks. Our own interval, untested."""


class PlanStep(msgspec.Struct, frozen=True):
    """One step. `chosen`: by the client; otherwise it is here because a chosen step needs it first."""

    entry: BoardOption
    chosen: bool


class NotNow(msgspec.Struct, frozen=True):
    """Something the client does not want now. `return_on`: None when no date can be worked out."""

    option_id: str
    return_on: date | None


class Plan(msgspec.Struct, frozen=True):
    """The plan of one visit.

    `steps`: chosen and what they need, each after its musts. `suggested`: the first open options of
    the board, to talk over. `law`: the state's and the federal provisions of the kinds that matter.
    `found_wrong`: services that would answer here, had nobody found them wrong; on no paper.
    """

    board: Board
    steps: tuple[PlanStep, ...]
    suggested: tuple[BoardOption, ...]
    not_now: tuple[NotNow, ...]
    held_back: tuple[HeldBack, ...]
    law: tuple[LawOfPlace, ...]
    services: tuple[Service, ...]
    made_on: date | None
    found_wrong: tuple[Service, ...] = ()

    @property
    def asked_again(self) -> tuple[NotNow, ...]:
        """What is "not now" as far as it may be laid out; the rest stays, unseen."""
        is_shown = self.board.order if self.board.is_narrow else [one.option_id for one in self.not_now]
        return tuple(one for one in self.not_now if one.option_id in is_shown)


def make_plan(
    board: Board,
    catalogue: Catalogue,
    *,
    wrong: frozenset[str] = frozenset(),
    numbers: Container[str] = frozenset(),
) -> Plan:
    """The plan for what the client wants; with nothing wanted yet, only what could be talked over.

    Args:
        wrong: ids of services that were found wrong: others stand in for them.
        numbers: digits that were found wrong: an entry that has others keeps those.
    """
    chosen = _with_musts([option_id for option_id in board.wishes.wanted if option_id in board.order], board)
    substituted = [
        held.instead
        for held in board.held_back
        if held.id in board.wishes.wanted and held.instead in board.order
    ]
    chosen = _with_musts([*chosen, *substituted], board)
    wanted = {*board.wishes.wanted, *substituted}
    steps = tuple(
        PlanStep(board.option(option_id), option_id in wanted) for option_id in _ordered(chosen, board)
    )
    context = board.picture.findings.answers.context
    open_options = [one for one in board.options if one.option.id not in chosen and one.standing == "open"]
    return Plan(
        board=board,
        steps=steps,
        suggested=tuple(open_options[:12]),
        not_now=_not_now(board, context.today),
        held_back=board.held_back,
        law=_law(board, steps, catalogue),
        services=tuple(
            one if one.id in ALWAYS_STANDS else without_numbers(one, numbers)
            for one in _services(board, steps, catalogue, wrong)
        ),
        made_on=context.today,
        found_wrong=_found_wrong(board, steps, catalogue, wrong),
    )


def _with_musts(option_ids: Iterable[str], board: Board) -> list[str]:
    """The options and, however deep, everything that has to come before them."""
    found: dict[str, None] = {}
    queue = list(option_ids)
    while queue:
        option_id = queue.pop(0)
        if option_id not in found:
            found[option_id] = None
            queue += board.option(option_id).before_this
    return list(found)


def _ordered(option_ids: list[str], board: Board) -> tuple[str, ...]:
    place = {option_id: number for number, option_id in enumerate(board.order)}
    return safe_order(
        option_ids,
        must={one: frozenset(board.option(one).before_this) for one in option_ids},
        better_after={one: frozenset(board.option(one).better_after) for one in option_ids},
        rank=lambda option_id: (place[option_id],),
    )


def _not_now(board: Board, today: date | None) -> tuple[NotNow, ...]:
    default = today + timedelta(days=RETURN_AFTER_DAYS) if today is not None else None
    return tuple(NotNow(option_id, day or default) for option_id, day in board.wishes.not_now.items())


def _law(board: Board, steps: tuple[PlanStep, ...], catalogue: Catalogue) -> tuple[LawOfPlace, ...]:
    """Legal routes by the options chosen, then by the scenarios found; only federal without a state.

    None while the client may be the one who harms: an order can be used as a weapon.
    """
    if board.is_narrow:
        return ()
    context = board.picture.findings.answers.context
    of_steps = [kind for step in steps for kind in step.entry.option.legal_kinds]
    of_scenarios = [
        kind for one in board.picture.scenarios for kind in catalogue.scenario(one.id).legal_kinds
    ]
    kinds = tuple(dict.fromkeys([*of_steps, *of_scenarios]))
    places = [(FEDERAL, MOST_FEDERAL_PROVISIONS)]
    if context.state is not None:
        places.insert(0, (context.state, MOST_PROVISIONS))
    return tuple(
        law_of(
            catalogue.jurisdiction(place),
            kinds=frozenset(kinds),
            relationship=context.relationship,
            age=17 if context.is_minor else context.age,
        ).foremost(kinds, most)
        for place, most in places
    )


def _found_wrong(
    board: Board, steps: tuple[PlanStep, ...], catalogue: Catalogue, wrong: frozenset[str]
) -> tuple[Service, ...]:
    """Whom others stand in for."""
    left_out = wrong - ALWAYS_STANDS
    if not left_out:
        return ()
    unmarked = _services(board, steps, catalogue, frozenset())
    return tuple(service for service in unmarked if service.id in left_out)


def _services(
    board: Board, steps: tuple[PlanStep, ...], catalogue: Catalogue, wrong: frozenset[str]
) -> tuple[Service, ...]:
    """Who answers: the services the steps name, then those that fit their needs."""
    context = board.picture.findings.answers.context
    options = [step.entry.option for step in steps] or [one.option for one in board.options[:8]]
    named = [
        catalogue.service(service_id)
        for option in options
        for service_id in _right(option.resources, wrong)[:MOST_OF_A_STEP]
    ]
    needs = frozenset(need for option in options for need in option.service_needs) or frozenset({"crisis"})
    needs = NEEDS if board.is_narrow else needs
    age = 17 if context.age is None and context.is_minor else context.age
    scenarios = frozenset(one.id for one in board.picture.scenarios)
    fitting = services_for(
        catalogue,
        needs=needs,
        state=context.state,
        age=age,
        language=context.language or board.picture.findings.answers.language,
        scenarios=scenarios,
        wrong=wrong,
    )
    allowed = {service.id for service in fitting}
    near = [
        service for service in fitting if made_for(service, scenarios) < 2 and is_for_anyone(service, age)
    ]
    ordered = list(dict.fromkeys([service for service in named if service.id in allowed] + near))
    foremost = ordered[:MOST_SERVICES]
    if WATCHED & board.picture.findings.flag_ids:
        foremost.sort(key=lambda service: (not _speaks(service), "crisis" not in service.services))
    return tuple(foremost)


def _right(service_ids: Iterable[str], wrong: frozenset[str]) -> list[str]:
    return [one for one in service_ids if one not in wrong - ALWAYS_STANDS]


def _speaks(service: Service) -> bool:
    """Whether it can be called: a text stays on a phone that someone else reads."""
    return any(phone.type == "voice" and phone.confidence == "confirmed" for phone in service.phones)
