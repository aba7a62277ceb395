# SPDX-License-Identifier: Apache-2.0
"""Whether a back-up holds what its manifest says, and whether this program can use it. Nothing is opened."""

from __future__ import annotations

from pathlib import Path

from leeward.practice.backups.folders import all_backups, disk_said, find_backup
from leeward.practice.backups.manifest import MANIFEST, Manifest, facts_of, read_manifest, require_same
from leeward.practice.backups.overlay_files import check_overlay_files
from leeward.practice.backups.postgresql_records import require_dump
from leeward.practice.backups.sealed_files import check_sealed_files
from leeward.practice.backups.sqlite_records import RecordFacts, known_migrations, look_over, require_known
from leeward.terms.errors import LeewardError
from leeward.vault.copies import check_copy
from leeward.vault.faults import disk_reported


def check_backup(folder: Path) -> tuple[Path, Manifest]:
    """A back-up, or the newest of those in a folder, looked over.

    Raises:
        InputError: none there, or one that does not hold what its manifest says.
        LeewardError: a damaged database or key ring, or one that a newer program wrote.
    """
    found, manifest = _named(folder)
    with disk_said(str(found)):
        file = found / manifest.file.name
        require_same(facts_of(file), manifest.file, where=str(found))
        require_sound(file, manifest)
        check_sealed_files(found, manifest)
        check_overlay_files(found, manifest)
    return found, manifest


def _named(folder: Path) -> tuple[Path, Manifest]:
    if (folder / MANIFEST).exists():
        return folder, read_manifest(folder)
    kinds = {manifest.kind for _, manifest in all_backups(folder)}
    return find_backup(folder, "keys" if kinds == {"keys"} else "records")


def require_sound(file: Path, manifest: Manifest) -> RecordFacts:
    """Whether a file that is the manifest's can be used here; what it tells.

    Raises:
        LeewardError: damaged, of another ring than the manifest says, or of a newer program.
    """
    if manifest.engine == "ring":
        with disk_reported("copy of the key ring"):
            facts = RecordFacts(check_copy(file), frozenset())
    elif manifest.engine == "sqlite":
        facts = look_over(file)
    else:
        require_dump(file)
        facts = RecordFacts(manifest.ring_id, frozenset({manifest.schema}) - {""})
    require_known(facts)
    if facts.ring_id != manifest.ring_id:
        raise LeewardError(
            "Keys or records of another practice than the manifest says",
            expected="those of one",
            do="Take another back-up; nothing was changed",
        )
    return facts


def is_older(manifest: Manifest) -> bool:
    """Whether the next start will bring these records up to date."""
    return bool(manifest.schema) and manifest.schema < max(known_migrations())
