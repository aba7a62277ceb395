# SPDX-License-Identifier: Apache-2.0
"""`leeward orders` and `leeward law --coverage`: what they print, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leeward.cli import main

Captured = pytest.CaptureFixture[str]
DOCS = Path(__file__).parents[2] / "docs"


def printed(capsys: Captured, *arguments: str) -> Any:
    assert 0 == main(list(arguments))
    captured = capsys.readouterr()
    assert "" == captured.err
    return json.loads(captured.out)


def refused(capsys: Captured, *arguments: str) -> str:
    assert 2 == main(list(arguments))
    captured = capsys.readouterr()
    assert "" == captured.out
    return captured.err


def test_the_shape_of_the_answer(capsys: Captured) -> None:
    document = printed(
        capsys, "orders", "--state", "US-WA", "--relationship", "ex-partner", "--age", "15",
        "--acts", "tracking,harassing", "--other-state", "US-OR", "--json",
    )  # fmt: skip
    assert {"orders", "instead", "check_first", "notes", "notice"} <= document.keys()
    first = document["orders"][0]
    assert first["id"] == "wa-protective-order-domestic-violence-protection-order"
    assert {"id", "citation", "who_files", "why", "confidence"} <= first.keys()
    assert "alone, from the age of 15" in first["who_files"]
    assert first["sources"] and first["may_backfire"] and first["proof"]
    assert any("2265" in note for note in document["notes"])


def test_none_fits_is_said_with_what_else_there_is(capsys: Captured) -> None:
    document = printed(
        capsys, "orders", "--state", "NY", "--relationship", "stranger", "--age", "30", "--json"
    )
    assert document["orders"] == []
    assert "No civil order" in document["instead"][0]["why"]
    assert [one["id"] for one in document["instead"][1]["provisions"]]


def test_a_child_under_twelve_gets_an_answer_that_says_what_to_do(capsys: Captured) -> None:
    document = printed(
        capsys, "orders", "--state", "US-FL", "--relationship", "stranger", "--age", "8", "--json"
    )
    assert "mandated report" in document["notes"][0]
    assert all("alone" not in one["who_files"] for one in document["orders"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--state", "US-ZZ"), "US-WA"),
        (("--state", "US-FED"), "a state, a territory or DC"),
        (("--state", "US-WA", "--relationship", "nobody"), "ex-partner"),
        (("--state", "US-WA", "--acts", "shouting"), "harassing"),
        (("--state", "US-WA", "--ties", "cousins"), "lived-together"),
        (("--state", "US-WA", "--other-state", "Mars"), "--other-state"),
        (("--state", "US-WA", "--special", "moon"), "tribal-land"),
    ],
)
def test_an_unknown_word_is_refused_with_what_is_known(
    arguments: tuple[str, ...], said: str, capsys: Captured
) -> None:
    assert said in refused(capsys, "orders", *arguments)


def test_plain_lines_carry_sources_and_what_may_backfire(capsys: Captured) -> None:
    assert 0 == main(["orders", "--state", "US-PA", "--relationship", "ex-partner", "--age", "30"])
    said = capsys.readouterr().out
    assert "Could be asked for: " in said and "Source: https://" in said and "papers are handed over" in said
    assert "Not legal advice" in said


def test_the_page_on_coverage_is_what_the_command_prints(capsys: Captured) -> None:
    assert 0 == main(["law", "--coverage", "--markdown"])
    assert capsys.readouterr().out == (DOCS / "law-coverage.md").read_text(encoding="utf-8"), (
        "run `leeward law --coverage --markdown > docs/law-coverage.md`"
    )


def test_coverage_counts_add_up(capsys: Captured) -> None:
    document = printed(capsys, "law", "--coverage", "--json")
    *kinds, everything = document["now"]
    assert everything["kind"] == "all"
    assert everything["provisions"] == sum(row["provisions"] for row in kinds)
    for row in document["now"]:
        assert row["provisions"] == sum(row["shown"].values()) == sum(row["written"].values())
        assert row["provisions"] == sum(row["by_tier"].values()) + row["never_read"]
        assert row["shown"]["confirmed"] <= row["written"]["confirmed"]
    assert document["before"][-1]["confirmed"] == 639


def test_a_place_is_asked_for_where_no_counts_are(capsys: Captured) -> None:
    assert "US-WA" in refused(capsys, "law")
