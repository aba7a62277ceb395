# SPDX-License-Identifier: Apache-2.0
"""The safe order: nothing before its must, for any musts that can be met."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeward.planning.order import safe_order

NAMES = tuple("abcdefgh")


def earlier(draw: st.DrawFn, name: str) -> frozenset[str]:
    """Some of the names before this one, so that no cycle can come about."""
    before = NAMES[: NAMES.index(name)]
    return frozenset(draw(st.sets(st.sampled_from(before)))) if before else frozenset()


@st.composite
def musts(draw: st.DrawFn) -> dict[str, frozenset[str]]:
    """Musts without a cycle."""
    return {name: earlier(draw, name) for name in NAMES}


anything_goes = st.dictionaries(st.sampled_from(NAMES), st.frozensets(st.sampled_from(NAMES)))


@given(must=musts(), better=anything_goes, ranks=st.permutations(NAMES), here=st.sets(st.sampled_from(NAMES)))
def test_everything_stands_once_after_its_musts(
    must: dict[str, frozenset[str]], better: dict[str, frozenset[str]], ranks: list[str], here: set[str]
) -> None:
    """Whatever the wishes, the ranks and the weaker rules say, cycles among these included."""
    order = safe_order(here, must=must, better_after=better, rank=lambda one: (ranks.index(one),))
    assert sorted(here) == sorted(order)
    for place, name in enumerate(order):
        assert must[name] & here <= set(order[:place])


@given(ranks=st.permutations(NAMES), better=anything_goes)
def test_a_weaker_rule_without_a_cycle_is_kept(ranks: list[str], better: dict[str, frozenset[str]]) -> None:
    """Better after comes before rank, unless it would block everything."""
    calm = {name: frozenset(one for one in after if one < name) for name, after in better.items()}
    order = safe_order(NAMES, must={}, better_after=calm, rank=lambda one: (ranks.index(one),))
    for place, name in enumerate(order):
        assert calm.get(name, frozenset()) <= set(order[:place])


def test_without_rules_the_rank_decides() -> None:
    """Smaller comes first."""
    assert ("c", "b", "a") == safe_order("abc", must={}, better_after={}, rank=lambda one: (-ord(one),))


def test_a_must_that_is_not_here_blocks_nothing() -> None:
    """What is not shown cannot be waited for."""
    assert ("a",) == safe_order("a", must={"a": frozenset("z")}, better_after={}, rank=lambda one: (one,))


def test_musts_in_a_circle_are_an_error_not_an_endless_loop() -> None:
    """Content with a cycle is refused before it gets here; if it does, it says so."""
    circle = {"a": frozenset("b"), "b": frozenset("a")}
    with pytest.raises(ValueError, match="cycle"):
        safe_order("ab", must=circle, better_after={}, rank=lambda one: (one,))


def test_a_must_outweighs_a_better_after() -> None:
    """Where the two fight, the must holds."""
    order = safe_order(
        "ab", must={"b": frozenset("a")}, better_after={"a": frozenset("b")}, rank=lambda one: (one,)
    )
    assert ("a", "b") == order
