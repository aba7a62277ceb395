# SPDX-License-Identifier: Apache-2.0
"""The condition language of content: when a question is asked, a flag raised, a scenario shown.

Each condition has exactly one form:

    {any: [..]} {all: [..]} {not: cond} {at_least: 3, of: [..]}
    {q: c1, in: ["yes"]} {q: t1, contains: [kill]} {q: t1, lacks: [kill]} {q: i1, gte: 7}
    {q: c1, answered: true} {instrument: asq, band: acute-positive} {flag: silenced}
    {ctx: age, in: [teen]} {ctx: near_contact, in: [deadline]}

What a condition means for given answers is in `leeward.screening.conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from leeward.knowledge.models.entry import Value

ContextKey = Literal[
    "age", "relationship", "state", "scenario", "setting", "police", "language", "near_contact"
]
"""`near_contact`: the kind of a dated contact that is less than 48 hours away."""


class Condition(
    Value, frozen=True, rename={"any_of": "any", "all_of": "all", "negated": "not", "is_in": "in"}
):
    """One node of a condition tree; see the module for the forms."""

    any_of: tuple[Condition, ...] | None = None
    all_of: tuple[Condition, ...] | None = None
    negated: Condition | None = None
    at_least: int | None = None
    of: tuple[Condition, ...] | None = None
    q: str | None = None
    is_in: tuple[str, ...] | None = None
    contains: tuple[str, ...] | None = None
    lacks: tuple[str, ...] | None = None
    gte: int | None = None
    answered: bool | None = None
    instrument: str | None = None
    band: str | None = None
    flag: str | None = None
    ctx: ContextKey | None = None

    def __post_init__(self) -> None:
        if self._form() is None:
            given = ", ".join(sorted(msgspec.to_builtins(self))) or "nothing"
            raise ValueError(f"condition with {given} has none of the known forms")
        for name in ("any_of", "all_of", "of", "is_in", "contains", "lacks"):
            if getattr(self, name) == ():
                raise ValueError(
                    f"condition with nothing in {name.removesuffix('_of').removeprefix('is_')!r}"
                )
        if self.at_least is not None and not 1 <= self.at_least <= len(self.of or ()):
            raise ValueError(f"condition wants at least {self.at_least} of {len(self.of or ())}")

    def _form(self) -> str | None:
        given = frozenset(name for name in self.__struct_fields__ if getattr(self, name) is not None)
        return _FORMS.get(given)

    @property
    def form(self) -> str:
        """The name of this node's form, such as 'any', 'question-in' or 'flag'."""
        form = self._form()
        if form is None:  # unreachable: refused when made
            raise ValueError("condition without a form")
        return form

    def parts(self) -> tuple[Condition, ...]:
        """The conditions directly inside this one."""
        if self.negated is not None:
            return (self.negated,)
        return self.any_of or self.all_of or self.of or ()

    def walk(self) -> Iterator[Condition]:
        """This condition and all inside it, outermost first."""
        yield self
        for part in self.parts():
            yield from part.walk()


_FORMS: dict[frozenset[str], str] = {
    frozenset({"any_of"}): "any",
    frozenset({"all_of"}): "all",
    frozenset({"negated"}): "not",
    frozenset({"at_least", "of"}): "at-least",
    frozenset({"q", "is_in"}): "question-in",
    frozenset({"q", "contains"}): "question-contains",
    frozenset({"q", "lacks"}): "question-lacks",
    frozenset({"q", "gte"}): "question-gte",
    frozenset({"q", "answered"}): "question-answered",
    frozenset({"instrument", "band"}): "instrument",
    frozenset({"flag"}): "flag",
    frozenset({"ctx", "is_in"}): "context",
}
