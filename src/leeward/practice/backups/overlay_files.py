# SPDX-License-Identifier: Apache-2.0
"""The practice's own entries in a back-up of its records: the overlay folder, copied as it stands.

Nothing about a client is in it, so nothing is sealed. A link, a device or a file that cannot be read does not
keep the records from being copied: it is left out, and named. Files whose names begin with a dot are on their
way to another name, and left out too; the loader reads neither. On the way back the whole of it must load.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from leeward.knowledge import load_catalogue
from leeward.knowledge.indicators import FOLDER as INDICATORS
from leeward.knowledge.indicators import MAX_PACK_BYTES, load_indicators
from leeward.practice.backups.manifest import (
    OVERLAY,
    FileFacts,
    Manifest,
    copied,
    facts_of,
    is_overlay_name,
    poured,
    require_same,
)
from leeward.terms.errors import ContentError
from leeward.vault.durable import private_folder, sync_folder

MAX_FILES = 2_000
"""More than the loader reads: notes beside the entries come along."""
_TRIES = 5
_PAUSE_SECONDS = 0.2


class _Unfit(Exception):
    """Why something is left out."""


def overlay_bytes(home: Path) -> int:
    """How much room its copy takes; near enough, since somebody may be writing."""
    size_bytes = 0
    for name, why in _names(home):
        with suppress(FileNotFoundError):  # taken away since it was listed
            size_bytes += 0 if why else (home / name).lstat().st_size
    return size_bytes


def copy_overlay(home: Path, part: Path) -> tuple[tuple[FileFacts, ...], tuple[str, ...]]:
    """Copies the overlay into a back-up; what the manifest says of each file, what is left out and why."""
    facts: list[FileFacts] = []
    left_out: list[str] = []
    for name, why in _names(home):
        try:
            if why:
                raise _Unfit(why)
            private_folder((part / name).parent)
            facts.append(_copied_at_rest(home / name, part / name, name))
        except FileNotFoundError:
            continue  # taken away since it was listed
        except _Unfit as fault:
            left_out.append(f"{name} ({fault})")
    _sync_folders(part, facts)
    return tuple(facts), tuple(left_out)


class Looked(NamedTuple):
    """An overlay as a start reads it. `fault`: why it cannot, if so. `refused`: what it leaves out."""

    fault: str = ""
    refused: tuple[str, ...] = ()


def stage_overlay(found: Path, manifest: Manifest, stage: Path, home: Path) -> Looked:
    """Copies that of a back-up to where it waits for the restore, unless the very same stands in the home.

    Where it cannot be used, it does not wait there, and what stands in the home stays.

    Raises InputError: a file is missing, or is not the one of the manifest.
    """
    for facts in manifest.overlay_files:
        private_folder((stage / facts.name).parent)
        require_same(copied(found / facts.name, stage / facts.name, facts.name), facts, where=str(found))
    _sync_folders(stage, manifest.overlay_files)
    folder = stage / OVERLAY
    if not folder.is_dir():
        return Looked()
    looked = look_into(folder)
    if looked.fault or _stands_in(home, manifest):
        shutil.rmtree(folder)
    return looked


def check_overlay_files(found: Path, manifest: Manifest) -> None:
    """Raises InputError: one is missing, or is not the one of the manifest."""
    for facts in manifest.overlay_files:
        require_same(facts_of(found / facts.name, facts.name), facts, where=str(found))


def look_into(folder: Path) -> Looked:
    """Whether the program could start with this overlay, and which of its entries it would leave out."""
    try:
        book = load_catalogue(overlay=folder)
        if (folder / INDICATORS).is_dir():
            load_indicators(overlay=folder)
    except ContentError as error:
        return Looked(fault=f"{error.where}: {error.found}")
    return Looked(refused=tuple(str(one) for one in book.refused))


def _stands_in(home: Path, manifest: Manifest) -> bool:
    there = list(_names(home))
    return not any(why for _, why in there) and {facts_of(home / name, name) for name, _ in there} == set(
        manifest.overlay_files
    )


def _names(home: Path) -> Iterator[tuple[str, str]]:
    """Each file of the overlay as a manifest names it, and why it cannot be copied; empty: it can."""
    if not os.path.lexists(home / OVERLAY):
        return
    if (home / OVERLAY).is_symlink():
        yield OVERLAY, "a symbolic link"
        return
    for count, (name, why) in enumerate(_below(home, OVERLAY)):
        if count == MAX_FILES:
            yield OVERLAY, f"what comes after {MAX_FILES} files"
            return
        yield name, why


def _below(home: Path, folder: str) -> Iterator[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(home / folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, error.strerror or "cannot be read"
        return
    for entry in entries:
        name = f"{folder}/{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") and not is_folder:
            continue
        if not is_overlay_name(name):
            yield ascii(name), "odd characters in its name, or too many folders"
        elif is_folder:
            yield from _below(home, name)
        else:
            with suppress(FileNotFoundError):  # taken away since it was listed
                yield name, _why_not(entry.stat(follow_symlinks=False))


def _why_not(facts: os.stat_result) -> str:
    """Why a file is not copied; empty: it is."""
    if stat.S_ISLNK(facts.st_mode):
        return "a symbolic link"
    if not stat.S_ISREG(facts.st_mode):
        return "no plain file"
    return f"more than {MAX_PACK_BYTES} bytes" if facts.st_size > MAX_PACK_BYTES else ""


def _copied_at_rest(source: Path, target: Path, name: str) -> FileFacts:
    """A copy of a file that nobody changed meanwhile. Raises FileNotFoundError, or _Unfit."""
    for _ in range(_TRIES):
        with _opened(source) as stream:
            before = os.fstat(stream.fileno())
            if why := _why_not(before):
                raise _Unfit(why)
            facts = poured(stream, target, name)
            if _moment(before) == _moment(os.fstat(stream.fileno())):
                return facts
        target.unlink()
        time.sleep(_PAUSE_SECONDS)
    raise _Unfit("it changed all the while")


def _opened(source: Path) -> BinaryIO:
    """Without following a link or waiting at a pipe that were put there meanwhile."""
    try:
        return os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _Unfit(error.strerror or "cannot be read") from error


def _moment(facts: os.stat_result) -> tuple[int, int, int]:
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def _sync_folders(root: Path, files: Iterable[FileFacts]) -> None:
    for folder in {(root / one.name).parent for one in files}:
        sync_folder(folder)
