# SPDX-License-Identifier: Apache-2.0
"""Picture + wishes + place -> Board -> Plan.

    board = make_board(picture, wishes, catalogue)    # every option that fits, with reasons, in order
    plan = make_plan(board, catalogue)                # what was chosen, safely ordered

Nothing is prescribed: options are ranked with reasons, the client's wishes decide.
"""

from __future__ import annotations

from leeward.planning.board import Board, BoardOption, make_board
from leeward.planning.plan import Plan, make_plan
from leeward.planning.takeaway import Takeaway, form_for, list_goes_home, quieter, takeaway_for, usual_for
from leeward.planning.wishes import Wishes, read_wishes

__all__ = [
    "Board",
    "BoardOption",
    "Plan",
    "Takeaway",
    "Wishes",
    "form_for",
    "list_goes_home",
    "make_board",
    "make_plan",
    "quieter",
    "read_wishes",
    "takeaway_for",
    "usual_for",
]
