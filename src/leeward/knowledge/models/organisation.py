# SPDX-License-Identifier: Apache-2.0
"""Organisations that can act by their own rules: schools, employers, platforms, carriers and others.

Each is one way to go, from the first step to what is left when nobody answers. Who is asked is a role,
never a name. The rest is told to staff; `title`, `first_step`, `backfire` and `notice` may be read aloud.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.condition import Condition
from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.knowledge.models.option import Backfire, Notice, When
from leeward.terms.text import Text

Letter = Literal[
    "school", "employer", "platform", "lawyer", "police", "advocate", "statement", "card", "carrier"
]
MayNotice = Literal["no", "maybe", "yes"]


class BroughtBy(Value, frozen=True, kw_only=True):
    """What brings an organisation forward: any of these. `ages`: for these alone, where the age is known."""

    answers: tuple[Condition, ...] = ()
    relationships: tuple[Id, ...] = ()
    scenarios: tuple[Id, ...] = ()
    means: tuple[Id, ...] = ()
    flags: tuple[Id, ...] = ()
    ages: tuple[Id, ...] = ()


class OrganisationStep(Value, frozen=True, kw_only=True):
    """One step. `who`: the role to turn to. `notice`: whether the person doing this may notice it."""

    do: Text
    who: Text | None = None
    notice: MayNotice
    when: Text | None = None


class Right(Value, frozen=True, kw_only=True):
    """What can be asked for by right. `law`: provisions of our own catalogue it rests on."""

    text: Text
    law: tuple[Id, ...] = ()


class SpecialCase(When, frozen=True, kw_only=True):
    """Where it goes another way. Without words to match on, it is told but never brought forward.

    `first_step`: what is said in place of the usual first step.
    """

    title: Text
    text: Text
    first_step: ClientText | None = None

    @property
    def is_matched(self) -> bool:
        """Whether anything known of a client can bring it forward."""
        return bool(self.flags or self.relationship or self.age or self.scenarios)


class Unanswered(Value, frozen=True, kw_only=True):
    """Where to turn when nobody answers. `by`: how long it is open."""

    do: Text
    by: Text | None = None
    service: Id | None = None


class Organisation(Entry, frozen=True, kw_only=True):
    """One organisation and the way through it.

    `lead`: what it can do. `fits_when`: when it is worth thinking of, in words; `brought_by`: as a rule.
    `leave_out`: what is not given to it. `legal_kinds`: kinds of law of the client's state that bear on
    it. `in_vain`: answers that say it was told already, and did not help.
    """

    title: ClientText
    lead: Text
    fits_when: Text
    brought_by: BroughtBy
    in_vain: Condition | None = None
    first_step: ClientText
    steps: Annotated[tuple[OrganisationStep, ...], msgspec.Meta(min_length=2)]
    rights: tuple[Right, ...]
    ask_for: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]
    bring: tuple[Text, ...]
    leave_out: tuple[Text, ...]
    how_long: tuple[Text, ...]
    backfire: Annotated[tuple[Backfire, ...], msgspec.Meta(min_length=1)]
    notice: Notice
    special: tuple[SpecialCase, ...]
    no_answer: Annotated[tuple[Unanswered, ...], msgspec.Meta(min_length=1)]
    options: tuple[Id, ...] = ()
    law: tuple[Id, ...] = ()
    legal_kinds: tuple[Id, ...] = ()
    services: tuple[Id, ...] = ()
    letters: tuple[Letter, ...] = ()
