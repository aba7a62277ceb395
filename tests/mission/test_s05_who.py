# SPDX-License-Identifier: Apache-2.0
"""S5 who: it works whether the person doing it is known or unknown.

Now: options and law differ accordingly, and what is not known hides nothing. Later: pages.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.answers import Raw, run_json, run_on, visit

Captured = pytest.CaptureFixture[str]


def order_of(raw: Raw, folder: Path, capsys: Captured) -> set[str]:
    """What is on the board."""
    return set(run_on(capsys, folder, "board", raw)["order"])


def test_known_and_unknown_lead_to_other_options(tmp_path: Path, capsys: Captured) -> None:
    """Unmasking for the unknown; orders by relationship for the known."""
    unknown = order_of(
        visit({"c1": "yes", "c8": "unknown"}, relationship="unknown", state="US-WA"), tmp_path, capsys
    )
    ex = order_of(
        visit({"c1": "yes", "c8": "known"}, relationship="ex-partner", state="US-WA"), tmp_path, capsys
    )
    assert "unmask-subpoena" in unknown - ex
    assert {"protective-order-dv", "dv-hotline"} <= ex
    assert "protective-order-stalking" in unknown - ex


def test_the_law_shown_differs_with_who_it_is(capsys: Captured) -> None:
    """A neighbor is not asked for an order between partners; an unknown person may be one."""
    arguments = ("law", "US-WA", "--kind", "protective-order", "--json", "--relationship")
    shown = {
        who: {one["id"] for one in run_json(capsys, *arguments, who)["provisions"]}
        for who in ("neighbor", "ex-partner", "unknown")
    }
    assert shown["neighbor"] < shown["ex-partner"]
    assert shown["unknown"] == shown["ex-partner"]


def test_nothing_known_still_gives_a_board(tmp_path: Path, capsys: Captured) -> None:
    """Not knowing is where most clients start."""
    order = order_of(visit({"c1": "not_sure"}), tmp_path, capsys)
    assert {
        "safety-plan",
        "be-believed-session",
        "police-report",
        "protective-order-dv",
        "wait-and-watch",
    } <= order
