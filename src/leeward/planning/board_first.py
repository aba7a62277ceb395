# SPDX-License-Identifier: Apache-2.0
"""What a board puts before everything else: three to talk about, and the way to what the client wants most.

Being heard is how every visit goes; it takes none of the three places. The order stays what the danger and
the proof make it: a wish far down is named with its link, and with what comes before it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from leeward.planning.board import Board, BoardOption
from leeward.planning.duties import REPORT_TALK

MOST_FIRST = 3
"""What one can talk about with someone who is afraid. Source: clinical review, faults 4 and 5."""
MOST_TOWARD = 3
A_STANCE = frozenset({"be-believed-session"})
NO_WISH = A_STANCE | {"call-emergency", "consult-colleague", REPORT_TALK}
"""Nobody's wish, whatever they serve; and keeping proof is named as what comes before."""
PROOF = "documentation"


class Toward(msgspec.Struct, frozen=True):
    """An option that serves the wish, and what stands before it. Ids of options of the board."""

    id: str
    after: tuple[str, ...]


def first_of(ids: Iterable[str]) -> tuple[str, ...]:
    """The first three to talk about, of `ids` in safe order."""
    return tuple(one for one in ids if one not in A_STANCE)[:MOST_FIRST]


def toward_wish(board: Board) -> tuple[Toward, ...]:
    """The options made for what the client wants most, nearest to the wish first; none without a wish."""
    wishes = frozenset(board.picture.findings.wishes)
    serving = [
        (min(one.option.wishes.index(wish) for wish in wishes.intersection(one.option.wishes)), one)
        for one in board.options
        if wishes.intersection(one.option.wishes)
        and one.option.id not in NO_WISH
        and one.option.family != PROOF
        and one.standing in ("open", "wanted")
    ]
    serving.sort(key=lambda pair: pair[0])
    return tuple(Toward(one.option.id, _before(one, board)) for _, one in serving[:MOST_TOWARD])


def _before(one: BoardOption, board: Board) -> tuple[str, ...]:
    """What comes before it and was not tried yet: its musts, then those it had better follow."""
    before = dict.fromkeys((*one.before_this, *one.better_after))
    return tuple(id for id in before if board.option(id).standing not in ("tried", "not-now"))[:2]
