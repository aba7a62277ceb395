# SPDX-License-Identifier: Apache-2.0
"""The sealed files of a home in a back-up of its records: copied after them, so that each row finds its file.

While a back-up is made nothing is swept (`notes.sweeping` waits for the same lock). A file that came in since
the records were copied is in it too, and nothing names it: the next sweep after a restore takes it away.
"""

from __future__ import annotations

import re
from pathlib import Path

from leeward.practice.backups.manifest import FILES, FileFacts, Manifest, copied, facts_of, require_same
from leeward.vault.durable import private_folder, sync_folder

_NAME = re.compile(r"[0-9a-f]{24}")


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
    facts = tuple(copied(one, folder / one.name, f"{FILES}/{one.name}") for one in there)
    sync_folder(folder)
    return facts


def stage_sealed_files(found: Path, manifest: Manifest, stage: Path) -> None:
    """Copies those of a back-up to where they wait for the restore; an empty folder where it has none.

    Raises InputError: one is missing, or is not the one of the manifest.
    """
    folder = private_folder(stage / FILES)
    for facts in manifest.sealed_files:
        require_same(copied(found / facts.name, stage / facts.name, facts.name), facts, where=str(found))
    sync_folder(folder)


def check_sealed_files(found: Path, manifest: Manifest) -> None:
    """Raises InputError: one is missing, or is not the one of the manifest."""
    for facts in manifest.sealed_files:
        require_same(facts_of(found / facts.name, facts.name), facts, where=str(found))
