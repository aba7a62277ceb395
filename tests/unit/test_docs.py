# SPDX-License-Identifier: Apache-2.0
"""The documentation keeps its word: commands, options, records, promises and links are real."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leeward.cli import build_parser, main
from leeward.commands.chain import BOARD_KEYS, EXPLAIN_KEYS, screen_document
from leeward.formulation import ReportedSigns, form_picture
from leeward.knowledge import Catalogue
from leeward.planning import read_wishes
from leeward.screening import find, read_answers
from leeward.screening.answers import ANSWER_KEYS
from leeward.screening.context import CONTEXT_KEYS

ROOT = Path(__file__).parents[2]
LEFT_OUT = {
    *(".venv", ".venv-newer", ".venv-audit", "out", "node_modules", "src"),
    *(".git", ".hypothesis", ".pytest_cache"),
}
MARKDOWN = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not LEFT_OUT.intersection(part for part in path.relative_to(ROOT).parts)
)
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DECISION_PARTS = ("Context", "Decision", "Consequences")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
PROMISES = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")

MACHINE_PATHS = re.compile(
    r"/(?:work|home|root|tmp|Users|mnt|srv|var|opt)/[\w.]"  # a folder of somebody's machine
    r"|\b[A-Z]:\\"
    r"|\blocalhost\b|\b127\.0\.0\.1\b"
)
WHOLE_FILE = re.compile(r"^( +)(\{\n +\"context\".*?^\1\})$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its words, such as `content check`, and the main parser as an empty one."""
    inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not inner:
        yield " ".join(words), parser
    for action in inner:
        for word, command in action.choices.items():
            yield from commands(command, (*words, word))


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))


def part_about(command: str) -> str:
    """The part of docs/cli.md under the heading of a command's first word."""
    heading = f"\n## leeward {command.split()[0]}\n"
    assert heading in CLI, f"docs/cli.md has no heading for `leeward {command.split()[0]}`"
    return CLI.split(heading, 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("command", [name for name, _ in commands(build_parser())])
def test_the_docs_show_every_command(command: str) -> None:
    assert f"leeward {command}" in part_about(command)


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (name, option)
        for name, parser in commands(build_parser())
        for option in options(parser)
        if option != "--help"
    ],
)
def test_the_docs_name_every_option_of_a_command(command: str, option: str) -> None:
    assert re.search(rf"{option}\b", part_about(command)), f"`leeward {command}` has {option}"


def test_the_docs_name_the_options_of_the_program_itself() -> None:
    assert [option for option in options(build_parser()) if option not in CLI] == []


def test_the_docs_show_no_command_that_is_not_there() -> None:
    known = {name.split()[0] for name, _ in commands(build_parser())}
    shown = {word for path in MARKDOWN for word in re.findall(r"`leeward ([a-z][a-z-]*)", _text(path))}
    assert shown - known == set()


def test_the_docs_name_every_key_of_the_input() -> None:
    keys = ANSWER_KEYS | BOARD_KEYS | EXPLAIN_KEYS | CONTEXT_KEYS
    assert [key for key in sorted(keys) if f"`{key}`" not in CLI] == []


def test_the_docs_name_every_key_of_the_findings(book: Catalogue) -> None:
    picture = form_picture(find(read_answers({"answers": {}}, book), book), ReportedSigns(), book)
    document: dict[str, Any] = screen_document(picture, book)
    shown = part_about("screen")
    assert [key for key in document if f"`{key}`" not in shown] == []


@pytest.mark.parametrize(
    ("command", "raw"),
    [
        ("board", {"answers": {"w7": "yes"}, "wanted": ["safety-plan"]}),
        ("explain", {"reported_signs": ["knows-location-live"]}),
    ],
)
def test_the_docs_name_every_key_of_what_is_printed(
    command: str, raw: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    assert main([command, str(file)]) == 0
    document = json.loads(capsys.readouterr().out)
    first = {"board": "options", "explain": "mechanisms"}[command]
    keys = {*document, *document[first][0]}
    shown = part_about(command)
    assert sorted(key for key in keys if not re.search(rf"[`\"]{key}[`\"]", shown)) == []


def test_the_answers_files_in_the_docs_are_read_by_the_program(book: Catalogue) -> None:
    found = 0
    for path in (ROOT / "docs" / "cli.md", ROOT / "docs" / "manual" / "for-clinicians.md"):
        for _, block in WHOLE_FILE.findall(_text(path)):
            raw = json.loads(block)
            read_wishes(raw, read_answers(raw, book, also=BOARD_KEYS), book)
            found += 1
    assert found == 2, "docs/cli.md and the clinicians' manual each show a whole answers file"


def test_the_readme_counts_what_is_there(book: Catalogue) -> None:
    provisions = [provision for place in book.law for provision in place.provisions]
    confirmed = sum(provision.confidence == "confirmed" for provision in provisions)
    counts = {
        "items": len(book.items),
        "mechanisms": len(book.mechanisms),
        "signs": len(book.signs),
        "options": len(book.options),
        "scenarios": len(book.scenarios),
        "provisions": len(provisions),
        "services": len(book.services),
        "are confirmed": confirmed,
    }
    readme = " ".join(_text(ROOT / "README.md").split())
    assert [f"{count:,} {word}" for word, count in counts.items() if f"{count:,} {word}" not in readme] == []


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_a_decision_record_has_context_decision_and_consequences(record: Path) -> None:
    """Or, where options were measured: context, options, choice. Both say what would change our mind."""
    headings = re.findall(r"^## (.+)$", _text(record), re.MULTILINE)
    parts = ("Context", "Options", "Choice") if "Choice" in headings else DECISION_PARTS
    assert [part for part in (*parts, "What would change our mind") if part not in headings] == []


def test_decision_records_are_numbered_once() -> None:
    numbers = [record.name[:4] for record in RECORDS]
    assert sorted(set(numbers)) == numbers


@pytest.mark.parametrize("path", MARKDOWN, ids=name_of)
def test_the_docs_name_no_machine_path(path: Path) -> None:
    assert MACHINE_PATHS.findall(_text(path)) == []


@pytest.mark.parametrize("path", MARKDOWN, ids=name_of)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    broken = []
    for target in LINK.findall(_text(path)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = path if not file else (path.parent / file).resolve()
        if not there.exists() or (anchor and anchor not in _anchors(there)):
            broken.append(target)
    assert broken == []


def test_the_table_of_promises_has_every_row() -> None:
    rows = set(re.findall(r"^\| ([PS]\d+)\b", PROMISES, re.MULTILINE))
    assert rows == {f"P{number}" for number in range(1, 9)} | {f"S{number}" for number in range(1, 27)}


def test_the_table_of_promises_names_tests_that_exist() -> None:
    named = set(re.findall(r"tests/[\w/]+\.py", PROMISES))
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_the_table_of_promises_names_every_test_of_a_promise() -> None:
    tests = [path for room in ("mission", "safety") for path in (ROOT / "tests" / room).rglob("test_*.py")]
    missing = [name_of(path) for path in sorted(tests) if name_of(path) not in PROMISES]
    assert missing == [], "add each to its row of docs/promises.md"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _anchors(path: Path) -> set[str]:
    """The names a reader's host gives to headings: lower case, spaces as hyphens, signs left out."""
    if path.suffix != ".md":
        return set()
    headings = re.findall(r"^#+ (.+)$", _text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
