# SPDX-License-Identifier: Apache-2.0
"""Options side by side as their page shows them: what may be ticked, the table, and where it is from."""

from __future__ import annotations

from dataclasses import dataclass

from leeward.planning.board_first import first_of
from leeward.planning.comparing import Comparison, Row
from leeward.planning.comparing_words import NOT_KNOWN
from leeward.practice.visits.board_facts import FactShown, fact_of
from leeward.practice.visits.board_form import View
from leeward.practice.visits.board_words import Teller
from leeward.practice.visits.side_form import Asked


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to tick. `value`: a number for options, which says nothing of what is chosen."""

    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class TickFamily:
    """Options of one family to tick."""

    label: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One option of the table. `place`: the order that is meant to prevent harm, from 1."""

    id: str
    number: int
    place: int
    title: str
    view: str
    cautions: tuple[str, ...]
    privilege: str
    first_words: str
    other_first_words: str
    fact: FactShown


@dataclass(frozen=True, slots=True)
class CellShown:
    """What stands in one cell. `toward` of each: for, against, both, or nothing."""

    title: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """One line of the table. `named`: it matters to this client."""

    head: str
    named: bool
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class SideShown:
    """The table."""

    columns: tuple[Column, ...]
    rows: tuple[RowShown, ...]


def side_shown(made: Comparison, teller: Teller, views: dict[str, View]) -> SideShown:
    """The table in the teller's words. `views`: what each option stands at."""
    columns = tuple(
        Column(
            one.option.id,
            told.number,
            place,
            told.title,
            views.get(one.option.id, View()).view,
            told.cautions,
            told.privilege,
            told.first_words,
            told.other_first_words,
            fact_of(one.option, "option", teller.language, teller.today),
        )
        for place, one in enumerate(made.options, start=1)
        for told in [teller.tell(one)]
    )
    return SideShown(columns, tuple(_row(row, columns, teller) for row in made.rows))


def _row(row: Row, columns: tuple[Column, ...], teller: Teller) -> RowShown:
    language = teller.language
    unknown = ((NOT_KNOWN.said_in(language), ""),)
    return RowShown(
        row.head.said_in(language),
        row.named,
        tuple(
            CellShown(
                column.title,
                tuple((one.text.said_in(language), one.toward or "") for one in cell) or unknown,
            )
            for column, cell in zip(columns, row.cells, strict=True)
        ),
    )


def ticks_of_weights(teller: Teller, asked: Asked) -> tuple[Tick, ...]:
    """What a client may say matters."""
    return tuple(
        Tick(one.id, one.label.said_in(teller.language), one.id in asked.weights)
        for one in teller.catalogue.weights
    )


def ticks_of_options(teller: Teller, asked: Asked) -> tuple[tuple[Tick, ...], tuple[TickFamily, ...]]:
    """The options in the board's order: what is compared, wanted or first, then the rest by family."""
    still_open = [one.option.id for one in teller.board.options if one.standing == "open"]
    near = {*asked.options, *teller.board.wishes.wanted, *first_of(still_open)}
    ticks = {
        id: Tick(str(teller.number(id)), teller.title(id), id in asked.options) for id in teller.board.order
    }
    family_of = {one.option.id: one.option.family for one in teller.board.options}
    return (
        tuple(tick for id, tick in ticks.items() if id in near),
        tuple(
            TickFamily(family.label.said_in(teller.language), found)
            for family in teller.catalogue.vocabulary.option_families
            if (
                found := tuple(
                    tick for id, tick in ticks.items() if id not in near and family_of[id] == family.id
                )
            )
        ),
    )
