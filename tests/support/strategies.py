# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies: any answers the screen knows, any flags, any context. Made-up people only."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.support.answers import NO, YES, Raw, the_book

from leeward.knowledge.models.screen import Item
from leeward.screening.answers import EXCLUSIVE_CODES

_BOOK = the_book()
FLAGS = tuple(flag.id for flag in _BOOK.flags)
OPTIONS = tuple(option.id for option in _BOOK.options)
SIGNS = tuple(sign.id for sign in _BOOK.signs)
STATES = tuple(place.jurisdiction for place in _BOOK.law if place.jurisdiction != "US-FED")
RELATIONSHIPS = tuple(term.id for term in _BOOK.vocabulary.relationships)
SUICIDE_FLAGS = ("suicide-acute", "suicide-high", "suicide-nonacute", "suicide-moderate")


def often(times: int) -> settings:
    """So many times the usual number of cases, for what is quick and matters most."""
    usual = settings.default
    assert usual is not None
    return settings(max_examples=usual.max_examples * times)


def flag_sets(most: int = 14) -> SearchStrategy[list[str]]:
    """Some flags, as the MHP might raise them by hand."""
    return st.lists(st.sampled_from(FLAGS), unique=True, max_size=most)


def answer_to(item: Item) -> SearchStrategy[Any]:
    """An answer the item can have, a skipped one included; the words of a text are always the same."""
    choices = [choice.code for choice in _BOOK.screen.choices_of(item)]
    if item.type == "integer":
        return st.none() | st.integers(0, 10)
    if item.type == "text":
        return st.sampled_from((None, "ex-words"))
    if item.type == "per-choice":
        return st.none()
    if item.type == "choice":
        return st.sampled_from([None, *choices])
    plain = [code for code in choices if code not in EXCLUSIVE_CODES]
    alone = [[code] for code in choices if code in EXCLUSIVE_CODES]
    several: SearchStrategy[Any] = st.lists(st.sampled_from(plain), unique=True, min_size=1, max_size=4)
    return st.none() | several | st.sampled_from(alone) if alone else st.none() | several


@st.composite
def given_answers(draw: st.DrawFn, most: int = 30) -> Raw:
    """Answers to some of the questions, in the order of the screen."""
    items = [item for item in _BOOK.items.values() if item.type != "display"]
    chosen = draw(st.sets(st.sampled_from([item.linkId for item in items]), max_size=most))
    return {item.linkId: draw(answer_to(item)) for item in items if item.linkId in chosen}


@st.composite
def contexts(draw: st.DrawFn, *, with_flags: bool = True) -> Raw:
    """A context, every part of which may be missing."""
    context: Raw = {
        "age": draw(st.sampled_from((None, 9, 14, 17, 20, 38, 67))),
        "relationship": draw(st.sampled_from((None, *RELATIONSHIPS))),
        "state": draw(st.none() | st.sampled_from(STATES)),
        "setting": draw(st.sampled_from((None, "office", "telehealth"))),
        "police": draw(st.sampled_from((None, "yes", "with-someone", "not"))),
        "now": "2026-11-23T14:00",
    }
    if with_flags:
        context["flags_by_hand"] = draw(flag_sets())
    return {key: value for key, value in context.items() if value is not None}


@st.composite
def wishes(draw: st.DrawFn) -> Raw:
    """What a client wants, does not want now and has tried; no option in two lists."""
    spoken_of = draw(st.lists(st.sampled_from(OPTIONS), unique=True, max_size=6))
    lists: Raw = {"wanted": [], "not_now": {}, "tried": {}}
    for option in spoken_of:
        where = draw(st.sampled_from(("wanted", "not_now", "tried")))
        if where == "wanted":
            lists["wanted"].append(option)
        elif where == "not_now":
            lists["not_now"][option] = "2026-12-14"
        else:
            lists["tried"][option] = draw(st.sampled_from((None, "helped", "nothing", "worse", "too-soon")))
    return lists


def asq_answers() -> SearchStrategy[Raw]:
    """The ASQ with every item yes, no, skipped or never asked."""
    said = st.sampled_from((YES, NO, None, "absent"))
    five = st.tuples(said, said, said, said, said)
    return five.map(
        lambda values: {f"asq-{n}": value for n, value in enumerate(values, start=1) if value != "absent"}
    )
