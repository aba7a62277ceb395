# SPDX-License-Identifier: Apache-2.0
"""Pure rules about who may do what with a case. Knows no database and no page."""

from __future__ import annotations

from leeward.stewardship.access import Action, Actor, CaseFacts, Role, may

__all__ = ["Action", "Actor", "CaseFacts", "Role", "may"]
