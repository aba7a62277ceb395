# SPDX-License-Identifier: Apache-2.0
"""Options side by side: only what content says, on what the client named, in the order that prevents harm."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.answers import NINE, boarded, example, the_book

from leeward.knowledge.client_text import client_texts
from leeward.planning.comparing import FEWEST, MOST, ROW_OF, Comparison, Row, compare, to_compare
from leeward.planning.comparing_words import HEADS, MEANT_FOR_THIS, NOTHING_FIRST
from leeward.terms.errors import InputError

MOTHER = boarded(example("session-a-mother"))
WEIGHTS = tuple(one.id for one in the_book().weights)
PAIR = ("protective-order-dv", "advocate-meeting")


def made(options: tuple[str, ...] = PAIR, weights: tuple[str, ...] = ()) -> Comparison:
    return compare(MOTHER, options, weights, the_book())


def row(found: Comparison, id: str) -> Row:
    return next(one for one in found.rows if one.id == id)


def said(found: Comparison, id: str, option: str) -> list[str]:
    """The English of one cell."""
    return [one.text.en for one in row(found, id).cells[found.ids.index(option)]]


def test_columns_stand_in_the_order_of_the_board_whatever_was_ticked_first() -> None:
    """An advocate before the court papers: the order is meant to prevent harm."""
    assert ("advocate-meeting", "protective-order-dv") == made().ids == made(PAIR[::-1]).ids


@pytest.mark.parametrize("options", [PAIR[:1], MOTHER.order[:5], (PAIR[0], "no-such-option"), ()])
def test_two_to_four_of_this_board_and_nothing_else(options: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        made(options)


def test_everybody_hears_the_eight_rows_and_what_they_name_stands_first() -> None:
    plain, asked = made(), made(weights=("cost", "no-court"))
    assert list(HEADS) == [one.id for one in plain.rows]
    assert not any(one.named for one in plain.rows)
    assert ["no-court", "cost"] == [one.id for one in asked.rows if one.named]
    assert ["no-court", "cost"] == [one.id for one in asked.rows][:2]
    assert {*HEADS, "no-court"} == {one.id for one in asked.rows}


def test_what_matters_is_told_from_both_sides() -> None:
    found = made(weights=("safety", "no-court", "children"))
    assert "It goes through a court." in said(found, "no-court", "protective-order-dv")
    assert "You need no court for it." in said(found, "no-court", "advocate-meeting")
    order = row(found, "safety").cells[found.ids.index("protective-order-dv")]
    assert {"for", "against"} == {one.toward for one in order}


def test_what_content_does_not_say_is_an_empty_cell() -> None:
    """Never a guess: on the page it reads as not known to us."""
    found = made(("safety-plan", "advocate-meeting"), ("keeping-phone",))
    assert ((), ()) == row(found, "keeping-phone").cells


def test_what_comes_first_is_said_with_its_reason() -> None:
    with_must = next(one for one in MOTHER.options if one.before_this)
    other = next(one.option.id for one in MOTHER.options if one.option.id != with_must.option.id)
    found = made((with_must.option.id, other))
    first = said(found, "before", with_must.option.id)
    assert all(any(the_book().option(id).title.en in one for one in first) for id in with_must.before_this)
    assert NOTHING_FIRST.en not in first


@pytest.mark.parametrize("name", NINE)
def test_every_sentence_is_the_content_s_own(name: str) -> None:
    """Over the whole board of every example, four at a time: nothing is made up, nothing is left out."""
    board = boarded(example(name))
    known = {text.en for weight in the_book().weights for _path, text in client_texts(weight)}
    known.add(MEANT_FOR_THIS.en)
    for at in range(0, len(board.order) - MOST, MOST):
        ids = board.order[at : at + MOST]
        found = compare(board, ids, WEIGHTS, the_book())
        assert ids == found.ids
        own = {text.en for id in ids for _path, text in client_texts(the_book().option(id))}
        told = {
            one.text.en for line in found.rows if line.id not in HEADS for cell in line.cells for one in cell
        }
        assert told <= own | known
        for id in ids:
            option = the_book().option(id)
            assert [one.en for one in option.could_help_by] == said(found, "help", id)
            assert [one.how.en for one in option.could_backfire_by] == said(found, "backfire", id)


@given(st.lists(st.sampled_from(WEIGHTS), unique=True))
def test_naming_more_never_takes_a_row_away(weights: list[str]) -> None:
    found = made(weights=tuple(weights))
    assert {*HEADS} <= {one.id for one in found.rows}
    assert {ROW_OF.get(one, one) for one in weights} == {one.id for one in found.rows if one.named}
    assert len({one.id for one in found.rows}) == len(found.rows)


@pytest.mark.parametrize("name", NINE)
def test_before_anybody_chose_two_are_offered_that_are_wanted_or_first(name: str) -> None:
    board = boarded(example(name))
    offered = to_compare(board)
    assert FEWEST == len(offered)
    wanted = [id for id in board.order if id in board.wishes.wanted]
    assert tuple(wanted[:FEWEST]) == offered[: len(wanted[:FEWEST])]


@dataclass(frozen=True)
class Broken:
    """Content with one fault in what is weighed, and the word that its problem names."""

    change: dict[str, object]
    names: str


@pytest.mark.parametrize(
    "broken",
    [
        Broken({"wishes": ("no-such-wish",)}, "no-such-wish"),
        Broken({"options": ("no-such-option",)}, "no-such-option"),
        Broken({"options": ("block-now", "block-now")}, "stands 2 times"),
    ],
    ids=lambda one: one.names,
)
def test_content_that_names_what_is_not_there_is_refused(broken: Broken) -> None:
    from datetime import date

    from leeward.knowledge.check.checked import Checked
    from leeward.knowledge.check.references import references_resolve

    weight = next(one for one in the_book().weights if one.bears)
    if "options" in broken.change:
        bearing = msgspec.structs.replace(weight.bears[0], **broken.change)
        changed = msgspec.structs.replace(weight, bears=(bearing,))
    else:
        changed = msgspec.structs.replace(weight, **broken.change)
    book = msgspec.structs.replace(the_book(), weights=(changed,))
    found = [str(one) for one in references_resolve(Checked(book, {}, date(2026, 11, 23)))]
    assert any(broken.names in one for one in found)


def test_a_talk_with_a_parent_speaks_against_keeping_it_private() -> None:
    """Where it can out somebody, the riskiest step is not the one without a minus."""
    privacy = next(one for one in the_book().weights if one.id == "privacy")
    said = [one for one in privacy.bears if "parent-teen-talk" in one.options]
    assert [one.toward for one in said] == ["against"] and "whom you love" in said[0].how.en
