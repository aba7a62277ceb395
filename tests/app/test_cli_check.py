# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501  (names that read as facts)
"""`leeward check message`: what it prints, in which order, and its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.messages import LEGITIMATE, TRICK_TEXTS, TRICKS

from leeward.cli import main

Captured = pytest.CaptureFixture[str]


def checked(capsys: Captured, *arguments: str, code: int = 0) -> Any:
    """The array that `--json` prints; silent on standard error."""
    assert code == main(["check", "message", "--json", *arguments])
    captured = capsys.readouterr()
    assert "" == captured.err
    return json.loads(captured.out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A trick, an everyday mail, words and a file that cannot be read."""
    (tmp_path / "odd.eml").write_bytes(TRICKS["account-suspended"])
    (tmp_path / "fine.eml").write_bytes(LEGITIMATE["parcel"])
    (tmp_path / "sms.txt").write_text(TRICK_TEXTS["friend-of"], encoding="utf-8")
    (tmp_path / "noise.bin").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    return tmp_path


def test_answers_stand_in_the_order_of_the_files(folder: Path, capsys: Captured) -> None:
    """Exactly these keys, file names as given, verdict tokens."""
    names = [str(folder / name) for name in ("sms.txt", "odd.eml", "noise.bin", "fine.eml", "absent.eml")]
    found = checked(capsys, *names)
    assert names == [one["file"] for one in found]
    assert all({"file", "verdict", "reasons", "targeted"} == set(one) for one in found)
    assert all({"id", "what", "where"} == set(reason) for one in found for reason in one["reasons"])
    verdicts = [one["verdict"] for one in found]
    assert ["be-careful", "strong-signs", "be-careful", "nothing-found", "be-careful"] == verdicts
    assert ["unreadable"] == [reason["id"] for reason in found[2]["reasons"]]
    assert ["unreadable"] == [reason["id"] for reason in found[4]["reasons"]]
    assert found[0]["targeted"] and not found[1]["targeted"]


def test_bytes_without_words_are_no_mail_whatever_their_name(tmp_path: Path, capsys: Captured) -> None:
    """An ending never makes "nothing found" of what nobody could read."""
    file = tmp_path / "noise.eml"
    file.write_bytes(bytes(range(256)) * 20)
    found = checked(capsys, str(file))
    assert [("be-careful", "unreadable")] == [(one["verdict"], one["reasons"][0]["id"]) for one in found]


def test_ids_and_verdicts_are_the_same_in_spanish(folder: Path, capsys: Captured) -> None:
    """Only the sentences change."""
    english = checked(capsys, str(folder / "odd.eml"))[0]
    spanish = checked(capsys, "--language", "es", str(folder / "odd.eml"))[0]
    assert english["verdict"] == spanish["verdict"]
    assert [one["id"] for one in english["reasons"]] == [one["id"] for one in spanish["reasons"]]
    assert all(a["what"] != b["what"] for a, b in zip(english["reasons"], spanish["reasons"], strict=True))


def test_none_that_could_be_opened_is_told_by_the_exit_code(tmp_path: Path, capsys: Captured) -> None:
    """An answer is printed all the same."""
    found = checked(capsys, str(tmp_path / "absent.eml"), str(tmp_path), code=2)
    assert ["be-careful", "be-careful"] == [one["verdict"] for one in found]


def test_standard_input_and_contacts(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads what is piped in; contacts tell a known name under another address."""
    known = tmp_path / "contacts.txt"
    known.write_text("Ana Ex <ana.ex@example.org>\n", encoding="utf-8")
    raw = b"From: Ana Ex <other@elsewhere.com>\nTo: x@example.com\nSubject: hi\n\nwrite back?\n"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    found = checked(capsys, "-", "--contacts", str(known))[0]
    assert "-" == found["file"] and found["targeted"]
    assert ["contact-other-address"] == [one["id"] for one in found["reasons"]]


def test_words_in_the_terminal(folder: Path, capsys: Captured) -> None:
    """The verdict, each reason with what it rests on and its innocent side, what to do, how to spot the next."""
    assert 0 == main(["check", "message", str(folder / "odd.eml"), str(folder / "fine.eml")])
    out = capsys.readouterr().out
    for expected in ("Strong signs of a trick.", "It rests on: From:", "What to do now", "How to spot the next one",
                     "Nothing found by these checks.", "That is no promise"):  # fmt: skip
        assert expected in out


def test_the_kind_can_be_told(tmp_path: Path, capsys: Captured) -> None:
    """Words that begin like a mail are read as words when that is said."""
    file = tmp_path / "words.txt"
    file.write_text("From: me\nSubject: you\n\nsend me the code you received", encoding="utf-8")
    found = checked(capsys, "--kind", "text", str(file))[0]
    assert "code-ask" in [one["id"] for one in found["reasons"]]


def test_bench_inspection_reports_a_ratio(capsys: Captured, tmp_path: Path) -> None:
    """On mails given and on made-up ones; the shape only, speed is for the bench."""
    (tmp_path / "one.eml").write_bytes(TRICKS["prize"])
    main(["bench", "inspection", "--files", str(tmp_path), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert 1 == document["mails"] and "mails-per-second-to-stdlib-walk" == document["targets"][0]["id"]
