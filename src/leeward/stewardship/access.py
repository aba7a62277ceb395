# SPDX-License-Identifier: Apache-2.0
"""Who may do what: one question, `may(actor, action, case)`, asked by every service.

>>> robin = Actor("a1", frozenset({Role.CLINICIAN}))
>>> may(robin, Action.SEE_CASE, CaseFacts("c1", owner_id="a1"))
True
>>> may(robin, Action.SEE_CASE, CaseFacts("c2", owner_id="a2"))
False

A clinician works on their own cases. An administrator runs the practice and sees no case by that.
What is not allowed here is refused: a new action starts with nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does here; one person may have both."""

    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """Everything a signed-in person can do. The values stand in the audit and never change."""

    LIST_CASES = "case.list"
    OPEN_CASE = "case.open"  # a new one
    SEE_CASE = "case.see"
    CHANGE_CASE = "case.change"
    LOCK = "practice.lock"


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


_OWN_CASE = frozenset({Action.SEE_CASE, Action.CHANGE_CASE})
_ANY_CLINICIAN = frozenset({Action.LIST_CASES, Action.OPEN_CASE})


def may(actor: Actor, action: Action, case: CaseFacts | None = None) -> bool:
    """Whether this person may do this, with this case where there is one."""
    if action is Action.LOCK:
        return case is None
    if Role.CLINICIAN not in actor.roles:
        return False
    if action in _ANY_CLINICIAN:
        return case is None
    return action in _OWN_CASE and case is not None and case.owner_id == actor.id
