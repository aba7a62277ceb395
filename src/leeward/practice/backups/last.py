# SPDX-License-Identifier: Apache-2.0
"""When the last back-up of the records was made: a small file in the home, with an hour and an id."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from leeward.practice.backups.manifest import Manifest
from leeward.vault.durable import private_folder, whole_file

GROWS_OLD_DAYS = 7


class LastBackup(msgspec.Struct, frozen=True):
    """Its id, and when it was made: ISO, UTC."""

    id: str
    made_at: str

    def age_days(self, now: datetime | None = None) -> int:
        """Whole days since, never below 0: the clock may have been set back."""
        since = (now or datetime.now(UTC)) - datetime.fromisoformat(self.made_at)
        return max(0, since.days)


def remember_backup(home: Path, manifest: Manifest) -> None:
    """Notes a back-up that is whole."""
    private_folder(home / "backups")
    with whole_file(_file(home), replace=True) as stream:
        stream.write(msgspec.json.encode(LastBackup(manifest.id, manifest.made_at)))


def last_backup(home: Path) -> LastBackup | None:
    """The last one that was made from this home. None: never, or the note cannot be read."""
    try:
        found = msgspec.json.decode(_file(home).read_bytes(), type=LastBackup)
        found.age_days()
    except (OSError, msgspec.DecodeError, ValueError, TypeError):
        return None
    return found


def _file(home: Path) -> Path:
    return home / "backups" / "last.json"
