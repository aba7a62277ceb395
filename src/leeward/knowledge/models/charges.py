# SPDX-License-Identifier: Apache-2.0
"""What to talk over before a charge or a suit: never whether it would hold, always who can say.

A talk asks what a lawyer, an advocate or an officer will ask, in plain questions that are talked over
and not stored. A road is what holds for every charge, or for every suit. A door is where to report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.entry import ClientText, Entry, Id
from leeward.terms.text import Text

RoadId = Literal["criminal", "civil"]
Some = msgspec.Meta(min_length=1)


class Road(Entry, frozen=True, kw_only=True):
    """What holds for every charge (`criminal`) or every suit (`civil`).

    `next`: what happens, in order. `preserve`: how what companies hold is kept from being wiped.
    """

    first_step: ClientText
    next: Annotated[tuple[Text, ...], Some]
    preserve: Annotated[tuple[Text, ...], Some]
    backfire: Annotated[tuple[Text, ...], Some]


class Door(Entry, frozen=True, kw_only=True):
    """A place to report to.

    `always`: shown whatever happened. `acts`, `special`, `relationships`: any of these brings it.
    `under`: only for a client below this age. `instead_of`: the door that it takes the place of.
    """

    name: Text
    how: Text
    notice: Text
    always: bool = False
    acts: tuple[Id, ...] = ()
    special: tuple[Id, ...] = ()
    relationships: tuple[Id, ...] = ()
    under: int | None = None
    instead_of: Id | None = None
    option: Id | None = None


class Talk(Entry, frozen=True, kw_only=True):
    """One sort of charge or claim to talk over.

    `acts`: what happened that brings it; empty: it comes with every one of its road.
    `kinds`: the kinds of law it is about. `also`: provisions of other kinds that belong here.
    `under`: provisions for a client below an age alone. `elsewhere`: provisions of these kinds that
    are neither a charge nor a claim. `questions`: what will be asked, for the client's ears.
    `speaks_of_recording`: the rule of the place on recording talks stands beside it.
    """

    road: RoadId
    title: Text
    acts: tuple[Id, ...] = ()
    kinds: tuple[Id, ...] = ()
    also: tuple[Id, ...] = ()
    under: Mapping[Id, int] = {}
    elsewhere: tuple[Id, ...] = ()
    questions: Annotated[tuple[ClientText, ...], Some]
    keep: Annotated[tuple[Text, ...], Some]
    first_step: ClientText
    backfire: Annotated[tuple[Text, ...], Some]
    speaks_of_recording: bool = False
