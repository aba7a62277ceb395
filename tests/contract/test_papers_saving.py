# SPDX-License-Identifier: Apache-2.0
"""A paper is written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from leeward.papers import Paper, save_paper
from leeward.terms.errors import PaperError

PAPER = Paper(pdf=b"%PDF-" + b"x" * 50_000, file_name="my-week.pdf", title="My week")


def test_a_paper_is_saved_whole_for_its_owner_only(tmp_path: Path) -> None:
    save_paper(PAPER, tmp_path / PAPER.file_name)
    saved = tmp_path / "my-week.pdf"
    assert PAPER.pdf == saved.read_bytes()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["my-week.pdf"]


def test_saving_again_replaces_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "my-week.pdf"
    path.write_bytes(b"old")
    save_paper(PAPER, path)
    assert PAPER.pdf == path.read_bytes()


@pytest.mark.parametrize("call", ("write", "fsync", "replace"))
def test_a_full_disk_leaves_nothing_behind_and_the_old_paper_as_it_was(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my-week.pdf"
    path.write_bytes(b"old")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path if call == "replace" else os, call, full)
    with pytest.raises(PaperError) as raised:
        save_paper(PAPER, path)
    monkeypatch.undo()
    assert raised.value.found and raised.value.expected and raised.value.do
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["my-week.pdf"]


def test_a_limit_on_file_size_leaves_nothing_behind(tmp_path: Path) -> None:
    """The real thing: the system itself stops the write half-way."""
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from leeward.papers import Paper, save_paper; from leeward.terms.errors import PaperError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: save_paper(Paper(pdf=b'x' * 50000, file_name='a.pdf', title='A'), Path(sys.argv[1]))\n"
        "except PaperError: sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "my-week.pdf")], check=False)
    assert done.returncode == 7
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("keep")
    link = tmp_path / "my-week.pdf"
    link.symlink_to(other)
    with pytest.raises(PaperError, match="link"):
        save_paper(PAPER, link)
    assert other.read_text() == "keep"
    assert link.is_symlink()


def test_a_link_to_nowhere_is_refused_too(tmp_path: Path) -> None:
    link = tmp_path / "my-week.pdf"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(PaperError, match="link"):
        save_paper(PAPER, link)
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="folder"):
        save_paper(PAPER, tmp_path)


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="could not be written"):
        save_paper(PAPER, tmp_path / "none" / "my-week.pdf")


def test_a_message_names_neither_path_nor_words(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as raised:
        save_paper(PAPER, tmp_path / "ex-name" / "my-week.pdf")
    assert "ex-name" not in str(raised.value)
