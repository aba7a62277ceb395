# SPDX-License-Identifier: Apache-2.0
"""Pure rules about who may do what with a case. Knows no database and no page."""

from __future__ import annotations

from leeward.stewardship.access import Action, Actor, CaseFacts, Reach, Role, may, may_take_back_mark, reach
from leeward.stewardship.readmission import WAIT, Readmission, readmission

__all__ = [
    "WAIT",
    "Action",
    "Actor",
    "CaseFacts",
    "Reach",
    "Readmission",
    "Role",
    "may",
    "may_take_back_mark",
    "reach",
    "readmission",
]
