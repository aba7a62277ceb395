# SPDX-License-Identifier: Apache-2.0
"""The sealed files of a home in a back-up of its records: copied after them, so that each row finds its file.

While a back-up is made nothing is swept (`notes.sweeping` waits for the same lock). A file that came in since
the records were copied is in it too, and nothing names it: the next sweep after a restore takes it away.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from leeward.practice.backups.manifest import FILES, FileFacts, Manifest
from leeward.terms.errors import InputError
from leeward.vault.durable import PRIVATE_FILE, private_folder, sync_folder

_NAME = re.compile(r"[0-9a-f]{24}")
_AT_ONCE_BYTES = 1024 * 1024


def sealed_files(home: Path) -> list[Path]:
    """Every sealed file of a home, whole ones alone."""
    folder = home / FILES
    return sorted(one for one in folder.glob("*") if _NAME.fullmatch(one.name)) if folder.is_dir() else []


def copy_sealed_files(home: Path, part: Path) -> tuple[FileFacts, ...]:
    """Copies them into a back-up; what the manifest says of each."""
    there = sealed_files(home)
    if not there:
        return ()
    folder = private_folder(part / FILES)
    copied = tuple(_copied(one, folder / one.name) for one in there)
    sync_folder(folder)
    return copied


def stage_sealed_files(found: Path, manifest: Manifest, stage: Path) -> None:
    """Copies those of a back-up to where they wait for the restore; an empty folder where it has none.

    Raises InputError: one is missing, or is not the one of the manifest.
    """
    folder = private_folder(stage / FILES)
    for facts in manifest.sealed_files:
        _require_same(_copied(found / facts.name, stage / facts.name), facts, found)
    sync_folder(folder)


def check_sealed_files(found: Path, manifest: Manifest) -> None:
    """Raises InputError: one is missing, or is not the one of the manifest."""
    for facts in manifest.sealed_files:
        _require_same(_read(found / facts.name), facts, found)


def _read(source: Path) -> FileFacts:
    with source.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileFacts(f"{FILES}/{source.name}", source.stat().st_size, digest)


def _copied(source: Path, target: Path) -> FileFacts:
    """These bytes and no others were counted."""
    digest, size_bytes = hashlib.sha256(), 0
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as copy, source.open("rb") as stream:
        while data := stream.read(_AT_ONCE_BYTES):
            digest.update(data)
            size_bytes += len(data)
            copy.write(data)
        copy.flush()
        os.fsync(copy.fileno())
    return FileFacts(f"{FILES}/{source.name}", size_bytes, digest.hexdigest())


def _require_same(file: FileFacts, facts: FileFacts, found: Path) -> None:
    if file != facts:
        raise InputError(
            f"{facts.name} is altered",
            expected="the bytes that its manifest names",
            do="Take another back-up, and look after this disk; nothing was changed",
            where=str(found),
        )
