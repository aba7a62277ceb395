# SPDX-License-Identifier: Apache-2.0
"""Input that cannot be used: exit code 2, one message on standard error, nothing on standard output."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from tests.support.answers import Raw, visit

from leeward.cli import main
from leeward.commands.io import MAX_INPUT_BYTES

Captured = pytest.CaptureFixture[str]
READ_A_FILE = ("screen", "explain", "board")
CANARY = "ex-canary words of a made-up client"


def refused(capsys: Captured, *arguments: str) -> str:
    """The one message of a command that refuses its input."""
    assert 2 == main(list(arguments))
    captured = capsys.readouterr()
    assert "" == captured.out
    assert "Traceback" not in captured.err
    assert 1 == captured.err.count("\n")
    assert captured.err.startswith("leeward: ")
    assert "Expected" in captured.err
    return captured.err


@pytest.mark.parametrize("command", READ_A_FILE)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"),
        (b"not json", "not JSON"),
        (b'{"answers": {"c1": "yes"}', "not JSON"),
        (b'{"a": 1, "a": 2}', "'a' twice"),
        (b'{"context": {"age": 3, "age": 14}}', "'age' twice"),
        (b"[]", "list"),
        (b"null", "NoneType"),
        (b'"yes"', "str"),
        (b"\xff\xfe\x00", "not JSON"),
        (b'{"context": {"age": NaN}}', "NaN"),
        (b'{"context": {"age": Infinity}}', "Infinity"),
        (b'{"context": {"age": -Infinity}}', "Infinity"),
        (b'{"context": {"age": ' + b"9" * 5000 + b"}}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"no_such_key": 1}', "no_such_key"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_a_damaged_file_is_one_message(
    command: str, content: bytes, says: str, tmp_path: Path, capsys: Captured
) -> None:
    """For every command that reads a file."""
    file = tmp_path / "visit.json"
    file.write_bytes(content)
    assert says in refused(capsys, command, str(file))


@pytest.mark.parametrize("command", READ_A_FILE)
def test_a_missing_file_is_named(command: str, tmp_path: Path, capsys: Captured) -> None:
    """With its path, and what to do."""
    assert "nowhere.json" in refused(capsys, command, str(tmp_path / "nowhere.json"))
    assert refused(capsys, command, str(tmp_path))


def test_a_very_large_file_is_refused_before_it_is_read(tmp_path: Path, capsys: Captured) -> None:
    """Not even one byte too many."""
    file = tmp_path / "visit.json"
    file.write_bytes(b'{"answers": {}}' + b" " * MAX_INPUT_BYTES)
    assert "very large" in refused(capsys, "screen", str(file))
    file.write_bytes((b'{"answers": {}}' + b" " * MAX_INPUT_BYTES)[:MAX_INPUT_BYTES])
    assert 0 == main(["screen", str(file)])


def test_damaged_standard_input_is_one_message(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules as for a file."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{"), encoding="utf-8"))
    assert "standard input" in refused(capsys, "screen", "-")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (visit({"c99": "yes"}), "c99"),
        (visit({"c1": "maybe"}), "c1"),
        (visit({"t1": ["none", "kill"]}), "t1"),
        (visit(age=-1), "age"),
        (visit(age="old"), "age"),
        (visit(state="US-XX"), "state"),
        (visit(voice="teen", age=40), "voice"),
        (visit({"x2": "adult"}, age=14), "x2"),
        (visit({"w1": "parent_guardian"}, relationship="ex-partner"), "w1"),
        ({**visit(), "reported_signs": ["login-alerts"], "denied_signs": ["login-alerts"]}, "denied_signs"),
        ({**visit(), "wanted": ["safety-plan"], "not_now": ["safety-plan"]}, "not_now"),
        ({**visit(), "wanted": ["no-such-option"]}, "wanted"),
        ({**visit(), "not_now": {"police-report": "soon"}}, "not_now"),
    ],
)
def test_answers_that_cannot_hold_are_one_message(
    raw: Raw, says: str, tmp_path: Path, capsys: Captured
) -> None:
    """Named by place; nothing is built on half of it."""
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(raw))
    assert says in refused(capsys, "board", str(file))


def test_no_message_holds_what_a_client_said(tmp_path: Path, capsys: Captured) -> None:
    """Terminal scrollback and shell logs are read by others."""
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(visit({"e1": [CANARY], "c1": "yes"})))
    assert "canary" not in refused(capsys, "screen", str(file))
    file.write_text(json.dumps(visit({"e1": CANARY, "c1": "yes", "p8": CANARY})))
    assert 0 == main(["screen", str(file)])
    captured = capsys.readouterr()
    assert "canary" not in captured.out + captured.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("law", "US-XX"),
        ("law", "US-WA", "--kind", "parking"),
        ("law", "US-WA", "--relationship", "enemy"),
        ("services", "--state", "US-XX"),
        ("services", "--need", "plumbing"),
        ("content", "show", "no-such-entry"),
    ],
)
def test_a_look_up_that_names_nothing_is_one_message(arguments: tuple[str, ...], capsys: Captured) -> None:
    """With the words that would have been known."""
    assert refused(capsys, *arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("screen",),
        ("no-such-command",),
        ("law", "US-WA", "--age", "-1"),
        ("law", "US-WA", "--age", "old"),
        ("services", "--age", "121"),
    ],
)
def test_a_wrong_command_line_exits_with_two(arguments: tuple[str, ...], capsys: Captured) -> None:
    """Usage on standard error, nothing on standard output."""
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    assert 2 == caught.value.code
    captured = capsys.readouterr()
    assert "" == captured.out and "usage" in captured.err
