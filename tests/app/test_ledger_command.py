# SPDX-License-Identifier: Apache-2.0
"""`leeward ledger`: checkpoints into files, verdicts and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.practice import Home

from leeward.cli import main


@pytest.fixture
def worked(here: Home) -> Home:
    here.open_case(here.signed_in())
    return here


def test_a_checkpoint_is_written_once_and_verified(
    worked: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kept.txt"
    assert main(["ledger", "checkpoint", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("ledger/")
    assert main(["ledger", "checkpoint", "--out", str(out)]) == 2, "never written over"
    assert "leeward: " in capsys.readouterr().err
    assert main(["ledger", "verify", "--against", str(out)]) == 0
    assert "As it was written" in capsys.readouterr().out


def test_without_a_file_the_note_is_shown(worked: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "checkpoint"]) == 0
    said = capsys.readouterr().out
    assert "\n\n— ledger/" in said
    assert "Key: ledger/" in said


def test_while_locked_a_checkpoint_says_so_and_verify_still_works(
    worked: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    worked.agent.lock()
    assert main(["ledger", "checkpoint"]) == 2
    assert "locked" in capsys.readouterr().err
    assert main(["ledger", "verify"]) == 0


def test_a_harmed_ledger_is_exit_code_one_and_named(
    worked: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from leeward.practice.ledger.models import LedgerTile

    out = tmp_path / "kept.txt"
    assert main(["ledger", "checkpoint", "--out", str(out)]) == 0
    LedgerTile.objects.all().delete()
    capsys.readouterr()
    assert main(["ledger", "verify", "--against", str(out), "--json"]) == 1
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["holds"] is False
    assert {"tile", "fork"} <= {one["kind"] for one in verdict["faults"]}


def test_paper_is_read_in_groups_or_whole_in_any_case(
    worked: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    from leeward.practice.ledger.newest import newest_checkpoint

    assert main(["ledger", "checkpoint"]) == 0
    newest = newest_checkpoint()
    size = str(newest.size)
    assert main(["ledger", "verify", "--paper", size, *newest.groups]) == 0
    assert main(["ledger", "verify", "--paper", size, "".join(newest.groups).upper()]) == 0
    assert main(["ledger", "verify", "--paper", str(newest.size + 1), *newest.groups]) == 1
    assert main(["ledger", "verify", "--paper", size, *newest.groups[:-1]]) == 2
    assert "60 letters" in capsys.readouterr().err


def test_a_file_that_is_no_checkpoint_is_a_fault_of_that_file(worked: Home, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("nothing\n")
    assert main(["ledger", "verify", "--against", str(other)]) == 1
    assert main(["ledger", "verify", "--against", str(tmp_path / "gone.txt")]) == 2
