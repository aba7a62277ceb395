# SPDX-License-Identifier: Apache-2.0
"""Scenarios: the six of the article and other usual ones, each with its own pathway."""

from __future__ import annotations

from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.entry import ClientText, Entry, Id, Value


class RaisedWhen(Value, frozen=True, kw_only=True):
    """One way a scenario comes up. `strength` 1-3: how strongly this points to it."""

    when: Condition
    variant: Id | None = None
    strength: int


class Scenario(Entry, frozen=True, kw_only=True):
    """One scenario. `specificity` 1-5: 5 names a narrow situation, 1 a general one.

    `danger_flags`: flags whose being up belongs to this scenario and lifts it in the order.
    """

    title: ClientText
    description: ClientText
    from_article: bool
    specificity: int
    danger_flags: tuple[Id, ...] = ()
    raised_when: tuple[RaisedWhen, ...]
    typical_means: tuple[Id, ...] = ()
    typical_mechanisms: tuple[Id, ...] = ()
    danger_points: tuple[str, ...] = ()
    do_first: tuple[str, ...] = ()
    never_do: tuple[str, ...] = ()
    show_first: tuple[Id, ...] = ()
    legal_kinds: tuple[Id, ...] = ()
    ask_about: tuple[str, ...] = ()
    note: str | None = None
