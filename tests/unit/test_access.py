# SPDX-License-Identifier: Apache-2.0
"""Who may make, change and list what was agreed for a day; the rest of `may` is asked through the pages."""

from __future__ import annotations

import pytest

from leeward.stewardship import Action, Actor, CaseFacts, Role, may

OWN = CaseFacts("c1", owner_id="a1")
ANOTHERS = CaseFacts("c2", owner_id="a2")


def actor(*roles: Role) -> Actor:
    return Actor("a1", frozenset(roles))


def test_a_clinician_keeps_follow_ups_of_their_own_clients_alone() -> None:
    assert may(actor(Role.CLINICIAN), Action.FOLLOW_UP, OWN)
    assert not may(actor(Role.CLINICIAN), Action.FOLLOW_UP, ANOTHERS)
    assert not may(actor(Role.CLINICIAN), Action.FOLLOW_UP)


def test_a_clinician_lists_visits_and_follow_ups_without_naming_a_case() -> None:
    assert may(actor(Role.CLINICIAN), Action.LIST_VISITS)
    assert not may(actor(Role.CLINICIAN), Action.LIST_VISITS, OWN)


@pytest.mark.parametrize("roles", [(), (Role.ADMINISTRATOR,), (Role.DEVICE,), (Role.DEVICE, Role.CLINICIAN)])
@pytest.mark.parametrize("action", [Action.FOLLOW_UP, Action.LIST_VISITS])
def test_nobody_else_does(roles: tuple[Role, ...], action: Action) -> None:
    for case in (None, OWN, CaseFacts("c1", owner_id="a1", handed_to="a1")):
        assert not may(actor(*roles), action, case)
