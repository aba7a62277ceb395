# SPDX-License-Identifier: Apache-2.0
"""Folders of back-ups: named by a date and a random id, whole or not there, and removed when old.

2026-11-22-4f3a9c1d         a back-up: one file of data, its manifest, sealed files and the overlay
2026-11-22-4f3a9c1d.part    one that is being written, or that a crash cut off
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from leeward.practice.backups.manifest import MANIFEST, Kind, Manifest, read_manifest
from leeward.terms.errors import InputError, LeewardError
from leeward.vault.durable import PRIVATE_FOLDER, sync_folder
from leeward.vault.faults import disk_trouble

PART = ".part"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")
_CUT_OFF_SECONDS = 12 * 3600.0


def new_name(moment: datetime) -> str:
    """A date and a random id; nothing else."""
    return f"{moment:%Y-%m-%d}-{secrets.token_hex(4)}"


@contextmanager
def disk_said(where: str) -> Iterator[None]:
    """The disk's own errors as a sentence."""
    try:
        yield
    except OSError as error:
        raise disk_trouble(error, where) from error


@contextmanager
def whole_folder(place: Path, name: str) -> Iterator[Path]:
    """A folder to write into, which takes its name only when all went well. Removed on any failure.

    Raises DiskTrouble: a full or unwritable disk.
    """
    part = place / (name + PART)
    with disk_said(str(place)):
        part.mkdir(mode=PRIVATE_FOLDER)
        try:
            yield part
            sync_folder(part)
            part.rename(place / name)
            sync_folder(place)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise


def sweep_cut_off(place: Path) -> None:
    """Removes what crashes of long ago left half written. A younger one may be on its way."""
    limit = time.time() - _CUT_OFF_SECONDS
    with disk_said(str(place)):
        for part in place.glob(f"*{PART}"):
            if _NAME.fullmatch(part.name.removesuffix(PART)) and part.stat().st_mtime < limit:
                shutil.rmtree(part)


def find_backup(folder: Path, kind: Kind) -> tuple[Path, Manifest]:
    """The back-up that a folder is, or the newest of those in it.

    Raises:
        InputError: none there, one of another kind or damaged, or those of several practices.
    """
    if (folder / MANIFEST).exists():
        manifest = read_manifest(folder)
        if manifest.kind != kind:
            raise InputError(
                f"a back-up of the {manifest.kind}",
                expected=f"one of the {kind}",
                do="Name the other folder; nothing was changed",
                where=str(folder),
            )
        return folder, manifest
    found = [(one, manifest) for one, manifest in all_backups(folder) if manifest.kind == kind]
    if len({manifest.ring_id for _, manifest in found}) > 1:
        raise InputError(
            "back-ups of several practices",
            expected="those of one",
            do="Name one of the folders in it; nothing was changed",
            where=str(folder),
        )
    if not found:
        raise InputError(
            f"no back-up of the {kind}",
            expected="a back-up, or a folder that holds some",
            do="Check the path, and whether its disk is connected; nothing was changed",
            where=str(folder),
        )
    return max(found, key=lambda one: one[1].when)


def all_backups(place: Path) -> list[tuple[Path, Manifest]]:
    """Every whole back-up in a folder. Raises as `read_manifest`: one of them cannot be read."""
    with disk_said(str(place)):
        folders = sorted(one for one in place.glob("*") if _NAME.fullmatch(one.name) and one.is_dir())
    return [(one, read_manifest(one)) for one in folders]


def remove_older(place: Path, kind: Kind, ring_id: str, limit: datetime) -> list[Path]:
    """Removes back-ups of one practice and kind that were made before `limit`; which. No others."""
    removed = []
    with disk_said(str(place)):
        for folder in sorted(one for one in place.glob("*") if _NAME.fullmatch(one.name)):
            with suppress(LeewardError):  # damaged or newer: a person should look at it, so it stays
                manifest = read_manifest(folder)
                if (manifest.kind, manifest.ring_id) == (kind, ring_id) and manifest.when < limit:
                    _remove(folder, manifest)
                    removed.append(folder)
    return removed


def _remove(folder: Path, manifest: Manifest) -> None:
    """Its own files and no others. First its name, so that what a crash leaves does not look whole."""
    going = folder.rename(folder.with_name(folder.name + PART))
    paths = [going / name for name in (MANIFEST, *(one.name for one in manifest.files))]
    for path in paths:
        path.unlink(missing_ok=True)
    folders = {folder for path in paths for folder in path.parents if folder.is_relative_to(going)}
    for folder in sorted(folders, reverse=True):  # what is in another comes first
        with suppress(OSError):  # somebody put a file of theirs there
            folder.rmdir()
    sync_folder(folder.parent)
