# SPDX-License-Identifier: Apache-2.0
"""Making a back-up: records first, then the key ring, so that every record in it finds its key.

    made = back_up(home, where, records_to=Path("disk-a"), keys_to=Path("disk-b"), keep_days=60)

The server may run. A back-up has its name only when it is whole; what is older goes only after that.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from leeward import __version__
from leeward.practice.backups.folders import (
    PART,
    disk_said,
    new_name,
    remove_older,
    sweep_cut_off,
    whole_folder,
)
from leeward.practice.backups.last import remember_backup
from leeward.practice.backups.manifest import (
    FILE_OF,
    Engine,
    FileFacts,
    Kind,
    Manifest,
    facts_of,
    format_of,
    write_manifest,
)
from leeward.practice.backups.overlay_files import copy_overlay, overlay_bytes
from leeward.practice.backups.postgresql_records import dump, look_at_database
from leeward.practice.backups.restoring import is_cut_off
from leeward.practice.backups.sealed_files import copy_sealed_files, sealed_files
from leeward.practice.backups.sqlite_records import RecordFacts, copy_records, look_at_records
from leeward.practice.databases import Database, PostgresqlServer, SqliteFile
from leeward.practice.locks import only_one_copy
from leeward.terms.errors import InputError, LeewardError
from leeward.vault.copies import (
    KEPT_DAYS,
    forget_copies,
    newest_copy,
    prune_copies_of,
    remember_copy,
    write_copy,
)
from leeward.vault.setup import ring_exists, ring_row
from leeward.vault.store import open_store, ring_path

_SPARE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    """Folders of what was made, and how many older ones were removed. `newest_ring_copy`: where, and when.

    `overlay`: how many files of it are with the records; `left_out`: which could not be copied, and why.
    """

    records: Path | None
    keys: Path | None
    overlay: int
    left_out: tuple[str, ...]
    removed: int
    newest_ring_copy: tuple[Path, datetime] | None
    has_ring: bool
    is_on_one_disk: bool


def back_up(
    home: Path,
    where: Database,
    *,
    records_to: Path | None,
    keys_to: Path | None,
    keep_days: int | None = None,
    now: datetime | None = None,
) -> Made:
    """A back-up of the records, of the key ring, or of both.

    Args:
        keep_days: back-ups of these records older than this are removed once the new one is whole.
            Copies of the ring are always removed after 35 days.

    Raises:
        InputError: a folder that cannot be used, or nothing here to back up.
        LeewardError: a damaged database, a ring of other records, a full disk. Nothing was changed.
    """
    moment = now or datetime.now(UTC)
    _require_places(home, [place for place in (records_to, keys_to) if place])
    facts, size_bytes = _look(home, where)
    with only_one_copy(home):
        if is_cut_off(home):
            raise LeewardError(
                "A restore was cut off here",
                expected="records that are whole",
                do="Run `leeward serve` once, which finishes it; nothing was changed",
            )
        if keys_to:
            _require_ring_of(home, facts.ring_id)
        records = keys = None
        overlay = removed = 0
        left_out: tuple[str, ...] = ()
        if records_to:
            size_bytes += sum(one.stat().st_size for one in sealed_files(home)) + overlay_bytes(home)
            records, overlay, left_out = _copy_of_records(home, where, records_to, size_bytes, moment)
            if keep_days is not None:
                limit = moment - timedelta(days=keep_days)
                removed += len(remove_older(records_to, "records", facts.ring_id, limit))
        if keys_to:
            keys, gone = _copy_of_keys(home, keys_to, facts.ring_id, moment)
            removed += gone
        return Made(
            records,
            keys,
            overlay,
            left_out,
            removed,
            _newest_ring_copy(home),
            ring_exists(home / "keys"),
            any(_on_one_disk(home, place) for place in (records_to, keys_to) if place),
        )


def _look(home: Path, where: Database) -> tuple[RecordFacts, int]:
    """What is here, and how many bytes of room its copy may take."""
    facts: RecordFacts | None = None
    size_bytes = 0
    if isinstance(where, PostgresqlServer):
        found = look_at_database(where)
        facts, size_bytes = found.facts, found.size_bytes
    elif where.path.exists():
        facts = look_at_records(where.path)
        with disk_said(where.path.name):
            log = where.path.with_name(where.path.name + "-wal")
            size_bytes = sum(one.stat().st_size for one in (where.path, log) if one.exists())
    if facts is None or not facts.ring_id:
        raise InputError(
            "no records here",
            expected="a practice that was set up",
            do="Set it up first, or set LEEWARD_HOME and DATABASE_URL to where it is; nothing was written",
            where=str(home),
        )
    return facts, size_bytes


def _require_places(home: Path, places: list[Path]) -> None:
    """Folders that are there, outside the home, and not one in the other."""
    for place in places:
        if not place.is_dir():
            raise InputError(
                "no folder there",
                expected="a folder that exists, on another disk",
                do="Connect the disk, or make the folder; none is made, since a missing disk would go unseen",
                where=str(place),
            )
        if place.resolve().is_relative_to(home.resolve()):
            raise InputError(
                "a folder in the home of this practice",
                expected="a folder elsewhere, best on another disk",
                do="Choose another; what takes the home would take the back-up too",
                where=str(place),
            )
    if len(places) == 2:
        one, other = (place.resolve() for place in places)
        if one.is_relative_to(other) or other.is_relative_to(one):
            raise InputError(
                "one folder for records and keys, or one in the other",
                expected="two folders, best on two disks",
                do="Choose another for the keys: together they need only the passphrase",
                where=str(places[1]),
            )


def _require_ring_of(home: Path, ring_id: str) -> None:
    with closing(open_store(home / "keys")) as store:
        if ring_row(store)[0] != ring_id:
            raise LeewardError(
                "A key ring that belongs to other records",
                expected="the ring these records were made with",
                do="Put the right one in its place; nothing was written",
            )


def _require_room(place: Path, size_bytes: int) -> None:
    with disk_said(str(place)):
        free_bytes = shutil.disk_usage(place).free
    if free_bytes < size_bytes + _SPARE_BYTES:
        raise InputError(
            f"{free_bytes // 1024**2} MB of room",
            expected=f"at least {(size_bytes + _SPARE_BYTES) // 1024**2 + 1} MB",
            do="Free some space, or choose another disk; nothing was written",
            where=str(place),
        )


def _copy_of_records(
    home: Path, where: Database, place: Path, size_bytes: int, moment: datetime
) -> tuple[Path, int, tuple[str, ...]]:
    """The copy, how many files of the overlay are in it, and which could not be copied."""
    _require_room(place, size_bytes)
    sweep_cut_off(place)
    engine: Engine = "sqlite" if isinstance(where, SqliteFile) else "postgresql"
    name = new_name(moment)
    with whole_folder(place, name) as part:
        target = part / FILE_OF[engine]
        if isinstance(where, SqliteFile):
            facts = copy_records(where.path, target)
        else:
            found = look_at_database(where).facts
            assert found is not None  # noqa: S101  there a moment ago
            facts = found
            dump(where, target)
        sealed = copy_sealed_files(home, part)
        overlay, left_out = copy_overlay(home, part)
        manifest = _manifest("records", engine, target, facts, moment, (*sealed, *overlay))
        write_manifest(part, manifest)
    remember_backup(home, manifest)
    return place / name, len(overlay), left_out


def _copy_of_keys(home: Path, place: Path, ring_id: str, moment: datetime) -> tuple[Path, int]:
    """The copy, and how many old ones went."""
    with disk_said("key ring"):
        size_bytes = ring_path(home / "keys").stat().st_size
    _require_room(place, size_bytes)
    sweep_cut_off(place)
    name = new_name(moment)
    with closing(open_store(home / "keys")) as store:
        with whole_folder(place, name) as part:
            target = part / FILE_OF["ring"]
            write_copy(store, target)
            write_manifest(part, _manifest("keys", "ring", target, RecordFacts(ring_id, frozenset()), moment))
        remember_copy(store, place / name / FILE_OF["ring"], now=moment)
        gone = remove_older(place, "keys", ring_id, moment - timedelta(days=KEPT_DAYS))
        forget_copies(store, [folder / FILE_OF["ring"] for folder in gone])
        return place / name, len(gone) + prune_copies_of(store, now=moment)


def _manifest(
    kind: Kind,
    engine: Engine,
    file: Path,
    facts: RecordFacts,
    moment: datetime,
    more: tuple[FileFacts, ...] = (),
) -> Manifest:
    """Of a file in a folder that has its name but for the ending."""
    return Manifest(
        format=format_of(one.name for one in more),
        kind=kind,
        id=file.parent.name.removesuffix(PART).rpartition("-")[2],
        made_at=moment.astimezone(UTC).isoformat(),
        program=__version__,
        engine=engine,
        schema=facts.schema,
        ring_id=facts.ring_id,
        files=(facts_of(file), *more),
    )


def _newest_ring_copy(home: Path) -> tuple[Path, datetime] | None:
    if not ring_exists(home / "keys"):
        return None
    with closing(open_store(home / "keys")) as store:
        return newest_copy(store)


def _on_one_disk(home: Path, place: Path) -> bool:
    return home.stat().st_dev == place.stat().st_dev
