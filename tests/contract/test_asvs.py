# SPDX-License-Identifier: Apache-2.0
"""docs/asvs.md: every requirement stands once, with a known status, real paths and right counts.

`asvs_ids.txt` holds the ids and levels of the standard that the page answers: all of levels 1 and 2, and nine
of level 3. Whether "met" is true, no test can say; that a file is named for it, and is there, this one does.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
IDS = dict(
    line.split() for line in Path(__file__).with_name("asvs_ids.txt").read_text(encoding="utf-8").splitlines()
)
STATUSES = ("met", "not applicable", "not yet")
MOST_WORDS = 8
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
CHAPTER = re.compile(r"^## V(\d+) ", re.MULTILINE)
PATH = re.compile(r"`((?:docs|packaging|requirements|scripts|src|tests)/[^`\s]+)`")
NAMES_A_FILE = re.compile(r"`[\w./-]+\.\w+`|\]\(#")
ROWS = ROW.findall(PAGE)


def counts_in_head() -> dict[str, list[int]]:
    found = re.findall(r"^\| (met|not applicable|not yet|all) \|((?: \d+ \|){4})$", PAGE, re.MULTILINE)
    return {status: [int(number) for number in re.findall(r"\d+", numbers)] for status, numbers in found}


def test_every_requirement_stands_once_at_its_level() -> None:
    assert Counter(IDS.values()) == {"1": 70, "2": 183, "3": 9}
    assert [one for one, times in Counter(row[0] for row in ROWS).items() if times > 1] == []
    assert {id: level for id, level, *_ in ROWS} == IDS


def test_no_row_of_a_table_is_left_unread() -> None:
    """A row that is written a little differently would be counted by nobody."""
    tables = PAGE.split("\n## V", 1)[1].split("\n## What is written down", 1)[0]
    lines = [line for line in tables.splitlines() if line.startswith("| ") and not line.startswith("| Id ")]
    assert [line for line in lines if not ROW.match(line)] == []


def test_each_stands_under_its_own_chapter() -> None:
    parts = CHAPTER.split(PAGE)[1:]
    wrong = [
        (chapter, id)
        for chapter, part in zip(parts[::2], parts[1::2], strict=True)
        for id, *_ in ROW.findall(part)
        if id.split(".")[0] != chapter
    ]
    assert wrong == []
    assert len(parts) == 2 * 17


def test_each_has_one_of_three_statuses_and_few_words() -> None:
    assert [(id, status) for id, _, _, status, _ in ROWS if status not in STATUSES] == []
    assert [(id, asks) for id, _, asks, *_ in ROWS if len(asks.split()) > MOST_WORDS] == []


def test_what_is_met_names_a_file_or_a_list_of_this_page() -> None:
    met = [(id, where) for id, _, _, status, where in ROWS if status == "met"]
    assert [id for id, where in met if not NAMES_A_FILE.search(where)] == []


@pytest.mark.parametrize("path", sorted(set(PATH.findall(PAGE))))
def test_every_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_counts_in_the_head_are_right() -> None:
    counted = Counter((status, level) for _, level, _, status, _ in ROWS)
    wanted = {one: [counted[one, level] for level in "123"] for one in STATUSES}
    wanted["all"] = [sum(column) for column in zip(*wanted.values(), strict=True)]
    assert counts_in_head() == {one: [*row, sum(row)] for one, row in wanted.items()}


def test_the_head_says_that_nobody_outside_has_checked_it() -> None:
    assert "Nobody outside has checked this" in PAGE.split("\n## ", 1)[0]
