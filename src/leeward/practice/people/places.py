# SPDX-License-Identifier: Apache-2.0
"""Where each person starts."""

from __future__ import annotations

from leeward.stewardship import Actor, Role

_FIRST = {
    Role.CLINICIAN: "today",
    Role.SUPERVISOR: "oversight",
    Role.ADMINISTRATOR: "oversight",
    Role.TECHNICIAN: "machine",
    Role.FRONT_DESK: "desk",
}
"""The first that fits; the name of a page."""


def first_page(actor: Actor) -> str:
    """The name of the page this person starts from. Without any role, their own sign-in."""
    return next((page for role, page in _FIRST.items() if role in actor.roles), "account")
