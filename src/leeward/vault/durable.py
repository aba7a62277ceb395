# SPDX-License-Identifier: Apache-2.0
"""Files that are whole or absent, readable by their owner alone, and still there after a power cut."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from leeward.vault.faults import WouldOverwrite, disk_reported

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
PART_PREFIX = ".leeward-part-"
"""Names of files being written; whatever a crash leaves behind is found and removed by it."""


def private_folder(path: Path) -> Path:
    """The folder, made if need be, closed to everyone but its owner."""
    with disk_reported(path.name):
        missing = [one for one in (path, *path.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(one.parent)
        if open_to_others(path):
            path.chmod(PRIVATE_FOLDER)
    return path


def open_to_others(path: Path) -> bool:
    """Whether anyone but the owner may read, write or enter."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def sync_folder(path: Path) -> None:
    """Makes a rename, a new file or a removal in this folder last through a power cut."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Brings a file's bytes to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def whole_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """A stream into a temporary file beside `path`, which takes that name only when all went well.

    On any failure the temporary file is removed and `path` is as it was before.

    Raises DiskTrouble: a full or unwritable disk. WouldOverwrite: `path` exists and may not be replaced.
    """
    with disk_reported(path.name):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=PART_PREFIX)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _take_name(part, path, replace)
            sync_folder(path.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _take_name(part: Path, path: Path, replace: bool) -> None:
    if replace:
        part.replace(path)
        return
    try:
        path.hardlink_to(part)
    except FileExistsError as error:
        raise WouldOverwrite(
            f"A file named {path.name} stands here already",
            expected="a free name",
            do="Keep that file; choose another name",
        ) from error
    part.unlink()


def sweep_parts(folder: Path, *, older_than_seconds: float = 0.0) -> int:
    """Removes what interrupted writes left in a folder; how many. Run at start and now and then."""
    removed = 0
    limit = time.time() - older_than_seconds
    with disk_reported(folder.name):
        for part in folder.glob(f"{PART_PREFIX}*"):
            if part.stat().st_mtime <= limit:
                part.unlink(missing_ok=True)
                removed += 1
        if removed:
            sync_folder(folder)
    return removed
