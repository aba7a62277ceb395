# SPDX-License-Identifier: Apache-2.0
"""Options: what a client may consider, with what may help, what may backfire, who could notice.

The strength of "before this": *must* (real harm if reversed), *better after*, *one of*. Help that
answers today waits for nothing.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from leeward.knowledge.models.entry import ClientText, Entry, Id, Value
from leeward.terms.source import Source
from leeward.terms.text import Text

BackfireKind = Literal["escalation", "tipping-off", "loss-of-evidence", "isolation", "cost", "exposure"]


class ShownWhen(Value, frozen=True, kw_only=True):
    """When an option fits. `relationship`, `age`, `jurisdiction` must each match where given;
    of the others at least one must match where any is given. Empty: it fits anyone."""

    relationship: tuple[Id, ...] = ()
    age: tuple[Id, ...] = ()
    jurisdiction: tuple[Id, ...] = ()
    scenarios: tuple[Id, ...] = ()
    means: tuple[Id, ...] = ()
    mechanisms: tuple[Id, ...] = ()
    flags: tuple[Id, ...] = ()


class When(Value, frozen=True, kw_only=True):
    """Holds when any of its words does: a flag that is up, the relationship, an age band, a scenario."""

    flags: tuple[Id, ...] = ()
    relationship: tuple[Id, ...] = ()
    age: tuple[Id, ...] = ()
    scenarios: tuple[Id, ...] = ()


class HiddenWhen(When, frozen=True, kw_only=True):
    """Why an option is not shown, and which option stands in for it."""

    because: Text
    instead: Id


class CautionWhen(When, frozen=True, kw_only=True):
    """A warning shown beside the option, to staff."""

    text: Text


class Backfire(Value, frozen=True, kw_only=True):
    """One way in which an option may make things worse."""

    kind: BackfireKind
    how: ClientText


class Notice(Value, frozen=True, kw_only=True):
    """Whether the person doing this could notice, who else could, and when. `who_remote`: on a call."""

    level: Literal["no", "maybe", "yes"]
    who: ClientText
    when: ClientText
    who_remote: ClientText | None = None


class Must(Value, frozen=True, kw_only=True):
    """An option that has to come first, and the harm if it does not."""

    option: Id
    why: ClientText


class BeforeThis(Value, frozen=True, kw_only=True):
    """What comes before an option, in three strengths."""

    must: tuple[Must, ...] = ()
    better_after: tuple[Id, ...] = ()
    one_of: tuple[tuple[Id, ...], ...] = ()


class Option(Entry, frozen=True, kw_only=True):
    """One option of the board. What it may cost, who could notice and its sources are never left out."""

    sources: Annotated[tuple[Source, ...], msgspec.Meta(min_length=1)]
    family: Id
    title: ClientText
    description: ClientText
    shown_when: ShownWhen
    hidden_when: tuple[HiddenWhen, ...] = ()
    caution_when: tuple[CautionWhen, ...] = ()
    could_help_by: tuple[ClientText, ...]
    could_backfire_by: tuple[Backfire, ...]
    who_could_notice: Notice
    evidence_lost: ClientText
    before_this: BeforeThis
    answers_now: bool
    effort: Literal["low", "medium", "high"]
    time: Literal[
        "minutes", "one-session", "hours", "days", "same-day-or-weeks", "weeks", "months", "years", "ongoing"
    ]
    cost: Literal["none", "low", "medium", "high"]
    who_helps: tuple[str, ...]
    first_step: ClientText
    if_declined: ClientText
    teen_variant: ClientText | None = None
    wishes: tuple[Id, ...] = ()
    legal_kinds: tuple[Id, ...] = ()
    service_needs: tuple[Id, ...] = ()
    privilege: Text | None = None
    resources: tuple[Id, ...] = ()
