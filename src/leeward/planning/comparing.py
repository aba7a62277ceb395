# SPDX-License-Identifier: Apache-2.0
"""Options side by side, on what this client said matters. Nothing is weighed up for them, nothing scored.

    made = compare(board, ("advocate-meeting", "protective-order-dv"), ("safety", "no-court"), catalogue)
    made.rows[0].cells        # one for each option, in the order of the board

Each cell says only what content says of that option; where it says nothing, the cell is empty and reads "not
known to us". The options stand in the board's order, which is meant to prevent harm; it is no order of worth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from leeward.knowledge import Catalogue
from leeward.knowledge.models.option import Option
from leeward.knowledge.models.weighing import Toward, Weight
from leeward.planning import comparing_words as words
from leeward.planning.board import Board, BoardOption
from leeward.terms.errors import InputError
from leeward.terms.text import Text

FEWEST, MOST = 2, 4
"""Fewer are no choice; more do not fit in a head that is afraid."""
ROW_OF = {"cost": "cost", "speed": "soon", "undo": "undo"}
"""What a client may name that a row of its own answers for everybody."""
UNDO = "undo"


class Said(msgspec.Struct, frozen=True):
    """One sentence. `toward`: whether it speaks for the option; None where it only tells."""

    text: Text
    toward: Toward | None = None


class Row(msgspec.Struct, frozen=True):
    """One line of the table. `named`: this client said that it matters. An empty cell: not known to us."""

    id: str
    head: Text
    cells: tuple[tuple[Said, ...], ...]
    named: bool = False


class Comparison(msgspec.Struct, frozen=True):
    """`options` in the board's order; `rows`: what the client named, then what everybody should hear."""

    options: tuple[BoardOption, ...]
    rows: tuple[Row, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The options, by id."""
        return tuple(one.option.id for one in self.options)


def compare(
    board: Board, option_ids: Collection[str], weights: Collection[str], catalogue: Catalogue
) -> Comparison:
    """Two to four options of a board.

    Args:
        weights: ids of what this client said matters.

    Raises:
        InputError: too few or too many options, or one that is not on this board.
    """
    chosen = [one for one in board.options if one.option.id in option_ids]
    if len(chosen) != len(set(option_ids)):
        raise _bad("an option that is not on this board", "options of this visit's board")
    if not FEWEST <= len(chosen) <= MOST:
        raise _bad(f"{len(chosen)} options", f"{FEWEST} to {MOST}")
    named = {ROW_OF[one] for one in weights if one in ROW_OF}
    everybody = [
        Row(id, words.HEADS[id], tuple(cells), id in named)
        for id, cells in _for_everybody(chosen, catalogue).items()
    ]
    own = [
        Row(weight.id, weight.label, tuple(_bearing(one.option, weight) for one in chosen), named=True)
        for weight in catalogue.weights
        if weight.id in weights and weight.id not in ROW_OF
    ]
    first = [row for row in everybody if row.named]
    return Comparison(tuple(chosen), (*own, *first, *(row for row in everybody if not row.named)))


def to_compare(board: Board) -> tuple[str, ...]:
    """What the page offers before anybody chose: two that are wanted, else what the board shows first."""
    wanted = [one.option.id for one in board.options if one.standing == "wanted"]
    still_open = [one.option.id for one in board.options if one.standing == "open"]
    return tuple([*wanted, *still_open][:FEWEST])


def _for_everybody(chosen: Iterable[BoardOption], catalogue: Catalogue) -> dict[str, list[tuple[Said, ...]]]:
    undo = next(one for one in catalogue.weights if one.id == UNDO)
    rows: dict[str, list[tuple[Said, ...]]] = {id: [] for id in words.HEADS}
    for one in chosen:
        option = one.option
        rows["soon"].append(_soon(option))
        rows["notice"].append(_notice(option))
        rows["help"].append(tuple(Said(text, "for") for text in option.could_help_by))
        rows["backfire"].append(tuple(Said(way.how, "against") for way in option.could_backfire_by))
        rows["undo"].append(_bearing(option, undo))
        rows["learns"].append(_told(option.who_could_notice.who))
        rows["cost"].append(_cost(option))
        rows["before"].append(_before(one, catalogue))
    return rows


def _soon(option: Option) -> tuple[Said, ...]:
    found = [Said(words.SOON[option.time])]
    if option.answers_now:
        found.append(Said(words.ANSWERS_TODAY, "for"))
    return tuple(found)


def _notice(option: Option) -> tuple[Said, ...]:
    notice = option.who_could_notice
    return (Said(words.NOTICED[notice.level]), *_told(notice.when))


def _cost(option: Option) -> tuple[Said, ...]:
    costs = [Said(way.how, "against") for way in option.could_backfire_by if way.kind == "cost"]
    return (Said(words.COST[option.cost]), *costs)


def _told(text: Text) -> tuple[Said, ...]:
    return (Said(text),) if text.en else ()


def _before(one: BoardOption, catalogue: Catalogue) -> tuple[Said, ...]:
    """What comes first, as this board has it: held-back options are already replaced."""
    why = {must.option: must.why for must in one.option.before_this.must}
    found = [
        *(words.first_comes(_title(id, catalogue), why.get(id)) for id in one.before_this),
        *(words.one_of([_title(id, catalogue) for id in group]) for group in one.one_of if group),
        *(words.better_after(_title(id, catalogue)) for id in one.better_after),
    ]
    return tuple(Said(text) for text in found or [words.NOTHING_FIRST])


def _title(option_id: str, catalogue: Catalogue) -> Text:
    return catalogue.option(option_id).title


def _bearing(option: Option, weight: Weight) -> tuple[Said, ...]:
    """What content says of one option on one thing that matters."""
    found = [Said(one.how, one.toward) for one in weight.bears if option.id in one.options]
    if set(weight.wishes) & set(option.wishes):
        found.append(Said(words.MEANT_FOR_THIS, "for"))
    harm = [Said(way.how, "against") for way in option.could_backfire_by if way.kind in weight.backfires]
    return (*found, *harm)


def _bad(found: str, expected: str) -> InputError:
    return InputError(found, expected=expected, do="Choose again", where="options")
