# SPDX-License-Identifier: Apache-2.0
"""Leeward: from what a client says to a safely ordered plan, with reasons and sources.

Answers -> Findings -> Picture -> Board -> Plan. Each arrow is one pure function from one typed
value to the next: `screening` makes findings, `formulation` the picture, `planning` the board
and the plan, `papers` the page. `knowledge` holds what the program knows.
"""

from __future__ import annotations

__version__ = "0.1.0"
