# SPDX-License-Identifier: Apache-2.0
"""The way from a page of law to an option on the board, where it is chosen or not."""

from __future__ import annotations

from leeward.practice.book import book
from leeward.practice.visits.chain import Chain


def place_on_board(chain: Chain, option_id: str) -> str:
    """Where an option stands on the board: query and anchor of its address; empty where it does not."""
    if option_id not in chain.board.order:
        return ""
    option = book().option(option_id)
    families = [family.id for family in book().vocabulary.option_families]
    return f"?part={families.index(option.family)}#o-{book().options.index(option)}"
