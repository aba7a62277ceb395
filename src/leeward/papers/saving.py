# SPDX-License-Identifier: Apache-2.0
"""Writes a paper whole or not at all, for its owner's eyes only."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from leeward.papers.paper import Paper
from leeward.terms.errors import PaperError


def save_paper(paper: Paper, path: Path) -> None:
    """Writes the PDF to `path`, replacing a file of that name; mode 0600.

    The bytes go to a new file in the same folder, are brought to the disk and then renamed, so that
    nobody ever meets half a paper.

    Raises:
        PaperError: `path` is a link, a folder or a device, its folder is missing or closed, or the disk
            is full.
    """
    draft = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        _refuse_unsafe(path)
        _write(draft, paper.pdf)
        _refuse_unsafe(path)
        draft.replace(path)
    except OSError as error:
        _remove(draft)
        raise _not_written(error) from error
    except BaseException:
        _remove(draft)
        raise
    _settle_folder(path.parent)


def _refuse_unsafe(path: Path) -> None:
    if path.is_symlink():
        raise PaperError(
            "a link in the place of the file",
            expected="a plain file name",
            do="Choose another name, or remove the link",
        )
    if path.is_dir():
        raise PaperError("a folder of that name", expected="a file name", do="Add a file name to the folder")
    if path.exists() and not path.is_file():
        raise PaperError(
            "a device or a pipe in the place of the file",
            expected="a plain file name",
            do="Choose another name",
        )


def _write(draft: Path, data: bytes) -> None:
    """Writes a new file that nobody else may read, down to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(draft, flags, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(draft: Path) -> None:
    with contextlib.suppress(OSError):
        draft.unlink()


def _settle_folder(folder: Path) -> None:
    """Brings the new name to the disk too, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _not_written(error: OSError) -> PaperError:
    return PaperError(
        f"the paper could not be written ({error.strerror or 'unknown reason'}); nothing was left behind",
        expected="a folder that takes new files and has room",
        do="Free some room or choose another folder, then save again",
    )
