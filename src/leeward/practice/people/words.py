# SPDX-License-Identifier: Apache-2.0
"""Roles, and what was looked at, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leeward.stewardship import Action, Role

ROLE: dict[Role, str | Promise] = {
    Role.CLINICIAN: _("Clinician"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.FRONT_DESK: _("Front desk"),
    Role.TECHNICIAN: _("Technician"),
    Role.ADMINISTRATOR: _("Administrator"),
}
ROLE_TOLD: dict[Role, str | Promise] = {
    Role.CLINICIAN: _("Clinician: works with clients, and sees their own alone"),
    Role.SUPERVISOR: _("Supervisor: reads the records of the clinicians they are named to; writes in none"),
    Role.FRONT_DESK: _("Front desk: sees agreed times and code names"),
    Role.TECHNICIAN: _("Technician: sees to the machine and the back-ups, and sees no record"),
    Role.ADMINISTRATOR: _("Administrator: people and settings, and no record by that"),
}
_LOOKED: dict[str, str | Promise] = {
    Action.SEE_CASE: _("the client’s page"),
    Action.SEE_VISIT: _("a visit"),
    Action.OPEN_VISIT: _("began a visit"),
    Action.WRITE_VISIT: _("wrote in a visit"),
    Action.END_VISIT: _("ended a visit"),
    Action.FOLLOW_UP: _("agreed something for a day"),
    Action.SEE_REFERRALS: _("referrals"),
    Action.REFER: _("a step of a referral"),
    Action.SEE_NOTES: _("the list of notes"),
    Action.SEE_NOTE: _("a note"),
    Action.WRITE_NOTE: _("wrote a note"),
}


def roles_told(roles: Iterable[Role]) -> str:
    """Roles in one line."""
    return ", ".join(str(ROLE[role]) for role in roles)


def looked_told(actions: Iterable[str]) -> str:
    """What was looked at and done, in one line; empty where nothing was."""
    return ", ".join(str(_LOOKED[one]) for one in actions if one in _LOOKED)
