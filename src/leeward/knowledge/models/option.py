# SPDX-License-Identifier: Apache-2.0
"""Options: what a client may consider, with what may help, what may backfire, who could notice.

The strength of "before this": *must* (real harm if reversed), *better after*, *one of*. Help that
answers today waits for nothing.
"""

from __future__ import annotations

from typing import Literal

from leeward.knowledge.models.entry import Entry, Id, Value
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


class HiddenWhen(Value, frozen=True, kw_only=True):
    """Why an option is not shown, and which option stands in for it."""

    flags: tuple[Id, ...] = ()
    relationship: tuple[Id, ...] = ()
    age: tuple[Id, ...] = ()
    scenarios: tuple[Id, ...] = ()
    because: Text
    instead: Id


class CautionWhen(Value, frozen=True, kw_only=True):
    """A warning shown beside the option, to staff."""

    flags: tuple[Id, ...] = ()
    relationship: tuple[Id, ...] = ()
    age: tuple[Id, ...] = ()
    scenarios: tuple[Id, ...] = ()
    text: Text


class Backfire(Value, frozen=True, kw_only=True):
    """One way in which an option may make things worse."""

    kind: BackfireKind
    how: Text


class Notice(Value, frozen=True, kw_only=True):
    """Whether the person doing this could notice, who else could, and when."""

    level: Literal["no", "maybe", "yes"]
    who: Text
    when: Text


class Must(Value, frozen=True, kw_only=True):
    """An option that has to come first, and the harm if it does not."""

    option: Id
    why: Text


class BeforeThis(Value, frozen=True, kw_only=True):
    """What comes before an option, in three strengths."""

    must: tuple[Must, ...] = ()
    better_after: tuple[Id, ...] = ()
    one_of: tuple[tuple[Id, ...], ...] = ()


class Option(Entry, frozen=True, kw_only=True):
    """One option of the board."""

    family: Id
    title: Text
    description: Text
    shown_when: ShownWhen
    hidden_when: tuple[HiddenWhen, ...] = ()
    caution_when: tuple[CautionWhen, ...] = ()
    could_help_by: tuple[Text, ...]
    could_backfire_by: tuple[Backfire, ...]
    who_could_notice: Notice
    evidence_lost: Text
    before_this: BeforeThis
    answers_now: bool
    effort: Literal["low", "medium", "high"]
    time: Literal["minutes", "one-session", "hours", "days", "weeks", "months", "years", "ongoing"]
    cost: Literal["none", "low", "medium", "high"]
    who_helps: tuple[str, ...]
    first_step: Text
    if_declined: Text
    teen_variant: Text | None = None
    wishes: tuple[Id, ...] = ()
    legal_kinds: tuple[Id, ...] = ()
    service_needs: tuple[Id, ...] = ()
    privilege: Text | None = None
    resources: tuple[Id, ...] = ()
