# SPDX-License-Identifier: Apache-2.0
"""Who may do what: one question, `may(actor, action, case)`, asked by every service.

>>> robin = Actor("a1", frozenset({Role.CLINICIAN}))
>>> may(robin, Action.SEE_CASE, CaseFacts("c1", owner_id="a1"))
True
>>> may(robin, Action.SEE_CASE, CaseFacts("c2", owner_id="a2"))
False

A clinician works on their own cases. An administrator runs the practice and sees no case by that.
A device in a client's hands may answer the questions of the one visit it was handed over for.
What is not allowed here is refused: a new action starts with nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does here; one person may have both."""

    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"
    DEVICE = "device"  # handed to a client; never given to an account


class Action(StrEnum):
    """Everything a signed-in person can do. The values stand in the audit and never change."""

    LIST_CASES = "case.list"
    OPEN_CASE = "case.open"  # a new one
    SEE_CASE = "case.see"
    CHANGE_CASE = "case.change"
    OPEN_VISIT = "visit.open"
    SEE_VISIT = "visit.see"
    WRITE_VISIT = "visit.write"
    END_VISIT = "visit.end"
    HAND_OVER = "visit.hand-over"
    ANSWER = "visit.answer"  # on the device that was handed over
    PRINT = "paper.print"
    LIST_VISITS = "visit.list"
    FOLLOW_UP = "follow-up.write"
    LOCK = "practice.lock"
    BEGIN_FACTOR = "account.factor-begin"
    SET_FACTOR = "account.factor-set"
    RENEW_CODES = "account.codes-renew"
    DROP_FACTOR = "account.factor-drop"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks."""

    id: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rule needs to know of a case."""

    id: str
    owner_id: str
    handed_to: str = ""
    """The hand-over that is going on, if one is."""


_OWN_CASE = frozenset(
    {
        Action.SEE_CASE,
        Action.CHANGE_CASE,
        Action.OPEN_VISIT,
        Action.SEE_VISIT,
        Action.WRITE_VISIT,
        Action.END_VISIT,
        Action.HAND_OVER,
        Action.PRINT,
        Action.FOLLOW_UP,
    }
)
_ANYONE = frozenset(
    {Action.LOCK, Action.BEGIN_FACTOR, Action.SET_FACTOR, Action.RENEW_CODES, Action.DROP_FACTOR}
)
_ANY_CLINICIAN = frozenset({Action.LIST_CASES, Action.OPEN_CASE, Action.LIST_VISITS})


def may(actor: Actor, action: Action, case: CaseFacts | None = None) -> bool:
    """Whether this person may do this, with this case where there is one."""
    if Role.DEVICE in actor.roles:
        return action is Action.ANSWER and case is not None and bool(actor.id) and case.handed_to == actor.id
    if action in _ANYONE:
        return case is None
    if Role.CLINICIAN not in actor.roles:
        return False
    if action in _ANY_CLINICIAN:
        return case is None
    return action in _OWN_CASE and case is not None and case.owner_id == actor.id
